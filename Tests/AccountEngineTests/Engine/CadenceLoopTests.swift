import Messaging
import PlaySMS
import PlaySMSSandbox
import Testing

@testable import AccountEngine

/// The real loop by a turned clock: what leaves in an hour, after a sleep, after a clock was set.
@Suite struct CadenceLoopTests {
  /// An account that was read and where nothing happens any more.
  private func settled(
    _ settings: EngineSettings = EngineSettings(), _ body: (Harness, RunningEngine, TurnedClock) async throws -> Void
  ) async throws {
    try await Harness.with { harness in
      harness.sandbox.fill(messages: 50)
      try await harness.withTurnedEngine(settings) { running, clock in
        try await clock.pass(.seconds(300))
        try #require(running.isLive)
        try await body(harness, running, clock)
      }
    }
  }

  @Test func anIdleTickIsOneSmallRequestAndNowAndThenAShortLookAtTheOutgoing() async throws {
    var settings = EngineSettings()
    settings.awayAfter = .seconds(86_400)
    settings.contactsInterval = .seconds(86_400)
    try await settled(settings) { harness, running, clock in
      let before = harness.sandbox.requestCounts
      let polls = await running.engine.report().polls
      try await clock.pass(.seconds(3_600))
      let after = harness.sandbox.requestCounts
      let ticks = await running.engine.report().polls - polls
      #expect((230...250).contains(ticks), "one every fifteen seconds")
      #expect((after["query"] ?? 0) - (before["query"] ?? 0) == ticks)
      let looks = (after["ds"] ?? 0) - (before["ds"] ?? 0)
      #expect((45...60).contains(looks), "one a minute, was \(looks)")
      #expect(after["ix"] == before["ix"] && after["in"] == before["in"])
      #expect(after.values.reduce(0, +) - before.values.reduce(0, +) == ticks + looks, "nothing else")
      let pages = harness.sandbox.requests.suffix(100).filter { $0.op == "ds" }
      #expect(!pages.isEmpty && pages.allSatisfy { $0.parameters["c"] == "20" })
    }
  }

  @Test func whenNobodyLooksPollsComeOnceAMinuteUntilSomebodyDoes() async throws {
    try await settled { harness, running, clock in
      try await clock.pass(.seconds(600))
      let before = harness.count(of: "query")
      try await clock.pass(.seconds(3_600))
      #expect((55...66).contains(harness.count(of: "query") - before))
      #expect(await running.engine.report().pace == .away)
      let away = harness.count(of: "query")
      try await clock.pass(.seconds(20))
      await running.engine.attend()
      #expect(await running.engine.report().pace == .idle)
      try await eventually("it is due at once") { harness.count(of: "query") > away }
      try await clock.pass(.seconds(60))
      #expect((4...6).contains(harness.count(of: "query") - away))
    }
  }

  @Test func afterAnArrivalPollsComeFastForAMinute() async throws {
    try await settled { harness, _, clock in
      harness.sandbox.receive(src: "+628111", msg: "hello")
      try await clock.pass(.seconds(17))
      let before = harness.count(of: "query")
      try await clock.pass(.seconds(30))
      #expect((9...11).contains(harness.count(of: "query") - before), "one every three seconds")
      try await clock.pass(.seconds(60))
      let idle = harness.count(of: "query")
      try await clock.pass(.seconds(60))
      #expect((3...5).contains(harness.count(of: "query") - idle))
    }
  }

  @Test func theTimeByWhichMessagesGrowOldIsNeverAheadOfTheServers() async throws {
    try await settled { harness, running, clock in
      clock.set(off: .seconds(400 * 86_400))
      try await clock.pass(.seconds(180))
      let certain = try #require(await running.engine.certainTime())
      #expect(certain <= Timestamp(milliseconds: harness.clock.now) + .seconds(2))
      clock.set(off: .seconds(-800 * 86_400))
      try await clock.pass(.seconds(180))
      #expect(try #require(await running.engine.certainTime()) <= clock.now)
    }
    try await Harness.with { harness in
      let transport = try harness.transport()
      let engine = harness.engine(over: transport, EngineSettings()).engine
      #expect(await engine.certainTime() == nil, "nobody has told it yet")
      await transport.close()
    }
  }

  @Test func aMachineThatSleptForHoursMakesUpForNothing() async throws {
    try await settled { harness, _, clock in
      // Without these the contacts, an hour old, would be read too.
      let before = harness.requestCount
      try await clock.leap(.seconds(8 * 3_600))
      try await clock.pass(.milliseconds(100))
      let asked = harness.requestCount - before
      #expect(asked <= 4, "query, a look, contacts and groups; it was \(asked)")
      #expect(harness.count(of: "query") > 0)
      let awake = harness.requestCount
      try await clock.pass(.seconds(60))
      #expect(harness.requestCount - awake <= 6)
    }
  }

  @Test(arguments: [-7_200, 7_200, -86_400 * 400])
  func aClockThatWasSetDelaysNoPollAndLetsNoneBurst(seconds: Int) async throws {
    try await settled { harness, running, clock in
      clock.set(off: .seconds(seconds))
      let before = harness.count(of: "query")
      try await clock.pass(.seconds(180))
      let polls = harness.count(of: "query") - before
      #expect((2...14).contains(polls), "it was \(polls)")
      let id = harness.sandbox.receive(src: "+628111", msg: "after it")
      try await clock.pass(.seconds(90))
      #expect(try await harness.knows([id], in: .inbox))
      #expect(running.notices.contains { $0.sentence.contains("moved apart") })
    }
  }

  @Test func aPausedAccountSendsNothingForADay() async throws {
    try await Harness.with { harness in
      try await harness.withTurnedEngine(token: "d0000000000000000000000000000009") { running, clock in
        try await eventually("it pauses") { running.isPaused }
        let before = harness.requestCount
        for _ in 0..<24 {
          harness.clock.advance(by: .seconds(3_600))
          await running.engine.pollNow()
          await running.engine.attend()
        }
        try await Task.sleep(for: .milliseconds(200))
        #expect(harness.requestCount == before)
      }
    }
  }

  @Test func pollNowAsksAtOnce() async throws {
    try await settled { harness, running, clock in
      let before = harness.count(of: "query")
      await running.engine.pollNow()
      try await eventually("it asked") { harness.count(of: "query") == before + 1 }
      try await clock.rest()
    }
  }
}
