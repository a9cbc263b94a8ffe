import Messaging

/// A message that holds what was searched for.
public struct MessageHit: Hashable, Sendable {
  public let peer: Peer
  public let name: UntrustedText?
  public let entry: ConversationEntry

  public init(peer: Peer, name: UntrustedText?, entry: ConversationEntry) {
    self.peer = peer
    self.name = name
    self.entry = entry
  }
}

/// A place among all messages, by time.
public struct SearchCursor: Hashable, Sendable {
  let moment: Moment
}

/// What one step of a search brought.
public struct SearchPage: Hashable, Sendable {
  /// Newest first. There may be fewer than were asked for, even none, while there is more to look at.
  public let hits: [MessageHit]
  /// Where to go on; nil when everything was looked at.
  public let next: SearchCursor?
}
