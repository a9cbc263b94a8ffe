import NIOCore
import NIOSSL

/// The one certificate that a server may show. Neither its authority nor its dates nor its host name matter then, and
/// no certificate that it issued is trusted along with it.
struct PinnedCertificate: Sendable {
  private let certificate: NIOSSLCertificate

  /// Reads a PEM file that holds this certificate and no other.
  init(file: String) throws(CertificateFileFault) {
    do {
      let certificates = try NIOSSLCertificate.fromPEMFile(file)
      guard certificates.count == 1, let only = certificates.first else { throw CertificateFileFault() }
      certificate = only
    } catch {
      throw CertificateFileFault()
    }
  }

  /// Fails, and closes the connection, unless the server at its other end has shown the certificate.
  func check(_ channel: any Channel) -> EventLoopFuture<Void> {
    let certificate = certificate
    let verdict = channel.nioSSL_peerCertificate().flatMapThrowing { shown in
      guard shown == certificate else { throw OtherCertificate() }
    }
    // The HTTP client must hear of the refusal before it hears that the connection is gone.
    verdict.whenFailure { _ in channel.eventLoop.execute { channel.close(promise: nil) } }
    return verdict
  }
}

/// The file with the pinned certificate cannot be used.
struct CertificateFileFault: Error {}

/// The server has shown another certificate than the pinned one.
struct OtherCertificate: Error {}
