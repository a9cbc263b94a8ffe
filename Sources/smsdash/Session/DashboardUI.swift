import CursesTerminal
import Dashboard
import DashboardViews
import Messaging
import Terminal

/// The dashboard's state on the terminal's thread: events in, frames out, effects on.
actor DashboardUI {
  private let loop: TerminalLoop
  private let screen: DashboardScreen
  private let editor: ExternalEditor
  private var dashboard: Dashboard
  private var perform: @Sendable (Effect) -> Void = { _ in }
  /// What was drawn last, of which the next one takes over what stays.
  private var picture: Picture?
  /// Text to be put on the clipboard with the next frame.
  private(set) var clipboard: String?
  /// The account to be opened after this one.
  private(set) var next: String?
  /// The composition that is in the operator's own editor.
  private var editing: Int?
  /// Whether what is pressed now is for nobody any more.
  private(set) var isLeaving = false

  nonisolated var unownedExecutor: UnownedSerialExecutor { loop.asUnownedSerialExecutor() }

  init(loop: TerminalLoop, screen: DashboardScreen, editor: ExternalEditor, dashboard: Dashboard) {
    self.loop = loop
    self.screen = screen
    self.editor = editor
    self.dashboard = dashboard
  }

  /// Begins: effects go to `perform` from now on.
  func start(perform: @escaping @Sendable (Effect) -> Void) {
    self.perform = perform
    carryOut(dashboard.start())
  }

  func handle(_ event: Event) {
    if case .editorClosed = event { editing = nil }
    carryOut(dashboard.handle(meant(by: event), at: .now()))
    loop.requestDraw()
  }

  /// What the mouse did, said of what stands there on the screen.
  private func meant(by event: Event) -> Event {
    guard case .input(.mouse(let mouse)) = event else { return event }
    return .pointed(screen.target(at: mouse.at, in: dashboard), mouse.action)
  }

  /// Ends the dashboard, as the operator does by leaving.
  func leave() {
    isLeaving = true
    loop.quit()
  }

  /// What an editor left that ended with us: nobody would hear of it any more.
  func takeFromEditor(_ outcome: EditorOutcome) {
    if let editing { handle(.editorClosed(outcome, token: editing)) }
  }

  /// Whether keys go into a message.
  var isWriting: Bool { dashboard.mode == .input && dashboard.finding == nil }

  /// Whether rows that belong on the screen are about to come.
  var isAwaiting: Bool { dashboard.isAwaitingRows }

  func frame() -> Frame {
    let next = screen.picture(of: dashboard, after: picture)
    picture = next
    return next.frame
  }

  func takeClipboard() -> String? {
    defer { clipboard = nil }
    return clipboard
  }

  private func carryOut(_ effects: [Effect]) {
    for effect in effects {
      switch effect {
      case .quit: leave()
      case .switchAccount(let name):
        next = name
        leave()
      case .suspend: loop.requestSuspend()
      case .redraw: loop.requestFullRedraw()
      case .copy(let text): clipboard = text
      case .edit(let text, let token): edit(text, token: token)
      case .dumpScreen(let path): dump(frame(), to: path)
      case .read, .write, .ask: perform(effect)
      }
    }
  }

  private func dump(_ frame: Frame, to path: String) {
    let loop = loop
    // A file system may let one wait.
    DetachedThread.start {
      let notice = ScreenDump.notice(writing: frame, to: path)
      loop.perform { [weak self] in self?.assumeIsolated { $0.handle(.noticed(notice)) } }
    }
  }

  private func edit(_ text: String, token: Int) {
    let (loop, editor) = (loop, editor)
    editing = token
    loop.lendTerminal {
      editor.edit(text) { outcome in
        loop.perform { [weak self] in self?.assumeIsolated { $0.handle(.editorClosed(outcome, token: token)) } }
        loop.takeTerminalBack()
      }
    }
  }

  /// How long the screen stays as it is while nothing happens. Not longer than a minute: the machine's clock may be set.
  var untilChange: Duration? {
    dashboard.nextChange().map { min(max(.milliseconds(1), $0.since(.now())), .seconds(60)) }
  }
}
