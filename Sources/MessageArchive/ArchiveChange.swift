import Messaging
import Synchronization

/// What a commit changed, for those who show it. Several in a row may be taken as one by joining their parts.
public struct ArchiveChange: Hashable, Sendable {
  /// A part of the archive that is shown for itself.
  public enum Subject: Hashable, Sendable {
    /// Its rows, their statuses or their times.
    case stream(Stream)
    case contacts
    /// Items, their states, or where they stand in conversations.
    case outbox
    case drafts
    /// What is unread.
    case readState
  }

  /// Never empty.
  public var subjects: Set<Subject>
  /// New unread messages, oldest first.
  public var arrivals: [ArrivedMessage]

  public init(subjects: Set<Subject>, arrivals: [ArrivedMessage] = []) {
    self.subjects = subjects
    self.arrivals = arrivals
  }
}

/// A message that came in and that nobody has read.
public struct ArrivedMessage: Hashable, Sendable {
  public let origin: ConversationEntry.Origin
  public let peer: Peer
  public let text: UntrustedText
  /// As in `ConversationEntry.at`.
  public let at: Timestamp

  public init(origin: ConversationEntry.Origin, peer: Peer, text: UntrustedText, at: Timestamp) {
    self.origin = origin
    self.peer = peer
    self.text = text
    self.at = at
  }
}

/// Hands each change to everybody who listens at that moment.
final class ChangeHub: Sendable {
  private struct State {
    var next = 0
    var listeners: [Int: AsyncStream<ArchiveChange>.Continuation] = [:]
    var isClosed = false
  }

  private let state = Mutex(State())

  func subscribe() -> AsyncStream<ArchiveChange> {
    AsyncStream { continuation in
      let number = state.withLock { state -> Int? in
        guard !state.isClosed else { return nil }
        state.next += 1
        state.listeners[state.next] = continuation
        return state.next
      }
      guard let number else { return continuation.finish() }
      continuation.onTermination = { [weak self] _ in
        self?.state.withLock { $0.listeners[number] = nil }
      }
    }
  }

  func publish(_ change: ArchiveChange) {
    guard !change.subjects.isEmpty else { return }
    // Yielded outside the lock: a listener that ends at that moment takes the lock itself.
    let listeners = state.withLock { Array($0.listeners.values) }
    for listener in listeners { listener.yield(change) }
  }

  func close() {
    let listeners = state.withLock { state in
      state.isClosed = true
      return Array(state.listeners.values)
    }
    for listener in listeners { listener.finish() }
  }
}
