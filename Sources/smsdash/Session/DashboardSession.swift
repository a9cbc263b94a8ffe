import AccountEngine
import CursesTerminal
import Dashboard
import DashboardViews
import Glibc
import Logging
import MessageArchive
import Messaging
import PlaySMS
import SmsdashResources
import Terminal

/// One run of the dashboard: terminal, archive, engine and what lies between them, from the first frame to the last.
struct DashboardSession {
  let settings: Dashboard.Settings
  let appearance: Appearance
  let screen: CursesScreen.Options
  let keymap: Keymap
  let archive: ArchiveLocation
  let log: Logger
  /// Does at the keyboard what a script says.
  var replay: Replay?
  /// Line by line, without a screen.
  var isLinear = false
  /// Said at the beginning.
  var greeting: Notice?

  /// How it ended.
  enum End: Hashable {
    /// The status to exit with.
    case left(Int32)
    /// The operator went to the account of this name.
    case other(String)
  }

  /// Ends early, and plainly, where there is no terminal to draw on.
  static func requireTerminal() throws(ExitFailure) {
    for (descriptor, name) in [(0, "input"), (1, "output")] where isatty(Int32(descriptor)) == 0 {
      throw ExitFailure(
        .general, "The \(name) is not a terminal.",
        hint: "Start it from a terminal, with neither input nor output redirected.")
    }
  }

  /// Shows the dashboard until the operator leaves it or a signal comes.
  ///
  /// The account is reached in the background: the first frame needs only the archive.
  func run(account: @escaping @Sendable () async throws(ExitFailure) -> Account) throws(ExitFailure) -> End {
    if isLinear { return try runLinear(account: account) }
    let archive: MessageArchive
    do throws(ArchiveError) { archive = try MessageArchive.join(self.archive) } catch { throw ExitFailure(error) }
    defer { try? archive.close() }
    let curses: CursesScreen
    let loop: TerminalLoop
    do throws(TerminalError) {
      curses = try CursesScreen(options: screen)
      loop = try TerminalLoop()
    } catch { throw ExitFailure(.general, error.description, hint: error.hint) }
    let now = Timestamp.now()
    let zone = ZoneRules.ofThisMachine(at: now)
    let dashboard = Dashboard(keymap: keymap, settings: settings, zone: zone, size: curses.size, now: now)
    let editor = ExternalEditor(environment: Paths.environment())
    let ui = DashboardUI(
      loop: loop, screen: DashboardScreen(appearance: appearance), editor: editor, dashboard: dashboard)
    // Posted, not awaited: once the loop has ended nobody takes events any more, and whoever waited would for ever.
    let send: @Sendable (Event) async -> Void = { event in loop.perform { ui.assumeIsolated { $0.handle(event) } } }
    let runner = EffectRunner(archive: archive, settings: settings, zone: zone, send: send)
    let background = Background(archive: archive, runner: runner, log: log, send: send)
    let work = background.start(account: account)
    loop.perform { ui.assumeIsolated { $0.start { runner.run($0) } } }
    if let replay { Task { await replay.run(at: ui) } }
    if let greeting { loop.perform { ui.assumeIsolated { $0.handle(.noticed(greeting)) } } }
    if let unknown = curses.unknownTerminalType {
      let sentence =
        "This machine does not know the terminal type \(unknown); \(CursesScreen.standInTerminalType) is taken."
      let notice = Notice(
        at: now, level: .warning, sentence: UntrustedText(sentence), hint: "ncurses-term describes more of them.")
      loop.perform { ui.assumeIsolated { $0.handle(.noticed(notice)) } }
    }
    let outcome = loop.run(
      curses, isWriting: { ui.assumeIsolated { $0.isWriting } },
      isAwaiting: { ui.assumeIsolated { $0.isAwaiting } },
      alarm: TerminalLoop.Alarm(
        wait: { ui.assumeIsolated { $0.untilChange } }, ring: { ui.assumeIsolated { $0.handle(.clockTicked) } }),
      input: { event in ui.assumeIsolated { $0.handle(.input(event)) } },
      frame: {
        if let text = ui.assumeIsolated({ $0.takeClipboard() }) { curses.copy(text) }
        return ui.assumeIsolated { $0.frame() }
      })
    // Still on the loop's thread.
    let next = ui.assumeIsolated { $0.next }
    if let left = editor.end() { ui.assumeIsolated { $0.takeFromEditor(left) } }
    curses.close()
    background.end(work)
    if outcome == .quit, let next { return .other(next) }
    return .left(outcome.exitStatus)
  }
}
