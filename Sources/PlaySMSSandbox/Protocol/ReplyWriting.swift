extension Reply {
  /// The reply as HTTP. `timestamp` is the server's time in seconds since 1970; `session` is a new session's cookie.
  func response(timestamp: Int64, session: String?) -> SandboxResponse {
    switch self {
    case .done(let fields):
      json([("status", .string("OK")), ("error", .string("0"))] + fields, nil, timestamp, session)
    case .rows(let rows): json([("data", .list(rows))], nil, timestamp, session)
    case .failed(let code, let info):
      json(
        [("status", .string("ERR")), ("error", .string(String(code.rawValue)))]
          + (info.map { [(key: "info", value: PHPValue.string($0))] } ?? []),
        code.text, timestamp, session)
    case .blank: json([], nil, timestamp, session)
    case .nothing: page(200, "", session)
    case .fatal(let sentence): page(200, sentence.rawValue, session)
    case .crashed: page(500, "", session)
    case .redirect(let location): page(302, "", session, [("Location", location)])
    }
  }

  private func json(
    _ fields: [(key: String, value: PHPValue)], _ errorText: String?, _ timestamp: Int64, _ session: String?
  ) -> SandboxResponse {
    let envelope: [(key: String, value: PHPValue)] = [
      ("error_string", errorText.map { .string($0) } ?? .null), ("timestamp", .int(timestamp)),
    ]
    return SandboxResponse(
      status: 200, headers: headers("application/json", session), body: PHPValue.object(fields + envelope).json)
  }

  private func page(
    _ status: Int, _ text: String, _ session: String?, _ more: [(name: String, value: String)] = []
  ) -> SandboxResponse {
    SandboxResponse(
      status: status, headers: headers("text/html; charset=UTF-8", session) + more, body: Array(text.utf8))
  }

  private func headers(_ contentType: String, _ session: String?) -> [(name: String, value: String)] {
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
