import MessageArchive
import Messaging
import PlaySMS

/// What a poll asks about outgoing messages.
struct DeliveryQuestions: Hashable, Sendable {
  /// How many of the newest rows to look at; nil for none.
  var newest: Int?
  /// What that page is asked for, where it is for more than a look.
  var ofNewest: FollowUpPlan.Step?
  var others: [FollowUpPlan.Step] = []
}

/// Following outgoing messages to their final status.
extension AccountEngine {
  /// Follows whatever the archive has without a final status. What is followed already goes on as it does.
  func followOpen() async throws(Interruption) {
    let now = clock.now
    let oldest = settings.followUp.steps.last.map { now - $0.upToAge }
    let atOnce = 5_000
    var open: [OpenDelivery] = []
    repeat {
      let last = open.last
      open = try await archived { archive throws(ArchiveError) in
        try await archive.openDeliveries(newerThan: oldest, after: last, limit: atOnce)
      }
      for delivery in open {
        let row = DeliveryFollowUp.Row(id: delivery.id, date: delivery.serverDate, isFinal: delivery.status.isFinal)
        followUp.watch(row, since: delivery.at, at: now)
      }
    } while open.count == atOnce
    let awaiting = try await archived { archive throws(ArchiveError) in try await archive.awaitingRow(limit: .max) }
    for item in awaiting {
      let rows = try await archived { archive throws(ArchiveError) in try await archive.awaitedRows(of: item.id) }
      awaitRow(of: item, state: item.state, rows: rows, since: item.since)
    }
  }

  /// Rows came, whoever asked for them.
  func follow(_ rows: [OutgoingMessage], of queue: QueueCode? = nil) {
    let seen = rows.map { DeliveryFollowUp.Row(id: $0.id, date: $0.dt, isFinal: $0.status.isFinal) }
    followUp.saw(seen, at: clock.now, of: queue)
  }

  /// A message was accepted: its row comes when the server processes it, which may be days ahead.
  /// `rows` are those that it has been given, where that is known.
  func awaitRow(of item: OutboxItem, state: OutboxState, rows: [MessageID], since: Timestamp) {
    // A message to another account never gets a row, and its code means nothing.
    guard case .accepted(let id, let queue, _) = state, !queue.text.isEmpty, !item.isToUser else { return }
    let schedule = item.options.schedule.flatMap { ServerDate($0).civil }
    let moment = schedule.map { max(since, Timestamp(seconds: $0.secondsSince1970)) } ?? since
    followUp.await(queue, ids: Set(rows + (id.map { [$0] } ?? [])), since: moment, at: clock.now)
  }

  /// The cheapest questions about what is due. The newest page is looked at when something may have come, while
  /// something happens, and now and then for late rows that nothing tells of.
  func deliveryQuestions(serverHas named: MessageID?) async throws(Interruption) -> DeliveryQuestions {
    let now = clock.now
    let looks = looksAtNewest(serverHas: named ?? MessageID(0), at: now)
    var questions = DeliveryQuestions(newest: looks ? min(settings.lookPage, settings.newestPage) : nil)
    guard followUp.isDue(at: now) else { return questions }
    if followUp.wasPutBack(at: now) { try await followOpen() }
    let newest = try await archived { archive throws(ArchiveError) in try await archive.newestOutgoing(limit: 2_000) }
    let limit = settings.followUpsPerTick
    for step in followUp.questions(at: now, limit: limit, newest: newest, looksAnyway: looks) {
      switch step.question {
      case .newest(let c):
        questions.newest = max(questions.newest ?? 0, c)
        questions.ofNewest = step
      case .queue, .day, .message: questions.others.append(step)
      }
    }
    return questions
  }

  private func looksAtNewest(serverHas highest: MessageID, at now: Timestamp) -> Bool {
    guard let state = streams[.outgoing] else { return false }
    if state.mayHaveNew(highest) || brokenParts[.outgoing] != nil { return true }
    let pace = cadence.pace(at: now)
    guard pace != .active, let last = state.lookedAt else { return true }
    let gap = pace == .away ? max(settings.lookInterval, settings.awayInterval) : settings.lookInterval
    let elapsed = now.since(last)
    return elapsed < .zero || elapsed >= gap
  }

  /// Asks about messages that the newest page does not show, as far as they are due.
  func followDeliveries(_ steps: [FollowUpPlan.Step]) async throws(Interruption) {
    for step in steps {
      followUp.asked(step, at: clock.now)
      do {
        try await ask(step.question)
      } catch {
        if !error.isAnswer { followUp.unanswered(step, at: clock.now, pause: settings.longestRetry) }
        throw error
      }
    }
  }

  private func ask(_ question: FollowUpPlan.Question) async throws(Interruption) {
    switch question {
    case .newest: break
    case .message(let id): try await ask(id)
    case .queue(let queue): try await ask(queue)
    case .day(let day):
      let isWhole = try await ask(Listing(count: settings.historyPage, dt: day)) != nil
      if !isWhole { followUp.dayWasFull(day) }
    }
  }

  private func ask(_ id: MessageID) async throws(Interruption) {
    guard let count = try await ask(Listing(messageID: id)), count == 0 else { return }
    tellVanished([Vanished(stream: .outgoing, id: id)])
  }

  /// How many rows came; nil when they were not all that there are.
  private func ask(_ listing: Listing) async throws(Interruption) -> Int? {
    switch try await page(listing, of: .outgoing) {
    case .tooLarge: return nil
    case .page(let page):
      try await take(page, arrival: .live, progress: nil)
      return page.facts.count < listing.count ?? .max ? page.facts.count : nil
    }
  }

  private func ask(_ queue: QueueCode) async throws(Interruption) {
    let answer = try await ask(.ds) { client throws(PlaySMSError) in try await client.queue(queue) }
    switch answer.value {
    case .waiting, .nothing, .processed: return
    case .rows(let rows):
      let facts = PageFacts(rows.map { ($0.id, $0.dt) })
      let page = StreamPage(
        rows: .outgoing(rows), facts: facts, serverTime: answer.serverTime, arrivedAt: clock.now)
      try await take(page, arrival: .live, progress: nil, of: queue)
      followUp.processed(queue)
    }
  }
}

extension Interruption {
  /// Whether the server answered, so that the same question would hardly be answered better at once.
  fileprivate var isAnswer: Bool {
    switch self {
    case .server(let error): !error.isTransport
    case .archive, .paused, .stopped: false
    }
  }
}

extension OutboxItem {
  /// Whether it goes to another account of the server.
  var isToUser: Bool {
    if case .user = destination { true } else { false }
  }
}
