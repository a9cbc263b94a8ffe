import Dashboard
import MessageArchive
import Synchronization

/// Passes on that the archive changed: at once, and then at most twenty times a second however much is written.
final class ChangeFeed: Sendable {
  private let pending = Mutex<Set<ArchiveChange.Subject>>([])
  private let bell: AsyncStream<Void>
  private let ring: AsyncStream<Void>.Continuation

  init() { (bell, ring) = AsyncStream.makeStream(bufferingPolicy: .bufferingNewest(1)) }

  /// Follows the archive until cancelled.
  func follow(_ archive: MessageArchive, send: @escaping @Sendable (Event) async -> Void) async {
    await withDiscardingTaskGroup { group in
      let changes = archive.changes()
      group.addTask { [self] in
        for await change in changes {
          pending.withLock { $0.formUnion(change.subjects) }
          ring.yield()
        }
        ring.finish()
      }
      for await _ in bell {
        await tell(send)
        try? await Task.sleep(for: .milliseconds(50))
      }
    }
  }

  private func tell(_ send: @Sendable (Event) async -> Void) async {
    let subjects = pending.withLock { pending in
      defer { pending = [] }
      return pending
    }
    var concernsOutbox = false
    var concernsMessages = false
    for subject in subjects {
      switch subject {
      case .outbox, .drafts: concernsOutbox = true
      case .stream, .contacts, .readState: concernsMessages = true
      }
    }
    if concernsMessages { await send(.archiveChanged) }
    if concernsOutbox { await send(.outboxChanged) }
  }
}
