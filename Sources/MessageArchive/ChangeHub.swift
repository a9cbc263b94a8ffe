/// Hands each change to everybody who listens, in this process and in the others that have the archive open.
final class ChangeHub: Sendable {
  private let listeners = Hub<ArchiveChange>()
  private let sharing: Sharing

  init(_ sharing: Sharing) { self.sharing = sharing }

  func subscribe() -> AsyncStream<ArchiveChange> { listeners.subscribe() }

  func publish(_ change: ArchiveChange) {
    guard !change.subjects.isEmpty else { return }
    if !change.isFromElsewhere { sharing.tell(.committed) }
    listeners.publish(change)
  }

  func close() { listeners.close() }
}
