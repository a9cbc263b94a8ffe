import Glibc
import MessageArchive
import Messaging
import Testing

@testable import smsdash

/// A real editor in a real pseudo-terminal: the terminal is handed over and taken back.
@Suite(.serialized) struct EditorTerminalTests {
  /// The demo in the composer, with an editor that is a shell script of the test.
  private func writing(_ script: String) async throws -> Tmux {
    let tmux = try Tmux(
      "printf '%s' '\(script)' > $SCENE/editor.sh; export EDITOR=\"sh $SCENE/editor.sh\"; unset VISUAL; "
        + "$SMSDASH demo")
    try await tmux.see("Budi Santoso")
    try tmux.press("1", "m")
    try await tmux.see("Compose")
    try tmux.type("+62811234567")
    try tmux.press("Tab")
    try tmux.type("half")
    try await tmux.see("half")
    return tmux
  }

  @Test func theEditorHasThePlainTerminalAndItsTextComesBack() async throws {
    let tmux = try await writing(
      "stty -a | grep -o -e \" icanon\" -e \" echo \"; echo in the editor; read line; echo \"$line\" > \"$1\"")
    try tmux.press("C-o")
    try await tmux.see("in the editor")
    #expect(try tmux.screen().contains("icanon"))
    #expect(try tmux.format("#{alternate_on}") == "0")
    try tmux.type("a whole loaf")
    try tmux.press("Enter")
    // What is said of it passes; the text stays.
    try await tmux.see("C-x review")
    #expect(try tmux.screen().contains("a whole loaf"))
    #expect(try tmux.format("#{alternate_on}") == "1")
    try tmux.press("Escape")
    try await tmux.seeNot("C-x review")
    try tmux.press("Q")
    try await tmux.see("ended with 0")
  }

  @Test func anInterruptEndsTheEditorAndNotTheProgram() async throws {
    let tmux = try await writing("echo in the editor; sleep 600")
    try tmux.press("C-o")
    try await tmux.see("in the editor")
    try tmux.press("C-c")
    try await tmux.see("ended with status 130")
    #expect(try tmux.screen().contains("half"))
    try tmux.press("Escape")
    try await tmux.seeNot("C-x review")
    try tmux.press("Q")
    try await tmux.see("ended with 0")
  }

  @Test func whatAnEditorSavedBeforeTheTerminalWentIsADraft() async throws {
    let tmux = try Tmux(
      "printf '%s' 'echo a whole loaf > \"$1\"; echo $PPID > $SCENE/pid; echo in the editor; sleep 600' "
        + "> $SCENE/editor.sh; export EDITOR=\"sh $SCENE/editor.sh\" SMSDASH_TOKEN=abc; unset VISUAL; "
        + "$SMSDASH --url http://127.0.0.1:1/ --user acme")
    try await tmux.see("? help")
    try tmux.press("m")
    try await tmux.see("Compose")
    try tmux.type("+62811234567")
    try tmux.press("Tab")
    try tmux.type("half")
    try await tmux.see("half")
    try tmux.press("C-o")
    try await tmux.see("in the editor")
    let pid = try #require(try TextFile.read(tmux.path("pid")).split { !$0.isNumber }.compactMap { pid_t($0) }.first)
    kill(pid, SIGHUP)
    try await tmux.see("ended with 129")
    let archive = try MessageArchive.open(ArchiveLocation(folder: tmux.path(".local/share/smsdash/127.0.0.1-acme")))
    #expect(try await archive.drafts().map(\.text) == ["a whole loaf"])
    try archive.close()
  }

  @Test func whoLeavesWhileAnEditorRunsLeavesNoEditorBehind() async throws {
    let tmux = try await writing("echo $$ $PPID > $SCENE/pids; echo in the editor; sleep 600")
    try tmux.press("C-o")
    try await tmux.see("in the editor")
    let pids = try TextFile.read(tmux.path("pids")).split { !$0.isNumber }.compactMap { pid_t($0) }
    try #require(pids.count == 2)
    kill(pids[1], SIGTERM)
    try await tmux.see("ended with 143")
    for _ in 0..<200 where Program.isAlive(pids[0]) { try await Task.sleep(for: .milliseconds(50)) }
    #expect(!Program.isAlive(pids[0]))
  }
}
