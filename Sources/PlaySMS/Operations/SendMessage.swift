import Messaging

/// One message to one destination.
public struct SendRequest: Hashable, Sendable {
  public var destination: Destination
  public var text: String
  public var options: SendOptions

  public init(destination: Destination, text: String, options: SendOptions = .init()) {
    self.destination = destination
    self.text = text
    self.options = options
  }
}

/// What the server said about one message of a submission. For a group there is one for each member.
public enum SendReceipt: Hashable, Sendable {
  /// Taken, not yet sent: credit may still be refused later. `id` is nil for `@user`; `to` is the destination as the
  /// server understood it, to be compared with what was asked.
  case accepted(id: MessageID?, queue: QueueCode, to: UntrustedText)
  /// Not taken. Current servers do not say for which number.
  case failed(code: String)
}

/// `pv`: sends one message to one number, user or group.
public struct SendMessage: ChangeOperation {
  public static let name = OperationName.pv
  public let request: SendRequest

  public init(_ request: SendRequest) { self.request = request }

  public func parameters() throws(PlaySMSError) -> [FormField] {
    guard request.destination.isKept else { throw refused(.badDestination) }
    let options = request.options
    if let schedule = options.schedule, ServerDate(schedule).civil == nil { throw refused(.badSchedule) }
    var footer: String?
    if case .own(let text) = options.footer {
      guard text.utf8.count <= ServerFooter.longest else { throw refused(.longFooter) }
      footer = text
    }
    let all: [(String, String?)] = [
      ("to", request.destination.wire), ("msg", request.text),
      ("unicode", options.sendsUnicode(request.text) ? "1" : nil), ("from", options.from),
      ("schedule", options.schedule), ("footer", footer), ("nofooter", options.footer == .none ? "1" : nil),
      ("type", options.kind == .text ? nil : options.kind.rawValue),
    ]
    return all.compactMap { name, value in value.map { FormField(name, $0) } }
  }

  /// Receipts, one at least. An answer without any that can be read is an error, and proves nothing.
  public func answer(in reply: RawReply) throws(PlaySMSError) -> Answer<[SendReceipt]> {
    try reader(of: reply).answer(ListBody<ReceiptRow>.self) { body in
      body.data.rows.isEmpty ? nil : body.reading(\.receipt)
    }
  }
}

extension Destination {
  /// Whether a server takes it for one destination, and for this one.
  fileprivate var isKept: Bool {
    switch self {
    case .number(let number):
      let digits = number.first == "+" ? number.dropFirst() : number[...]
      return !digits.isEmpty && digits.utf8.allSatisfy { (0x30...0x39).contains($0) }
        && number.utf8.count <= Destination.longestNumber
    case .user(let name), .group(let name):
      return !name.isEmpty && name.unicodeScalars.allSatisfy { $0.value > 0x20 && $0 != "," && $0.value != 0x7f }
    }
  }
}

private struct ReceiptRow: Decodable {
  let receipt: SendReceipt

  private enum Key: String, CodingKey {
    case status, error
    case id = "smslog_id"
    case queue, to
  }

  /// Throws for an entry that does not say clearly whether the message was taken.
  init(from decoder: any Decoder) throws {
    let row = try decoder.container(keyedBy: Key.self)
    let code = row.text(.error) ?? ""
    switch (row.text(.status), code) {
    case ("OK", "0"), ("OK", ""):
      receipt = .accepted(id: row.id(.id), queue: QueueCode(row.text(.queue) ?? ""), to: row.untrusted(.to))
    case ("ERR", let code) where !code.isEmpty && code != "0" && code.utf8.allSatisfy { (0x30...0x39).contains($0) }:
      receipt = .failed(code: code)
    default:
      throw UnreadableRow()
    }
  }
}
