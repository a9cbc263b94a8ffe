import Glibc
import Testing

@testable import smsdash

/// The program itself in a real pseudo-terminal.
@Suite(.serialized) struct TerminalTests {
  private func demo(columns: Int = 80, rows: Int = 24, terminal: String = "tmux-256color") throws -> Tmux {
    try Tmux(
      "stty -g > $SCENE/before; bash -c 'echo $$ > $SCENE/pid; exec $SMSDASH demo'; s=$?; stty -g > $SCENE/after; "
        + "cmp $SCENE/before $SCENE/after && echo modes given back; (exit $s)", columns: columns, rows: rows,
      terminal: terminal)
  }

  private func process(of tmux: Tmux) throws -> pid_t {
    try #require(pid_t(try TextFile.read(tmux.path("pid")).filter(\.isNumber)))
  }

  @Test func readSendSeeDeliveredAndLeave() async throws {
    let tmux = try demo()
    try await tmux.see("DEMO")
    try await tmux.see("Budi Santoso")
    try tmux.press("1", "m")
    try await tmux.see("Compose")
    try tmux.type("Ani")
    try await tmux.see("Ani Wijaya")
    try tmux.press("Tab", "Tab")
    try tmux.type("Your parcel is here.")
    try tmux.press("C-x")
    try await tmux.see("Review")
    try await tmux.confirm()
    try tmux.press("2")
    try await tmux.wait(for: "the message, delivered") { ScreenText.hasRow($0, ["D ●", "Your parcel is here."]) }
    try tmux.press("Q")
    try await tmux.see("ended with 0")
    #expect(try tmux.screen().contains("modes given back"))
    #expect(try tmux.format("#{cursor_flag}#{alternate_on}") == "10")
  }

  @Test(arguments: [(SIGTERM, 143), (SIGINT, 130), (SIGHUP, 129)])
  func aSignalGivesTheTerminalBack(signal: Int32, status: Int) async throws {
    let tmux = try demo()
    try await tmux.see("Budi Santoso")
    kill(try process(of: tmux), signal)
    try await tmux.see("ended with \(status)")
    #expect(try tmux.screen().contains("modes given back"))
    #expect(try tmux.format("#{cursor_flag}#{alternate_on}") == "10")
  }

  @Test func aDroppedTerminalEndsTheProgram() async throws {
    let tmux = try demo()
    try await tmux.see("Budi Santoso")
    let process = try process(of: tmux)
    #expect(Program.isAlive(process))
    try tmux.drop()
    for _ in 0..<100 where Program.isAlive(process) { try await Task.sleep(for: .milliseconds(50)) }
    #expect(!Program.isAlive(process))
  }

  @Test func aStrangersEscapeSequencesTouchNothing() async throws {
    let tmux = try demo(columns: 120, rows: 40)
    try await tmux.see("Budi Santoso")
    let title = try tmux.format("#{pane_title}")
    try tmux.press("1", "/")
    try tmux.type("900673")
    try tmux.press("Enter")
    try await tmux.see("␛")
    #expect(try tmux.format("#{pane_title}") == title)
    try tmux.press("Q")
    try await tmux.see("ended with 0")
  }

  @Test func everySizeIsDrawnAndFollowed() async throws {
    let tmux = try demo()
    try await tmux.see("Budi Santoso")
    try tmux.resize(columns: 200, rows: 60)
    try await tmux.see("Delivery")
    try tmux.resize(columns: 20, rows: 5)
    try await tmux.see("Inbox")
    try tmux.resize(columns: 10, rows: 2)
    try await tmux.see("new")
    try tmux.resize(columns: 120, rows: 40)
    try await tmux.see("Contacts")
    try tmux.press("Q")
    try await tmux.see("ended with 0")
  }

  @Test func aTerminalThatNobodyKnowsIsStoodInFor() async throws {
    let tmux = try demo(terminal: "no-such-terminal")
    try await tmux.see("does not know the terminal type no-such-terminal")
    try tmux.press("Q")
    try await tmux.see("ended with 0")
  }

  @Test func aCrashGivesTheTerminalBackAndTellsNoToken() async throws {
    let token = "c0ffee00c0ffee00c0ffee00c0ffee00"
    let tmux = try Tmux(
      "export SMSDASH_TOKEN=\(token); bash -c 'echo $$ > $SCENE/pid; "
        + "exec $SMSDASH --url http://127.0.0.1:1 --user acme'")
    try await tmux.see("offline")
    kill(try process(of: tmux), SIGSEGV)
    try await tmux.see("ended with 139")
    #expect(try tmux.format("#{cursor_flag}#{alternate_on}") == "10")
    let said = try tmux.screen() + TextFile.read(tmux.path(".local/state/smsdash/smsdash.log"))
    #expect(said.contains("refused the connection"))
    #expect(!said.contains(token))
  }

  @Test func aServerInAnotherProcessIsServedToo() async throws {
    let server = try Tmux("$SMSDASH sandbox --port 0")
    try await server.see("listens on")
    let said = try server.screen()
    let port = try #require(said.split(separator: ":").dropFirst(2).first?.prefix { $0.isNumber })
    let token = try #require(said.split(separator: "token ").dropFirst().first?.prefix { $0.isHexDigit })
    let client = try Tmux(
      "export SMSDASH_TOKEN=\(token); $SMSDASH --url http://127.0.0.1:\(port) --user acme", columns: 120, rows: 40)
    try await client.see("Budi Santoso")
    try await client.see("synced")
    try client.press("Q")
    try await client.see("ended with 0")
    let log = try TextFile.read(client.path(".local/state/smsdash/smsdash.log"))
    #expect(!log.contains(token), "no token stands in the log")
  }
}
