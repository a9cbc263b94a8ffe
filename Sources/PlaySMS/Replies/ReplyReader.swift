import Messaging

#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

/// What an operation made of a successful reply.
struct Reading<Value: Sendable>: Sendable {
  let value: Value
  var unreadableRows = 0
}

/// Reads one reply to one operation: tells results, errors of the protocol and everything else apart.
///
/// Strangers and broken proxies write replies, so nothing in one may trap, recurse without end or take long. Beside the
/// tests, `Tests/Fuzz/replies.sh` looks for what does, beginning from the recorded replies: run it for ten minutes
/// after a change here, in the fields, or in an operation.
struct ReplyReader {
  let operation: OperationName
  let reply: RawReply

  /// The answer in a reply. `read` makes the value of what was decoded as `Body`, and gives nil where the result
  /// itself is missing or cannot be read; `absent` names the error codes that are an answer, such as an empty list.
  func answer<Body: Decodable, Value: Sendable>(
    _ type: Body.Type, absent: (String) -> Value? = { _ in nil }, read: (Body) -> Reading<Value>?
  ) throws(PlaySMSError) -> Answer<Value> {
    let envelope = try envelope(of: type)
    let reading: Reading<Value>
    switch envelope.verdict {
    case .success:
      guard let body = envelope.body, let result = read(body) else { throw oddity(.malformed) }
      reading = result
    case .failure(let code):
      guard let value = absent(code) else { throw serviceError(code, envelope.info ?? envelope.errorText) }
      reading = Reading(value: value)
    case .noResult: throw oddity(.noResult)
    case .contradiction: throw oddity(.malformed)
    }
    return Answer(
      value: reading.value, serverTime: envelope.serverTime, bytes: reply.body.count,
      unreadableRows: reading.unreadableRows)
  }

  private func envelope<Body: Decodable>(of type: Body.Type) throws(PlaySMSError) -> Envelope<Body> {
    let body = reply.body.withoutMark
    if body.first != UInt8(ascii: "{"), let text = fatalText(in: body) { throw oddity(.fatalError, text) }
    guard reply.status == 200 else { throw oddity(.status(reply.status)) }
    switch body.first {
    case nil: throw oddity(.empty)
    case UInt8(ascii: "<"): throw oddity(body.begins(with: "<?xml") ? .malformed : .html)
    case UInt8(ascii: "{"): break
    case UInt8(ascii: "["): throw oddity(JSONRepair.repaired(body) == nil ? .tooLarge : .malformed)
    default: throw oddity(.malformed, beginning(of: body))
    }
    guard let json = JSONRepair.repaired(body) else { throw oddity(.tooLarge) }
    do {
      return try JSONDecoder().decode(Envelope<Body>.self, from: Data(json))
    } catch {
      throw oddity(.malformed)
    }
  }

  private func oddity(_ oddity: PlaySMSError.Oddity, _ text: UntrustedText? = nil) -> PlaySMSError {
    PlaySMSError(
      .notTheProtocol(oddity), during: operation, serverText: text,
      facts: "status \(reply.status), \(reply.body.count) bytes")
  }

  private func serviceError(_ code: String, _ text: String?) -> PlaySMSError {
    PlaySMSError(
      .service(code: code, class: ServiceClass(code: code)), during: operation,
      serverText: text.map { UntrustedText($0) })
  }

  /// What playSMS prints instead of an answer when its database or configuration fails: plain text in every format,
  /// sometimes within a tag.
  private func fatalText(in body: [UInt8]) -> UntrustedText? {
    let head = String(decoding: body.prefix(256), as: UTF8.self)
    guard head.contains("FATAL ERROR") else { return nil }
    return beginning(of: body)
  }

  private func beginning(of body: [UInt8]) -> UntrustedText {
    UntrustedText(String(decoding: body.prefix(200), as: UTF8.self))
  }
}

extension [UInt8] {
  /// Without a byte order mark and blanks at both ends.
  fileprivate var withoutMark: [UInt8] {
    let mark: [UInt8] = [0xEF, 0xBB, 0xBF]
    return (starts(with: mark) ? Array(dropFirst(3)) : self).trimmed
  }

  fileprivate func begins(with text: String) -> Bool { starts(with: text.utf8) }
}
