import MessageArchive
import Messaging

/// What the last run of the program left in the outbox.
extension AccountEngine {
  /// Whatever was held when the program last ended can be taken back for a moment first; whatever was in flight may have
  /// been sent.
  func recover() async {
    while !Task.isCancelled {
      do {
        try await holdAnew("smsdash ended")
        let now = clock.now
        let found = try await archived { archive throws(ArchiveError) in try await archive.recoverInFlight(now: now) }
        for id in found {
          let item = try await archived { archive throws(ArchiveError) in try await archive.outboxItem(id) }
          if case .unknown(let reason)? = item?.state { await tellUnknown(id, reason) }
        }
        journalIsDurable = try await archived { archive throws(ArchiveError) in try await archive.isJournalDurable() }
        if journalIsDurable { return }
        tellOnce(
          .error, "Nothing is sent: the outbox's disk does not promise to keep what is written.",
          hint: "Put the archive on another disk.", isSticky: true)
        return
      } catch {
        tellArchiveFault(error)
        await outboxBell.wait(atMost: settings.longestRetry, by: clock)
      }
    }
  }

  /// Begins anew the moment in which held items can be taken back, since nobody could for a while.
  func holdAnew(_ reason: String) async throws(Interruption) {
    let now = clock.now
    let ids = try await archived { archive throws(ArchiveError) in try await archive.holdAnew(now: now) }
    guard let first = ids.first else { return }
    let hint = "Each can be taken back for as long as at first."
    guard ids.count == 1 else {
      return tell(.warning, "\(ids.count) messages that were held when \(reason) are held anew.", hint: hint)
    }
    let item = try? await archived { archive throws(ArchiveError) in try await archive.outboxItem(first) }
    tell(
      .warning, "A message that was held when \(reason) is held anew.",
      hint: "It can be taken back for as long as at first.", item: first, about: await subject(of: item ?? nil))
  }
}
