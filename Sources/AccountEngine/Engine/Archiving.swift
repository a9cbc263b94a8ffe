import MessageArchive
import Messaging

/// The archive does not take what the server gives: the disk is full, or gone.
struct ArchiveTrouble: Hashable, Sendable {
  let since: Timestamp
  var nextTry: Timestamp
  let why: String
}

/// Using the archive. Nothing is lost while it fails: marks move only with the rows they speak of.
extension AccountEngine {
  func archived<Value>(
    _ body: (MessageArchive) async throws(ArchiveError) -> Value
  ) async throws(Interruption) -> Value {
    do {
      return try await body(archive)
    } catch {
      if Task.isCancelled, error == .cancelled { throw .stopped }
      throw .archive(error)
    }
  }

  /// Tells it once, and leaves the archive alone for a while.
  func archiveFailed(_ error: ArchiveError) {
    let now = clock.now
    if archiveTrouble == nil { tell(.error, error.sentence, hint: error.hint, isSticky: true) }
    archiveTrouble = ArchiveTrouble(
      since: archiveTrouble?.since ?? now, nextTry: now + archiveBackoff.failed(random: chance()),
      why: error.sentence)
  }

  func archiveWorks() {
    guard archiveTrouble != nil else { return }
    archiveTrouble = nil
    archiveBackoff.succeeded()
    tell(.info, "The archive takes messages again.")
    outboxBell.ring()
  }

  /// How long an archive that failed is left alone.
  func archivePause(at now: Timestamp) -> Duration {
    archiveTrouble?.nextTry.wait(at: now, longest: settings.longestRetry) ?? .zero
  }
}
