import Foundation
import Messaging
import Testing

@testable import PlaySMS

@Suite("Compressed replies", .timeLimit(.minutes(10)))
struct CompressionTests {
  /// A credit of 2.5.
  private static let small = """
    H4sIAAAAAAACA6tWKi5JLCktVrJS8vdW0lFKLSrKLwJyDIDs5KLUlMwSJSsjPVOoRHxxSVFmXrqSVV5pTo6OUklmbipQe26BkpWhuaWpsbGJmbFF\
    LQBNx9TiUwAAAA==
    """
  /// The same behind 20,000 blanks.
  private static let large = """
    H4sIAAAAAAACA+3LOwrCUBQE0K2EW4uoMX6yBQuXIKJBAkmUl5dK3LspXITFOdUMwxQFAAAAAAAAAAAAAAAAAAAAAAAAAP/gHWO+\
    5mmMOs6nWEST0jPNZTXnW2rubY56s6x+w2XMqR0eUQ9T1y0it30z3/tX1Ov9sSrL7a48fL7Nceiqc04AAA==
    """

  private func bytes(_ text: String) throws -> [UInt8] { Array(try #require(Data(base64Encoded: text))) }

  private func ask(_ body: [UInt8], cap: Int = 1 << 20) async throws -> Result<Credit, PlaySMSError> {
    let head = "HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: \(body.count)\r\n\r\n"
    return try await ScriptedServer.run(respond: { _ in [.write(head), .bytes(body)] }) { server, port in
      try await withClient(port: port, options: TransportOptions(bodyCap: cap)) { client in
        do throws(PlaySMSError) {
          let credit = try await client.credit().value
          #expect(server.requests.first?.header("accept-encoding") == "gzip")
          return .success(credit)
        } catch {
          return .failure(error)
        }
      }
    }
  }

  @Test("gzip is asked for and unpacked")
  func unpacked() async throws {
    for reply in [CompressionTests.small, CompressionTests.large] {
      #expect(try await ask(bytes(reply)).get() == Credit(thousandths: 2_500))
    }
  }

  @Test("the cap counts what comes out of it")
  func capped() async throws {
    guard case .failure(let error) = try await ask(bytes(CompressionTests.large), cap: 10_000) else {
      Issue.record("taken")
      return
    }
    #expect(error.kind == .notTheProtocol(.tooLarge))
  }

  @Test("what is no gzip, or only half of it, is malformed or cut, and never a result")
  func broken() async throws {
    let whole = try bytes(CompressionTests.small)
    for body in [Array("{}".utf8), Array(whole.prefix(40)), whole.map { $0 ^ 0x55 }] {
      guard case .failure(let error) = try await ask(body) else {
        Issue.record("taken")
        continue
      }
      #expect(error.kind == .notTheProtocol(.malformed) || error.kind == .transport(.closed), "\(error.detail)")
    }
  }
}
