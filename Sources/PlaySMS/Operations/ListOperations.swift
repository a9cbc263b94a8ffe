import Messaging

/// `ix`: rows of the inbox. Order them by id: their dates may come from different clocks.
public struct ListInbox: ReadOperation {
  public static let name = OperationName.ix
  public let listing: Listing

  public init(_ listing: Listing) { self.listing = listing }

  public func parameters() throws(PlaySMSError) -> [FormField] { try fields(of: listing) }

  public func answer(in reply: RawReply) throws(PlaySMSError) -> Answer<[InboxMessage]> {
    try reader(of: reply).answer(ListBody<InboxRow>.self, absent: emptyIfNothing) { $0.reading(\.message) }
  }
}

/// `in`: rows that arrived for the account's keywords.
public struct ListIncoming: ReadOperation {
  public static let name = OperationName.in
  public let listing: Listing

  public init(_ listing: Listing) { self.listing = listing }

  public func parameters() throws(PlaySMSError) -> [FormField] { try fields(of: listing) }

  public func answer(in reply: RawReply) throws(PlaySMSError) -> Answer<[IncomingMessage]> {
    try reader(of: reply).answer(ListBody<IncomingRow>.self, absent: emptyIfNothing) { $0.reading(\.message) }
  }
}

/// `ds`: outgoing rows with their delivery status, newest first by date.
public struct ListOutgoing: ReadOperation {
  public static let name = OperationName.ds
  public let listing: Listing

  public init(_ listing: Listing) { self.listing = listing }

  public func parameters() throws(PlaySMSError) -> [FormField] { try fields(of: listing) }

  /// Nothing found is an empty list; with a queue asked for, 400, 401 and 402 say more than that and stay errors.
  public func answer(in reply: RawReply) throws(PlaySMSError) -> Answer<[OutgoingMessage]> {
    let namesQueue = listing.queue != nil
    return try reader(of: reply).answer(ListBody<OutgoingRow>.self) { code in
      !namesQueue && ["400", "401", "402"].contains(code) ? [] : nil
    } read: {
      $0.reading(\.message)
    }
  }
}

/// What is known of a submission by its queue code.
public enum QueueAnswer: Hashable, Sendable {
  /// Rows that exist; more may follow while the queue is being processed.
  case rows([OutgoingMessage])
  /// 401: not begun.
  case waiting
  /// 402: done, but no row is there for this account.
  case processed
  /// 400: unknown, or just being processed, or aborted. Right after sending it means "not yet".
  case nothing
}

/// `ds` with `queue`: how far a submission is.
public struct FollowQueue: ReadOperation {
  public static let name = OperationName.ds
  public let code: QueueCode
  /// The most rows wanted. Left alone, a server gives 100 and keeps the rest of a group's messages to itself.
  public let count: Int

  public init(_ code: QueueCode, count: Int = 5_000) {
    self.code = code
    self.count = count
  }

  public func parameters() throws(PlaySMSError) -> [FormField] { try fields(of: Listing(count: count, queue: code)) }

  public func answer(in reply: RawReply) throws(PlaySMSError) -> Answer<QueueAnswer> {
    try reader(of: reply).answer(ListBody<OutgoingRow>.self) { code in
      switch code {
      case "400": .nothing
      case "401": .waiting
      case "402": .processed
      default: nil
      }
    } read: { body in
      let rows = body.reading(\.message)
      return Reading(value: .rows(rows.value), unreadableRows: rows.unreadableRows)
    }
  }
}

extension Operation {
  func fields(of listing: Listing) throws(PlaySMSError) -> [FormField] {
    do {
      return try listing.fields(for: Self.name)
    } catch {
      throw refused(error)
    }
  }
}

/// 501 stands for an empty list.
func emptyIfNothing<Row>(_ code: String) -> [Row]? { code == "501" ? [] : nil }

private struct InboxRow: Decodable {
  let message: InboxMessage

  private enum Key: String, CodingKey { case id, src, dst, msg, dt }

  init(from decoder: any Decoder) throws {
    let row = try decoder.container(keyedBy: Key.self)
    guard let id = row.id(.id) else { throw UnreadableRow() }
    message = InboxMessage(
      id: id, src: row.untrusted(.src), dst: row.untrusted(.dst), msg: row.untrusted(.msg), dt: row.date(.dt))
  }
}

private struct IncomingRow: Decodable {
  let message: IncomingMessage

  private enum Key: String, CodingKey { case id, src, dst, kwd, msg, dt }

  init(from decoder: any Decoder) throws {
    let row = try decoder.container(keyedBy: Key.self)
    guard let id = row.id(.id) else { throw UnreadableRow() }
    message = IncomingMessage(
      id: id, src: row.untrusted(.src), dst: row.untrusted(.dst), kwd: row.untrusted(.kwd), msg: row.untrusted(.msg),
      dt: row.date(.dt))
  }
}

private struct OutgoingRow: Decodable {
  let message: OutgoingMessage

  private enum Key: String, CodingKey {
    case id = "smslog_id"
    case src, dst, msg, dt, update, status
  }

  init(from decoder: any Decoder) throws {
    let row = try decoder.container(keyedBy: Key.self)
    guard let id = row.id(.id) else { throw UnreadableRow() }
    // A status that cannot be read must neither lose the message nor pass for one of the known.
    let status = row.integer(.status).flatMap { Int(exactly: $0) } ?? -1
    message = OutgoingMessage(
      id: id, src: row.untrusted(.src), dst: row.untrusted(.dst), msg: row.untrusted(.msg), dt: row.date(.dt),
      update: row.date(.update), status: DeliveryStatus(code: status))
  }
}
