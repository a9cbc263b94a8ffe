import Foundation
import Messaging
import NIOSSL
import Testing

@testable import PlaySMS

@Suite("Encryption", .timeLimit(.minutes(10)))
struct TLSTests {
  private func context(_ certificate: String, upTo version: TLSVersion? = nil) throws -> NIOSSLContext {
    var configuration = TLSConfiguration.makeServerConfiguration(
      certificateChain: try NIOSSLCertificate.fromPEMBytes(Array(certificate.utf8)).map { .certificate($0) },
      privateKey: .privateKey(try NIOSSLPrivateKey(bytes: Array(TestCertificates.key.utf8), format: .pem)))
    configuration.minimumTLSVersion = .tlsv1
    configuration.maximumTLSVersion = version
    return try NIOSSLContext(configuration: configuration)
  }

  private func withFile<Value>(_ pem: String, _ body: (String) async throws -> Value) async throws -> Value {
    let file = FileManager.default.temporaryDirectory.appending(component: "smsdash-\(UUID().uuidString).pem")
    try pem.write(to: file, atomically: true, encoding: .utf8)
    defer { try? FileManager.default.removeItem(at: file) }
    return try await body(file.path)
  }

  private func withAuthoritiesFile<Value>(_ body: (String) async throws -> Value) async throws -> Value {
    try await withFile(TestCertificates.authority, body)
  }

  /// Sends a message to a server with this certificate; nil for the error when it was accepted.
  private func send(
    to certificate: String, authorities: String? = nil, pinned: String? = nil, upTo version: TLSVersion? = nil
  ) async throws -> PlaySMSError? {
    let reply = http(#"{"data":[{"status":"OK","error":"0","smslog_id":1,"queue":"q","to":"1"}]}"#)
    let tls = try context(certificate, upTo: version)
    return try await ScriptedServer.run(tls: tls, respond: { _ in reply }) { server, port in
      let options = TransportOptions(authoritiesFile: authorities, pinnedCertificateFile: pinned)
      return try await withClient(port: port, scheme: "https", options: options) { client in
        do throws(PlaySMSError) {
          _ = try await client.send(hello)
          #expect(server.requests.count == 1)
          return nil
        } catch {
          #expect(server.requests.isEmpty)
          return error
        }
      }
    }
  }

  private func expect(_ error: PlaySMSError?, _ fault: PlaySMSError.TLSFault) {
    #expect(error?.kind == .transport(.tls))
    #expect(error?.tlsFault == fault)
    #expect(error?.provesNothingWasSent == true)
  }

  @Test("a certificate of an authority in the given file is trusted")
  func trusted() async throws {
    try await withAuthoritiesFile { file in
      let error = try await send(to: TestCertificates.good, authorities: file)
      #expect(error == nil)
    }
  }

  @Test("an unknown authority, an expired certificate and another host end before the first byte of the request")
  func untrusted() async throws {
    expect(try await send(to: TestCertificates.good, authorities: nil), .unknownIssuer)
    try await withAuthoritiesFile { file in
      expect(try await send(to: TestCertificates.expired, authorities: file), .expired)
      expect(try await send(to: TestCertificates.otherHost, authorities: file), .hostName)
    }
  }

  @Test("a server without TLS at an https address is told as that")
  func noTLS() async throws {
    let greeting = "HTTP/1.1 400 Bad Request\r\n\r\n"
    try await ScriptedServer.run(greeting: greeting, respond: { _ in [] }) { _, port in
      try await withClient(port: port, scheme: "https") { client in
        expect(await failure { () throws(PlaySMSError) in try await client.send(hello) }, .noTLS)
      }
    }
  }

  @Test("a file of authorities that is not there, or holds none, is told as that")
  func authoritiesFile() async throws {
    expect(try await send(to: TestCertificates.good, authorities: "/nonexistent/ca.pem"), .authoritiesFile)
  }

  @Test("a server that speaks no version after TLS 1.1 is told as that")
  func oldProtocol() async throws {
    try await withAuthoritiesFile { file in
      expect(try await send(to: TestCertificates.good, authorities: file, upTo: .tlsv11), .oldProtocol)
    }
  }

  @Test("each reason has a sentence and a hint of its own")
  func sentences() {
    let faults: [PlaySMSError.TLSFault] = [
      .certificate, .expired, .notYetValid, .unknownIssuer, .otherCertificate, .hostName, .noTLS, .oldProtocol,
      .authoritiesFile, .pinnedCertificateFile, .handshake,
    ]
    let errors = faults.map { PlaySMSError(.transport(.tls), during: .query, nothingLeft: true, tlsFault: $0) }
    #expect(Set(errors.map(\.sentence)).count == faults.count)
    #expect(errors.allSatisfy { !$0.hint.isEmpty })
  }

  @Test(
    "the pinned certificate is trusted, whoever made it, whatever its host and dates",
    arguments: [TestCertificates.good, TestCertificates.otherHost, TestCertificates.expired])
  func pinned(_ certificate: String) async throws {
    try await withFile(certificate) { file in
      let error = try await send(to: certificate, pinned: file)
      #expect(error == nil)
    }
  }

  @Test("no other certificate is trusted along with the pinned one, not even one that it issued")
  func otherThanPinned() async throws {
    try await withFile(TestCertificates.good) { file in
      expect(try await send(to: TestCertificates.otherHost, pinned: file), .otherCertificate)
      let both = try await withAuthoritiesFile { authorities in
        try await send(to: TestCertificates.otherHost, authorities: authorities, pinned: file)
      }
      expect(both, .otherCertificate)
    }
    try await withFile(TestCertificates.authority) { file in
      expect(try await send(to: TestCertificates.good, pinned: file), .otherCertificate)
    }
  }

  @Test("a file that is not there, or holds more or less than one certificate, pins nothing and trusts nobody")
  func pinnedFile() async throws {
    expect(try await send(to: TestCertificates.good, pinned: "/nonexistent/pin.pem"), .pinnedCertificateFile)
    for pem in ["", "nonsense", TestCertificates.good + "\n" + TestCertificates.authority] {
      try await withFile(pem) { file in
        expect(try await send(to: TestCertificates.good, pinned: file), .pinnedCertificateFile)
      }
    }
  }

  @Test("a certificate that is not valid yet is told as that")
  func notYetValid() async throws {
    expect(try await send(to: TestCertificates.future), .notYetValid)
  }

  /// Sends a message to a server that shows its certificate once, and says nothing on later connections.
  private func sendToShyServer(
    _ options: TransportOptions = .init(), deadline: Duration = .seconds(20)
  ) async throws -> PlaySMSError? {
    let tls = try context(TestCertificates.good)
    return try await ScriptedServer.run(tls: tls, encrypted: 1, respond: { _ in [.hang] }) { server, port in
      try await withClient(port: port, scheme: "https", options: options, deadline: deadline) { client in
        let error = await failure { () throws(PlaySMSError) in try await client.send(hello) }
        #expect(server.requests.isEmpty)
        return error
      }
    }
  }

  @Test("when the reason cannot be found out, the certificate is not trusted all the same")
  func noReason() async throws {
    expect(try await sendToShyServer(TransportOptions(connectTimeout: .milliseconds(1_500))), .certificate)
  }

  @Test("finding out the reason ends with the deadline of the exchange, and when it is cancelled")
  func noTimeForReason() async throws {
    let late = try await sendToShyServer(deadline: .milliseconds(500))
    #expect(late?.kind == .transport(.timedOut) && late?.provesNothingWasSent == true)
    let task = Task { try await sendToShyServer() }
    try await Task.sleep(for: .milliseconds(300))
    let begin = ContinuousClock.now
    task.cancel()
    #expect(try await task.value?.provesNothingWasSent == true)
    #expect(begin.duration(to: .now) < .seconds(5))
  }
}
