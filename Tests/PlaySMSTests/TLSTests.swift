import Foundation
import Messaging
import NIOSSL
import Testing

@testable import PlaySMS

@Suite("Encryption", .timeLimit(.minutes(1)))
struct TLSTests {
  private func context(_ certificate: String) throws -> NIOSSLContext {
    try NIOSSLContext(
      configuration: .makeServerConfiguration(
        certificateChain: NIOSSLCertificate.fromPEMBytes(Array(certificate.utf8)).map { .certificate($0) },
        privateKey: .privateKey(NIOSSLPrivateKey(bytes: Array(TestCertificates.key.utf8), format: .pem))))
  }

  private func withAuthoritiesFile<Value>(_ body: (String) async throws -> Value) async throws -> Value {
    let file = FileManager.default.temporaryDirectory.appending(component: "smsdash-\(UUID().uuidString).pem")
    try TestCertificates.authority.write(to: file, atomically: true, encoding: .utf8)
    defer { try? FileManager.default.removeItem(at: file) }
    return try await body(file.path)
  }

  /// Sends a message to a server with this certificate; nil for the error when it was accepted.
  private func send(to certificate: String, authorities: String?) async throws -> PlaySMSError? {
    let reply = http(#"{"data":[{"status":"OK","error":"0","smslog_id":1,"queue":"q","to":"1"}]}"#)
    return try await ScriptedServer.run(tls: context(certificate), respond: { _ in reply }) { server, port in
      let options = TransportOptions(authoritiesFile: authorities)
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
    expect(try await send(to: TestCertificates.good, authorities: nil), .certificate)
    try await withAuthoritiesFile { file in
      expect(try await send(to: TestCertificates.expired, authorities: file), .certificate)
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
}
