import Glibc
import MessageArchive
import Messaging
import PlaySMSSandbox
import Testing

@testable import smsdash

/// The program itself, ended while it holds a message and started again: nothing leaves before the operator had a moment
/// to take it back.
@Suite(.timeLimit(.minutes(5))) struct HeldOverTests {
  enum End: CaseIterable {
    case killed
    case asked
    case terminalDropped
    case left
  }

  @Test(arguments: End.allCases)
  func whatWasHeldAtTheEndIsTakenBackAfterTheNextStart(end: End) async throws {
    let sandbox = Sandbox()
    try await Household.with(sandbox, settings: ["poll-idle: 1", "poll-active: 1", "hold: 60"]) { household in
      let first = try start(household)
      try await first.see("synced")
      try first.press("m")
      try await first.see("Compose")
      try first.type("+628111111102")
      try first.press("Tab")
      try first.type("not yet")
      try first.press("C-x")
      try await first.see("Review")
      try await first.confirm()
      try await finish(first, end)
      let second = try start(household)
      try await second.see("synced")
      try await second.see("1 held")
      try second.press("u")
      try await second.see("Taken back")
      try await second.seeNot("1 held")
      #expect(sandbox.requestCounts["pv"] == nil)
      try second.press("Q")
      try await second.see("ended with 0")
      let archive = try household.archive()
      #expect(try await archive.outboxItem(OutboxItemID(1))?.state == .cancelled)
      #expect(try await archive.drafts().map(\.text) == ["not yet"])
      try archive.close()
    }
  }

  @Test func whoseMomentPassedWhileNoProgramRanIsHeldAnewAndTakenBack() async throws {
    let sandbox = Sandbox()
    try await Household.with(sandbox, settings: ["poll-idle: 1", "poll-active: 1"]) { household in
      try await submit("an hour old", hold: .seconds(60), household)
      let program = try start(household)
      try await program.see("held anew")
      try await program.see("synced")
      try await program.see("1 held")
      try program.press("u")
      try await program.see("Taken back")
      try await program.seeNot("1 held")
      try program.press("Q")
      try await program.see("ended with 0")
      #expect(sandbox.requestCounts["pv"] == nil)
    }
  }

  @Test func whatIsHeldAnewAgainAndAgainLeavesOnceWhenItsMomentIsOver() async throws {
    let sandbox = Sandbox(SandboxConfiguration(outcomes: .always(.delivered)))
    try await Household.with(sandbox, settings: ["poll-idle: 1", "poll-active: 1"]) { household in
      try await submit("at last", hold: .seconds(20), household)
      for _ in 0..<3 {
        let program = try household.program()
        try await Task.sleep(for: .milliseconds(Int.random(in: 100...2_000)))
        program.kill()
        #expect(sandbox.requestCounts["pv"] == nil)
      }
      let program = try household.program()
      for _ in 0..<1_200 where sandbox.acceptedSubmissions.isEmpty { try await Task.sleep(for: .milliseconds(50)) }
      try await Task.sleep(for: .seconds(2))
      program.quit()
      #expect(household.count(of: "at last") == 1)
      #expect(sandbox.requestCounts["pv"] == 1)
    }
  }

  /// What a program left that was killed an hour ago, as soon as the operator had confirmed it.
  private func submit(_ text: String, hold: Duration, _ household: Household) async throws {
    let archive = try household.archive()
    let then = Timestamp.now() - .seconds(3_600)
    let submission = Submission(
      destinations: [.number("+628111111102")], text: text, options: SendOptions(), draft: nil)
    _ = try await archive.submit(submission, heldUntil: then + hold, now: then)
    try archive.close()
  }

  private func start(_ household: Household) throws -> Tmux {
    try Tmux(
      "export HOME=\(household.home) SMSDASH_TOKEN=\(SandboxAccount.anna.token); "
        + "bash -c 'echo $$ > $SCENE/pid; exec $SMSDASH'", columns: 120, rows: 40)
  }

  private func finish(_ program: Tmux, _ end: End) async throws {
    let process = try #require(pid_t(try TextFile.read(program.path("pid")).filter(\.isNumber)))
    switch end {
    case .killed: kill(process, SIGKILL)
    case .asked: kill(process, SIGTERM)
    case .terminalDropped: try program.drop()
    case .left:
      try program.press("Q")
      try await program.see("1 held (anew at the next start)")
      try await Task.sleep(for: .milliseconds(600))
      try program.press("y")
    }
    for _ in 0..<1_200 where Program.isAlive(process) { try await Task.sleep(for: .milliseconds(50)) }
    #expect(!Program.isAlive(process))
  }
}
