import Foundation
import MessageArchive
import Messaging
import PlaySMS
import PlaySMSSandbox
import Testing

@testable import AccountEngine

/// Arrivals, sends, faults, deletions, jumps of the server's clock and ends of the program by chance; in the end the
/// sandbox's own books are compared with the archive.
///
/// `SMSDASH_HTTP_LIVES` sets how many lives are lived; each prints its seed.
@Suite struct RandomLifeTests {
  private static let seeds: [UInt64] = {
    let wanted = ProcessInfo.processInfo.environment["SMSDASH_HTTP_LIVES"].flatMap { Int($0) } ?? 4
    return (0..<wanted).map { _ in UInt64.random(in: 0...UInt64.max) }
  }()

  @Test(arguments: seeds)
  func nothingIsLostAndNothingIsSentTwice(seed: UInt64) async throws {
    print("random life, seed \(seed)")
    var configuration = Harness.quick
    configuration.seed = seed
    try await Harness.with(configuration) { harness in
      var life = Life(seed: seed, harness: harness)
      for _ in 0..<4 { try await life.run(steps: 12) }
      try await life.end()
    }
  }
}

private struct Life {
  var random: SeededGenerator
  let harness: Harness
  var arrived: [Int64] = []
  var deleted: Set<Int64> = []
  var sent: [(item: OutboxItemID, text: String)] = []

  init(seed: UInt64, harness: Harness) {
    random = SeededGenerator(state: seed)
    self.harness = harness
  }

  /// One life of the program, ended at a moment of chance.
  mutating func run(steps: Int) async throws {
    var settings = EngineSettings.quick
    settings.catchUpPage = 10
    settings.newestPage = 10
    settings.historyPage = 20
    settings.sendGrace = .milliseconds(Int64.random(in: 0...30, using: &random))
    let transport = try harness.transport()
    let running = harness.engine(over: transport, settings)
    for _ in 0..<Int.random(in: 1...steps, using: &random) {
      try await step(running)
      try await Task.sleep(for: .milliseconds(Int64.random(in: 0...60, using: &random)))
    }
    await running.stop()
    await transport.close()
  }

  private mutating func step(_ running: RunningEngine) async throws {
    switch Int.random(in: 0..<10, using: &random) {
    case 0, 1:
      let count = Int.random(in: 1...80, using: &random)
      arrived += harness.sandbox.receive(count, src: "+628111", text: { "in \($0)" })
    case 2, 3, 4:
      let text = "out \(sent.count)"
      let to = "+62811000000\(Int.random(in: 1...3, using: &random))"
      let schedule = Bool.random(using: &random) ? nil : "2026-11-22 10:00:00"
      sent.append((try await harness.submit(text, to: to, schedule: schedule), text))
      await running.engine.outboxChanged()
    case 5: harness.server.arm(fault(), op: ["pv", "pv", "ix", "ds", "query"].randomElement(using: &random))
    case 6:
      if let id = arrived.randomElement(using: &random), harness.sandbox.deleteRow(id, from: .inbox) {
        deleted.insert(id)
      }
    case 7: await running.engine.pollNow()
    default: harness.clock.advance(by: .seconds(Int64.random(in: 0...1_200, using: &random)))
    }
  }

  private mutating func fault() -> SandboxFault {
    switch Int.random(in: 0..<7, using: &random) {
    case 0: .closeAtAccept
    case 1: .closeBeforeReading
    case 2: .loseRequest
    case 3: .loseReply
    case 4: .cutBody(at: Int.random(in: 0...200, using: &random))
    case 5: .delay(.milliseconds(Int64.random(in: 1...80, using: &random)))
    default: .replace(.html(status: 502, "bad gateway"), processed: Bool.random(using: &random))
    }
  }

  /// Lets everything come to rest, and compares the books.
  mutating func end() async throws {
    harness.server.disarm()
    // One more whose reply is lost, or that of one before it.
    harness.server.arm(.loseReply, op: "pv")
    sent.append((try await harness.submit("the last", to: "+628110000009"), "the last"))
    let since = harness.clock.now - 400_000
    let (arrived, deleted, sent) = (arrived, deleted, sent)
    let harness = harness
    try await harness.withEngine { running in
      var recent: Set<OutboxItemID> = []
      try await eventually("a message whose row came in time is found") {
        harness.clock.advance(by: .milliseconds(100))
        recent = try await Life.taken(of: sent, since: since, harness)
        let open = try await harness.archive.openOutboxItems()
        return harness.submissions(of: "the last") == 1
          && !open.contains { recent.contains($0.id) && [.unknown, .inFlight].contains($0.state.kind) }
      }
      // Scheduled messages come.
      harness.clock.advance(by: .seconds(86_400))
      let there = arrived.filter { !deleted.contains($0) }
      try await eventually("every message that is still at the server is in the archive") {
        try await harness.knows(there, in: .inbox)
      }
      try await eventually("all that can go has gone, and what became of it is known") {
        harness.clock.advance(by: .milliseconds(100))
        let open = try await harness.archive.openOutboxItems()
        let lost = open.filter { $0.state.kind == .unknown }
        let rows = harness.sandbox.acceptedSubmissions.compactMap(\.smslogID)
        return open.allSatisfy { item in
          lost.contains(item) || (item.state == .queued && lost.contains { $0.destination == item.destination })
        } && running.isLive ? try await harness.knows(rows, in: .outgoing) : false
      }
      for (item, text) in sent {
        let count = harness.submissions(of: text)
        #expect(count <= 1, "sent twice")
        switch try await harness.state(of: item) {
        case .accepted: #expect(count == 1, "accepted here, not there")
        case .held, .queued, .rejected, .cancelled: #expect(count == 0, "not sent here, sent there")
        case .unknown: #expect(!recent.contains(item), "its row came in time, and it is not found")
        case .inFlight, .settled: Issue.record("nothing is under way, and nobody settled anything")
        }
      }
    }
  }

  /// The messages that the server took a short while ago by its own clock. What became of an older one may stay
  /// unknown: a clock that jumps dates its row too far from the send to be sure of it.
  private static func taken(
    of sent: [(item: OutboxItemID, text: String)], since: Int64, _ harness: Harness
  ) async throws -> Set<OutboxItemID> {
    let texts = Set(harness.sandbox.acceptedSubmissions.filter { $0.at > since }.map(\.msg))
    var taken: Set<OutboxItemID> = []
    for (id, text) in sent where texts.contains(text) {
      let item = try await harness.archive.outboxItem(id)
      if item?.options.schedule == nil { taken.insert(id) }
    }
    return taken
  }
}
