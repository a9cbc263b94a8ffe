/// Limits, trust and way of an `HTTPTransport`.
public struct TransportOptions: Hashable, Sendable {
  /// For the name lookup, the connection and the TLS handshake together.
  public var connectTimeout: Duration
  /// The longest silence of the server while its reply is awaited or under way.
  public var idleTimeout: Duration
  /// How long an unused connection is kept for the next read.
  public var keepAlive: Duration
  /// The largest reply taken, in bytes, after decompression.
  public var bodyCap: Int
  /// A PEM file with the only authorities to trust; nil for the system's.
  public var authoritiesFile: String?
  /// A PEM file with the one certificate to trust: exactly this one, whatever its host name, dates and authority; nil
  /// to trust by authorities.
  public var pinnedCertificateFile: String?
  /// The proxies on the way.
  public var proxies: ProxySettings

  public init(
    connectTimeout: Duration = .seconds(10), idleTimeout: Duration = .seconds(15), keepAlive: Duration = .seconds(30),
    bodyCap: Int = 32 << 20, authoritiesFile: String? = nil, pinnedCertificateFile: String? = nil,
    proxies: ProxySettings = .none
  ) {
    self.connectTimeout = connectTimeout
    self.idleTimeout = idleTimeout
    self.keepAlive = keepAlive
    self.bodyCap = bodyCap
    self.authoritiesFile = authoritiesFile
    self.pinnedCertificateFile = pinnedCertificateFile
    self.proxies = proxies
  }
}
