import Messaging
import PlaySMS
import Testing

@testable import AccountEngine

/// What an error of a `pv` says of its message: only proof lets it go again or ends it.
@Suite struct SendOutcomeTests {
  private static let oddities: [PlaySMSError.Oddity] = [
    .html, .fatalError, .empty, .malformed, .noResult, .status(301), .status(404), .status(500), .status(502),
    .tooLarge, .notHTTP,
  ]
  private static let faults: [PlaySMSError.TransportFault] = [
    .nameLookup, .refused, .unreachable, .connectTimedOut, .timedOut, .tls, .proxy, .cancelled, .closed, .other,
  ]

  @Test(arguments: oddities) func whateverIsNotTheProtocolLeavesItUnknown(oddity: PlaySMSError.Oddity) {
    guard case .uncertain = SendOutcome(PlaySMSError(.notTheProtocol(oddity))) else {
      Issue.record("it may have been sent")
      return
    }
  }

  @Test(arguments: faults) func aConnectionThatBreaksAfterAByteLeftLeavesItUnknown(fault: PlaySMSError.TransportFault) {
    guard case .uncertain = SendOutcome(PlaySMSError(.transport(fault))) else {
      Issue.record("it may have been sent")
      return
    }
  }

  @Test(arguments: faults) func aConnectionThatBreaksBeforeAByteLeftLetsItGoAgain(fault: PlaySMSError.TransportFault) {
    guard case .nothingLeft = SendOutcome(PlaySMSError(.transport(fault), nothingLeft: true)) else {
      Issue.record("nothing left")
      return
    }
  }

  @Test(arguments: ["102", "103", "200", "201"]) func aRefusalOfTheProtocolEndsIt(code: String) {
    guard case .refused(code, _) = SendOutcome(PlaySMSError(.service(code: code, class: .sending))) else {
      Issue.record("it was refused")
      return
    }
  }

  @Test(arguments: ["400", "401", "402", "501", "299", "999", "?"])
  func aCodeThatProvesNoRefusalLeavesItUnknown(code: String) {
    guard case .uncertain = SendOutcome(PlaySMSError(.service(code: code, class: .unknown))) else {
      Issue.record("it may have been sent")
      return
    }
  }

  @Test(arguments: ["100", "600"]) func aRefusedLoginKeepsIt(code: String) {
    #expect(SendOutcome(PlaySMSError(.service(code: code, class: .login))) == .loginRefused)
  }

  @Test func anAnswerWithoutAnyMessageLeavesItUnknown() {
    guard case .uncertain = SendOutcome([]) else {
      Issue.record("it may have been sent")
      return
    }
  }
}
