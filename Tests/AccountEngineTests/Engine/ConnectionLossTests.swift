import MessageArchive
import Messaging
import PlaySMS
import PlaySMSSandbox
import Testing

@testable import AccountEngine

@Suite struct ConnectionLossTests {
  @Test func afterError100NoRequestLeavesUntilResumed() async throws {
    try await Harness.with { harness in
      try await harness.withEngine { running in
        try await eventually("it becomes live") { running.isLive }
        harness.sandbox.change("anna") { $0.token = "c0000000000000000000000000000009" }
        try await eventually("it pauses") { running.isPaused }
        let requests = harness.sandbox.requests.count
        await running.engine.pollNow()
        try await harness.submit("not now")
        await running.engine.outboxChanged()
        let found = await running.engine.searchContacts("Budi")
        try await Task.sleep(for: .milliseconds(300))
        #expect(harness.sandbox.requests.count == requests)
        #expect(throws: EngineFault.self) { try found.get() }
        #expect(running.notices.contains { $0.isSticky && $0.sentence.contains("error 100") })

        harness.sandbox.change("anna") { $0.token = SandboxAccount.anna.token }
        await running.engine.resume()
        try await eventually("it is live again") { running.isLive }
        try await eventually("what waited is sent") { harness.submissions(of: "not now") == 1 }
      }
    }
  }

  @Test func aWrongTokenIsTriedOnce() async throws {
    try await Harness.with { harness in
      try await harness.withEngine(token: "d0000000000000000000000000000009") { running in
        try await eventually("it pauses") { running.isPaused }
        try await Task.sleep(for: .milliseconds(200))
        #expect(harness.sandbox.requests.count == 1)
      }
    }
  }

  @Test func aServerThatGoesAndComesBackIsOfflineAndThenLive() async throws {
    try await Harness.with { harness in
      try await harness.withEngine { running in
        try await eventually("it becomes live") { running.isLive }
        await harness.server.stop()
        try await eventually("it is offline") { running.isOffline }
        let id = harness.sandbox.receive(src: "+628111", msg: "meanwhile")
        _ = try await harness.server.start(port: harness.port)
        try await eventually("it is live again") { running.isLive }
        try await eventually("what came meanwhile is there") { try await harness.knows([id], in: .inbox) }
        #expect(running.notices.contains { $0.level == .warning })
        try await eventually("it says so") {
          running.notices.contains { $0.sentence.contains("answers again") }
        }
      }
    }
  }

  @Test func aWebPageInsteadOfDataIsToldAsWhatItIs() async throws {
    try await Harness.with { harness in
      harness.server.arm(.replace(.html(status: 200, "<h1>Login</h1>"), processed: false), op: "query", times: 3)
      try await harness.withEngine { running in
        try await eventually("it says so") {
          running.notices.contains { $0.sentence.contains("web page instead of data") }
        }
        try await eventually("it becomes live by itself") { running.isLive }
      }
    }
  }

  @Test func oneListThatTheServerCannotGiveDoesNotKeepTheOthersFromBeingRead() async throws {
    try await Harness.with { harness in
      harness.server.arm(.replace(.html(status: 200, "FATAL ERROR : x"), processed: false), op: "ix", times: 5)
      harness.sandbox.addIncoming(src: "+628111", kwd: "INFO", msg: "hello")
      try await harness.withEngine { running in
        try await eventually("it says so") { running.notices.contains { $0.sentence.contains("give the inbox") } }
        try await eventually("the other is read") { try await harness.knows([1], in: .incoming) }
        try await eventually("it is over") {
          running.notices.contains { $0.sentence.contains("gives the inbox again") }
        }
      }
    }
  }

  @Test func aListThatNeverAnswersKeepsNothingElseFromBeingAskedAbout() async throws {
    try await Harness.with { harness in
      harness.server.arm(.delay(.seconds(3)), op: "ix", times: .max)
      harness.server.arm(.loseReply, op: "pv")
      harness.sandbox.addIncoming(src: "+628111", kwd: "INFO", msg: "hello")
      harness.sandbox.receive(src: "+628111", msg: "in vain")
      let item = try await harness.submit("whose reply is lost")
      try await harness.withEngine(deadline: .seconds(1)) { running in
        try await eventually("it is said to be offline") { running.isOffline }
        try await eventually("the others are read") { try await harness.knows([1], in: .incoming) }
        try await eventually("it is unknown") { try await harness.state(of: item).kind == .unknown }
        harness.clock.advance(by: .seconds(5))
        try await eventually("its row settles it") { try await harness.state(of: item).kind == .accepted }
        try await eventually("what is missing is told") { running.status?.troubles["the inbox"] != nil }
        try await eventually("it stays live for the others") { running.status?.phase == .live }
        #expect(running.notices.filter { $0.sentence.contains("does not give the inbox") }.count == 1)
        #expect(harness.count(of: "ix") <= harness.count(of: "query"), "once a poll")
        harness.server.disarm()
        try await eventually("the inbox comes after all") { try await harness.knows([1], in: .inbox) }
        try await eventually("it is over") { running.status?.troubles.isEmpty == true }
      }
    }
  }

  @Test func historyOfOtherListsGoesOnWhereOneNeverAnswers() async throws {
    try await Harness.with { harness in
      harness.sandbox.fill(messages: 1_000)
      harness.server.arm(.loseRequest, op: "ix", times: .max)
      try await harness.withEngine { running in
        try await eventually("all that went out is there") {
          try await harness.knows(Array(1...1_000), in: .outgoing)
        }
        harness.server.disarm()
        try await eventually("and then the inbox") { try await harness.knows(Array(1...1_000), in: .inbox) }
      }
    }
  }

  /// The newest page, what is under way and what became of a message are all asked for by `ds`.
  @Test func historyOfOtherListsGoesOnWhereOneNeverAnswersHoweverItIsAsked() async throws {
    try await Harness.with { harness in
      harness.sandbox.fill(messages: 1_000)
      var settings = EngineSettings.quick
      settings.history = .none
      harness.server.arm(.loseRequest, op: "ds", times: .max)
      try await harness.withEngine(settings) { running in
        let item = try await harness.submit("is under way")
        await running.engine.outboxChanged()
        try await eventually("it is accepted") { try await harness.state(of: item).kind == .accepted }
        harness.server.arm(.loseReply, op: "pv")
        let other = try await harness.submit("whose reply is lost")
        await running.engine.outboxChanged()
        try await eventually("it is unknown") { try await harness.state(of: other).kind == .unknown }
      }
      settings.history = .all
      try await harness.withEngine(settings) { running in
        try await eventually("all that came in is there") { try await harness.knows(Array(1...1_000), in: .inbox) }
        #expect(running.status?.phase == .live, "for all others")
      }
    }
  }

  /// From now on no reply comes from two of the lists, of which both have news.
  private func loseTwoLists(_ harness: Harness) -> Int64 {
    for op in ["ix", "ds"] { harness.server.arm(.loseReply, op: op, times: .max) }
    harness.sandbox.addOutgoing(dst: "+628111", msg: "in vain", dt: "2026-11-22 07:00:00", status: 3)
    return harness.sandbox.receive(src: "+628111", msg: "in vain")
  }

  @Test func aServerThatAnswersOnlyInPartIsAskedEverMoreRarelyAndIsWellAgainAtOnce() async throws {
    try await Harness.with { harness in
      let settings = EngineSettings()
      try await harness.withTurnedEngine(settings) { running, clock in
        try await clock.pass(.seconds(60))
        let id = loseTwoLists(harness)
        let before = harness.count(of: "query")
        try await clock.pass(.seconds(600))
        let polls = harness.count(of: "query") - before
        #expect(polls <= 25, "\(polls) in ten minutes")
        #expect(running.notices.count { $0.level == .warning } == 1)
        #expect(!running.notices.contains { $0.sentence.contains("answers again") })
        try await eventually("it is offline") { running.isOffline }

        harness.server.disarm()
        try await clock.pass(settings.longestRetry)
        try await eventually("it says so") {
          running.notices.contains { $0.sentence.contains("answers again") }
        }
        try await eventually("it is live") { running.isLive }
        #expect(try await harness.knows([id], in: .inbox))
        #expect(running.notices.count { $0.sentence.contains("answers again") } == 1)
      }
    }
  }

  @Test func aMessageIsSentThoughTheServerAnswersOnlyInPart() async throws {
    try await Harness.with { harness in
      try await harness.withEngine { running in
        try await eventually("it becomes live") { running.isLive }
        _ = loseTwoLists(harness)
        try await eventually("it is offline") { running.isOffline }
        let id = try await harness.submit("goes anyway")
        await running.engine.outboxChanged()
        try await eventually("it is accepted") { try await harness.state(of: id).kind == .accepted }
        #expect(harness.submissions(of: "goes anyway") == 1)
      }
    }
  }

  @Test func stoppingIsPromptAlsoWhileTheServerIsSilent() async throws {
    try await Harness.with { harness in
      harness.server.arm(.delay(.seconds(3)), op: "query")
      try await harness.withEngine { running in
        try await eventually("it asks") { harness.count(of: "query") > 0 }
        let duration = await ContinuousClock().measure { await running.stop() }
        #expect(duration < .seconds(1))
      }
    }
  }

  @Test func anArchiveThatFailsIsToldOnceAndTriedSeldom() async throws {
    try await Harness.with { harness in
      try await harness.withEngine { running in
        try await eventually("it becomes live") { running.isLive }
        try harness.archive.close()
        harness.sandbox.receive(src: "+628111", msg: "nowhere to put it")
        try await eventually("it is told") { running.notices.contains { $0.level == .error && $0.isSticky } }
        #expect(running.isOffline)
        let before = harness.sandbox.requests.count
        try await Task.sleep(for: .milliseconds(300))
        #expect(harness.sandbox.requests.count - before < 30)
        #expect(running.notices.filter { $0.level == .error }.count <= 2)
      }
    }
  }
}
