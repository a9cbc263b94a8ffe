/// A conversation as a list shows it.
public struct ConversationSummary: Hashable, Sendable {
  public let peer: Peer
  /// From the contacts seen, when exactly one fits.
  public let name: UntrustedText?
  public let lastText: UntrustedText
  public let lastAt: Timestamp
  /// Whether the last message was ours.
  public let lastIsOurs: Bool
  public let unread: Int
  public let total: Int
  /// The last message.
  public let lastOrigin: ConversationEntry.Origin?
  /// Whether the operator put it out of the inbox.
  public let isArchived: Bool
  /// The last message's keyword, where it has no text besides.
  public let lastKeyword: UntrustedText?
  /// How far the last message has come, where it stands in our outbox alone.
  public let lastState: OutboxState?

  public init(
    peer: Peer, name: UntrustedText?, lastText: UntrustedText, lastAt: Timestamp, lastIsOurs: Bool, unread: Int,
    total: Int, lastOrigin: ConversationEntry.Origin? = nil, isArchived: Bool = false,
    lastKeyword: UntrustedText? = nil, lastState: OutboxState? = nil
  ) {
    self.peer = peer
    self.name = name
    self.lastText = lastText
    self.lastAt = lastAt
    self.lastIsOurs = lastIsOurs
    self.unread = unread
    self.total = total
    self.lastOrigin = lastOrigin
    self.isArchived = isArchived
    self.lastKeyword = lastKeyword
    self.lastState = lastState
  }

  public var cursor: ConversationCursor { ConversationCursor(at: lastAt, peer: peer) }
}

/// A place in the list of conversations, newest first.
public struct ConversationCursor: Hashable, Sendable {
  public let at: Timestamp
  public let peer: Peer

  public init(at: Timestamp, peer: Peer) {
    self.at = at
    self.peer = peer
  }
}

/// One message in a conversation.
public struct ConversationEntry: Hashable, Sendable {
  /// Where it comes from, and its number there.
  public enum Origin: Hashable, Sendable {
    case inbox(MessageID)
    case incoming(MessageID)
    case outgoing(MessageID)
    case outbox(OutboxItemID)
  }

  public let origin: Origin
  /// The best estimate of when it was, on our own clock: never the server's text taken at face value.
  public let at: Timestamp
  /// The date as the server wrote it; nil for what is still only in our outbox.
  public let serverDate: ServerDate?
  /// The keyword of an incoming message.
  public let keyword: UntrustedText?
  public let text: UntrustedText
  public let isUnread: Bool
  /// Nil for what came in.
  public let stage: OutgoingStage?

  public init(
    origin: Origin, at: Timestamp, serverDate: ServerDate?, keyword: UntrustedText? = nil, text: UntrustedText,
    isUnread: Bool = false, stage: OutgoingStage? = nil
  ) {
    self.origin = origin
    self.at = at
    self.serverDate = serverDate
    self.keyword = keyword
    self.text = text
    self.isUnread = isUnread
    self.stage = stage
  }

  public var cursor: EntryCursor { EntryCursor(at: at, origin: origin) }
}

/// A place in a conversation, by time.
public struct EntryCursor: Hashable, Sendable {
  public let at: Timestamp
  public let origin: ConversationEntry.Origin

  public init(at: Timestamp, origin: ConversationEntry.Origin) {
    self.at = at
    self.origin = origin
  }
}

/// Where an outgoing message stands, whoever knows it: our outbox until the server shows a row, the row from then on.
public enum OutgoingStage: Hashable, Sendable {
  case outbox(OutboxState)
  case server(DeliveryStatus)

  /// Whether the operator should look at it.
  public var isFault: Bool {
    switch self {
    case .outbox(.unknown), .outbox(.rejected), .server(.failed): true
    case .outbox, .server: false
    }
  }
}

/// An outgoing message as a list shows it.
public struct OutgoingSummary: Hashable, Sendable {
  public let id: MessageID
  public let peer: Peer
  public let name: UntrustedText?
  public let src: UntrustedText
  public let text: UntrustedText
  public let at: Timestamp
  public let serverDate: ServerDate
  /// The time of the last delivery report as the server wrote it.
  public let update: ServerDate
  public let status: DeliveryStatus

  public init(
    id: MessageID, peer: Peer, name: UntrustedText?, src: UntrustedText, text: UntrustedText, at: Timestamp,
    serverDate: ServerDate, update: ServerDate, status: DeliveryStatus
  ) {
    self.id = id
    self.peer = peer
    self.name = name
    self.src = src
    self.text = text
    self.at = at
    self.serverDate = serverDate
    self.update = update
    self.status = status
  }

  public var cursor: OutgoingCursor { OutgoingCursor(at: at, id: id) }
}

/// A place in the list of outgoing messages, newest first by date and then by id.
public struct OutgoingCursor: Hashable, Sendable {
  public let at: Timestamp
  public let id: MessageID

  public init(at: Timestamp, id: MessageID) {
    self.at = at
    self.id = id
  }
}

/// A contact, and when something last passed between us.
public struct ContactSummary: Hashable, Sendable {
  public let contact: Contact
  public let lastAt: Timestamp?

  public init(contact: Contact, lastAt: Timestamp?) {
    self.contact = contact
    self.lastAt = lastAt
  }
}

/// Numbers that the archive keeps up to date, so that nobody counts rows while drawing.
public struct Counters: Hashable, Sendable {
  /// Messages that came in, inbox and incoming together, and those of them that are unread.
  public var received = 0
  public var unread = 0
  /// Those of the inbox and those that are archived.
  public var conversations = 0
  public var archived = 0
  public var outgoing = 0
  /// Outgoing rows by status.
  public var pending = 0
  public var sent = 0
  public var failed = 0
  public var delivered = 0
  /// Those of `failed` that are younger than was asked for: what an operator should look at now.
  public var failedLately = 0
  /// Outbox items by state.
  public var held = 0
  public var queued = 0
  public var inFlight = 0
  /// Accepted by the server, no row yet.
  public var accepted = 0
  public var rejected = 0
  public var unknown = 0
  public var drafts = 0
  public var contacts = 0

  public init() {}
}
