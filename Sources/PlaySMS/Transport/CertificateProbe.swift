import NIOCore
import NIOPosix
import NIOSSL

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

/// Finds out why a certificate was not trusted. The TLS library keeps its reason to itself, so the server is asked
/// once more for its certificate, and hung up on before anything is sent.
enum CertificateProbe {
  /// The reason; `certificate` when the server does not show one this time, or not within `limit`.
  static func fault(
    at address: ServerAddress, on group: any EventLoopGroup, limit: TimeAmount
  ) async -> PlaySMSError.TLSFault {
    let loop = group.next()
    let verdict = loop.makePromise(of: PlaySMSError.TLSFault.self)
    // The first of all these answers counts; later ones are dropped.
    let clock = loop.scheduleTask(in: limit) { verdict.succeed(.certificate) }
    connect(to: address, on: loop, limit: limit, verdict)
    let fault = await withTaskCancellationHandler {
      (try? await verdict.futureResult.get()) ?? .certificate
    } onCancel: {
      verdict.succeed(.certificate)
    }
    clock.cancel()
    return fault
  }

  private static func connect(
    to address: ServerAddress, on loop: any EventLoop, limit: TimeAmount,
    _ verdict: EventLoopPromise<PlaySMSError.TLSFault>
  ) {
    var tls = TLSConfiguration.makeClientConfiguration()
    tls.minimumTLSVersion = .tlsv12
    guard let context = try? NIOSSLContext(configuration: tls) else { return verdict.succeed(.certificate) }
    let isAddress = (try? SocketAddress(ipAddress: address.host, port: 0)) != nil
    let connection = ClientBootstrap(group: loop).connectTimeout(limit).channelInitializer { channel in
      channel.eventLoop.makeCompletedFuture {
        let handler = try NIOSSLClientHandler(
          context: context, serverHostname: isAddress ? nil : address.host,
          customVerificationCallback: { certificates, trust in
            verdict.succeed(fault(of: certificates))
            trust.succeed(.failed)
          })
        try channel.pipeline.syncOperations.addHandler(handler)
      }
    }.connect(host: address.host, port: address.port)
    connection.whenFailure { _ in verdict.succeed(.certificate) }
    connection.whenSuccess { channel in
      verdict.futureResult.whenComplete { _ in channel.close(promise: nil) }
    }
  }

  /// Of a certificate that was refused: its dates, or else who made it.
  private static func fault(of certificates: [NIOSSLCertificate]) -> PlaySMSError.TLSFault {
    let now = time(nil)
    guard let certificate = certificates.first else { return .certificate }
    if certificate.notValidAfter < now { return .expired }
    return certificate.notValidBefore > now ? .notYetValid : .unknownIssuer
  }
}

/// The server's certificate is not trusted, for this reason.
struct UntrustedCertificate: Error {
  let fault: PlaySMSError.TLSFault
}
