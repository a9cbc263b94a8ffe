import Dashboard
import Glibc
import PlaySMSSandbox
import Terminal
import Testing

@testable import smsdash

/// A flow's terminal: the program in a shell of its own, and for an account that is empty the server beside it.
struct FlowTerminal {
  private let tmux: Tmux
  private let server: FlowServer?

  /// Starts the program as the flow wants it, and ends what is left of it.
  static func with(_ flow: Flow, type: String, _ body: (FlowTerminal) async throws -> Void) async throws {
    let (program, account) = flow.configuration
    let words = flow.startWords
    let variables = words.filter { $0.contains("=") && !$0.hasPrefix("-") }.map {
      $0.hasSuffix("=") ? "-u " + $0.dropLast() : $0
    }
    let options = words.filter { !$0.contains("=") || $0.hasPrefix("-") }.joined(separator: " ")
    let environment = variables + ["TERM=\(type)"]
    guard flow.isOnEmptyAccount else {
      let tmux = try Tmux(shell("demo \(options)", environment), columns: 100, rows: 30, terminal: type)
      return try await body(FlowTerminal(tmux: tmux, server: nil))
    }
    let sandbox = Sandbox(SandboxConfiguration(seed: 7))
    sandbox.reconfigure { $0.outcomes = .always(.delivered) }
    for case .server(let event) in flow.past.map(\.action) { FlowServer.prepare(sandbox, event) }
    try await Household.with(sandbox, settings: quickPolls + account, program: program) { household in
      let login = ["HOME=\(household.home)", "SMSDASH_TOKEN=\(SandboxAccount.anna.token)"]
      let tmux = try Tmux(shell(options, environment + login), columns: 100, rows: 30, terminal: type)
      try await body(FlowTerminal(tmux: tmux, server: FlowServer(sandbox: sandbox, server: household.server)))
    }
  }

  /// Nobody wants to wait for what comes in.
  private static let quickPolls = ["poll-idle: 1", "poll-active: 1", "poll-jitter: 0"]

  /// The program with job control, again and again. It says when it was stopped, and how it ended and whether the
  /// terminal is as it was. Bash would leave the loop with the first job that stops.
  private static func shell(_ arguments: String, _ environment: [String]) -> String {
    """
    cat > $SCENE/run <<'END'
    set -m
    while :; do
      stty sane; stty -g > $SCENE/before
      env \(environment.joined(separator: " ")) sh -c 'echo $$ > $SCENE/pid; exec $SMSDASH \(arguments)'
      s=$?
      while [ $s = 148 ]; do echo; echo it is stopped; read x; fg > $SCENE/fg; s=$?; done
      stty -g > $SCENE/after; [ $s = 137 ] && stty sane
      echo; echo "ended with $s"; cmp -s $SCENE/before $SCENE/after && echo modes given back
      read x; printf '\\033[2J\\033[H'
    done
    END
    sh $SCENE/run
    """
  }

  func follow(_ flow: Flow) async throws {
    try await tmux.onItsThread { try await take(flow) }
  }

  private func take(_ flow: Flow) async throws {
    try await tmux.see("Inbox")
    for step in flow.steps.dropFirst(flow.past.count) { try await carryOut(step) }
    if case .ended? = flow.steps.last?.action { return }
    // Should it ask because something is still on its way, the answer is yes.
    try await press(.escape)
    try tmux.press("C-c", "C-c")
    // It takes no yes for its first moment.
    tmux.pause(milliseconds: 600)
    try tmux.press("y")
    try await end(0)
    for (event, line) in flow.lastCounts { try server?.check(event, line: line) }
  }

  private func carryOut(_ step: FlowStep) async throws {
    let what = "line \(step.line): \(step.text)"
    switch step.action {
    case .person(let action): try await carryOut(action, what)
    case .hold(let key, let times): try tmux.hold(Tmux.name(of: key), times: times)
    case .point(let pointing, let text):
      try await tmux.see(text)
      try tmux.point(at: text, pointing.actions)
    case .row(let parts): try await tmux.wait(for: what) { ScreenText.hasRow($0, parts) }
    case .rowNot(let parts): try await tmux.wait(for: what) { !ScreenText.hasRow($0, parts) }
    case .selected(let text): try await tmux.wait(for: what) { ScreenText.isSelected($0, text) }
    case .copied(let text): try await tmux.wait(for: what) { _ in tmux.clipboard.contains(text) }
    case .file(let name, let text):
      try await tmux.wait(for: what) { _ in (try? TextFile.read(tmux.path(name)).contains(text)) == true }
    case .server(let event):
      // Line by line nothing says so all the time; there the flow looks at what it has.
      let signs = ["synced", "complete to", "line by line"]
      if event.isArrival { try await tmux.wait(for: what) { screen in signs.contains { screen.contains($0) } } }
      try await server?.carryOut(event, line: step.line)
    case .ended(let status): try await end(status)
    case .signal(let name): try signal(name)
    case .startAgain: try tmux.press("Enter")
    case .account, .config, .start: Issue.record("\(what): must stand first")
    }
  }

  private func carryOut(_ action: ReplayScript.Action, _ what: String) async throws {
    switch action {
    case .press(let keys): for key in keys { try await press(key) }
    case .type(let text):
      try tmux.type(text.replacing("$SCENE", with: tmux.path("").dropLast()))
      // What comes in one go, with the next key, would be taken for a paste.
      tmux.pause(milliseconds: 60)
    case .paste(let text): try tmux.paste(text)
    case .see(let text): try await tmux.wait(for: what) { $0.contains(text) }
    case .seeNot(let text): try await tmux.wait(for: what) { !$0.contains(text) }
    case .wait(let duration):
      tmux.pause(milliseconds: UInt32(duration / .milliseconds(1)))
      // Until then the review takes no `y`, however long one waited.
      try await tmux.wait(for: what) { !$0.contains("looking at what was sent before") }
    case .resize(let size): try tmux.resize(columns: size.columns, rows: size.rows)
    case .dump, .stay: Issue.record("\(what): only the program does this")
    }
  }

  private func press(_ key: Key) async throws {
    try tmux.press(Tmux.name(of: key))
    // With the next key it would be that key with Alt.
    if key == .escape { tmux.pause(milliseconds: 250) }
  }

  private func end(_ status: Int) async throws {
    try await tmux.see("ended with \(status)")
    // A killed one can give nothing back.
    guard status != 128 + Int(SIGKILL) else { return }
    try await tmux.see("modes given back")
    #expect(try tmux.format("#{cursor_flag}#{alternate_on}") == "10")
  }

  private func signal(_ name: String) throws {
    let numbers = ["HUP": SIGHUP, "INT": SIGINT, "TERM": SIGTERM, "QUIT": SIGQUIT, "KILL": SIGKILL, "SEGV": SIGSEGV]
    let process = try #require(pid_t(try TextFile.read(tmux.path("pid")).filter(\.isNumber)))
    kill(process, try #require(numbers[name]))
  }
}

extension Tmux {
  /// What the program put on the clipboard.
  var clipboard: String { (try? run(["show-buffer"])) ?? "" }

  /// Does something with the mouse where a text stands, as a terminal tells it.
  func point(at text: String, _ actions: [MouseEvent.Action]) throws {
    let place = try #require(ScreenText.place(of: text, on: screen()))
    let bytes = actions.flatMap { action in
      let (code, final) =
        switch action {
        case .press(let button): (button - 1, "M")
        case .release: (0, "m")
        case .wheelUp: (64, "M")
        case .wheelDown: (65, "M")
        }
      return Array("\u{1B}[<\(code);\(place.column + 1);\(place.row + 1)\(final)".utf8)
    }
    try run(["send-keys", "-t", "scene", "-H"] + bytes.map { String($0, radix: 16) })
  }

  /// As tmux calls a key.
  static func name(of key: Key) -> String {
    switch key {
    case .escape: "Escape"
    case .backspace: "BSpace"
    case .backTab: "BTab"
    case .delete: "DC"
    case .insert: "IC"
    case .pageUp: "PageUp"
    case .pageDown: "PageDown"
    case .character(" "): "Space"
    case .character(";"): "\\;"
    case .character, .control, .alt, .enter, .tab, .up, .down, .left, .right, .home, .end, .function:
      KeyNotation.text(key)
    }
  }
}
