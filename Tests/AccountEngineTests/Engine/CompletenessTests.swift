import MessageArchive
import Messaging
import PlaySMS
import PlaySMSSandbox
import Testing

@testable import AccountEngine

/// What the engine promises of each list, and that it promises nothing that is not so.
@Suite struct CompletenessTests {
  @Test func whileHistoryIsFetchedItSaysSoAndHowMuchIsLeft() async throws {
    try await Harness.with { harness in
      harness.sandbox.fill(messages: 3_000)
      var settings = EngineSettings.quick
      settings.historyPage = 100
      // Twenty requests at once, and then three seconds for each.
      settings.historyPerMinute = 40
      try await harness.withEngine(settings) { running in
        try await eventually("it estimates the rest") { running.status?.historyProgress?.left != nil }
        let status = try #require(running.status)
        guard case .fetching(let left) = status.history else {
          Issue.record("it is still fetching")
          return
        }
        #expect(left > 0)
        #expect(status.streams[.inbox]?.isWhole == false)
        #expect(try #require(status.historyProgress).percent < 100)
      }
      settings.historyPerMinute = 60_000
      try await harness.withEngine(settings) { running in
        try await eventually("history is complete") { running.status?.history == .complete }
        let done = try #require(running.status)
        #expect(done.historyProgress == nil)
        #expect(done.streams.values.allSatisfy { $0.isWhole && $0.reach == .everything })
        #expect(done.syncedAt != nil)
      }
    }
  }

  @Test func itIsWhatStandsInTheArchive() async throws {
    try await Harness.with { harness in
      harness.sandbox.fill(messages: 300)
      harness.sandbox.addOutgoing(dst: "+628110000009", msg: "under way", dt: "2026-11-22 07:59:00", status: 1)
      try await harness.withEngine { running in
        try await eventually("history is complete") { running.status?.history == .complete }
        try await eventually("one is awaited") { running.status?.streams[.outgoing]?.awaiting == 1 }
        let stored = try await harness.archive.completeness()
        let told = try #require(running.status?.streams)
        for stream in Messaging.Stream.allCases {
          #expect(told[stream]?.completeTo == stored[stream]?.completeTo)
          #expect(told[stream]?.awaiting == stored[stream]?.awaiting)
        }
      }
    }
  }

  @Test func oneListThatTheServerDoesNotGiveIsNamedAndTheOthersGoOn() async throws {
    try await Harness.with { harness in
      try await harness.withEngine { running in
        try await eventually("all lists were read") { running.status?.syncedAt != nil }
        let before = try #require(running.status?.syncedAt)
        harness.server.arm(.replace(.html(status: 200, "FATAL ERROR"), processed: false), op: "ds", times: 1_000)
        try await eventually("it is named") { running.status?.streams[.outgoing]?.trouble != nil }
        #expect(running.status?.streams[.inbox]?.trouble == nil)
        let id = harness.sandbox.receive(src: "+628111", msg: "hello")
        try await eventually("the inbox goes on") { try await harness.knows([id], in: .inbox) }
        let synced = try #require(running.status?.syncedAt)
        #expect(running.status?.phase == .live)
        let inbox = try #require(running.status?.streams[.inbox]?.readAt)
        #expect(synced < inbox && synced >= before, "no fresher than the list that is not given")
        harness.server.disarm()
        try await eventually("it is given again") { running.status?.streams[.outgoing]?.trouble == nil }
      }
    }
  }

  @Test func newsThatDoNotFitIntoPagesAreHolesUntilTheyAreHereAndCountAsUnread() async throws {
    try await Harness.with { harness in
      harness.sandbox.fill(messages: 200, days: 30)
      var settings = EngineSettings.quick
      settings.catchUpPage = 50
      settings.largestPage = 200
      settings.historyPage = 100
      try await harness.withEngine(settings) { running in
        try await eventually("history is complete") { running.status?.history == .complete }
      }
      let read = try await harness.archive.counters().unread
      let mark = try #require(try await harness.archive.completeness()[.inbox]?.completeTo)
      var ids: [Int64] = []
      for _ in 0..<10 {
        ids += harness.sandbox.receive(100, src: "+628112", text: { "burst \($0)" })
        harness.clock.advance(by: .seconds(400))
      }
      // Nothing is fetched of the holes in this run.
      settings.historyPerMinute = 1
      try await harness.withEngine(settings) { running in
        try await eventually("holes are told") { (running.status?.streams[.inbox]?.holes ?? 0) > 0 }
        #expect(running.status?.streams[.inbox]?.completeTo.map { $0 <= mark } == true, "never better than it is")
        #expect(try await !harness.knows(ids, in: .inbox))
      }
      settings.historyPerMinute = 60_000
      let before = harness.sandbox.requests.count
      try await harness.withEngine(settings) { running in
        try await eventually("all are here") { try await harness.knows(ids, in: .inbox) }
        try await eventually("no hole is left") { running.status?.streams[.inbox]?.isWhole == true }
        #expect(running.status?.streams[.inbox]?.completeTo?.rawValue == ids.last)
      }
      #expect(try await harness.archive.counters().unread == read + 1_000, "news are unread, however they came")
      let windows = harness.sandbox.requests.dropFirst(before).filter { $0.op == "ix" && $0.parameters["dt"] != nil }
      #expect(windows.allSatisfy { $0.parameters["last"] != nil }, "what is known does not come again")
    }
  }

  @Test func whatCannotBeListedIsNeverCalledComplete() async throws {
    try await Harness.with { harness in
      for number in 0..<300 {
        harness.sandbox.addInbox(src: "+628111", msg: "same second \(number)", dt: "2026-10-01 08:00:00")
      }
      harness.sandbox.fill(messages: 50, days: 5)
      var settings = EngineSettings.quick
      settings.newestPage = 20
      settings.historyPage = 50
      settings.largestPage = 200
      try await harness.withEngine(settings) { running in
        try await eventually("it is told") { (running.status?.streams[.inbox]?.unreachable ?? 0) > 0 }
        #expect(running.status?.streams[.inbox]?.isWhole == false)
      }
      #expect(try await harness.archive.completeness()[.inbox]?.unreachable == 1, "in later runs too")
    }
  }
}
