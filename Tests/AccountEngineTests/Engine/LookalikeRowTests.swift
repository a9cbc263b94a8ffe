import MessageArchive
import Messaging
import PlaySMSSandbox
import Testing

@testable import AccountEngine

/// Rows that look like a message of unknown fate and are not: what an operator sent minutes before by other means, or
/// another program at the same time.
@Suite struct LookalikeRowTests {
  private let text = "Meet me at ten."

  /// Sends the text, loses the request, and gives the item once its fate is unknown and some polls have passed.
  private func lose(_ harness: Harness, _ running: RunningEngine, to number: String) async throws -> OutboxItemID {
    harness.server.arm(.loseRequest, op: "pv")
    let item = try await harness.submit(text, to: number)
    await running.engine.outboxChanged()
    try await eventually("it is unknown") { try await harness.state(of: item).kind == .unknown }
    return item
  }

  private func polls(_ harness: Harness) async throws {
    let questions = harness.count(of: "ds")
    try await eventually("it is asked about") { harness.count(of: "ds") > questions + 8 }
  }

  @Test func theSameTextOfMinutesBeforeSettlesNothing() async throws {
    try await Harness.with { harness in
      // The sandbox's clock stands at 08:00.
      _ = harness.sandbox.addOutgoing(dst: "+628110000009", msg: text, dt: "2026-11-22 07:57:00", status: 3)
      try await harness.withEngine { running in
        try await eventually("it becomes live") { running.isLive }
        let item = try await lose(harness, running, to: "+628110000009")
        try await polls(harness)
        #expect(try await harness.state(of: item).kind == .unknown)
        #expect(harness.submissions(of: text) == 0)
        #expect(harness.count(of: "pv") <= 1)
      }
    }
  }

  @Test func aRowThatWasDeletedAtTheServerSettlesNothing() async throws {
    try await Harness.with { harness in
      let row = harness.sandbox.addOutgoing(dst: "+628110000009", msg: text, dt: "2026-11-22 07:57:00", status: 3)
      try await harness.withEngine { running in
        try await eventually("it becomes live") { running.isLive }
        try await eventually("the row is known") { try await harness.knows([row], in: .outgoing) }
        // The server names a lower row as its last one now.
        harness.sandbox.deleteRow(row, from: .outgoing)
        let item = try await lose(harness, running, to: "+628110000009")
        try await polls(harness)
        #expect(try await harness.state(of: item).kind == .unknown)
      }
    }
  }

  @Test func whatAnotherProgramSentSinceTheLastPollSettlesNothing() async throws {
    try await Harness.with { harness in
      var settings = EngineSettings.quick
      settings.idleInterval = .seconds(600)
      settings.lookInterval = .seconds(600)
      try await harness.withEngine(settings) { running in
        try await eventually("it becomes live") { running.isLive }
        let row = harness.sandbox.addOutgoing(dst: "+628110000009", msg: text, dt: "2026-11-22 07:59:50", status: 3)
        let item = try await lose(harness, running, to: "+628110000009")
        for _ in 0..<5 {
          let questions = harness.count(of: "ds")
          await running.engine.pollNow()
          try await eventually("it is asked about") { harness.count(of: "ds") > questions }
        }
        try await eventually("the row is known") { try await harness.knows([row], in: .outgoing) }
        await running.engine.pollNow()
        let queries = harness.count(of: "query")
        try await eventually("and weighed") { harness.count(of: "query") > queries }
        #expect(try await harness.state(of: item).kind == .unknown)
      }
    }
  }

  @Test func theSameTextOfMinutesBeforeDoesNotHideItsOwnRow() async throws {
    try await Harness.with { harness in
      _ = harness.sandbox.addOutgoing(dst: "+628110000009", msg: text, dt: "2026-11-22 07:57:00", status: 3)
      try await harness.withEngine { running in
        try await eventually("it becomes live") { running.isLive }
        harness.server.arm(.loseReply, op: "pv")
        let item = try await harness.submit(text)
        await running.engine.outboxChanged()
        try await eventually("it is unknown") { try await harness.state(of: item).kind == .unknown }
        harness.clock.advance(by: .seconds(5))
        try await eventually("its row settles it") { try await harness.state(of: item).kind == .accepted }
        let id = try #require(harness.sandbox.acceptedSubmissions.first?.smslogID)
        guard case .accepted(MessageID(id), _, _) = try await harness.state(of: item) else {
          Issue.record("it was settled by another row than its own")
          return
        }
      }
    }
  }

  @Test(arguments: ["+628119234567", "234567", "+62811123456", "+6281112345670"])
  func theSameTextToANumberThatEndsNearlyAlikeSettlesNothing(number: String) async throws {
    try await Harness.with { harness in
      try await harness.withEngine { running in
        try await eventually("it becomes live") { running.isLive }
        let item = try await lose(harness, running, to: "+628111234567")
        _ = harness.sandbox.addOutgoing(dst: number, msg: text, dt: "2026-11-22 08:00:01", status: 3)
        try await polls(harness)
        #expect(try await harness.state(of: item).kind == .unknown)
      }
    }
  }

  @Test func anotherTextToTheNumberSettlesNothing() async throws {
    try await Harness.with { harness in
      try await harness.withEngine { running in
        try await eventually("it becomes live") { running.isLive }
        let item = try await lose(harness, running, to: "+628110000009")
        _ = harness.sandbox.addOutgoing(
          dst: "+628110000009", msg: "Meet me at nine.", dt: "2026-11-22 08:00:01", status: 3)
        try await polls(harness)
        #expect(try await harness.state(of: item).kind == .unknown)
      }
    }
  }

  @Test func twoRowsThatFitSettleNothing() async throws {
    try await Harness.with { harness in
      try await harness.withEngine { running in
        try await eventually("it becomes live") { running.isLive }
        let item = try await lose(harness, running, to: "+628110000009")
        // Both come to light at once.
        await harness.server.stop()
        for _ in 0..<2 {
          _ = harness.sandbox.addOutgoing(dst: "+628110000009", msg: text, dt: "2026-11-22 08:00:01", status: 3)
        }
        _ = try await harness.server.start(port: harness.port)
        try await polls(harness)
        #expect(try await harness.state(of: item).kind == .unknown)
      }
    }
  }
}
