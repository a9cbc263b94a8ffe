import MessageArchive
import Messaging
import PlaySMSSandbox
import Testing

@testable import smsdash

/// The program itself, ended in the middle of sends in every way that comes to mind. The server's count is the judge.
@Suite(.serialized) struct KilledSendTests {
  /// What happens to a life of the program.
  enum End: CaseIterable {
    case killed
    case terminalDropped
    /// The server is gone for a while, then the program is killed.
    case networkCut
    /// The server is gone for a while and comes back while the program lives.
    case networkBack
  }

  @Test func whateverEndsItEachTextIsTakenOnceAtMost() async throws {
    var configuration = SandboxConfiguration(outcomes: .always(.delivered))
    configuration.queue.pickUp = 30...60
    configuration.queue.processing = 20
    let sandbox = Sandbox(configuration)
    let lives = Extent.isLarge ? 30 : 4
    try await Household.with(sandbox, settings: ["history: all", "poll-idle: 1", "poll-active: 1"]) { household in
      household.server.arm(.delay(.milliseconds(60)), op: "pv", times: .max)
      var texts: [OutboxItemID: String] = [:]
      var ends: [End: Int] = [:]
      for life in 0..<lives {
        texts.merge(try await submit(4, life: life, household)) { first, _ in first }
        let end = End.allCases.randomElement() ?? .killed
        ends[end, default: 0] += 1
        try await live(end, household)
      }
      try await settle(household)
      let archive = try household.archive()
      let tally = try await judge(texts, archive, household)
      try archive.close()
      print(
        "killed sends: \(lives) lives, \(ends.map { "\($0.value) \($0.key)" }.sorted().joined(separator: ", ")); "
          + "\(texts.count) texts: \(tally.map { "\($0.value) \($0.key)" }.sorted().joined(separator: ", "))")
    }
  }

  @Test(arguments: End.allCases)
  func endedWhileTheServerHasAMessageAndItsReplyIsOnTheWayEachIsTakenOnce(end: End) async throws {
    var configuration = SandboxConfiguration(outcomes: .always(.delivered))
    configuration.queue.pickUp = 30...60
    configuration.queue.processing = 20
    let sandbox = Sandbox(configuration)
    try await Household.with(sandbox, settings: ["history: all", "poll-idle: 1", "poll-active: 1"]) { household in
      household.server.arm(.delay(.seconds(8)), op: "pv")
      let texts = try await submit(3, life: 0, household)
      let program = try household.program()
      for _ in 0..<1_200 where sandbox.acceptedSubmissions.isEmpty { try await Task.sleep(for: .milliseconds(50)) }
      #expect(sandbox.acceptedSubmissions.count == 1)
      try await finish(program, end, household)
      try await settle(household)
      let archive = try household.archive()
      let tally = try await judge(texts, archive, household)
      try archive.close()
      let accepted = tally["accepted"] ?? 0
      let unknown = tally["unknown"] ?? 0
      // Once the network is back the next send begins, and the end may fall between its journal and its first byte.
      let mostUnknown = end == .networkBack ? 1 : 0
      #expect(accepted + unknown == 3)
      #expect(unknown <= mostUnknown)
      #expect(sandbox.requestCounts["pv"] == accepted)
    }
  }

  /// What the operator confirmed before the program starts: it goes out as soon as it is there.
  private func submit(_ count: Int, life: Int, _ household: Household) async throws -> [OutboxItemID: String] {
    let archive = try household.archive()
    var texts: [OutboxItemID: String] = [:]
    for number in 0..<count {
      let text = "life \(life) text \(number)"
      let submission = Submission(
        destinations: [.number("+6281100\(10_000 + life * 10 + number)")], text: text, options: SendOptions(),
        draft: nil)
      let now = Timestamp.now()
      for id in try await archive.submit(submission, heldUntil: now, now: now) { texts[id] = text }
    }
    try archive.close()
    return texts
  }

  private func live(_ end: End, _ household: Household) async throws {
    let program = try household.program()
    try await Task.sleep(for: .milliseconds(Int.random(in: 50...900)))
    try await finish(program, end, household)
  }

  private func finish(_ program: TerminalProgram, _ end: End, _ household: Household) async throws {
    switch end {
    case .killed: program.kill()
    case .terminalDropped: program.hangUp()
    case .networkCut:
      await household.server.stop()
      try await Task.sleep(for: .milliseconds(Int.random(in: 10...200)))
      program.kill()
      _ = try await household.server.start(port: household.port)
    case .networkBack:
      await household.server.stop()
      try await Task.sleep(for: .milliseconds(Int.random(in: 10...200)))
      _ = try await household.server.start(port: household.port)
      try await Task.sleep(for: .milliseconds(Int.random(in: 50...900)))
      program.kill()
    }
  }

  /// Lets the program run in peace until nothing is left to be done.
  private func settle(_ household: Household) async throws {
    household.server.disarm()
    for _ in 0..<20 {
      let program = try household.program()
      try await Task.sleep(for: .seconds(3))
      program.quit()
      let archive = try household.archive()
      let open = try await archive.openOutboxItems()
      try archive.close()
      if open.allSatisfy({ $0.state.kind == .unknown && household.count(of: $0.text) == 0 }) { return }
    }
    Issue.record("something was still open after a minute of peace")
  }

  private func judge(
    _ texts: [OutboxItemID: String], _ archive: MessageArchive, _ household: Household
  ) async throws -> [String: Int] {
    var tally: [String: Int] = [:]
    for (id, text) in texts {
      let count = household.count(of: text)
      let item = try #require(try await archive.outboxItem(id), "'\(text)' is lost")
      tally["\(item.state.kind)", default: 0] += 1
      #expect(count <= 1, "'\(text)' was sent \(count) times")
      switch item.state {
      case .accepted: #expect(count == 1, "'\(text)' is shown as accepted and never was")
      case .unknown: #expect(count == 0, "'\(text)' is unknown, and its row is there")
      case .held, .queued, .inFlight, .rejected, .cancelled, .settled:
        Issue.record("'\(text)' is \(item.state.kind)")
      }
    }
    return tally
  }
}
