import Messaging
import Testing

@testable import PlaySMS

@Suite("Errors")
struct ErrorTests {
  private static let published =
    Array(100...106).map(String.init) + ["200", "201", "400", "401", "402", "501"] + (600...627).map(String.init)

  private func service(_ code: String, during operation: OperationName = .pv) -> PlaySMSError {
    PlaySMSError(.service(code: code, class: ServiceClass(code: code)), during: operation)
  }

  @Test("each published code has a sentence of its own that names it, and something to do", arguments: published)
  func codes(_ code: String) {
    let error = service(code)
    #expect(error.sentence.contains("(error \(code))") && error.sentence.hasSuffix("."))
    #expect(!error.hint.isEmpty && error.hint.hasSuffix("."))
    #expect(ServiceCode.known[code] != nil)
    #expect(
      ErrorTests.published.filter {
        service($0).sentence.split(separator: " (")[0] == error.sentence.split(separator: " (")[0]
      } == [code])
  }

  @Test("no code is known that is not published")
  func noOthers() {
    #expect(Set(ServiceCode.known.keys) == Set(ErrorTests.published))
  }

  @Test("the sentence of the login is the one that operators know")
  func login() {
    #expect(
      service("100").sentence
        == "The server refused the login (error 100): wrong token, address not on the account's list, "
        + "account banned, or webservices off.")
  }

  @Test("a code that nobody published falls into its class")
  func unknownCodes() {
    let classes: [(String, ServiceClass)] = [
      ("199", .login), ("299", .sending), ("499", .delivery), ("599", .other), ("699", .administration),
      ("300", .unknown), ("1000", .unknown), ("7", .unknown), ("?", .unknown),
    ]
    for (code, serviceClass) in classes {
      #expect(ServiceClass(code: code) == serviceClass, "\(code)")
      #expect(service(code).sentence.contains("(error \(code))"))
      #expect(!service(code).provesNothingWasSent, "\(code)")
    }
  }

  @Test("only a refused login stops polling")
  func stopsPolling() {
    #expect(ErrorTests.published.filter { service($0).isLoginRefused } == ["100", "600"])
    #expect(!PlaySMSError(.transport(.timedOut)).isLoginRefused)
  }

  @Test("for a submission, refusals prove that nothing was sent, and nothing else that came back does")
  func proof() {
    for code in ["100", "101", "102", "103", "104", "105", "106", "200", "201"] {
      #expect(service(code).provesNothingWasSent, "\(code)")
    }
    for code in ["400", "401", "402", "501", "601", "626"] { #expect(!service(code).provesNothingWasSent, "\(code)") }
    let oddities: [PlaySMSError.Oddity] = [
      .html, .fatalError, .empty, .malformed, .noResult, .status(500), .status(302), .status(502), .tooLarge, .notHTTP,
    ]
    for oddity in oddities { #expect(!PlaySMSError(.notTheProtocol(oddity)).provesNothingWasSent, "\(oddity)") }
    let faults: [PlaySMSError.TransportFault] = [.timedOut, .closed, .cancelled, .other, .refused]
    for fault in faults {
      #expect(!PlaySMSError(.transport(fault)).provesNothingWasSent, "\(fault)")
      #expect(PlaySMSError(.transport(fault), nothingLeft: true).provesNothingWasSent, "\(fault)")
    }
  }

  @Test("HTTP 500 says what it mostly means for the operation that it answers")
  func internalError() {
    func hint(_ operation: OperationName) -> String {
      PlaySMSError(.notTheProtocol(.status(500)), during: operation).hint
    }
    #expect(hint(.pv).contains("no proof"))
    #expect(hint(.ds).contains("fewer rows"))
  }

  @Test("what the server said of an unknown code is kept apart as a stranger's text")
  func serverText() throws {
    let reply = RawReply(
      status: 200, contentType: nil,
      body: Array(#"{"status":"ERR","error":"699","info":"because \u001b[31m","error_string":"x"}"#.utf8))
    let error = #expect(throws: PlaySMSError.self) { try QueryAccount().answer(in: reply) }
    #expect(error?.serverText == "because \u{1b}[31m")
    #expect(error?.sentence.contains("\u{1b}") == false && error?.sentence.contains("because") == false)
    #expect(error?.detail == "query, service error 699")
  }

  @Test("the detail names operation, kind and counts")
  func detail() {
    let error = #expect(throws: PlaySMSError.self) {
      try ListOutgoing(Listing()).answer(in: RawReply(status: 200, contentType: nil, body: Array("<p>".utf8)))
    }
    #expect(error?.detail == "ds, not the protocol: html, status 200, 3 bytes")
    #expect(
      PlaySMSError(.transport(.refused), nothingLeft: true).detail == "exchange, transport: refused, nothing left")
  }
}
