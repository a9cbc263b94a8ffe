/// Limits and trust of an `HTTPTransport`.
public struct TransportOptions: Hashable, Sendable {
  /// For the name lookup, the connection and the TLS handshake together.
  public var connectTimeout: Duration
  /// The longest silence of the server while its reply is awaited or under way.
  public var idleTimeout: Duration
  /// How long an unused connection is kept for the next read.
  public var keepAlive: Duration
  /// The largest reply taken, in bytes.
  public var bodyCap: Int
  /// A PEM file with the only authorities to trust; nil for the system's.
  public var authoritiesFile: String?

  public init(
    connectTimeout: Duration = .seconds(10), idleTimeout: Duration = .seconds(15), keepAlive: Duration = .seconds(30),
    bodyCap: Int = 32 << 20, authoritiesFile: String? = nil
  ) {
    self.connectTimeout = connectTimeout
    self.idleTimeout = idleTimeout
    self.keepAlive = keepAlive
    self.bodyCap = bodyCap
    self.authoritiesFile = authoritiesFile
  }
}
