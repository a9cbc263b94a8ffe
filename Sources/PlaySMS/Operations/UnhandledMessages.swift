import Messaging

/// A row of `sx`: a message that arrived and that nobody's keyword wanted. Its ids are of the same sequence as those
/// of `in`.
public struct UnhandledMessage: Hashable, Sendable {
  public let id: MessageID
  public let src: UntrustedText
  public let dst: UntrustedText
  public let msg: UntrustedText
  public let dt: ServerDate

  public init(id: MessageID, src: UntrustedText, dst: UntrustedText, msg: UntrustedText, dt: ServerDate) {
    self.id = id
    self.src = src
    self.dst = dst
    self.msg = msg
    self.dt = dt
  }
}

/// `sx`: messages that nobody's keyword wanted. Who is no administrator gets an empty list and no refusal, and no
/// operation tells whether there are new ones.
public struct ListUnhandled: ReadOperation {
  public static let name = OperationName.sx
  public let listing: Listing

  public init(_ listing: Listing) { self.listing = listing }

  public func parameters() throws(PlaySMSError) -> [FormField] { try fields(of: listing) }

  public func answer(in reply: RawReply) throws(PlaySMSError) -> Answer<[UnhandledMessage]> {
    try reader(of: reply).answer(ListBody<UnhandledRow>.self, absent: emptyIfNothing) { $0.reading(\.message) }
  }
}

private struct UnhandledRow: Decodable {
  let message: UnhandledMessage

  private enum Key: String, CodingKey { case id, src, dst, msg, dt }

  init(from decoder: any Decoder) throws {
    let row = try decoder.container(keyedBy: Key.self)
    guard let id = row.id(.id) else { throw UnreadableRow() }
    message = UnhandledMessage(
      id: id, src: row.untrusted(.src), dst: row.untrusted(.dst), msg: row.untrusted(.msg), dt: row.date(.dt))
  }
}
