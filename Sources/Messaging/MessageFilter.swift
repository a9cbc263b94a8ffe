/// What the rows of a list must be like to be shown: every condition has to hold.
public struct MessageFilter: Hashable, Sendable {
  public enum Condition: Hashable, Sendable {
    /// The text, the number or the name holds it.
    case text(String)
    /// It came from somebody whose number or name holds it; of what went out, the sender ID does.
    case from(String)
    /// It went to somebody whose number or name holds it.
    case to(String)
    case status(DeliveryStatus)
    /// It stands so in the outbox; no message that the server has does.
    case outbox(OutboxStage)
    /// Earlier than the instant.
    case before(Timestamp)
    /// Not earlier than the instant.
    case after(Timestamp)
    case unread
    /// Conversations out of the inbox; without it they are in it.
    case archived
  }

  public var conditions: [Condition]

  public init(_ conditions: [Condition] = []) { self.conditions = conditions }

  public var isEmpty: Bool { conditions.isEmpty }

  /// The one text that is all there is to it; nil when there is more or nothing.
  public var onlyText: String? {
    guard conditions.count == 1, case .text(let text)? = conditions.first else { return nil }
    return text
  }
}

/// Where something written here stands before the server has it, in the words in which the outbox tells it.
public enum OutboxStage: String, CaseIterable, Hashable, Sendable {
  case draft
  case held
  case queued
  case leaving
  case accepted
  case refused
  case unknown

  /// Nil for what has left the outbox.
  public init?(_ state: OutboxState) {
    switch state {
    case .held: self = .held
    case .queued: self = .queued
    case .inFlight: self = .leaving
    case .accepted: self = .accepted
    case .rejected: self = .refused
    case .unknown: self = .unknown
    case .cancelled, .settled: return nil
    }
  }
}

/// By what the rows of a long list are ordered. All of them have an index, so that a window costs the same anywhere.
public enum ListOrder: String, CaseIterable, Hashable, Sendable {
  /// Conversations by their last message, outgoing messages by their date.
  case time
  /// Conversations by number, outgoing messages by `smslog_id`.
  case number
}

extension WindowRequest {
  /// The same request to the same list when it stands upside down.
  public var reversed: WindowRequest {
    switch self {
    case .newest(let count): .oldest(count: count)
    case .oldest(let count): .newest(count: count)
    case .newer(let cursor, let count): .older(than: cursor, count: count)
    case .older(let cursor, let count): .newer(than: cursor, count: count)
    case .around(let cursor, let each): .around(cursor, each: each)
    }
  }
}

extension RowWindow {
  /// The same rows upside down.
  public var reversed: RowWindow {
    RowWindow(rows: rows.reversed(), reachesNewest: reachesOldest, reachesOldest: reachesNewest)
  }
}
