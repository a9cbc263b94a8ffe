import Messaging

/// The streams as the archive's tables number them. The numbers are on disk.
enum StreamCode: Int64 {
  case inbox = 1
  case incoming = 2
  case outgoing = 3
  /// Our own outbox items that the server has not shown.
  case outbox = 4

  static let all: [StreamCode] = [.inbox, .incoming, .outgoing, .outbox]

  init(_ stream: Stream) {
    self =
      switch stream {
      case .inbox: .inbox
      case .incoming: .incoming
      case .outgoing: .outgoing
      }
  }

  func origin(_ id: Int64) -> ConversationEntry.Origin {
    switch self {
    case .inbox: .inbox(MessageID(id))
    case .incoming: .incoming(MessageID(id))
    case .outgoing: .outgoing(MessageID(id))
    case .outbox: .outbox(OutboxItemID(id))
    }
  }
}

extension ConversationEntry.Origin {
  /// Stream and number, in the order in which entries of the same instant stand.
  var place: (stream: StreamCode, id: Int64) {
    switch self {
    case .inbox(let id): (.inbox, id.rawValue)
    case .incoming(let id): (.incoming, id.rawValue)
    case .outgoing(let id): (.outgoing, id.rawValue)
    case .outbox(let id): (.outbox, id.rawValue)
    }
  }
}

/// A row of any stream, as it goes into the table.
struct ArchiveRow {
  let id: MessageID
  let src: String
  let dst: String
  let keyword: String?
  let text: String
  let dt: ServerDate
  let update: ServerDate?
  let status: DeliveryStatus?
  /// The other end, as the server wrote it.
  let address: String
  let clock: ServerClock

  init(_ message: InboxMessage) {
    self.init(
      id: message.id, src: message.src, dst: message.dst, text: message.msg, dt: message.dt,
      clock: message.src.raw.utf8.first == UInt8(ascii: "@") ? .inboxFromUser : .inbox)
  }

  init(_ message: IncomingMessage) {
    self.init(
      id: message.id, src: message.src, dst: message.dst, keyword: message.kwd, text: message.msg, dt: message.dt,
      clock: .incoming)
  }

  init(_ message: OutgoingMessage) {
    self.init(
      id: message.id, src: message.src, dst: message.dst, text: message.msg, dt: message.dt, update: message.update,
      status: message.status, clock: .outgoing)
  }

  private init(
    id: MessageID, src: UntrustedText, dst: UntrustedText, keyword: UntrustedText? = nil, text: UntrustedText,
    dt: ServerDate, update: ServerDate? = nil, status: DeliveryStatus? = nil, clock: ServerClock
  ) {
    self.id = id
    self.src = src.raw
    self.dst = dst.raw
    self.keyword = keyword?.raw
    self.text = text.raw
    self.dt = dt
    self.update = update
    self.status = status
    self.clock = clock
    address = clock == .outgoing ? dst.raw : src.raw
  }
}

extension Intake.Rows {
  var archiveRows: [ArchiveRow] {
    switch self {
    case .inbox(let rows): rows.map { ArchiveRow($0) }
    case .incoming(let rows): rows.map { ArchiveRow($0) }
    case .outgoing(let rows): rows.map { ArchiveRow($0) }
    }
  }
}
