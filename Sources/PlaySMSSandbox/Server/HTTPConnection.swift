import NIOCore
import NIOHTTP1
import Synchronization

/// One connection: reads requests one after the other, answers them, and breaks what is to be broken.
struct HTTPConnection: Sendable {
  typealias Channel = NIOAsyncChannel<HTTPServerRequestPart, HTTPServerResponsePart>
  typealias Writer = NIOAsyncChannelOutboundWriter<HTTPServerResponsePart>

  /// The longest body that is taken.
  private static let longestBody = 1 << 20

  let server: SandboxServer
  let channel: Channel

  static func wrap(_ channel: any NIOCore.Channel) throws -> Channel {
    try channel.pipeline.syncOperations.configureHTTPServerPipeline()
    return try Channel(wrappingChannelSynchronously: channel)
  }

  func run() async throws {
    try await channel.executeThenClose { inbound, outbound in
      if server.faults.withLock({ $0.take(.accept) }) != nil { return }
      var head: HTTPRequestHead?
      var body: [UInt8] = []
      for try await part in inbound {
        switch part {
        case .head(let next):
          if server.faults.withLock({ $0.take(.head) }) != nil { return }
          head = next
          body = []
        case .body(let bytes):
          // What is too long is read to its end all the same: closing on unread bytes would take the reply away.
          if body.count <= HTTPConnection.longestBody { body += bytes.readableBytesView }
        case .end:
          guard let head, try await answer(head, body, outbound) else { return }
        }
      }
    }
  }

  /// Tells whether the connection stays.
  private func answer(_ head: HTTPRequestHead, _ body: [UInt8], _ outbound: Writer) async throws -> Bool {
    guard body.count <= HTTPConnection.longestBody else {
      return try await write(.html(status: 413, "<h1>413 Request Entity Too Large</h1>"), to: head, outbound)
    }
    let request = SandboxRequest(head, body: body, address: channel.channel.remoteAddress?.ipAddress ?? "")
    let parameters = request.parameters
    guard let fault = server.faults.withLock({ $0.take(.request, op: parameters.operation) }) else {
      return try await write(server.answer(request, parameters), to: head, outbound)
    }
    switch fault {
    case .closeAtAccept, .closeBeforeReading, .loseRequest: return false
    case .loseReply:
      _ = server.sandbox.answer(request)
      return false
    case .delay(let pause):
      let response = server.answer(request, parameters)
      try await Task.sleep(for: pause)
      return try await write(response, to: head, outbound)
    case .drip(let bytes, let pause):
      return try await write(server.answer(request, parameters), to: head, outbound, pieces: bytes, pause: pause)
    case .replace(let response, let processed):
      if processed { _ = server.sandbox.answer(request) }
      return try await write(response, to: head, outbound)
    case .cutBody(let length):
      let response = server.sandbox.answer(request)
      try await writeHead(response, to: head, outbound)
      try await outbound.write(.body(.byteBuffer(ByteBuffer(bytes: response.body.prefix(length)))))
      return false
    case .halveBody:
      var response = server.sandbox.answer(request)
      response.body.removeLast(response.body.count / 2)
      return try await write(response, to: head, outbound)
    case .repeatReply(let processed):
      let old = server.lastReply(to: parameters)
      // Without an old reply there is nothing to repeat, and the request takes its usual course.
      let new = processed || old == nil ? server.answer(request, parameters) : nil
      guard let response = old ?? new else { return false }
      return try await write(response, to: head, outbound)
    case .jumpClock(let distance):
      server.sandbox.jumpClock(by: distance)
      return try await write(server.answer(request, parameters), to: head, outbound)
    }
  }

  /// Writes a reply, in one piece when `pieces` is 0. Tells whether the connection stays.
  private func write(
    _ response: SandboxResponse, to head: HTTPRequestHead, _ outbound: Writer, pieces: Int = 0,
    pause: Duration = .zero
  ) async throws -> Bool {
    try await writeHead(response, to: head, outbound)
    // The end of a chunked body would be a body to a HEAD, so that connection just closes.
    if head.method == .HEAD { return false }
    let step = pieces > 0 ? pieces : max(1, response.body.count)
    for start in stride(from: 0, to: response.body.count, by: step) {
      if pieces > 0 { try await Task.sleep(for: pause) }
      let piece = response.body[start..<min(start + step, response.body.count)]
      try await outbound.write(.body(.byteBuffer(ByteBuffer(bytes: piece))))
    }
    if server.framing == .untilClose { return false }
    try await outbound.write(.end(nil))
    return head.isKeepAlive
  }

  private func writeHead(_ response: SandboxResponse, to head: HTTPRequestHead, _ outbound: Writer) async throws {
    var headers = HTTPHeaders()
    for (name, value) in response.headers { headers.add(name: name, value: value) }
    switch server.framing {
    case .chunked: break
    case .untilClose: headers.add(name: "Connection", value: "close")
    case .contentLength: headers.add(name: "Content-Length", value: String(response.body.count))
    }
    // The encoder adds chunks to an HTTP/1.1 reply that tells no length, but to none before.
    let version: HTTPVersion = server.framing == .untilClose ? .http1_0 : head.version
    try await outbound.write(
      .head(
        HTTPResponseHead(version: version, status: HTTPResponseStatus(statusCode: response.status), headers: headers)))
  }
}
