/// The server's number for a row: `smslog_id` for outgoing messages, `id` for inbox, incoming and unhandled ones.
///
/// Ids of one stream say nothing about another's: `ix` counts for itself, `in` and `sx` share a sequence, and an
/// outgoing id is given at submission although its row appears only at processing.
public struct MessageID: Hashable, Comparable, Sendable, Codable, CustomStringConvertible {
  /// The number as the server counts it.
  public let rawValue: Int64

  public init(_ rawValue: Int64) { self.rawValue = rawValue }

  public static func < (left: MessageID, right: MessageID) -> Bool { left.rawValue < right.rawValue }
  public var description: String { String(rawValue) }
}

/// The code under which the server queued a submission: 64 hexadecimal digits on 1.4.8, 32 before.
public struct QueueCode: Hashable, Sendable, Codable {
  /// The code as the server gave it.
  public let text: String

  public init(_ text: String) { self.text = text }
}

/// One of the server's lists of messages, named by the operation that reads it.
public enum Stream: String, Hashable, Sendable, Codable, CaseIterable {
  /// `ix`, the account's inbox.
  case inbox = "ix"
  /// `in`, what arrived for one of the account's keywords.
  case incoming = "in"
  /// `ds`, what was sent, with its delivery status.
  case outgoing = "ds"
}

/// Our own number for something in the outbox; never the server's.
public struct OutboxItemID: Hashable, Comparable, Sendable, Codable {
  public let rawValue: Int64

  public init(_ rawValue: Int64) { self.rawValue = rawValue }

  public static func < (left: OutboxItemID, right: OutboxItemID) -> Bool { left.rawValue < right.rawValue }
}

/// Our own number for a draft.
public struct DraftID: Hashable, Comparable, Sendable, Codable {
  public let rawValue: Int64

  public init(_ rawValue: Int64) { self.rawValue = rawValue }

  public static func < (left: DraftID, right: DraftID) -> Bool { left.rawValue < right.rawValue }
}
