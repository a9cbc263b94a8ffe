/// In which form an answer leaves.
enum ReplyFormat: Equatable {
  case json
  case xml
  case serialize

  /// As `format` asks for it, in any case; JSON for everything else.
  init(_ format: String) {
    switch format.lowercased() {
    case "xml": self = .xml
    case "serialize": self = .serialize
    default: self = .json
    }
  }

  var contentType: String {
    switch self {
    case .json: "application/json"
    case .xml: "text/xml;charset=UTF-8"
    case .serialize: "text/plain;charset=UTF-8"
    }
  }
}

/// Puts replies into words and HTTP.
struct ReplyWriter {
  typealias Fields = [(key: String, value: PHPValue)]

  let format: ReplyFormat
  let quirks: SandboxQuirks
  /// The server's time in seconds since 1970.
  let timestamp: Int64
  /// A new session's cookie; nil for a client that brought one.
  let session: String?

  func response(to reply: Reply) -> SandboxResponse {
    switch reply {
    case .done(let fields): object([("status", .string("OK")), ("error", .string("0"))] + fields)
    case .found(let items): contacts(items.isEmpty ? .null : .list(items))
    case .rows(let rows): object([("data", .list(rows))])
    case .failed(let code, let info):
      object(
        [("status", .string("ERR")), ("error", .string(String(code.rawValue)))]
          + (info.map { [("info", .string($0))] } ?? []), errorText: code.text)
    case .blank: object([])
    case .nothing: page(200, "")
    case .plain(let text): SandboxResponse(status: 200, headers: headers("text/plain"), body: Array(text.utf8))
    case .fatal(let sentence): page(200, sentence.rawValue)
    case .crashed: page(500, "")
    case .redirect(let location): page(302, "", [("Location", location)])
    }
  }

  private func contacts(_ data: PHPValue) -> SandboxResponse {
    let fields: Fields = [("status", .string("OK")), ("error", .string("0")), ("data", data)]
    switch quirks.envelope {
    case .stamped: return object(fields)
    case .published: return write(fields + [("multi", .bool(true))])
    }
  }

  private func object(_ fields: Fields, errorText: String? = nil) -> SandboxResponse {
    let text: Fields = [("error_string", errorText.map { .string($0) } ?? .null)]
    switch quirks.envelope {
    case .stamped: return write(fields + text + [("timestamp", .int(timestamp))])
    case .published: return write(format == .xml && errorText == nil ? fields : fields + text)
    }
  }

  private func write(_ fields: Fields) -> SandboxResponse {
    let value = PHPValue.object(fields)
    let body =
      switch format {
      case .json: value.json
      case .xml: quirks.trimsXML ? value.xml : value.xml + "\n".utf8
      case .serialize: value.serialized
      }
    return SandboxResponse(status: 200, headers: headers(format.contentType), body: body)
  }

  private func page(
    _ status: Int, _ text: String, _ more: [(name: String, value: String)] = []
  ) -> SandboxResponse {
    SandboxResponse(status: status, headers: headers("text/html; charset=UTF-8") + more, body: Array(text.utf8))
  }

  private func headers(_ contentType: String) -> [(name: String, value: String)] {
    var headers: [(name: String, value: String)] = []
    if let session { headers.append(("Set-Cookie", "PHPSESSID=\(session); path=/; HttpOnly")) }
    headers += [
      ("Expires", "Thu, 19 Nov 1981 08:52:00 GMT"),
      ("Cache-Control", "max-age=0, no-cache, no-store, must-revalidate"),
      ("Pragma", "no-cache"),
      ("X-Frame-Options", "SAMEORIGIN"),
      ("Content-Type", contentType),
    ]
    return headers
  }
}
