import Glibc
import Testing

@testable import smsdash

/// The dashboard line by line, for screen readers, pipes, and terminals that cannot place the cursor.
@Suite struct LinearTests {
  @Test func aTerminalThatCannotPlaceItsCursorIsToldLineByLine() async throws {
    let tmux = try Tmux("$SMSDASH demo", columns: 100, rows: 50, terminal: "dumb")
    // What is held stays so for seconds only.
    try await tmux.onItsThread {
      try await tmux.see("line by line")
      try await tmux.see("Budi Santoso")
      try await say("contacts", to: tmux, andSee: "-- Contacts")
      try await say("compose", to: tmux, andSee: "Type the text")
      try await say("The line is long enough.", to: tmux, andSee: "GSM-7")
      try await say(".", to: tmux, andSee: "y sends")
      tmux.pause(milliseconds: 500)
      try await say("y", to: tmux, andSee: "held")
      try await say("outbox", to: tmux, andSee: "The line is long")
      try await say("quit", to: tmux, andSee: "y leaves")
      try await say("y", to: tmux, andSee: "ended with 0")
    }
    #expect(try tmux.format("#{alternate_on}") == "0")
  }

  @Test func aRowIsChosenByItsNumber() async throws {
    let tmux = try Tmux("$SMSDASH demo --linear", columns: 100, rows: 50)
    try await tmux.see("STOP")
    try await say("3", to: tmux, andSee: "3> ")
    try await say("open", to: tmux, andSee: "-- +62 812 000 111")
    try await say("back", to: tmux, andSee: "-- Inbox")
    try await say("nothing of the kind", to: tmux, andSee: "is no command here")
    try await say("999", to: tmux, andSee: "there is no row 999")
    try await say("quit", to: tmux, andSee: "ended with 0")
  }

  @Test func aPipeIsAnsweredWithLinesAndNothingElse() async throws {
    let tmux = try Tmux(
      "(sleep 6; echo inbox; sleep 2; echo 900673) | $SMSDASH demo --linear > $SCENE/out 2>&1")
    try await tmux.see("ended with 0")
    let said = try TextFile.read(tmux.path("out"))
    #expect(said.contains("Budi Santoso"))
    #expect(said.contains("-- Inbox"))
    #expect(said.unicodeScalars.allSatisfy { $0 == "\n" || $0.properties.generalCategory != .control })
  }

  @Test(arguments: [(SIGTERM, 143), (SIGINT, 130), (SIGHUP, 129)])
  func aSignalEndsIt(signal: Int32, status: Int) async throws {
    let tmux = try Tmux("bash -c 'echo $$ > $SCENE/pid; exec $SMSDASH demo --linear'", rows: 60)
    try await tmux.see("Budi Santoso")
    kill(try #require(pid_t(try TextFile.read(tmux.path("pid")).filter(\.isNumber))), signal)
    try await tmux.see("ended with \(status)")
  }

  private func say(_ line: String, to tmux: Tmux, andSee expected: String) async throws {
    try tmux.type(line)
    try tmux.press("Enter")
    try await tmux.see(expected)
  }
}
