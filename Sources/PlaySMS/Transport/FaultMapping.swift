import AsyncHTTPClient
import NIOCore
import NIOHTTP1
import NIOHTTPCompression
import NIOPosix
import NIOSSL

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

extension PlaySMSError {
  /// Names what the HTTP client threw.
  init(transportError error: any Error, nothingLeft: Bool) {
    var (kind, tlsFault) = PlaySMSError.classify(error)
    if !nothingLeft {
      // With the form on its way the connection stood, and so did its encryption.
      if kind == .transport(.tls) { kind = .transport(.closed) }
      if kind == .transport(.connectTimedOut) { kind = .transport(.timedOut) }
      tlsFault = nil
    }
    self.init(
      kind, during: nil, nothingLeft: nothingLeft, tlsFault: tlsFault, facts: "\(type(of: error))")
  }

  /// Whether the TLS library did not trust the server's certificate. It does not say why.
  static func isUntrustedCertificate(_ error: any Error) -> Bool {
    (error as? NIOSSLError).map(tlsFault(of:)) == .certificate
  }

  private static func classify(_ error: any Error) -> (Kind, TLSFault?) {
    switch error {
    case is DeadlineExceeded: (.transport(.timedOut), nil)
    case is ReplyTooLarge, NIOHTTPDecompression.DecompressionError.limit: (.notTheProtocol(.tooLarge), nil)
    case is NIOHTTPDecompression.DecompressionError, is NIOHTTPDecompression.ExtraDecompressionError:
      (.notTheProtocol(.malformed), nil)
    case let error as UntrustedCertificate: (.transport(.tls), error.fault)
    case is OtherCertificate: (.transport(.tls), .otherCertificate)
    case is CertificateFileFault: (.transport(.tls), .pinnedCertificateFile)
    case is CancellationError: (.transport(.cancelled), nil)
    case HTTPParserError.invalidEOFState: (.transport(.closed), nil)
    case is HTTPParserError: (.notTheProtocol(.notHTTP), nil)
    case let error as HTTPClientError: classify(error)
    case let error as NIOConnectionError: (.transport(fault(of: error)), nil)
    case let error as IOError: (.transport(fault(errno: error.errnoCode)), nil)
    case let error as ChannelError: (.transport(fault(of: error)), nil)
    case let error as NIOSSLError: (.transport(.tls), tlsFault(of: error))
    case is NIOSSLExtraError: (.transport(.tls), .hostName)
    case is BoringSSLError: (.transport(.tls), .handshake)
    default: (.transport(.other), nil)
    }
  }

  private static func classify(_ error: HTTPClientError) -> (Kind, TLSFault?) {
    switch error {
    case .cancelled: (.transport(.cancelled), nil)
    case .connectTimeout: (.transport(.connectTimedOut), nil)
    case .readTimeout, .writeTimeout, .deadlineExceeded, .getConnectionFromPoolTimeout: (.transport(.timedOut), nil)
    case .remoteConnectionClosed, .alreadyShutdown, .uncleanShutdown: (.transport(.closed), nil)
    case .tlsHandshakeTimeout: (.transport(.tls), .handshake)
    case .invalidProxyResponse, .proxyAuthenticationRequired, .httpProxyHandshakeTimeout: (.transport(.proxy), nil)
    default: (.transport(.other), nil)
    }
  }

  private static func fault(of error: NIOConnectionError) -> TransportFault {
    guard let first = error.connectionErrors.first?.error else { return .nameLookup }
    switch first {
    case let first as IOError: return fault(errno: first.errnoCode)
    case let first as ChannelError: return fault(of: first)
    default: return .other
    }
  }

  private static func fault(of error: ChannelError) -> TransportFault {
    switch error {
    case .connectTimeout: .connectTimedOut
    case .eof, .alreadyClosed, .ioOnClosedChannel, .inputClosed, .outputClosed: .closed
    default: .other
    }
  }

  private static func fault(errno code: CInt) -> TransportFault {
    switch code {
    case ECONNREFUSED: .refused
    case EHOSTUNREACH, ENETUNREACH, ENETDOWN, EHOSTDOWN, EADDRNOTAVAIL: .unreachable
    case ETIMEDOUT: .connectTimedOut
    case ECONNRESET, EPIPE, ECONNABORTED: .closed
    default: .other
    }
  }

  private static func tlsFault(of error: NIOSSLError) -> TLSFault {
    switch error {
    case .handshakeFailed(let inner):
      let text = "\(inner)"
      if text.contains("CERTIFICATE_VERIFY_FAILED") { return .certificate }
      if text.contains("UNSUPPORTED_PROTOCOL") || text.contains("PROTOCOL_VERSION") { return .oldProtocol }
      if text.contains("WRONG_VERSION_NUMBER") || text.contains("HTTP_REQUEST") { return .noTLS }
      return .handshake
    case .failedToLoadCertificate, .noSuchFilesystemObject: return .authoritiesFile
    case .unableToValidateCertificate, .noCertificateToValidate: return .certificate
    default: return .handshake
    }
  }
}
