import Messaging

/// What came into a list above what its viewport has shown.
public enum ListNews: Hashable, Sendable {
  case inbox(since: ConversationCursor)
  case outgoing(since: OutgoingCursor)

  /// More than so many are not counted.
  public static let most = 99
}
