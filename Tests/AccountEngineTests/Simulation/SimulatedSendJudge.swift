import MessageArchive
import Messaging

@testable import AccountEngine

/// Compares what the outbox says with what the server took.
extension SimulatedLife {
  /// What the outbox has still to do; nil when nothing, or nothing that anybody could do for it.
  func whatIsLeftToSend(_ archive: MessageArchive) throws -> String? {
    let items = try perform { try await archive.openOutboxItems() }
    for item in items {
      let isBlocked = items.contains {
        $0.id < item.id && $0.destination.peer == item.destination.peer && $0.state.kind == .unknown
      }
      switch item.state.kind {
      case .unknown: if try isDecidable(item, archive) { return "unknown \(item.id) could be settled by its row" }
      case .queued: if !isBlocked { return "\(item.id) still waits to be sent" }
      case .held, .inFlight, .accepted, .rejected, .cancelled, .settled: return "\(item.id) is \(item.state.kind)"
      }
    }
    let awaiting = try perform { try await archive.awaitingRow() }
    let rows = Set(SimulatedTruth.rows(of: .outgoing, at: sandbox).map(\.id))
    for item in awaiting {
      if case .accepted(let id?, _, _) = item.state, rows.contains(id.rawValue), !truth.freedIDs.contains(id.rawValue) {
        return "\(item.id) awaits row \(id), which the server shows"
      }
    }
    return nil
  }

  /// Whether its row is there and can be nothing else, so that it must be found.
  private func isDecidable(_ item: OutboxItem, _ archive: MessageArchive) throws -> Bool {
    guard let sent = truth.sent[item.id], let number = sent.number, sent.taken.count == 1,
      let id = sent.takenAsSent.first ?? nil, !truth.freedIDs.contains(id),
      plan.keepsTime, let now = program?.clock.now, now.since(item.since) < .seconds(2 * 86_400),
      SimulatedTruth.rows(of: .outgoing, at: sandbox).contains(where: { $0.id == id })
    else { return false }
    let twins = truth.sent.values.filter { $0.number == number && $0.text == sent.text }.count
    guard twins == 1, !truth.foreign.contains(where: { $0.number == number && $0.text == sent.text }) else {
      return false
    }
    // Until a row was seen as it came, nobody knows in which zone the server dates, and a row that was met long after
    // stands too far from the send.
    let candidates = try perform { try await archive.settlementCase(of: item.id) }?.candidates ?? []
    return !candidates.contains { $0.row.id.rawValue == id && $0.verdict == .otherTime }
  }

  /// What became of every message that was ever submitted.
  func judgeSends() throws {
    guard let archive = program?.archive else { return }
    var owners: [Int64: OutboxItemID] = [:]
    for (id, sent) in truth.sent.sorted(by: { $0.key < $1.key }) {
      guard let item = try perform({ try await archive.outboxItem(id) }) else {
        counts.lost += 1
        throw BrokenPromise("item \(id) is lost")
      }
      count(sent.attempts)
      let doubled = sent.attempts.filter { $0.fault == .doubled }.count
      if sent.taken.count > 1 + doubled {
        counts.doubled += 1
        throw BrokenPromise("item \(id) was taken \(sent.taken.count) times")
      }
      if sent.taken.count > 1 { counts.doubledByTheWire += 1 }
      let mayHaveLeft = !sent.attempts.allSatisfy(\.provesNothing)
      switch item.state {
      case .accepted(let smslogID, let queue, _):
        counts.accepted += 1
        if let smslogID, !truth.freedIDs.contains(smslogID.rawValue),
          let other = owners.updateValue(id, forKey: smslogID.rawValue)
        {
          throw BrokenPromise("row \(smslogID) belongs to \(other) and to \(id)")
        }
        try judge(item, sent, accepted: smslogID, byRow: queue.text.isEmpty)
      case .rejected, .cancelled:
        if !sent.takenAsSent.isEmpty { throw BrokenPromise("\(id) is \(item.state.kind), and was taken") }
        if item.state == .cancelled, !sent.isTakenBack { throw BrokenPromise("nobody took \(id) back") }
        counts.rejected += item.state.kind == .rejected ? 1 : 0
        counts.cancelled += item.state.kind == .cancelled ? 1 : 0
      case .held, .queued:
        if mayHaveLeft { throw BrokenPromise("\(id) is \(item.state.kind), and may have left") }
        counts.queued += 1
      case .inFlight: throw BrokenPromise("\(id) is in flight although nothing is under way")
      case .unknown:
        counts.stillUnknownTaken += sent.taken.isEmpty ? 0 : 1
        counts.stillUnknownLost += sent.taken.isEmpty ? 1 : 0
      case .settled: if !sent.isSettledByHand { throw BrokenPromise("nobody settled \(id) by hand") }
      }
    }
  }

  private func count(_ attempts: [SimulatedTruth.Attempt]) {
    for attempt in attempts where attempt.isBroken {
      counts.brokenSends += 1
      if let fault = attempt.fault { counts.sendFaults[fault.rawValue, default: 0] += 1 }
      if let mishap = attempt.mishap { counts.sendFaults[mishap.rawValue, default: 0] += 1 }
    }
  }

  private func judge(
    _ item: OutboxItem, _ sent: SimulatedTruth.Sent, accepted id: MessageID?, byRow: Bool
  ) throws {
    if byRow { counts.settledByRow += 1 }
    if sent.taken.contains(id?.rawValue) { return }
    guard byRow else { throw BrokenPromise("\(item.id) is accepted as \(id?.rawValue ?? 0), and was not taken so") }
    guard let twin = twinSentAt(id, sent) else {
      throw BrokenPromise("\(item.id) was settled by row \(id?.rawValue ?? 0), which is not its own")
    }
    counts.mistaken += 1
    mistakenItems.insert(item.id)
    // One that was about to leave when the program was killed never came to the wire.
    guard let distance = sent.attempts.map({ abs($0.at - twin) }).min() else { return }
    if plan.keepsTime, !sent.isScheduled, distance > Self.twinDistance {
      throw BrokenPromise("\(item.id) was settled by what another program sent \(distance / 1_000) s off")
    }
  }

  /// When a row was submitted that nothing in the protocol tells from a message: another program sent the same text to
  /// the same number, or the network brought another message of the outbox twice.
  private func twinSentAt(_ id: MessageID?, _ sent: SimulatedTruth.Sent) -> Int64? {
    let foreign = truth.foreign.first { $0.id == id?.rawValue && $0.number == sent.number && $0.text == sent.text }
    // One that was scheduled was sent at any time since.
    if let foreign { return foreign.isScheduled ? sent.attempts.last?.at ?? foreign.at : foreign.at }
    let doubled = truth.sent.values.filter { $0.number == sent.number && $0.text == sent.text }.flatMap(\.attempts)
      .first { $0.takenOfCopies.contains(id?.rawValue) }
    if let doubled { return doubled.at }
    // Where such a twin was taken for another message of the outbox, that one's own row is free to be mistaken too.
    let robbed = truth.sent.first { other, sent in
      sent.taken.contains(id?.rawValue) && mistakenItems.contains(other)
    }
    return robbed?.value.attempts.last?.at
  }

  /// So far from a send, in milliseconds, the same text of another program to the same number can be told from it.
  private static let twinDistance: Int64 = 3_700_000
}
