import NIOCore
import NIOHTTP1
import NIOPosix
import Synchronization

/// Serves a sandbox over HTTP/1.1 on 127.0.0.1.
///
/// It may be stopped and another be started on the same sandbox: that is a restart that kept its state.
public final class SandboxServer: Sendable {
  /// How the end of a reply is told.
  public enum Framing: Sendable {
    /// By chunks, as behind nginx.
    case chunked
    /// By closing the connection, as PHP's own server does; a reply cut short then looks whole.
    case untilClose
    /// By `Content-Length`.
    case contentLength
  }

  private struct Running: Sendable {
    let port: Int
    let group: MultiThreadedEventLoopGroup
    let task: Task<Void, Never>
  }

  let sandbox: Sandbox
  let framing: Framing
  let faults = Mutex(FaultPlan())
  /// The last reply to each user's operation, for the fault that repeats it.
  let lastReplies = Mutex<[String: SandboxResponse]>([:])
  private let running = Mutex<Running?>(nil)

  public init(_ sandbox: Sandbox, framing: Framing = .chunked) {
    self.sandbox = sandbox
    self.framing = framing
  }

  /// Ports below those from which the system takes the near ends of outgoing connections: a server that is stopped
  /// finds its port free again.
  private static let freePorts = 20_000..<32_000

  /// Begins to listen and returns the port; 0 takes any free one. Throws when the port is taken. A server that already
  /// listens stops first.
  public func start(port: Int = 0) async throws -> Int {
    guard port == 0 else { return try await listen(on: port) }
    for _ in 0..<100 {
      if let bound = try? await listen(on: Int.random(in: SandboxServer.freePorts)) { return bound }
    }
    return try await listen(on: 0)
  }

  private func listen(on port: Int) async throws -> Int {
    await stop()
    let group = MultiThreadedEventLoopGroup(numberOfThreads: 1)
    do {
      let listener = try await ServerBootstrap(group: group)
        .serverChannelOption(.backlog, value: 256)
        .serverChannelOption(.socketOption(.so_reuseaddr), value: 1)
        // Nothing is read before somebody attends to the connection.
        .childChannelOption(.autoRead, value: false)
        .bind(host: "127.0.0.1", port: port) { $0.eventLoop.makeSucceededFuture($0) }
      let task = Task { await serve(listener) }
      let bound = listener.channel.localAddress?.port ?? port
      running.withLock { $0 = Running(port: bound, group: group, task: task) }
      return bound
    } catch {
      try? await group.shutdownGracefully()
      throw error
    }
  }

  /// Stops listening, closes every connection, and returns when all of it is gone.
  public func stop() async {
    let stopping = running.withLock { running in
      defer { running = nil }
      return running
    }
    guard let stopping else { return }
    // The tasks must have ended before their event loop goes.
    stopping.task.cancel()
    await stopping.task.value
    try? await stopping.group.shutdownGracefully()
  }

  /// Stops, and begins to listen again on the same port, which is returned. Every connection breaks. Without its state
  /// the sandbox comes back as it was at the start. Throws when the port was taken meanwhile.
  public func restart(keepingState: Bool = true) async throws -> Int {
    let port = running.withLock { $0?.port ?? 0 }
    await stop()
    if !keepingState { sandbox.reset() }
    return try await start(port: port)
  }

  /// Lays a fault in wait for the next requests of an operation, or of any: `skipping` so many, then for `times` of
  /// them. Faults that were armed earlier come first.
  public func arm(_ fault: SandboxFault, op: String? = nil, times: Int = 1, skipping: Int = 0) {
    faults.withLock {
      $0.rules.append(FaultPlan.Rule(fault: fault, op: op?.lowercased(), skip: skipping, times: times))
    }
  }

  /// Lets faults happen by chance wherever none lies in wait; nil ends that.
  public func arm(_ schedule: SandboxFaultSchedule?) { faults.withLock { $0.schedule = schedule } }

  /// Takes all faults back that have not happened yet, those of chance too.
  public func disarm() { faults.withLock { $0 = FaultPlan() } }

  private func serve(_ listener: NIOAsyncChannel<any Channel, Never>) async {
    await withDiscardingTaskGroup { connections in
      // A connection that breaks, and the end of the listener, are everyday life for a server.
      try? await listener.executeThenClose { inbound in
        for try await channel in inbound {
          connections.addTask { try? await self.attend(to: channel) }
        }
      }
      connections.cancelAll()
    }
  }

  /// A channel of ours that nobody runs is a trap, so it is made here and not where connections are accepted: one that
  /// comes while the server stops is dropped as it is.
  private func attend(to channel: any Channel) async throws {
    let connection = try await channel.eventLoop.submit {
      let connection = try HTTPConnection.wrap(channel)
      channel.setOption(.autoRead, value: true).whenComplete { _ in }
      return connection
    }.get()
    try await HTTPConnection(server: self, channel: connection).run()
  }
}
