import MessageArchive
import Messaging
import PlaySMSSandbox
import Testing

@testable import AccountEngine

/// History from a server that fails now and then, or always for one list.
@Suite struct HistoryFaultTests {
  private static let failing = SandboxFault.replace(.html(status: 500, ""), processed: false)

  private var settings: EngineSettings {
    var settings = EngineSettings()
    settings.history = .all
    return settings
  }

  /// How often pages of older outgoing messages were asked for.
  private func windows(_ harness: Harness) -> Int {
    harness.sandbox.requests.count { $0.op == "ds" && $0.parameters["dt"] != nil }
  }

  private func known(_ stream: Messaging.Stream, _ count: Int, _ harness: Harness) async throws -> Bool {
    try await harness.knows((1...Int64(count)).map { $0 }, in: stream)
  }

  /// How many pages of older outgoing messages a whole history takes.
  private func fetchAll(faults: Int) async throws -> Int {
    var asked = 0
    try await Harness.with { harness in
      harness.sandbox.fill(messages: 1_935, days: 300)
      // The first is the newest page.
      if faults > 0 { harness.server.arm(Self.failing, op: "ds", times: faults, skipping: 1) }
      try await harness.withTurnedEngine(settings) { running, clock in
        try await clock.pass(.seconds(60))
        try await eventually("history is complete") { running.status?.history == .complete }
        #expect(try await known(.outgoing, 1_935, harness))
      }
      asked = windows(harness)
    }
    return asked
  }

  @Test func aFewFaultsAtTheBeginningCostAFewRequestsMoreAndNoHundred() async throws {
    let usual = try await fetchAll(faults: 0)
    let troubled = try await fetchAll(faults: 6)
    #expect(troubled <= usual + 6 + 10, "\(troubled) instead of \(usual)")
  }

  /// As on a machine so busy that the next poll is due when one ends.
  @Test func historyIsFetchedHoweverLongAPollTakes() async throws {
    try await Harness.with { harness in
      harness.sandbox.fill(messages: 1_935, days: 300)
      var settings = EngineSettings.quick
      settings.idleInterval = .zero
      try await harness.withEngine(settings) { running in
        try await eventually("history is complete") { running.status?.history == .complete }
        #expect(try await known(.outgoing, 1_935, harness))
      }
    }
  }

  @Test func aFewFaultsDoNotMakeACrowdedSecondUnreachable() async throws {
    try await Harness.with { harness in
      let crowd = (0..<300).map { number in
        harness.sandbox.addOutgoing(
          dst: "+62811\(10_000 + number)", msg: "all at once", dt: "2026-06-01 08:00:00", status: 3)
      }
      harness.sandbox.fill(messages: 200, days: 30)
      harness.server.arm(Self.failing, op: "ds", times: 6, skipping: 1)
      try await harness.withTurnedEngine(settings) { running, clock in
        try await clock.pass(.seconds(60))
        try await eventually("history is complete") { running.status?.history == .complete }
        #expect(try await harness.knows(crowd, in: .outgoing))
        #expect(try await harness.archive.progress(of: .outgoing).unreachable == [])
        #expect(!running.notices.contains { $0.sentence.contains("cannot list them all") })
      }
    }
  }

  /// A connection that closes makes a request leave twice.
  @Test func whatIsRepeatedCountsAmongTheRequestsOfAMinute() async throws {
    try await Harness.with { harness in
      harness.sandbox.fill(messages: 1_935, days: 300)
      var settings = settings
      settings.historyPerMinute = 20
      for _ in 0..<20 { harness.server.arm(.loseReply, op: "ds", skipping: 1) }
      try await harness.withTurnedEngine(settings) { _, clock in
        try await clock.pass(.seconds(59))
        let pages = harness.sandbox.requests.count { $0.parameters["dt"] != nil }
        #expect((15...20).contains(pages), "\(pages) in a minute")
      }
    }
  }

  @Test func aListThatFailsDoesNotHoldUpTheHistoryOfTheOthersAndIsTriedEverMoreRarely() async throws {
    try await Harness.with { harness in
      harness.sandbox.fill(messages: 2_000, days: 300)
      harness.server.arm(Self.failing, op: "ds", times: 100_000, skipping: 1)
      try await harness.withTurnedEngine(settings) { running, clock in
        try await clock.pass(.seconds(60))
        #expect(try await known(.inbox, 2_000, harness))
        try await clock.pass(.seconds(540))
        let asked = windows(harness)
        #expect(asked < 30, "\(asked) in ten minutes")
        harness.server.disarm()
        try await clock.pass(.seconds(120))
        #expect(try await known(.outgoing, 2_000, harness), "and it goes on when the server is well again")
      }
    }
  }
}
