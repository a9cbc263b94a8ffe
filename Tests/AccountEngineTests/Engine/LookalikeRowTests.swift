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
