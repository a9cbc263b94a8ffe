import MessageArchive
import Messaging
import PlaySMS

/// The loop that reads: polls when they are due, history in between.
extension AccountEngine {
  private enum Job {
    case poll
    case history
    case wait(Duration?)
  }

  func readUntilCancelled() async {
    while !Task.isCancelled {
      switch nextJob() {
      case .poll: await poll()
      case .history: await readHistory()
      case .wait(let limit): await readBell.wait(atMost: limit, by: clock)
      }
    }
  }

  private func nextJob() -> Job {
    let now = clock.now
    guard connection.mayAsk else { return .wait(nil) }
    let retry = max(connection.wait(at: now, longest: settings.longestRetry), archivePause(at: now))
    guard retry == .zero else { return .wait(retry) }
    guard connection.isLive, archiveTrouble == nil else { return .poll }
    let wait = cadence.wait(at: now)
    let isDue = wait == .zero
    guard !historyWork.isEmpty, !isDue || cadence.givesWayToHistory else { return isDue ? .poll : .wait(wait) }
    let pause = max(historyBudget.wait(at: now), historyPause(at: now))
    if pause == .zero { return .history }
    return isDue ? .poll : .wait(min(wait, pause))
  }

  /// One look at everything that may have changed.
  private func poll() async {
    cadence.pollBegins()
    do {
      try await prepare()
      let query = try await ask(.query) { client throws(PlaySMSError) in try await client.query() }
      note(query.value)
      await notePrices()
      var questions: DeliveryQuestions?
      for part in turns.order {
        if part == .outgoing || part == .deliveries, questions == nil {
          questions = try await deliveryQuestions(serverHas: query.value.lastOutgoing)
        }
        try await self.part(part, query.value, questions ?? DeliveryQuestions())
      }
      archiveWorks()
      recovered()
    } catch {
      failed(error)
    }
    polls += 1
    cadence.polled(at: clock.now, random: chance())
    tellRewritten()
    tellFollowUp()
    await readCompleteness()
    publish()
  }

  func note(_ query: AccountQuery) {
    status.credit = query.user.credit ?? status.credit
    if let credit = query.user.credit { prices.saw(credit, lastOutgoing: query.lastOutgoing, at: clock.now) }
    publish()
  }

  /// Keeps what was learned about prices. They are only estimates, so one that cannot be kept is no loss.
  func notePrices() async {
    while let price = prices.take() {
      _ = try? await archived { archive throws(ArchiveError) in try await archive.note(price) }
    }
  }

  /// Does one part of a poll. What the server cannot give does not keep the other parts from being read; it is told
  /// once, and again when it is over. A failing connection or archive ends the whole poll.
  private func part(
    _ part: PollPart, _ query: AccountQuery, _ questions: DeliveryQuestions
  ) async throws(Interruption) {
    do {
      let before = requests
      try await work(on: part, query, questions)
      // Where nothing was asked, nothing was given.
      guard requests != before else { return }
      turns.passed(part)
      if brokenParts.removeValue(forKey: part) != nil { tell(.info, "The server gives \(part.rawValue) again.") }
    } catch {
      guard case .server(let fault) = error, connection.mayAsk else { throw error }
      if fault.isTransport {
        guard asksForBrokenList(part) || turns.hung(part) else { throw error }
      } else {
        turns.passed(part)
      }
      if brokenParts.updateValue(fault.sentence, forKey: part) != fault.sentence {
        let sentence = "The server does not give \(part.rawValue). \(fault.sentence)"
        tell(.warning, sentence, hint: fault.hint, isSticky: true)
      }
    }
  }

  /// Whether a part asks by the operation of a list that the server does not give: that it gives no more here was to
  /// be expected, and says nothing about the connection.
  private func asksForBrokenList(_ part: PollPart) -> Bool {
    switch part {
    case .deliveries, .unknownFates: brokenParts[.outgoing] != nil
    case .inbox, .outgoing, .incoming, .contacts: false
    }
  }

  private func work(
    on part: PollPart, _ query: AccountQuery, _ questions: DeliveryQuestions
  ) async throws(Interruption) {
    switch part {
    case .inbox: try await read(.inbox, serverHas: query.lastInbox)
    case .outgoing:
      try await read(.outgoing, serverHas: query.lastOutgoing, lookingAt: questions.newest)
      if let step = questions.ofNewest { followUp.asked(step, at: clock.now) }
    case .incoming: try await read(.incoming, serverHas: query.lastIncoming)
    case .deliveries: try await followDeliveries(questions.others)
    case .unknownFates: try await settleUnknown()
    case .contacts: try await readContactsWhenDue()
    }
  }

  /// Reads from the archive how far everything is known.
  func prepare() async throws(Interruption) {
    guard streams.isEmpty else { return }
    var states: [Stream: StreamState] = [:]
    for stream in Stream.allCases {
      let progress = try await archived { archive throws(ArchiveError) in try await archive.progress(of: stream) }
      states[stream] = StreamState(
        progress: progress, newestDate: try await newestDate(of: stream),
        sizes: PageSizes(first: settings.historyPage, largest: settings.largestPage))
    }
    try await followOpen()
    streams = states
    await readCompleteness()
    publish()
  }

  /// The date of the row with the highest id: never newer than the newest, so nothing is taken for known too early.
  private func newestDate(of stream: Stream) async throws(Interruption) -> CivilTime? {
    let highest = try await archived { archive throws(ArchiveError) in try await archive.highestID(of: stream) }
    guard let highest else { return nil }
    let origin: ConversationEntry.Origin =
      switch stream {
      case .inbox: .inbox(highest)
      case .incoming: .incoming(highest)
      case .outgoing: .outgoing(highest)
      }
    return try await archived { archive throws(ArchiveError) in try await archive.details(of: origin) }?.dt?.civil
  }
}
