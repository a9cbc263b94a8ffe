import Messaging

/// A reply of the server on its way into the archive: the rows of one stream, and how far the stream is known with
/// them. Both go in together or not at all.
public struct Intake: Hashable, Sendable {
  /// The rows of one stream.
  public enum Rows: Hashable, Sendable {
    case inbox([InboxMessage])
    case incoming([IncomingMessage])
    case outgoing([OutgoingMessage])
  }

  /// How the rows came to be asked for, which decides whether those that are new count as unread.
  public enum Arrival: Hashable, Sendable {
    /// Newer than the stream's mark: they are unread.
    case live
    /// The newest page at first contact: unread are those not older than a day before `seenAt`, and those without a
    /// usable date.
    case firstContact
    /// Older than first contact: they count as read.
    case history
  }

  /// In any order.
  public var rows: Rows
  /// When the reply came, on our clock.
  public var seenAt: Timestamp
  /// `timestamp` of the reply.
  public var serverTime: Timestamp?
  /// Whether the stream was last asked less than a minute before, so that new rows are as new as `serverTime`. Only
  /// from such rows it is learned how the server's clocks stand.
  public var isFreshLive: Bool
  /// Whether new rows that came in are unread.
  public var arrival: Arrival
  /// Nil leaves the stream's progress as it is.
  public var progress: StreamProgress?

  public init(
    _ rows: Rows, seenAt: Timestamp, serverTime: Timestamp? = nil, isFreshLive: Bool = false, arrival: Arrival,
    progress: StreamProgress? = nil
  ) {
    self.rows = rows
    self.seenAt = seenAt
    self.serverTime = serverTime
    self.isFreshLive = isFreshLive
    self.arrival = arrival
    self.progress = progress
  }

  /// The stream of the rows.
  public var stream: Stream { rows.stream }
}

extension Intake.Rows {
  /// The stream that they are of.
  public var stream: Stream {
    switch self {
    case .inbox: .inbox
    case .incoming: .incoming
    case .outgoing: .outgoing
    }
  }
}

/// What an intake brought.
public struct IntakeOutcome: Hashable, Sendable {
  /// A row that was not there before.
  public struct NewRow: Hashable, Sendable {
    public let id: MessageID
    public let peer: Peer
  }

  /// A delivery status that moved.
  public struct StatusChange: Hashable, Sendable {
    public let id: MessageID
    public let peer: Peer
    public let from: DeliveryStatus
    public let to: DeliveryStatus
  }

  /// In the order of the reply.
  public var newRows: [NewRow] = []
  /// Statuses that moved of rows that were there before.
  public var statusChanges: [StatusChange] = []
  /// How many rows were there before, those among them that were removed for their age.
  public var known = 0
  /// Known rows that the server showed with another text, number, keyword or date than before; the earlier ones are
  /// kept beside.
  public var rewritten: [MessageID] = []
  /// Known ids under which the server has another message now, as after an older database was put back there. What
  /// they were is kept beside; what they are is new.
  public var replaced: [NewRow] = []

  public init() {}
}
