import AsyncHTTPClient
import NIOCore
import NIOHTTP1
import NIOHTTPCompression
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
  private let options: TransportOptions
  /// What makes every exchange fail before it begins.
  private let obstacle: CertificateFileFault?
  private let reads: Lane
  private let changes: Lane

  /// One thread for all transports, for the life of the process: a name lookup or the reading of certificates may
  /// still be under way when a transport closes, and must not find its event loop gone.
  private static let group = MultiThreadedEventLoopGroup(numberOfThreads: 1)

  public init(address: ServerAddress, options: TransportOptions = .init()) {
    self.address = address
    self.options = options
    var configuration = HTTPTransport.configuration(options)
    configuration.proxy = options.proxies.server(for: address).map(HTTPClient.Configuration.Proxy.init)
    obstacle = HTTPTransport.pin(options.pinnedCertificateFile, in: &configuration)
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
    _ form: [FormField], effect: RequestEffect, deadline: Duration
  ) async throws(PlaySMSError) -> RawReply {
    let body = OneTimeBody(FormField.encode(form))
    let lane =
      switch effect {
      case .read: reads
      case .change: changes
      }
    let result = await withDeadline(deadline) {
      if let obstacle = self.obstacle { throw obstacle }
      return try await lane.turnstile.pass { try await self.roundTrip(body, effect: effect, over: lane.client) }
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

  private func roundTrip(_ body: OneTimeBody, effect: RequestEffect, over client: HTTPClient) async throws -> RawReply {
    var request = HTTPClientRequest(url: address.url)
    request.method = .POST
    request.headers.add(name: "content-type", value: "application/x-www-form-urlencoded")
    request.headers.add(name: "user-agent", value: "smsdash")
    request.headers.add(name: "accept-encoding", value: "gzip")
    if effect == .change { request.headers.add(name: "connection", value: "close") }
    request.body = .stream(body, length: .known(Int64(body.count)))
    let response = try await head(of: request, over: client)
    let announced = response.headers.first(name: "content-length").flatMap { Int($0) } ?? 0
    guard announced <= options.bodyCap else { throw ReplyTooLarge() }
    var bytes: [UInt8] = []
    bytes.reserveCapacity(announced)
    for try await chunk in response.body {
      guard bytes.count + chunk.readableBytes <= options.bodyCap else { throw ReplyTooLarge() }
      bytes.append(contentsOf: chunk.readableBytesView)
    }
    // A cancelled body may end like a complete one.
    try Task.checkCancellation()
    return RawReply(
      status: Int(response.status.code), contentType: response.headers.first(name: "content-type"), body: bytes)
  }

  private func head(of request: HTTPClientRequest, over client: HTTPClient) async throws -> HTTPClientResponse {
    do {
      // The deadline over all is elsewhere: this one would end with the head of the reply.
      return try await client.execute(request, deadline: .distantFuture)
    } catch  where PlaySMSError.isUntrustedCertificate(error) && options.proxies.server(for: address) == nil {
      let fault = await CertificateProbe.fault(
        at: address, on: HTTPTransport.group, limit: TimeAmount(options.connectTimeout))
      throw UntrustedCertificate(fault: fault)
    }
  }

  /// Lets connections be refused that show another certificate than the one in the file. The HTTP client offers no
  /// place for such a check but its hook for new connections, which it awaits before it assigns a request.
  private static func pin(_ file: String?, in configuration: inout HTTPClient.Configuration) -> CertificateFileFault? {
    guard let file else { return nil }
    do {
      let pinned = try PinnedCertificate(file: file)
      configuration.tlsConfiguration?.certificateVerification = .none
      configuration.http1_1ConnectionDebugInitializer = { pinned.check($0) }
      return nil
    } catch {
      return error
    }
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
    configuration.decompression = .enabled(limit: .size(options.bodyCap))
    configuration.connectionPool.idleTimeout = TimeAmount(options.keepAlive)
    configuration.connectionPool.concurrentHTTP1ConnectionsPerHostSoftLimit = 1
    // Whoever asks decides about trying again; an unreachable server is told at once.
    configuration.connectionPool.retryConnectionEstablishment = false
    return configuration
  }
}

extension HTTPTransport: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
  /// The address only: behind it are a proxy's password and forms that have not left yet.
  public var description: String { address.url }
  public var debugDescription: String { description }
  public var customMirror: Mirror { Mirror(self, children: EmptyCollection<Mirror.Child>()) }
}

extension HTTPClient.Configuration.Proxy {
  fileprivate init(_ server: ProxySettings.Server) {
    let authorization = server.userInfo.map { userInfo in
      HTTPClient.Authorization.basic(username: userInfo.name, password: userInfo.password)
    }
    self = .server(host: server.host, port: server.port, authorization: authorization)
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
