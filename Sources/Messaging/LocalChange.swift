/// Something that the operator does to conversations on this machine alone; the server knows nothing of it.
public enum LocalOrder: Hashable, Sendable {
  /// A conversation as the operator saw it.
  public struct Seen: Hashable, Sendable {
    public let peer: Peer
    public let unread: Int

    public init(peer: Peer, unread: Int) {
      self.peer = peer
      self.unread = unread
    }
  }

  /// All that came from them counts as read.
  case read([Peer])
  /// The last message that came from each counts as unread.
  case unread([Peer])
  /// Out of the inbox, and read. One in which more is unread than was seen stays as it is.
  case archive([Seen])
  /// Into the inbox again.
  case bringBack([Peer])
  /// Everything as it was before a change, as far as nothing new came in.
  case undo(LocalChange)
}

/// What an order really changed: enough to undo it.
public struct LocalChange: Hashable, Sendable {
  /// Messages that were unread and are read now.
  public var read: [ConversationEntry.Origin] = []
  /// Messages that were read and are unread now.
  public var unread: [ConversationEntry.Origin] = []
  /// Conversations that have left the inbox.
  public var archived: [Peer] = []
  /// Conversations that are in the inbox again.
  public var broughtBack: [Peer] = []
  /// Conversations that were to leave the inbox and stay, since more is unread in them than was seen. No change.
  public var stayed: [Peer] = []

  public init() {}

  public var isEmpty: Bool { read.isEmpty && unread.isEmpty && archived.isEmpty && broughtBack.isEmpty }
}
