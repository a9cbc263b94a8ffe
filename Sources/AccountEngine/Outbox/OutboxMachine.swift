import Messaging

/// Decides what the outbox does next, one message at a time.
///
/// Its rule: a message goes out once. It is on disk as in flight before its first byte leaves; only proof that nothing
/// left lets it go again; everything else leaves it unknown, and an unknown message is never repeated by itself.
struct OutboxMachine: Hashable, Sendable {
  enum Action: Hashable, Sendable {
    /// Their moment to be taken back is over: `held` → `queued`.
    case release([OutboxItemID])
    /// Ask `query` for the highest outgoing id: the message's own will be above.
    case takeFence(OutboxItemID)
    /// `queued` → `inFlight` on disk, durable, and only if nobody took it back.
    case commit(OutboxItemID, fence: MessageID)
    /// One `pv`. Nothing else leads here.
    case send(OutboxItem)
    /// `inFlight` → what became of it; `receipts` where the answer had an entry for each of several.
    case record(OutboxItemID, OutboxState, receipts: [GroupOutcome.Receipt] = [], evidence: String)
    /// Nothing to do before this instant, or before something changes.
    case wait(until: Timestamp?)
  }

  private enum Stage: Hashable, Sendable {
    case idle
    case fencing(OutboxItem)
    case committing(OutboxItem)
    case sending(OutboxItem)
  }

  private var stage = Stage.idle

  /// - Parameters:
  ///   - items: everything in the outbox that is not final.
  ///   - members: the numbers that are known to be in a group.
  ///   - quiet: the hours in which nothing leaves that was not meant to.
  ///   - mayAsk: whether the server may be asked at all now.
  mutating func next(
    _ items: [OutboxItem], members: [Destination: [String]] = [:], quiet: QuietClock? = nil, at now: Timestamp,
    mayAsk: Bool
  ) -> Action {
    guard stage == .idle else { return .wait(until: nil) }
    let over = items.filter { item in
      guard case .held(let until) = item.state else { return false }
      // A clock put back must not hold a message for days.
      return until.wait(at: now, longest: until.since(item.since) + .seconds(60)) == .zero
    }
    guard over.isEmpty else { return .release(over.map(\.id)) }
    let ending = quiet?.end(at: now)
    if mayAsk, let item = firstReady(items, members, isQuiet: ending != nil) {
      stage = .fencing(item)
      return .takeFence(item.id)
    }
    let moments = items.compactMap { item in
      if item.state == .queued { return item.mayLeaveInQuietHours ? nil : ending }
      guard case .held(let until) = item.state else { return Timestamp?.none }
      return until
    }
    return .wait(until: moments.min())
  }

  mutating func fenceTaken(_ fence: MessageID) -> Action {
    guard case .fencing(let item) = stage else { return .wait(until: nil) }
    stage = .committing(item)
    return .commit(item.id, fence: fence)
  }

  /// The server could not be asked; the message stays queued.
  mutating func fenceFailed() { stage = .idle }

  /// - Parameters:
  ///   - isInFlight: whether the record is on disk; false when the message was taken back meanwhile.
  ///   - mayAsk: whether the server may still be asked: the login may have been refused to another request meanwhile.
  mutating func committed(_ isInFlight: Bool, mayAsk: Bool) -> Action {
    guard case .committing(let item) = stage, isInFlight else {
      stage = .idle
      return .wait(until: nil)
    }
    guard mayAsk else {
      stage = .idle
      return .record(item.id, .queued, evidence: "not sent: polling and sending are paused")
    }
    stage = .sending(item)
    return .send(item)
  }

  mutating func sendEnded(_ outcome: SendOutcome) -> Action {
    guard case .sending(let item) = stage else { return .wait(until: nil) }
    stage = .idle
    switch outcome {
    case .accepted(let id, let queue, let to, let receipts):
      var evidence = "accepted by the server; \(Echo(asked: item.destination, echoed: to).evidence)"
      let refused = receipts.count { $0.code != nil }
      if refused > 0 { evidence += "; \(refused) of \(receipts.count) of the group refused" }
      let unreadable = receipts.count { $0.isUnreadable }
      if unreadable > 0 { evidence += "; \(unreadable) of \(receipts.count) entries of its answer cannot be read" }
      let isOne = if case .group = item.destination { false } else { receipts.count <= 1 }
      return .record(
        item.id, .accepted(id: id, queue: queue, to: to), receipts: isOne ? [] : receipts, evidence: evidence)
    case .refused(let code, let sentence):
      return .record(item.id, .rejected(code: code, sentence: sentence), evidence: "refused: \(sentence)")
    case .loginRefused:
      return .record(item.id, .queued, evidence: "the login was refused, so the server took nothing")
    case .nothingLeft(let sentence):
      return .record(item.id, .queued, evidence: "nothing left: \(sentence)")
    case .uncertain(let reason):
      return .record(item.id, .unknown(reason: reason), evidence: reason)
    }
  }

  /// First in, first out for each recipient, in whatever spelling its number was written: one that waits, or whose fate
  /// is unknown, holds up only its own. A group is a recipient of its own, and so is each of its members that is known.
  private func firstReady(_ items: [OutboxItem], _ members: [Destination: [String]], isQuiet: Bool) -> OutboxItem? {
    var busy = BusyRecipients()
    for item in items.sorted(by: { $0.id < $1.id }) where !item.state.isFinal {
      var isFirst = busy.insert(item.destination)
      for number in members[item.destination] ?? [] where !busy.insert(.number(number)) { isFirst = false }
      if isFirst, item.state == .queued, !isQuiet || item.mayLeaveInQuietHours { return item }
    }
    return nil
  }
}

/// Recipients who have a message before them.
private struct BusyRecipients {
  private var numbers: [String: [String]] = [:]
  private var others: Set<Destination> = []

  /// True when there was none for this recipient.
  mutating func insert(_ destination: Destination) -> Bool {
    guard case .number(let number) = destination else { return others.insert(destination).inserted }
    let tail = NumberSuffix.tail(of: number)
    let isFirst = numbers[tail]?.contains { NumberSuffix.areOne($0, number) } != true
    numbers[tail, default: []].append(number)
    return isFirst
  }
}
