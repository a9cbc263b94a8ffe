import MessageArchive
import Messaging
import PlaySMSSandbox
import Testing

@testable import AccountEngine

/// What changes at the server is said, and nothing is lost here by it.
@Suite struct ServerChangeTests {
  private func told(_ running: RunningEngine, _ words: String) -> Bool {
    running.notices.contains { $0.sentence.contains(words) }
  }

  @Test func aNewestIDThatFallsIsToldAndEverythingIsKept() async throws {
    try await Harness.with { harness in
      let ids = harness.sandbox.receive(60, src: "+628111", text: { "before \($0)" })
      try await harness.withEngine { running in
        try await eventually("they arrive") { try await harness.knows(ids, in: .inbox) }
        try await eventually("it settles") { running.status?.completeTo[.inbox]?.rawValue == ids.last }
        for id in ids.suffix(5) { harness.sandbox.deleteRow(id, from: .inbox) }
        try await eventually("it is told") { told(running, "was 60, it is 55 now") }
        #expect(try await harness.knows(ids, in: .inbox))
        try await eventually("it is written down") {
          try await harness.archive.progress(of: .inbox).named == MessageID(55)
        }
      }
      try await harness.withEngine { running in
        try await eventually("it is live again") { running.isLive }
        #expect(!told(running, "was 60"), "it is not told again by the next run")
      }
    }
  }

  @Test func outgoingMessagesThatVanishAreToldAndKept() async throws {
    try await Harness.with { harness in
      harness.sandbox.fill(messages: 40, days: 2)
      try await harness.withEngine { running in
        try await eventually("history is complete") { running.status?.history == .complete }
        let looks = harness.count(of: "ds")
        try await eventually("it looked") { harness.count(of: "ds") > looks + 2 }
        harness.sandbox.deleteRow(35, from: .outgoing)
        harness.sandbox.deleteRow(36, from: .outgoing)
        try await eventually("it is told") { told(running, "of the outgoing messages any more") }
        #expect(try await harness.knows([35, 36], in: .outgoing))
        let counters = try await harness.archive.counters()
        #expect(counters.outgoing == 40)
      }
    }
  }

  @Test func messagesThatAreOtherwiseThanBeforeAreToldOnceForAllOfThem() async throws {
    try await Harness.with { harness in
      harness.sandbox.fill(messages: 30, days: 2)
      try await harness.withEngine { running in
        try await eventually("history is complete") { running.status?.history == .complete }
      }
      await harness.server.stop()
      let restored = Sandbox(Harness.quick, clock: harness.clock)
      let ids = restored.receive(30, src: "+628119", text: { "other \($0)" })
      #expect(ids.last == 30)
      let server = SandboxServer(restored)
      _ = try await server.start(port: harness.port)
      try await harness.withEngine { running in
        try await eventually("it is told") { told(running, "under 30 known ids of the inbox messages") }
        let details = try await harness.archive.details(of: .inbox(MessageID(30)))
        #expect(details?.text.raw.hasPrefix("other") == true)
        #expect(details?.earlier.isEmpty == false, "what it was is kept")
        #expect(try await harness.archive.counters().received == 30, "nothing is there twice")
      }
      await server.stop()
    }
  }

  @Test(arguments: [-3_600, 3_600, -86_400])
  func aServersClockThatIsSetLosesNothing(seconds: Int) async throws {
    try await Harness.with { harness in
      harness.sandbox.fill(messages: 60, days: 2)
      try await harness.withTurnedEngine { running, clock in
        try await clock.pass(.seconds(120))
        harness.sandbox.jumpClock(by: .seconds(seconds))
        let now = DateWriter.text(harness.clock.now + Int64(seconds) * 1_000)
        var inbox = harness.sandbox.receive(30, src: "+628111", text: { "after it \($0)" })
        var outgoing = (0..<30).map {
          harness.sandbox.addOutgoing(dst: "+62811\($0)", msg: "after it", dt: now, status: 3)
        }
        try await clock.pass(.seconds(120))
        inbox += harness.sandbox.receive(30, src: "+628111", text: { "later \($0)" })
        outgoing += (0..<30).map { harness.sandbox.addOutgoing(dst: "+62812\($0)", msg: "later", dt: now, status: 3) }
        try await clock.pass(.seconds(120))
        #expect(try await harness.knows(inbox, in: .inbox))
        #expect(try await harness.knows(outgoing, in: .outgoing))
        #expect(told(running, "moved apart by"))
      }
    }
  }

  @Test func inTheHourThatComesTwiceNothingIsLostAndNothingIsThereTwice() async throws {
    try await Harness.with { harness in
      harness.sandbox.fill(messages: 60, days: 2)
      try await harness.withTurnedEngine { running, clock in
        try await clock.pass(.seconds(60))
        var inbox: [Int64] = []
        var outgoing: [Int64] = []
        // Dates go 07:58, 08:58, and then by the wall clock back to 08:03 and on.
        for (index, time) in ["08:40:00", "08:58:00", "08:03:00", "08:20:00", "08:59:30", "09:10:00"].enumerated() {
          let dt = "2026-11-22 \(time)"
          inbox += (0..<15).map { harness.sandbox.addInbox(src: "+62811", msg: "\(index) \($0)", dt: dt) }
          outgoing += (0..<15).map { number in
            harness.sandbox.addOutgoing(dst: "+62811\(number)", msg: "\(index) \(number)", dt: dt, status: 3)
          }
          try await clock.pass(.seconds(240))
        }
        try await clock.pass(.seconds(240))
        #expect(try await harness.knows(inbox, in: .inbox))
        #expect(try await harness.knows(outgoing, in: .outgoing))
        let counters = try await harness.archive.counters()
        #expect(counters.received == 60 + inbox.count && counters.outgoing == 60 + outgoing.count)
      }
    }
  }
}
