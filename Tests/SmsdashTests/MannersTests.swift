import Foundation
import PlaySMSSandbox
import Testing

@testable import smsdash

/// How the program behaves toward the terminal and the machine that it runs on, beside what flows tell.
@Suite struct MannersTests {
  @Test func aLineThatDropsEndsItWithoutSpinning() throws {
    let home = NSTemporaryDirectory() + "smsdash-manners-" + UUID().uuidString
    defer { try? FileManager.default.removeItem(atPath: home) }
    let program = try TerminalProgram(["demo"], home: home)
    try program.waitUntilDrawn()
    let clock = ContinuousClock()
    let before = clock.now
    let used = program.hangUp()
    // It is asked to end within a second; what else the machine does meanwhile is not known.
    #expect(clock.now - before < .seconds(20))
    #expect(used < .seconds(5), "processor time of the whole run")
  }

  @Test(arguments: ["< /dev/null", "<&-", "> $SCENE/out", "| cat", ">&-"])
  func whatIsNoTerminalIsToldAndNothingIsDrawn(redirection: String) async throws {
    let tmux = try Tmux("$SMSDASH demo \(redirection); (exit ${PIPESTATUS[0]})", columns: 100)
    try await tmux.see("ended with 1")
    #expect(try tmux.screen().contains("is not a terminal."))
    #expect(try tmux.format("#{cursor_flag}#{alternate_on}") == "10")
    if let said = try? TextFile.read(tmux.path("out")) { #expect(said.isEmpty) }
  }

  /// Windows of some polls each are looked at: once a minute the clock on the screen goes on, and an age may.
  @Test func aPollThatChangesNothingSendsNoByte() async throws {
    let sandbox = Sandbox(SandboxConfiguration(seed: 7))
    _ = sandbox.receive(src: "+62811111111", msg: "hello")
    let settings = ["poll-idle: 1", "poll-active: 1", "poll-jitter: 0"]
    try await Household.with(sandbox, settings: settings) { household in
      let program = try household.program()
      try program.waitUntilDrawn()
      var silent = 0
      for _ in 0..<12 where silent < 2 {
        let (polls, bytes) = (sandbox.requestCounts["query", default: 0], program.bytesDrawn)
        while sandbox.requestCounts["query", default: 0] < polls + 2 { try await Task.sleep(for: .milliseconds(50)) }
        silent = program.bytesDrawn == bytes ? silent + 1 : 0
      }
      #expect(silent == 2, "two windows of two polls, one after the other, without a byte")
      program.quit()
    }
  }

  @Test func withoutColorsNoneAreSent() async throws {
    for (variables, expected) in [("NO_COLOR=1", false), ("NO_COLOR=", true)] {
      let tmux = try Tmux("export \(variables); $SMSDASH demo", columns: 100, rows: 30)
      try await tmux.see("Budi Santoso")
      let styled = try tmux.run(["capture-pane", "-e", "-p", "-t", "scene"])
      let colors = styled.matches(of: /\u{1B}\[(?:[0-9;]*;)?(?:3[0-7]|9[0-7]|4[0-7]|10[0-7]|38|48)[;m]/)
      #expect(colors.isEmpty != expected)
      #expect(styled.contains("\u{1B}[1m") || styled.contains("\u{1B}[7m"), "bold and reverse stay")
      try tmux.press("Q")
      try await tmux.see("ended with 0")
    }
  }
}
