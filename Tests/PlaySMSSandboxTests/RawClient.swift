import Glibc

/// A client that knows only bytes, so that broken exchanges are seen as they are. It never blocks a thread.
struct RawClient {
  struct Failure: Error {
    let code: Int32
  }

  private let socket: Int32

  init(port: Int) throws {
    socket = Glibc.socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_port = UInt16(port).bigEndian
    address.sin_addr.s_addr = UInt32(0x7f00_0001).bigEndian
    let result = withUnsafePointer(to: &address) { pointer in
      pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        connect(socket, $0, socklen_t(MemoryLayout<sockaddr_in>.size))
      }
    }
    guard result == 0 else {
      let code = errno
      Glibc.close(socket)
      throw Failure(code: code)
    }
    _ = fcntl(socket, F_SETFL, O_NONBLOCK)
  }

  func close() { Glibc.close(socket) }

  /// Writes all of it; what the other side does not take any more is left.
  func write(_ text: String) async throws {
    var rest = Array(text.utf8)[...]
    while !rest.isEmpty {
      let count = rest.withUnsafeBytes { Glibc.send(socket, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL)) }
      if count > 0 {
        rest = rest.dropFirst(count)
      } else if errno == EAGAIN {
        try await Task.sleep(for: .milliseconds(1))
      } else {
        return
      }
    }
  }

  /// Everything until the other side closes.
  func readToEnd() async throws -> String { try await read { _ in false } }

  /// Everything until a text has come, or the other side closes.
  func read(until end: String) async throws -> String { try await read { $0.hasSuffix(end) } }

  private func read(until isDone: (String) -> Bool) async throws -> String {
    var bytes: [UInt8] = []
    var buffer = [UInt8](repeating: 0, count: 16_384)
    while true {
      let count = recv(socket, &buffer, buffer.count, 0)
      if count > 0 {
        bytes += buffer[..<count]
        let text = String(decoding: bytes, as: UTF8.self)
        if isDone(text) { return text }
      } else if count < 0, errno == EAGAIN {
        try await Task.sleep(for: .milliseconds(1))
      } else {
        return String(decoding: bytes, as: UTF8.self)
      }
    }
  }

  static func request(
    _ body: String, type: String = "application/x-www-form-urlencoded", close: Bool = false
  ) -> String {
    "POST /index.php?app=ws HTTP/1.1\r\nHost: x\r\nContent-Type: \(type)\r\n\(close ? "Connection: close\r\n" : "")"
      + "Content-Length: \(body.utf8.count)\r\n\r\n\(body)"
  }

  /// One form on a connection of its own, and everything that came back.
  static func post(_ form: String, to port: Int) async throws -> String {
    try await exchange(request(form, close: true), port)
  }

  /// One request on a connection of its own, and everything that came back.
  static func exchange(_ request: String, _ port: Int) async throws -> String {
    let client = try RawClient(port: port)
    defer { client.close() }
    try await client.write(request)
    return try await client.readToEnd()
  }
}
