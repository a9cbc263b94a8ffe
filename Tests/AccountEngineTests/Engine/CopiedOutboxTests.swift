import MessageArchive
import Messaging
import PlaySMS
import PlaySMSSandbox
import Synchronization
import Testing

@testable import AccountEngine

/// An outbox that was put back from a copy: what waits in it may have left long ago. And answers that come twice.
@Suite struct CopiedOutboxTests {
  private let text = "Meet me at ten."

  /// Written an hour ago, and waiting since.
  private func old(_ harness: Harness, to destination: Destination = .number("+628110000009")) async throws
    -> OutboxItemID
  {
    let submission = Submission(destinations: [destination], text: text, options: SendOptions(), draft: nil)
    let then = SandboxTime().now - .seconds(3_600)
    let id = try #require(try await harness.archive.submit(submission, heldUntil: then, now: then).first)
    _ = try await harness.archive.record(.queued, for: id, expecting: [.held], evidence: "test", at: then)
    return id
  }

  @Test func whatWentSinceItWasWrittenIsNotSentAgain() async throws {
    try await Harness.with { harness in
      // The sandbox's clock stands at 08:00.
      let row = harness.sandbox.addOutgoing(dst: "628110000009", msg: text, dt: "2026-11-22 07:30:00", status: 3)
      let item = try await old(harness)
      try await harness.withEngine { running in
        try await eventually("it is unknown") { try await harness.state(of: item).kind == .unknown }
        #expect(harness.count(of: "pv") == 0)
        try await eventually("it is told") {
          running.notices.contains { $0.item == item && $0.isSticky && $0.sentence.contains("row \(row) of") }
        }
        // Another for the same number waits behind it until it is settled.
        let next = try await harness.submit("Or at eleven?")
        #expect(await running.engine.settle(item, went: true))
        try await eventually("the next one goes") { try await harness.state(of: next).kind == .accepted }
      }
      #expect(harness.submissions(of: text) == 0)
    }
  }

  @Test func aListThatFailsIsNotAskedForAgainAtOnce() async throws {
    try await Harness.with { harness in
      let item = try await old(harness)
      harness.server.arm(.halveBody, op: "ds", times: .max)
      var settings = EngineSettings.quick
      settings.firstRetry = .seconds(60)
      settings.longestRetry = .seconds(60)
      func questions() -> Int { harness.sandbox.requests.count { $0.op == "ds" && $0.parameters["dst"] != nil } }
      try await harness.withEngine(settings) { _ in
        try await eventually("it was asked") { questions() > 0 }
        try await Task.sleep(for: .milliseconds(300))
        #expect(questions() == 1)
        #expect(try await harness.state(of: item).kind == .queued)
      }
    }
  }

  @Test(arguments: [
    ("628110000009", "Meet me at nine.", "2026-11-22 07:30:00"),
    ("628110000010", "Meet me at ten.", "2026-11-22 07:30:00"),
    ("628110000009", "Meet me at ten.", "2026-11-21 07:30:00"),
  ])
  func whatSurelyIsNoneOfItsOwnKeepsNothingBack(number: String, other: String, date: String) async throws {
    try await Harness.with { harness in
      _ = harness.sandbox.addOutgoing(dst: number, msg: other, dt: date, status: 3)
      let item = try await old(harness)
      try await harness.withEngine { running in
        try await eventually("it goes") { try await harness.state(of: item).kind == .accepted }
      }
      #expect(harness.submissions(of: text) == 1)
    }
  }

  @Test func anAnswerThatAnotherMessageGotSaysNothing() async throws {
    try await Harness.with { harness in
      let transport = RepeatingTransport(try harness.transport())
      let running = harness.engine(over: transport, .quick)
      let first = try await harness.submit("one", to: "+628110000009")
      await running.engine.outboxChanged()
      try await eventually("the first goes") { try await harness.state(of: first).kind == .accepted }
      transport.repeats.withLock { $0 = true }
      let second = try await harness.submit("two", to: "+628110000009")
      await running.engine.outboxChanged()
      try await eventually("nobody knows") { try await harness.state(of: second).kind == .unknown }
      #expect(harness.submissions(of: "two") == 1)
      // It went, and its row tells.
      harness.clock.advance(by: .seconds(5))
      try await eventually("its row settles it") { try await harness.state(of: second).kind == .accepted }
      guard case .accepted(let one?, _, _) = try await harness.state(of: first),
        case .accepted(let two?, _, _) = try await harness.state(of: second)
      else {
        Issue.record("rows are missing")
        return
      }
      #expect(one != two)
      await running.stop()
      await transport.close()
    }
  }
}

/// Gives the first answer to a send for later ones too, as a proxy with a bad cache may.
private final class RepeatingTransport: Transport {
  private let transport: any Transport
  private let first = Mutex<RawReply?>(nil)
  let repeats = Mutex(false)

  init(_ transport: any Transport) { self.transport = transport }

  func exchange(
    _ form: [FormField], effect: RequestEffect, deadline: Duration
  ) async throws(PlaySMSError) -> RawReply {
    let reply = try await transport.exchange(form, effect: effect, deadline: deadline)
    guard effect == .change else { return reply }
    if repeats.withLock({ $0 }), let first = first.withLock({ $0 }) { return first }
    first.withLock { $0 = reply }
    return reply
  }

  func close() async { await transport.close() }
}
