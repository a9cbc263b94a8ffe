import Messaging

/// What stands round every result and every error. Lists come without `status` and `error`, and a request without an
/// operation gets the frame with nothing in it.
struct Envelope<Body: Decodable>: Decodable {
  /// `OK`, `ERR`, or nil in lists.
  let status: String?
  /// The error code, `0` for none, nil in lists.
  let error: String?
  let errorText: String?
  /// Words of the server about an administrator's request.
  let info: String?
  let serverTime: Timestamp?
  /// The result, when its own keys are there and can be read.
  let body: Body?
  /// Whether any other key than the frame's is there.
  let hasContent: Bool

  private enum Frame: String, CodingKey, CaseIterable {
    case status, error
    case errorText = "error_string"
    case info, timestamp
  }

  private struct AnyKey: CodingKey {
    let stringValue: String
    var intValue: Int? { nil }

    init(stringValue: String) { self.stringValue = stringValue }
    init?(intValue: Int) { nil }
  }

  init(from decoder: any Decoder) throws {
    let frame = try decoder.container(keyedBy: Frame.self)
    status = frame.text(.status)
    error = frame.text(.error).map { bareCode($0) }
    errorText = frame.text(.errorText)
    info = frame.text(.info)
    serverTime = frame.integer(.timestamp).flatMap { (0..<100_000_000_000).contains($0) ? Timestamp(seconds: $0) : nil }
    body = try? Body(from: decoder)
    hasContent = try decoder.container(keyedBy: AnyKey.self).allKeys.contains { Frame(rawValue: $0.stringValue) == nil }
  }

  /// What the envelope says of the request.
  enum Verdict: Equatable {
    case success
    case failure(code: String)
    case noResult
    case contradiction
  }

  var verdict: Verdict {
    let failed = error != nil && error != "0"
    switch status {
    case "ERR": return failed ? .failure(code: error ?? "") : .contradiction
    case "OK": return failed ? .contradiction : .success
    case nil:
      if failed { return .failure(code: error ?? "") }
      return error == nil && !hasContent ? .noResult : .success
    default: return .contradiction
    }
  }
}

/// A code without the `ERR ` that the documentation writes before it; `?` for what is no number.
private func bareCode(_ code: String) -> String {
  let bare = code.hasPrefix("ERR ") ? code.dropFirst(4) : code[...]
  let isCode = (1...6).contains(bare.utf8.count) && bare.utf8.allSatisfy { (0x30...0x39).contains($0) }
  return isCode ? String(bare) : "?"
}
