import Dashboard
import Terminal
import Testing

@testable import smsdash

/// What people do, done: in memory with everything but the terminal, and through a real pseudo-terminal.
@Suite struct FlowTests {
  @Test(arguments: try Flow.all(in: "reading") + Flow.all(in: "writing"))
  func inMemory(flow: Flow) async throws {
    try await LiveOperator.scene(.demo(try EmbeddedStory.read())) { person in
      try await person.follow(flow.script)
    }
  }

  /// Every kind of terminal shows the same program.
  @Test(arguments: ["xterm-256color", "tmux-256color", "screen", "linux", "vt100"])
  func throughATerminal(type: String) async throws {
    for flow in try Flow.all(in: "terminal") {
      let tmux = try Tmux("$SMSDASH demo", columns: 100, rows: 30, terminal: type)
      try await tmux.see("Budi Santoso")
      try await tmux.follow(flow.script)
      // Should it ask because something is still held, the answer is yes.
      try tmux.press("C-c", "C-c", "y")
      try await tmux.see("ended with 0")
    }
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

extension LiveOperator {
  /// Does what a script says.
  func follow(_ script: ReplayScript) async throws {
    for step in script.steps {
      switch step.action {
      case .press(let keys): for key in keys { tell(.input(.key(key))) }
      case .type(let text): type(text)
      case .paste(let text): tell(.input(.paste(text)))
      case .see(let text): try await wait("line \(step.line), '\(text)'") { $0.text.contains(text) }
      case .seeNot(let text): try await wait("line \(step.line), no '\(text)'") { !$0.text.contains(text) }
      case .wait(let duration): try await Task.sleep(for: duration)
      case .resize(let size): tell(.input(.resized(size)))
      case .dump, .stay: Issue.record("line \(step.line): only the program does this")
      }
    }
  }
}

extension Tmux {
  /// Does what a script says, key by key through the terminal.
  func follow(_ script: ReplayScript) async throws {
    for step in script.steps {
      switch step.action {
      case .press(let keys): for key in keys { try press(Tmux.name(of: key)) }
      case .type(let text):
        try type(text)
        // What comes in one go, with the next key, would be taken for a paste.
        try await Task.sleep(for: .milliseconds(100))
      case .paste(let text): try paste(text)
      case .see(let text): try await see(text)
      case .seeNot(let text): try await seeNot(text)
      case .wait(let duration): try await Task.sleep(for: duration)
      case .resize(let size): try resize(columns: size.columns, rows: size.rows)
      case .dump, .stay: Issue.record("line \(step.line): only the program does this")
      }
    }
  }

  /// As tmux calls a key.
  private static func name(of key: Key) -> String {
    switch key {
    case .escape: "Escape"
    case .backspace: "BSpace"
    case .backTab: "BTab"
    case .delete: "DC"
    case .insert: "IC"
    case .pageUp: "PageUp"
    case .pageDown: "PageDown"
    case .character(" "): "Space"
    case .character, .control, .alt, .enter, .tab, .up, .down, .left, .right, .home, .end, .function:
      KeyNotation.text(key)
    }
  }
}
