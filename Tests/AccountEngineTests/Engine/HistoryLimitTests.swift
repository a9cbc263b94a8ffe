import MessageArchive
import Messaging
import PlaySMSSandbox
import Testing

@testable import AccountEngine

/// Limits of history that change from run to run.
@Suite struct HistoryLimitTests {
  private func settings(_ limit: HistoryLimit) -> EngineSettings {
    var settings = EngineSettings.quick
    settings.history = limit
    return settings
  }

  private func known(_ harness: Harness, _ count: Int = 1_000) async throws -> Int {
    try await harness.archive.knows((1...count).map { MessageID(Int64($0)) }, in: .inbox).count
  }

  private func complete(_ harness: Harness, _ limit: HistoryLimit) async throws {
    try await harness.withEngine(settings(limit)) { running in
      try await eventually("the limit is followed") {
        running.isLive && running.status?.history == .complete && running.status?.syncedAt != nil
      }
    }
  }

  @Test func aLimitThatIsLiftedFetchesWhatIsMissingAndLittleElse() async throws {
    try await Harness.with { harness in
      harness.sandbox.fill(messages: 1_000, days: 1_000)
      try await complete(harness, .days(90))
      let some = try await known(harness)
      #expect((90...130).contains(some))
      try await complete(harness, .all)
      #expect(try await known(harness) == 1_000)
      #expect(try await harness.archive.progress(of: .inbox).reach == .everything)
      let requests = harness.count(of: "ix")
      try await complete(harness, .all)
      #expect(harness.count(of: "ix") <= requests + 3, "it is not planned again")
    }
  }

  @Test func aLimitThatIsWidenedGoesFurtherBack() async throws {
    try await Harness.with { harness in
      harness.sandbox.fill(messages: 1_000, days: 1_000)
      try await complete(harness, .days(30))
      try await complete(harness, .days(300))
      #expect((300...345).contains(try await known(harness)))
    }
  }

  @Test func aLimitThatIsNarrowedKeepsWhatIsHereAndAsksForNoMore() async throws {
    try await Harness.with { harness in
      harness.sandbox.fill(messages: 1_000, days: 1_000)
      var slow = settings(.all)
      slow.historyPage = 100
      slow.historyPerMinute = 100
      try await harness.withEngine(slow) { running in
        try await eventually("some of it is there") { try await known(harness) > 300 }
      }
      let some = try await known(harness)
      let before = harness.count(of: "ix")
      try await complete(harness, .days(30))
      #expect(try await known(harness) == some)
      #expect(harness.count(of: "ix") <= before + 4)
      try await complete(harness, .all)
      #expect(try await known(harness) == 1_000, "and it can be lifted again")
    }
  }

  @Test func noHistoryIsFetchedWhereNoneIsWantedAndAllOfItOnceItIs() async throws {
    try await Harness.with { harness in
      harness.sandbox.fill(messages: 1_000, days: 1_000)
      try await complete(harness, .none)
      #expect(try await known(harness) == 100, "the newest page")
      try await complete(harness, .all)
      #expect(try await known(harness) == 1_000)
      try await complete(harness, .none)
      let new = harness.sandbox.receive(src: "+628111", msg: "still read")
      try await harness.withEngine(settings(.none)) { running in
        try await eventually("what is new comes anyway") { try await harness.knows([new], in: .inbox) }
      }
    }
  }
}
