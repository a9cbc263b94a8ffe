import MessageArchive
import Messaging

/// The outbox's journal: what is written there, by the engine and for the operator.
extension AccountEngine {
  /// Takes a message back that has not left: held or queued. False when it is too late.
  public func takeBack(_ id: OutboxItemID) async -> Bool {
    await record(.cancelled, for: id, expecting: [.held, .queued], evidence: "taken back by the operator")
  }

  /// Settles a message of unknown fate by what the operator knows; `went` says how. False when it is not unknown, or
  /// not any more.
  public func settle(_ id: OutboxItemID, went: Bool) async -> Bool {
    await record(
      .settled(went: went), for: id, expecting: [.unknown],
      evidence: went ? "the operator says that it went" : "the operator says that it did not go")
  }

  func record(
    _ state: OutboxState, for id: OutboxItemID, expecting: Set<OutboxStateKind>, evidence: String
  ) async -> Bool {
    let now = clock.now
    do {
      let isDone = try await archived { archive throws(ArchiveError) in
        try await archive.record(state, for: id, expecting: expecting, evidence: evidence, at: now)
      }
      outboxBell.ring()
      return isDone
    } catch {
      tellArchiveFault(error)
      return false
    }
  }

  /// Notes what became of a message. Where the disk refuses, it is kept and written later; nothing else is sent before.
  /// - Returns: whether the disk took it.
  @discardableResult
  func write(
    _ state: OutboxState, for id: OutboxItemID, expecting: Set<OutboxStateKind>,
    receipts: [GroupOutcome.Receipt] = [], evidence: String
  ) async -> Bool {
    let now = clock.now
    do {
      _ = try await archived { archive throws(ArchiveError) in
        try await archive.record(
          state, for: id, expecting: expecting, receipts: receipts, evidence: evidence, at: now)
      }
      return true
    } catch {
      tellArchiveFault(error)
      if expecting == [.inFlight] {
        unwritten.append(UnwrittenRecord(id: id, state: state, receipts: receipts, evidence: evidence))
      }
      return false
    }
  }

  /// Tries once more to write down what could not be.
  func writeUnwritten() async {
    while let record = unwritten.first {
      let now = clock.now
      do {
        _ = try await archived { archive throws(ArchiveError) in
          try await archive.record(
            record.state, for: record.id, expecting: [.inFlight], receipts: record.receipts,
            evidence: record.evidence, at: now)
        }
        unwritten.removeFirst()
      } catch {
        tellArchiveFault(error)
        return
      }
    }
  }

  func tellArchiveFault(_ interruption: Interruption) {
    guard case .archive(let error) = interruption else { return }
    tellOnce(.error, error.sentence, hint: error.hint, isSticky: true)
  }
}
