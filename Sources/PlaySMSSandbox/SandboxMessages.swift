/// What goes into the sandbox: an HTTP request without its transport.
public struct SandboxRequest: Sendable {
  /// `GET`, `POST`, `HEAD`, …
  public var method: String
  /// Path and query as they stand in the request line: `/index.php?app=ws`.
  public var target: String
  /// Names and values of the form in the body, decoded.
  public var form: [(name: String, value: String)]
  /// Whether a session cookie came along; without one a new session is begun.
  public var hasCookie: Bool
  /// The client's address: failed logins are counted by it.
  public var address: String

  public init(
    method: String = "POST", target: String = "/index.php?app=ws", form: [(name: String, value: String)] = [],
    hasCookie: Bool = false, address: String = "127.0.0.1"
  ) {
    self.method = method
    self.target = target
    self.form = form
    self.hasCookie = hasCookie
    self.address = address
  }

  /// A `POST` of one operation, for tests in memory.
  public static func call(_ op: String, _ parameters: KeyValuePairs<String, String>) -> SandboxRequest {
    SandboxRequest(form: [("op", op)] + parameters.map { (name: $0.key, value: $0.value) })
  }
}

/// What comes out: an HTTP reply without its transport.
public struct SandboxResponse: Sendable {
  public var status: Int
  /// In the order in which they are sent, without those of the transport.
  public var headers: [(name: String, value: String)]
  public var body: [UInt8]

  public init(status: Int, headers: [(name: String, value: String)], body: [UInt8]) {
    self.status = status
    self.headers = headers
    self.body = body
  }

  /// A page of HTML, for faults such as a broken proxy's `502`.
  public static func html(status: Int, _ text: String) -> SandboxResponse {
    SandboxResponse(status: status, headers: [("Content-Type", "text/html; charset=UTF-8")], body: Array(text.utf8))
  }

  /// The body as text.
  public var text: String { String(decoding: body, as: UTF8.self) }
}
