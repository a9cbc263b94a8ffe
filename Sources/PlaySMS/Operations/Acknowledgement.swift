import Messaging

/// A change that the server says it has made.
public struct Acknowledgement: Hashable, Sendable {
  /// The server's own words about it, empty for most operations.
  public let info: UntrustedText

  public init(info: UntrustedText = "") { self.info = info }
}

extension ChangeOperation {
  /// Reads the plain `OK` of a change. Any other success than that is malformed: a list, or an envelope without a
  /// verdict, does not say that the change was made.
  func acknowledgement(in reply: RawReply) throws(PlaySMSError) -> Answer<Acknowledgement> {
    try reader(of: reply).answer(AcknowledgementBody.self) { Reading(value: Acknowledgement(info: $0.info)) }
  }
}

/// Decodes only where `status` is `OK`.
private struct AcknowledgementBody: Decodable {
  let info: UntrustedText

  private enum Key: String, CodingKey { case status, info }

  init(from decoder: any Decoder) throws {
    let body = try decoder.container(keyedBy: Key.self)
    guard body.text(.status) == "OK" else { throw UnreadableRow() }
    info = body.untrusted(.info)
  }
}
