import MessageArchive
import Messaging
import PlaySMS
import PlaySMSSandbox
import Testing

@testable import AccountEngine

@Suite struct LateRowTests {
  @Test(arguments: [HistoryLimit.none, .days(1), .all])
  func aMessageWithAnOldDateThatCameAmongManyIsKeptHoweverLittleHistoryIsWanted(_ limit: HistoryLimit) async throws {
    try await Harness.with { harness in
      var settings = EngineSettings.quick
      settings.history = limit
      settings.newestPage = 10
      settings.catchUpPage = 10
      settings.largestPage = 40
      settings.historyPage = 40
      _ = harness.sandbox.receive(5, src: "+628111", text: { "before \($0)" })
      try await harness.withEngine(settings) { running in
        try await eventually("the first are there") { running.isLive }
      }
      let old = harness.sandbox.addInbox(src: "+628112", msg: "three weeks on its way", dt: "2026-11-01 10:00:00")
      var new: [Int64] = []
      for second in 0..<10 {
        harness.clock.advance(by: .seconds(1))
        new += harness.sandbox.receive(15, src: "+628111", text: { "new \(second) \($0)" })
      }
      try await harness.withEngine(settings) { running in
        try await eventually("all are there") { try await harness.knows([old] + new, in: .inbox) }
      }
    }
  }

  @Test func aScheduledMessageAppearsWithAnIdLowerThanAllSeenAndIsKept() async throws {
    try await Harness.with { harness in
      try await harness.withEngine { running in
        try await eventually("it becomes live") { running.isLive }
        let scheduled = try await harness.submit("tomorrow", schedule: "2026-11-23 09:00:00")
        await running.engine.outboxChanged()
        try await eventually("it is accepted") { try await harness.state(of: scheduled).kind == .accepted }
        let now = try await harness.submit("today", to: "+628110000010")
        await running.engine.outboxChanged()
        try await eventually("the other is accepted") { try await harness.state(of: now).kind == .accepted }
        guard case .accepted(let late?, _, _) = try await harness.state(of: scheduled),
          case .accepted(let early?, _, _) = try await harness.state(of: now)
        else {
          Issue.record("both have ids")
          return
        }
        #expect(late < early)
        harness.clock.advance(by: .seconds(5))
        try await eventually("today's is delivered") {
          try await harness.status(ofRow: early.rawValue) == .delivered
        }
        #expect(try await harness.status(ofRow: late.rawValue) == nil)
        harness.clock.advance(by: .seconds(26 * 3_600))
        try await eventually("tomorrow's is delivered") {
          try await harness.status(ofRow: late.rawValue) == .delivered
        }
      }
    }
  }

  @Test func manyScheduledElsewhereThatAppearAtOnceAreAllKept() async throws {
    try await Harness.with { harness in
      let ids = try await schedule(250, harness)
      harness.sandbox.fill(messages: 300, days: 10)
      try await harness.withEngine { running in
        try await eventually("the first are there") { running.status?.history == .complete }
        harness.clock.advance(by: .seconds(26 * 3_600))
        try await eventually("all appear") { try await harness.knows(ids, in: .outgoing) }
      }
    }
  }

  @Test func manyScheduledElsewhereThatAppearWhileNobodyLooksAreAllKept() async throws {
    try await Harness.with { harness in
      let ids = try await schedule(250, harness)
      harness.sandbox.fill(messages: 300, days: 10)
      try await harness.withEngine { running in
        try await eventually("the first are there") { running.status?.history == .complete }
      }
      harness.clock.advance(by: .seconds(26 * 3_600))
      try await harness.withEngine { running in
        try await eventually("all appear") { try await harness.knows(ids, in: .outgoing) }
      }
    }
  }

  @Test func moreLateRowsThanThePageLimitAreFetchedByWindows() async throws {
    try await Harness.with { harness in
      let ids = try await schedule(400, harness)
      harness.sandbox.fill(messages: 300, days: 10)
      var settings = EngineSettings.quick
      settings.newestPage = 50
      settings.largestPage = 300
      settings.historyPage = 100
      try await harness.withEngine(settings) { running in
        try await eventually("the first are there") { running.status?.history == .complete }
        harness.clock.advance(by: .seconds(26 * 3_600))
        try await eventually("all appear") { try await harness.knows(ids, in: .outgoing) }
      }
    }
  }

  @Test func lateRowsBehindAPageAfterWhichTheProgramEndedAreFetchedInTheNextRun() async throws {
    try await Harness.with { harness in
      let ids = try await schedule(250, harness)
      harness.sandbox.fill(messages: 300, days: 10)
      var settings = EngineSettings.quick
      settings.newestPage = 50
      settings.lookPage = 50
      try await harness.withEngine(settings) { running in
        try await eventually("the first are there") { running.status?.history == .complete }
      }
      harness.clock.advance(by: .seconds(26 * 3_600))
      // The first page of the newest comes, the larger one never does.
      harness.server.arm(.delay(.seconds(50)), op: "ds", skipping: 1)
      try await harness.withEngine(settings) { running in
        try await eventually("the first page is there") {
          try await harness.archive.knows(ids.map { MessageID($0) }, in: .outgoing).count == 50
        }
      }
      harness.server.disarm()
      #expect(try await !harness.archive.progress(of: .outgoing).holes.windows.isEmpty)
      try await harness.withEngine(settings) { running in
        try await eventually("all appear") { try await harness.knows(ids, in: .outgoing) }
      }
    }
  }

  @Test func aStatusThatChangesOnAnOldMessageIsSeen() async throws {
    try await Harness.with { harness in
      let old = harness.sandbox.addOutgoing(
        dst: "+628110000009", msg: "old", dt: "2026-11-20 08:00:00", status: 1)
      harness.sandbox.fill(messages: 300, days: 1)
      try await harness.withEngine { running in
        try await eventually("it is there") { try await harness.status(ofRow: old) == .sent }
        harness.sandbox.setStatus(3, of: old)
        try await eventually("it is delivered") { try await harness.status(ofRow: old) == .delivered }
      }
    }
  }

  /// Submits messages for tomorrow as another program would, behind the engine's back.
  private func schedule(_ count: Int, _ harness: Harness) async throws -> [Int64] {
    for number in 0..<count {
      _ = harness.sandbox.answer(
        .call(
          "pv",
          [
            "u": "anna", "h": SandboxAccount.anna.token, "to": "+6281100\(10_000 + number)", "msg": "later \(number)",
            "schedule": "2026-11-23 09:00:00",
          ]))
    }
    let ids = harness.sandbox.acceptedSubmissions.compactMap(\.smslogID)
    #expect(ids.count == count)
    return ids
  }
}
