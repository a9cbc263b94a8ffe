import Dashboard
import Terminal
import Testing

@testable import smsdash

/// What people do, done: in memory with everything but the terminal, and through a real pseudo-terminal.
@Suite struct FlowTests {
  @Test(arguments: try Flow.inMemory())
  func inMemory(flow: Flow) async throws {
    try await LiveOperator.scene(try flow.setup()) { person in try await person.follow(flow) }
  }

  /// Every kind of terminal shows the same program.
  @Test(arguments: try Flow.all(in: "terminal"), ["xterm-256color", "tmux-256color", "screen", "linux", "vt100"])
  func throughATerminal(flow: Flow, type: String) async throws {
    try await FlowTerminal.with(flow, type: type) { try await $0.follow(flow) }
  }

  @Test(arguments: try Flow.all(in: "terminal-once"))
  func throughOneTerminal(flow: Flow) async throws {
    try await FlowTerminal.with(flow, type: "xterm-256color") { try await $0.follow(flow) }
  }

  /// One that only pressed keys could not fail, and one that sends has to say what the server took.
  @Test(arguments: try Flow.inMemory() + Flow.all(in: "terminal") + Flow.all(in: "terminal-once"))
  func aFlowLooksAtWhatItDid(flow: Flow) {
    #expect(flow.steps.last(where: { !$0.isBefore })?.looks == true, "the last step looks at something")
    let reviews = flow.steps.contains { if case .person(.see("Review")) = $0.action { true } else { false } }
    #expect(!reviews || !flow.isOnEmptyAccount || !flow.lastCounts.isEmpty, "what the server took is counted")
  }

  @Test func theProgramReplaysAScript() async throws {
    let tmux = try Tmux(
      "printf 'see Budi Santoso\\npress 1\\nsee Inbox\\ndump %s/screen.txt\\n' $SCENE > $SCENE/script; "
        + "$SMSDASH demo --replay $SCENE/script")
    try await tmux.see("ended with 0")
    let dump = try TextFile.read(tmux.path("screen.txt"), onlyOwner: true)
    #expect(dump.contains("Inbox"))
    #expect(dump.contains("looks, a letter a cell"))
    #expect(dump.contains("bold reverse"))
  }

  @Test func aScriptThatSeesSomethingElseSaysWhereAndShowsTheScreen() async throws {
    let tmux = try Tmux(
      "printf 'see Budi Santoso\\nsee not Budi Santoso\\n' > $SCENE/script; $SMSDASH demo --replay $SCENE/script",
      columns: 100, rows: 60)
    try await tmux.see("ended with 1")
    let screen = try tmux.screen()
    #expect(screen.contains("script:2: see not Budi Santoso: waited in vain."))
    #expect(screen.contains("Outgoing ──"))
  }

  @Test(arguments: [
    ("jump 3", ":1: unknown step 'jump'"), ("see x\npress Entre", ":2: no key is called 'Entre'"),
    ("wait long", ":1: 'long' is no number of seconds"), ("resize 0 5", ":1: '0 5' is no number of columns"),
    ("see", ":1: 'see' says nothing about what"),
  ])
  func aScriptWithAMistakeIsToldBeforeAnything(script: String, sentence: String) async throws {
    let tmux = try Tmux("printf '\(script.replacing("\n", with: "\\n"))' > $SCENE/s; $SMSDASH demo --replay $SCENE/s")
    try await tmux.see("ended with 64")
    #expect(try tmux.screen().contains(sentence))
  }
}
