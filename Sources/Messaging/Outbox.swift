/// Where an outbox item stands, with what is known about it.
public enum OutboxState: Hashable, Sendable, Codable {
  /// Waiting for its moment to be taken back to pass.
  case held(until: Timestamp)
  case queued
  /// On disk before the first byte left. Found so at a start, it is unknown.
  case inFlight
  /// The server took it. `id` is nil for `@user`, which never gets a delivery status; `to` is the destination as
  /// the server echoed it.
  case accepted(id: MessageID?, queue: QueueCode, to: String)
  /// The server refused it and certainly kept nothing.
  case rejected(code: String, sentence: String)
  /// It may or may not have been sent; nothing is repeated by itself.
  case unknown(reason: String)
  /// Taken back before anything left.
  case cancelled
  /// An unknown that the operator settled: `went` tells how. Also a rejected one that was put aside.
  case settled(went: Bool)

  /// As screens name it.
  public var word: String {
    switch self {
    case .held: "held"
    case .queued: "queued"
    case .inFlight: "leaving"
    case .accepted: "accepted"
    case .rejected: "refused"
    case .unknown: "unknown"
    case .cancelled: "taken back"
    case .settled(let went): went ? "went, as settled" : "did not go, as settled"
    }
  }

  /// Whether nothing will change it any more on our side.
  public var isFinal: Bool {
    switch self {
    case .accepted, .rejected, .cancelled, .settled: true
    case .held, .queued, .inFlight, .unknown: false
    }
  }
}

/// One message to one destination, on its way out.
public struct OutboxItem: Hashable, Sendable {
  public let id: OutboxItemID
  public let destination: Destination
  public let text: String
  public let options: SendOptions
  public let createdAt: Timestamp
  public let state: OutboxState
  /// When it came into this state.
  public let since: Timestamp
  /// The highest outgoing id known before it was sent: its own must be above.
  public let fence: MessageID?
  /// Guards that the operator overrode for it.
  public let overrides: [GuardOverride]

  public init(
    id: OutboxItemID, destination: Destination, text: String, options: SendOptions, createdAt: Timestamp,
    state: OutboxState, since: Timestamp, fence: MessageID?, overrides: [GuardOverride] = []
  ) {
    self.id = id
    self.destination = destination
    self.text = text
    self.options = options
    self.createdAt = createdAt
    self.state = state
    self.since = since
    self.fence = fence
    self.overrides = overrides
  }
}

/// Something written and not sent.
public struct Draft: Hashable, Sendable {
  /// Nil until it was first saved.
  public var id: DraftID?
  /// The recipients field as typed.
  public var recipients: String
  public var text: String
  public var options: SendOptions
  public var updatedAt: Timestamp

  public init(
    id: DraftID? = nil, recipients: String, text: String, options: SendOptions = SendOptions(), updatedAt: Timestamp
  ) {
    self.id = id
    self.recipients = recipients
    self.text = text
    self.options = options
    self.updatedAt = updatedAt
  }
}
