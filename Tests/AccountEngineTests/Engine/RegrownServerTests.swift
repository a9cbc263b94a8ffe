import MessageArchive
import Messaging
import PlaySMSSandbox
import Testing

@testable import AccountEngine

/// An older database was put back at the server, and its ids grew again to where they were, or beyond.
@Suite struct RegrownServerTests {
  /// What is in the backup.
  private static let kept = 200
  /// What came after it was made, and is gone at the server.
  private static let lost = 99

  private func backedUp(_ clock: ManualSandboxClock) -> Sandbox {
    let sandbox = Sandbox(Harness.quick, clock: clock)
    fill(sandbox)
    return sandbox
  }

  private func fill(_ sandbox: Sandbox) {
    sandbox.receive(Self.kept, src: "+628111", text: { "kept \($0)" })
    send(Self.kept, to: "+628111", "kept", "2026-11-22 07:00:00", at: sandbox)
  }

  @discardableResult
  private func send(
    _ count: Int, to number: String, _ text: String, _ dt: String, at sandbox: Sandbox
  ) -> [Int64] {
    (0..<count).map { sandbox.addOutgoing(dst: number, msg: "\(text) \($0)", dt: dt, status: 3) }
  }

  private func lose(_ sandbox: Sandbox) {
    sandbox.receive(Self.lost, src: "+628112", text: { "lost \($0)" })
    send(Self.lost, to: "+628112", "lost", "2026-11-22 08:00:00", at: sandbox)
  }

  private func regrow(_ sandbox: Sandbox, _ clock: ManualSandboxClock, by count: Int) -> [Int64] {
    clock.advance(by: .seconds(86_400))
    send(count, to: "+628119", "since then", "2026-11-23 08:00:00", at: sandbox)
    return sandbox.receive(count, src: "+628119", text: { "since then \($0)" })
  }

  private func told(_ running: RunningEngine, _ words: String) -> Bool {
    running.notices.contains { $0.sentence.contains(words) }
  }

  private func isWhole(_ running: RunningEngine) -> Bool {
    running.status?.history == .complete && running.isLive
      && Stream.allCases.allSatisfy { running.status?.streams[$0]?.isWhole == true }
  }

  private func becomesWhole(_ running: RunningEngine, sourceLocation: SourceLocation = #_sourceLocation) async throws {
    do {
      try await eventually("it is whole", sourceLocation: sourceLocation) { isWhole(running) }
    } catch {
      Issue.record("\(String(describing: running.status))", sourceLocation: sourceLocation)
      throw error
    }
  }

  private func hasAll(_ ids: [Int64], _ archive: MessageArchive) async throws -> Bool {
    for id in ids {
      for origin in [ConversationEntry.Origin.inbox(MessageID(id)), .outgoing(MessageID(id))] {
        guard try await archive.details(of: origin)?.text.raw.hasPrefix("since then") == true else { return false }
      }
    }
    return true
  }

  /// How many messages are known to be new, and how many are here in all.
  private func judge(_ harness: Harness, _ ids: [Int64]) async throws {
    let counters = try await harness.archive.counters()
    let all = max(Self.kept + Self.lost, Self.kept + ids.count)
    #expect(counters.received == all && counters.outgoing == all, "nothing is there twice")
    #expect(counters.unread == ids.count, "what is new is unread, also under known ids")
    let replaced = try #require(try await harness.archive.details(of: .inbox(MessageID(ids[0]))))
    #expect(replaced.earlier.map(\.text) == ["lost 0"], "what it was is kept")
    #expect(try await harness.archive.details(of: .inbox(MessageID(1)))?.earlier.isEmpty == true)
  }

  /// The server is there again, with the older database, and new messages since. Gives their ids.
  private func comeBack(
    _ harness: Harness, regrownBy count: Int
  ) async throws -> (server: SandboxServer, ids: [Int64]) {
    let clock = ManualSandboxClock()
    let restored = backedUp(clock)
    let ids = regrow(restored, clock, by: count)
    let server = SandboxServer(restored)
    _ = try await server.start(port: harness.port)
    return (server, ids)
  }

  private func readEverything(_ harness: Harness) async throws {
    for peer in ["+628111", "+628112"] { try await harness.archive.markRead(Peer(key: peer)) }
    #expect(try await harness.archive.counters().unread == 0)
  }

  /// Below the mark, far below it, at it, and beyond.
  @Test(arguments: [20, 80, 99, 300])
  func whileTheProgramIsOffNothingNewIsLost(count: Int) async throws {
    try await Harness.with { harness in
      fill(harness.sandbox)
      lose(harness.sandbox)
      try await harness.withEngine { running in
        try await eventually("all is there") { isWhole(running) }
      }
      try await readEverything(harness)
      await harness.server.stop()
      let (server, ids) = try await comeBack(harness, regrownBy: count)
      try await harness.withEngine { running in
        try await eventually("what came since is there") { try await hasAll(ids, harness.archive) }
        try await becomesWhole(running)
        try await eventually("it is told") { told(running, "under \(min(count, Self.lost)) known ids of the inbox") }
        #expect(running.status?.streams[.inbox]?.completeTo?.rawValue == max(299, ids.last ?? 0))
        try await judge(harness, ids)
      }
      await server.stop()
    }
  }

  @Test(arguments: [20, 80, 99, 300])
  func whileItRunsAndCannotReachTheServerNothingNewIsLost(count: Int) async throws {
    try await Harness.with { harness in
      fill(harness.sandbox)
      lose(harness.sandbox)
      try await harness.withEngine { running in
        try await eventually("all is there") { isWhole(running) }
        try await readEverything(harness)
        await harness.server.stop()
        try await eventually("it is offline") { running.isOffline }
        let (server, ids) = try await comeBack(harness, regrownBy: count)
        try await eventually("what came since is there") { try await hasAll(ids, harness.archive) }
        try await becomesWhole(running)
        try await judge(harness, ids)
        await server.stop()
      }
    }
  }

  @Test func untilAllIsReadAnewNothingIsCalledComplete() async throws {
    try await Harness.with { harness in
      fill(harness.sandbox)
      lose(harness.sandbox)
      try await harness.withEngine { running in
        try await eventually("all is there") { isWhole(running) }
      }
      await harness.server.stop()
      let clock = ManualSandboxClock()
      let restored = backedUp(clock)
      let ids = regrow(restored, clock, by: 300)
      let server = SandboxServer(restored)
      _ = try await server.start(port: harness.port)
      var settings = EngineSettings.quick
      settings.newestPage = 20
      settings.historyPage = 50
      settings.largestPage = 2_000
      // Nothing is fetched of what is older in these runs, and the second one begins where the first ended.
      settings.historyPerMinute = 1
      for _ in 0..<2 {
        try await harness.withEngine(settings) { running in
          try await eventually("it is read anew") { running.isLive && running.status?.streams[.inbox]?.holes ?? 0 > 0 }
          #expect(running.status?.streams[.inbox]?.isWhole == false)
          #expect(running.status?.streams[.inbox]?.completeTo == MessageID(0))
        }
      }
      #expect(try await !hasAll(ids, harness.archive))
      settings.historyPerMinute = 60_000
      try await harness.withEngine(settings) { running in
        try await eventually("what came since is there") { try await hasAll(ids, harness.archive) }
        try await becomesWhole(running)
        #expect(running.status?.streams[.inbox]?.completeTo?.rawValue == ids.last)
      }
      await server.stop()
    }
  }

  @Test func aSoundServerIsNeverReadAnew() async throws {
    try await Harness.with { harness in
      fill(harness.sandbox)
      try await harness.withEngine { running in
        try await eventually("all is there") { isWhole(running) }
      }
      harness.sandbox.receive(30, src: "+628113", text: { "new \($0)" })
      for id in [Int64(200), 199, 230] { harness.sandbox.deleteRow(id, from: .inbox) }
      harness.sandbox.setStatus(2, of: 200)
      let before = harness.sandbox.requests.count
      try await harness.withEngine { running in
        try await eventually("it is read") { isWhole(running) }
        try await eventually("the rest is there") { try await harness.archive.counters().received == 229 }
        #expect(!told(running, "do not go on") && !told(running, "known id"))
      }
      let lists = harness.sandbox.requests.dropFirst(before).filter { $0.op == "ix" }
      #expect(lists.allSatisfy { $0.parameters["last"] != nil }, "nothing but what is new is asked for")
    }
  }
}
