import AsyncHTTPClient
import NIOCore
import NIOHTTP1
import NIOPosix
import NIOSSL

/// HTTP to one playSMS server: POST with a form body, `app=ws` in the URL, HTTP/1.1, no redirects, no cookies.
///
/// Reads share one connection that is kept alive, one after the other: the server writes a session file for every
/// connection's first call, and makes calls of one session wait for each other. Every change goes over a new
/// connection, closed behind it: on a kept one, a request can meet the server's closing of an idle connection, and
/// then nobody knows whether it was taken. The HTTP client does not repeat a request by itself; it only assigns a
/// request to another connection while none was assigned, which is before any byte of it leaves.
public final class HTTPTransport: Transport {
  /// One kind of requests, one connection at a time.
  private struct Lane: Sendable {
    let client: HTTPClient
    let turnstile = Turnstile()
  }

  private let address: ServerAddress
  private let bodyCap: Int
  private let reads: Lane
  private let changes: Lane

  /// One thread for all transports, for the life of the process: a name lookup or the reading of certificates may
  /// still be under way when a transport closes, and must not find its event loop gone.
  private static let group = MultiThreadedEventLoopGroup(numberOfThreads: 1)

  public init(address: ServerAddress, options: TransportOptions = .init()) {
    self.address = address
    bodyCap = options.bodyCap
    let configuration = HTTPTransport.configuration(options)
    reads = Lane(client: HTTPClient(eventLoopGroup: HTTPTransport.group, configuration: configuration))
    changes = Lane(client: HTTPClient(eventLoopGroup: HTTPTransport.group, configuration: configuration))
  }

  deinit {
    // The HTTP client traps when it is dropped open, so a transport that nobody closed closes itself.
    let (reads, changes) = (reads.client, changes.client)
    Task {
      try? await reads.shutdown()
      try? await changes.shutdown()
    }
  }

  public func exchange(
    _ form: [FormField], effect: Effect, deadline: Duration
  ) async throws(PlaySMSError) -> RawReply {
    let body = OneTimeBody(FormField.encode(form))
    let lane =
      switch effect {
      case .read: reads
      case .change: changes
      }
    let result = await withDeadline(deadline) {
      try await lane.turnstile.pass { try await self.roundTrip(body, effect: effect, over: lane.client) }
    }
    switch result {
    case .success(let reply): return reply
    case .failure(let error): throw PlaySMSError(transportError: error, nothingLeft: body.seal())
    }
  }

  public func close() async {
    // It throws when it was closed before.
    try? await reads.client.shutdown()
    try? await changes.client.shutdown()
  }

  private func roundTrip(_ body: OneTimeBody, effect: Effect, over client: HTTPClient) async throws -> RawReply {
    var request = HTTPClientRequest(url: address.url)
    request.method = .POST
    request.headers.add(name: "content-type", value: "application/x-www-form-urlencoded")
    request.headers.add(name: "user-agent", value: "smsdash")
    if effect == .change { request.headers.add(name: "connection", value: "close") }
    request.body = .stream(body, length: .known(Int64(body.count)))
    // The deadline over all is elsewhere: this one would end with the head of the reply.
    let response = try await client.execute(request, deadline: .distantFuture)
    let announced = response.headers.first(name: "content-length").flatMap { Int($0) } ?? 0
    guard announced <= bodyCap else { throw ReplyTooLarge() }
    var bytes: [UInt8] = []
    bytes.reserveCapacity(announced)
    for try await chunk in response.body {
      guard bytes.count + chunk.readableBytes <= bodyCap else { throw ReplyTooLarge() }
      bytes.append(contentsOf: chunk.readableBytesView)
    }
    // A cancelled body may end like a complete one.
    try Task.checkCancellation()
    return RawReply(
      status: Int(response.status.code), contentType: response.headers.first(name: "content-type"), body: bytes)
  }

  private static func configuration(_ options: TransportOptions) -> HTTPClient.Configuration {
    var tls = TLSConfiguration.makeClientConfiguration()
    tls.minimumTLSVersion = .tlsv12
    if let file = options.authoritiesFile { tls.trustRoots = .file(file) }
    var configuration = HTTPClient.Configuration(tlsConfiguration: tls, redirectConfiguration: .disallow)
    configuration.timeout = .init(
      connect: TimeAmount(options.connectTimeout), read: TimeAmount(options.idleTimeout),
      write: TimeAmount(options.idleTimeout))
    configuration.httpVersion = .http1Only
    configuration.connectionPool.idleTimeout = TimeAmount(options.keepAlive)
    configuration.connectionPool.concurrentHTTP1ConnectionsPerHostSoftLimit = 1
    // Whoever asks decides about trying again; an unreachable server is told at once.
    configuration.connectionPool.retryConnectionEstablishment = false
    return configuration
  }
}

/// The reply is larger than the cap.
struct ReplyTooLarge: Error {}

/// The whole exchange took too long.
struct DeadlineExceeded: Error {}

/// Runs `body` for `limit` at most. What it came to in the end counts, even when it came just after the limit: a
/// reply that is there is worth more than a timeout.
private func withDeadline<Value: Sendable>(
  _ limit: Duration, _ body: @escaping @Sendable () async throws -> Value
) async -> Result<Value, any Error> {
  await withTaskGroup(of: Result<Value, any Error>?.self) { group in
    group.addTask {
      do { return .success(try await body()) } catch { return .failure(error) }
    }
    group.addTask {
      do { try await Task.sleep(for: limit) } catch { return nil }
      return .failure(DeadlineExceeded())
    }
    var isLate = false
    for await outcome in group {
      switch outcome {
      case .success(let value):
        group.cancelAll()
        return .success(value)
      case .failure(let error) where error is DeadlineExceeded:
        isLate = true
        group.cancelAll()
      case .failure(let error):
        group.cancelAll()
        return .failure(isLate ? DeadlineExceeded() : error)
      case nil:
        // The clock was cancelled with the task; the exchange ends by itself now.
        continue
      }
    }
    return .failure(DeadlineExceeded())
  }
}
