import MessageArchive
import Messaging
import PlaySMS
import PlaySMSSandbox
import Testing

@testable import AccountEngine

@Suite struct SendingTests {
  @Test func aMessageIsAcceptedThenPendingThenDelivered() async throws {
    try await Harness.with { harness in
      harness.sandbox.setOutcome(
        SandboxOutcome(reports: [.init(after: 60_000, status: 1), .init(after: 120_000, status: 3)]),
        for: "+628110000009")
      try await harness.withEngine { running in
        let item = try await harness.submit("hello")
        await running.engine.outboxChanged()
        try await eventually("it is accepted") { try await harness.state(of: item).kind == .accepted }
        guard case .accepted(let id?, _, "+628110000009") = try await harness.state(of: item) else {
          Issue.record("the echo is kept")
          return
        }
        #expect(try await harness.status(ofRow: id.rawValue) == nil, "no row before the server processes it")
        harness.clock.advance(by: .seconds(2))
        try await eventually("its row comes") { try await harness.status(ofRow: id.rawValue) == .pending }
        harness.clock.advance(by: .seconds(60))
        try await eventually("it is handed to the network") { try await harness.status(ofRow: id.rawValue) == .sent }
        harness.clock.advance(by: .seconds(60))
        try await eventually("it is delivered") { try await harness.status(ofRow: id.rawValue) == .delivered }
        #expect(harness.submissions(of: "hello") == 1)
      }
    }
  }

  @Test func aHeldMessageWaitsAndCanBeTakenBack() async throws {
    try await Harness.with { harness in
      try await harness.withEngine { running in
        let item = try await harness.submit("oops", hold: .seconds(60))
        let other = try await harness.submit("in a moment", to: "+628110000010", hold: .milliseconds(50))
        await running.engine.outboxChanged()
        try await eventually("the other goes when its moment is over") {
          harness.submissions(of: "in a moment") == 1
        }
        #expect(await running.engine.takeBack(item))
        #expect(await !running.engine.takeBack(item), "only once")
        #expect(await !running.engine.takeBack(other), "too late")
        #expect(try await harness.state(of: item) == .cancelled)
        #expect(harness.submissions(of: "oops") == 0)
      }
    }
  }

  @Test func aLostReplyLeavesItUnknownNeverSentAgainAndItsRowSettlesIt() async throws {
    try await Harness.with { harness in
      try await harness.withEngine { running in
        try await eventually("it becomes live") { running.isLive }
        harness.server.arm(.loseReply, op: "pv")
        let item = try await harness.submit("say \"hi\"")
        await running.engine.outboxChanged()
        try await eventually("it is unknown") { try await harness.state(of: item).kind == .unknown }
        try await eventually("it is told") { running.notices.contains { $0.isSticky && $0.item == item } }
        let polls = harness.count(of: "query")
        try await eventually("time passes") { harness.count(of: "query") > polls + 5 }
        #expect(try await harness.state(of: item).kind == .unknown)
        #expect(harness.count(of: "pv") == 1)

        harness.clock.advance(by: .seconds(5))
        try await eventually("its row settles it") { try await harness.state(of: item).kind == .accepted }
        #expect(harness.count(of: "pv") == 1)
        #expect(harness.sandbox.acceptedSubmissions.count == 1)
      }
    }
  }

  @Test(arguments: [SandboxFault.loseRequest, .cutBody(at: 20), .replace(.html(status: 502, "bad"), processed: true)])
  func whateverBreaksAfterTheRequestLeftItIsSentAtMostOnce(fault: SandboxFault) async throws {
    try await Harness.with { harness in
      try await harness.withEngine { running in
        try await eventually("it becomes live") { running.isLive }
        harness.server.arm(fault, op: "pv")
        let item = try await harness.submit("once")
        await running.engine.outboxChanged()
        try await eventually("it is unknown") { try await harness.state(of: item).kind == .unknown }
        let polls = harness.count(of: "query")
        try await eventually("time passes") { harness.count(of: "query") > polls + 5 }
        #expect(harness.count(of: "pv") <= 1)
        #expect(harness.submissions(of: "once") <= 1)
      }
    }
  }

  @Test func anUnknownMessageHoldsUpItsRecipientUntilTheOperatorSettlesIt() async throws {
    try await Harness.with { harness in
      try await harness.withEngine { running in
        try await eventually("it becomes live") { running.isLive }
        harness.server.arm(.loseRequest, op: "pv")
        let lost = try await harness.submit("lost")
        let next = try await harness.submit("next")
        try await harness.submit("another", to: "+628110000010")
        await running.engine.outboxChanged()
        try await eventually("another recipient is not held up") { harness.submissions(of: "another") == 1 }
        #expect(try await harness.state(of: next) == .queued)
        #expect(await running.engine.settle(lost, went: false))
        try await eventually("the next one goes") { harness.submissions(of: "next") == 1 }
        #expect(try await harness.state(of: lost) == .settled(went: false))
        #expect(harness.submissions(of: "lost") == 0)
      }
    }
  }

  @Test func whileTheServerIsDownMessagesWaitAndThenGoOnce() async throws {
    try await Harness.with { harness in
      try await harness.withEngine { running in
        try await eventually("it becomes live") { running.isLive }
        await harness.server.stop()
        let item = try await harness.submit("patience")
        await running.engine.outboxChanged()
        try await eventually("it is offline") { running.isOffline }
        try await Task.sleep(for: .milliseconds(200))
        #expect(try await harness.state(of: item) == .queued)
        _ = try await harness.server.start(port: harness.port)
        try await eventually("it goes") { try await harness.state(of: item).kind == .accepted }
        #expect(harness.submissions(of: "patience") == 1)
      }
    }
  }

  @Test func aRefusalOfTheServerIsFinalAndSaysWhy() async throws {
    try await Harness.with { harness in
      try await harness.withEngine { running in
        let item = try await harness.submit("0")
        await running.engine.outboxChanged()
        try await eventually("it is rejected") { try await harness.state(of: item).kind == .rejected }
        guard case .rejected(code: "201", _) = try await harness.state(of: item) else {
          Issue.record("the code is kept")
          return
        }
      }
    }
  }

  @Test func aLoginRefusedToASendPausesAndTheMessageWaits() async throws {
    try await Harness.with { harness in
      let refusal = SandboxResponse(
        status: 200, headers: [("Content-Type", "application/json")],
        body: Array(#"{"status":"ERR","error":"100","error_string":"authentication failed","timestamp":1}"#.utf8))
      try await harness.withEngine { running in
        try await eventually("it becomes live") { running.isLive }
        harness.server.arm(.replace(refusal, processed: false), op: "pv")
        let item = try await harness.submit("later")
        await running.engine.outboxChanged()
        try await eventually("it pauses") { running.isPaused }
        try await eventually("the message waits") { try await harness.state(of: item) == .queued }
        await running.engine.resume()
        try await eventually("it goes") { try await harness.state(of: item).kind == .accepted }
        #expect(harness.submissions(of: "later") == 1)
      }
    }
  }

  @Test func anEchoOfAnotherNumberIsAnAlarm() async throws {
    var configuration = Harness.quick
    configuration.quirks.numberLength = 10
    try await Harness.with(configuration) { harness in
      try await harness.withEngine { running in
        let item = try await harness.submit("where does it go", to: "+628110000009")
        await running.engine.outboxChanged()
        try await eventually("it is an alarm") {
          running.notices.contains { $0.item == item && $0.isSticky && $0.sentence.contains("another number") }
        }
        let evidence = try await harness.archive.history(of: item).last?.evidence ?? ""
        #expect(evidence.contains("NOT"))
      }
    }
  }

  @Test func messagesToOneRecipientGoInOrder() async throws {
    try await Harness.with { harness in
      for number in 0..<8 { try await harness.submit("part \(number)") }
      try await harness.withEngine { running in
        try await eventually("all go") { harness.sandbox.acceptedSubmissions.count == 8 }
        #expect(harness.sandbox.acceptedSubmissions.map(\.msg) == (0..<8).map { "part \($0)" })
      }
    }
  }
}
