import NIOCore
import NIOPosix
import NIOSSL
import Synchronization

/// A server on loopback that reads whole requests and writes back whatever bytes a test wants, HTTP or not.
final class ScriptedServer: Sendable {
  enum Step: Sendable {
    case write(String)
    case bytes([UInt8])
    case pause(Duration)
    /// Waits until the other side gives up.
    case hang
  }

  struct Request: Sendable {
    /// Counts from 0 in the order of connections.
    let connection: Int
    /// Counts from 0 on its connection.
    let index: Int
    let head: String
    let body: String

    /// A header's value.
    func header(_ name: String) -> String? {
      head.split(separator: "\r\n").first { $0.lowercased().hasPrefix(name + ":") }
        .map { $0.dropFirst(name.count + 1).drop { $0 == " " } }.map(String.init)
    }
  }

  private struct State {
    var requests: [Request] = []
    var connections = 0
  }

  private let group = MultiThreadedEventLoopGroup(numberOfThreads: 1)
  private let state = Mutex(State())
  private let task: Mutex<Task<Void, Never>?> = Mutex(nil)
  private let respond: @Sendable (Request) -> [Step]
  private let tls: NIOSSLContext?
  private let encrypted: Int
  private let accepted = Mutex(0)
  private let greeting: String

  /// `respond` says what follows each request; a connection is closed behind steps without a `Content-Length`.
  /// `greeting` is written as soon as a connection stands. So many connections are `encrypted` when there is `tls`.
  init(
    tls: NIOSSLContext? = nil, encrypted: Int = .max, greeting: String = "",
    respond: @escaping @Sendable (Request) -> [Step]
  ) {
    self.tls = tls
    self.encrypted = encrypted
    self.greeting = greeting
    self.respond = respond
  }

  var requests: [Request] { state.withLock { $0.requests } }
  var connections: Int { state.withLock { $0.connections } }

  /// Runs `body` with the server's port, and takes the server down behind it.
  static func run<Value>(
    tls: NIOSSLContext? = nil, encrypted: Int = .max, greeting: String = "",
    respond: @escaping @Sendable (Request) -> [Step], _ body: (ScriptedServer, Int) async throws -> Value
  ) async throws -> Value {
    let server = ScriptedServer(tls: tls, encrypted: encrypted, greeting: greeting, respond: respond)
    do {
      let value = try await body(server, server.start())
      await server.stop()
      return value
    } catch {
      await server.stop()
      throw error
    }
  }

  private func start() async throws -> Int {
    let (tls, encrypted) = (tls, encrypted)
    let listener = try await ServerBootstrap(group: group).bind(host: "127.0.0.1", port: 0) { channel in
      channel.eventLoop.makeCompletedFuture {
        let index = self.accepted.withLock { count in
          count += 1
          return count
        }
        if let tls, index <= encrypted {
          try channel.pipeline.syncOperations.addHandler(NIOSSLServerHandler(context: tls))
        }
        return try NIOAsyncChannel<ByteBuffer, ByteBuffer>(wrappingChannelSynchronously: channel)
      }
    }
    task.withLock {
      $0 = Task {
        await withDiscardingTaskGroup { connections in
          try? await listener.executeThenClose { inbound in
            for try await connection in inbound {
              connections.addTask { try? await self.serve(connection) }
            }
          }
          connections.cancelAll()
        }
      }
    }
    return listener.channel.localAddress?.port ?? 0
  }

  private func stop() async {
    let task = task.withLock { $0 }
    task?.cancel()
    await task?.value
    try? await group.shutdownGracefully()
  }

  private func serve(_ channel: NIOAsyncChannel<ByteBuffer, ByteBuffer>) async throws {
    let connection = state.withLock { state in
      defer { state.connections += 1 }
      return state.connections
    }
    try await channel.executeThenClose { inbound, outbound in
      if !greeting.isEmpty { try await outbound.write(ByteBuffer(string: greeting)) }
      var received = ""
      var index = 0
      var pieces = inbound.makeAsyncIterator()
      while let bytes = try await pieces.next() {
        received += String(buffer: bytes)
        guard let request = take(from: &received, connection, index) else { continue }
        index += 1
        state.withLock { $0.requests.append(request) }
        let steps = respond(request)
        for step in steps {
          switch step {
          case .write(let text): try await outbound.write(ByteBuffer(string: text))
          case .bytes(let bytes): try await outbound.write(ByteBuffer(bytes: bytes))
          case .pause(let time): try await Task.sleep(for: time)
          case .hang: while try await pieces.next() != nil {}
          }
        }
        let isFramed = steps.contains { step in
          if case .write(let text) = step { text.lowercased().contains("content-length:") } else { false }
        }
        if !isFramed { return }
      }
    }
  }

  private func take(from received: inout String, _ connection: Int, _ index: Int) -> Request? {
    let separator = "\r\n\r\n"
    guard let end = received.firstRange(of: separator) else { return nil }
    let head = String(received[..<end.lowerBound])
    let length =
      Request(connection: 0, index: 0, head: head, body: "").header("content-length").flatMap { Int($0) } ?? 0
    let body = received[end.upperBound...]
    guard body.utf8.count >= length else { return nil }
    received = String(body.dropFirst(length))
    return Request(connection: connection, index: index, head: head, body: String(body.prefix(length)))
  }
}

/// A complete reply.
func http(_ body: String, status: String = "200 OK", headers: String = "") -> [ScriptedServer.Step] {
  [
    .write(
      "HTTP/1.1 \(status)\r\nContent-Type: application/json\r\n\(headers)Content-Length: \(body.utf8.count)\r\n\r\n"
        + body)
  ]
}

let nothingNew = #"{"status":"ERR","error":"501","error_string":"no data returned or result is empty","timestamp":1}"#
