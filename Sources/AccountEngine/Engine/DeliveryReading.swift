import MessageArchive
import Messaging
import PlaySMS

/// Following outgoing messages to their final status.
extension AccountEngine {
  /// Rows came, whoever asked for them.
  func follow(_ rows: [OutgoingMessage]) {
    let seen = rows.map { DeliveryFollowUp.Row(id: $0.id, date: $0.dt, isFinal: $0.status.isFinal) }
    followUp.saw(seen, at: clock.now)
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

  /// Asks about messages that the newest page did not show, as far as they are due.
  func followDeliveries() async throws(Interruption) {
    for question in followUp.questions(at: clock.now, limit: settings.followUpsPerTick) {
      switch question {
      case .message(let id): _ = try await ask(Listing(messageID: id))
      case .queue(let queue): try await ask(queue)
      case .day(let day):
        let isWhole = try await ask(Listing(count: settings.historyPage, dt: day))
        if !isWhole { followUp.dayWasFull(day) }
      }
    }
  }

  /// True when all rows that there are came.
  private func ask(_ listing: Listing) async throws(Interruption) -> Bool {
    switch try await page(listing, of: .outgoing) {
    case .tooLarge: return false
    case .page(let page):
      try await take(page, arrival: .live, progress: nil)
      return page.facts.count < listing.count ?? .max
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
      try await take(page, arrival: .live, progress: nil)
      followUp.processed(queue)
    }
  }
}

extension OutboxItem {
  /// Whether it goes to another account of the server.
  var isToUser: Bool {
    if case .user = destination { true } else { false }
  }
}
