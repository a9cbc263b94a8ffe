import Glibc
import Messaging
import Terminal
import TestThreads
import Testing

@testable import CursesTerminal

extension Curses {
  /// Whatever strangers and servers write: the bytes that reach the terminal move, erase, style and show text.
  @Suite(.ownThreads()) struct HostileDisplayTests {
    /// The keys that lead to each pane and dialog.
    static let ways = [
      "", "1", "1 Enter", "2", "2 Enter", "3", "4", "7", "m", "1 r", "m + 6 2 8 1 1 Tab", "m + 6 2 8 1 1 Tab x C-x",
      "3 !", "?", "2 /", "2 i", "1 y", "1 s", "3 Enter", "3 X", "3 d", "2 / [ Enter",
    ]
    static let sizes = [(20, 5), (40, 12), (59, 11), (80, 24), (120, 40), (200, 60)]
    /// All of them where everything is checked, a part in an ordinary run.
    static let strings: [String] = {
      let all = HostileStrings.all
      return getenv("SMSDASH_EXTENT") == nil ? all.filter { _ in Int.random(in: 0..<80) == 0 } : all
    }()

    @Test func thereAreEnoughOfThem() {
      #expect(Set(HostileStrings.all.map { Array($0.utf8) }).count >= 2_000)
    }

    @Test(arguments: sizes) func inEveryPaneOnlyWhatTerminfoExplainsLeaves(columns: Int, rows: Int) throws {
      try check(Self.strings, type: "xterm-256color", Size(columns: columns, rows: rows))
    }

    @Test(arguments: ["tmux-256color", "screen", "linux", "vt100"])
    func onEveryKindOfTerminal(type: String) throws {
      try check(Self.strings.filter { _ in Int.random(in: 0..<4) == 0 }, type: type, Size(columns: 80, rows: 24))
    }

    @Test(arguments: [
      "\u{1B}[2J", "\u{1B}]0;x\u{7}", "\u{9B}2J", "\u{7}", "a\u{202E}b", "\u{1B}[6n", "\u{1B}[?1049l\u{1B}[?1000h",
    ])
    func theGrammarKnowsWhatMustNotLeave(text: String) throws {
      let size = Size(columns: 80, rows: 24)
      let renderer = try CursesRenderer(terminalType: "xterm-256color", size: size, colors: true)
      defer { withExtendedLifetime(renderer) {} }
      let grammar = TerminalGrammar(services: TerminalServices(mouse: true), rows: size.rows)
      #expect(grammar.fault(in: Array("before\(text)after".utf8)) != nil)
    }

    private func check(_ strings: [String], type: String, _ size: Size) throws {
      let renderer = try CursesRenderer(terminalType: type, size: size, colors: true)
      let grammar = TerminalGrammar(services: TerminalServices(mouse: false), rows: size.rows)
      // As many as a screen shows at once.
      let step = max(1, size.rows - 2)
      for start in stride(from: 0, to: strings.count, by: step) {
        let part = Array(strings[start..<min(start + step, strings.count)])
        for way in Self.ways {
          let person = try Operator(hostile: part, pressing: way, size: size)
          let bytes = renderer.render(person.frame)
          if let fault = grammar.fault(in: bytes) {
            Issue.record("\(type) \(size.columns)x\(size.rows), keys '\(way)', strings from \(start): \(fault)")
            return
          }
        }
      }
    }
  }
}
