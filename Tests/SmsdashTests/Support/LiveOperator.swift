import AccountEngine
import Dashboard
import DashboardViews
import Dispatch
import Glibc
import Logging
import MessageArchive
import Messaging
import PlaySMS
import PlaySMSSandbox
import SmsdashResources
import Terminal
import Testing

@testable import smsdash

/// An operator at a whole dashboard without a terminal: real archive, real engine, real HTTP to a sandbox. Presses
/// keys, reads the screen, waits until something stands on it.
actor LiveOperator {
  nonisolated let sandbox: Sandbox
  nonisolated let server: SandboxServer
  nonisolated let archive: MessageArchive
  private let screen: DashboardScreen
  private var dashboard: Dashboard
  private var runner: EffectRunner?
  nonisolated let folder: String
  /// How much later it is for the person than by the clock: waiting costs no time.
  private var ahead = Duration.zero
  /// What was said for a moment since the last key.
  var passing: [String] = []
  /// What was last put on the clipboard.
  private(set) var clipboard: String?
  /// Whether the dashboard was left.
  private(set) var hasLeft = false

  /// What a test wants to be otherwise.
  struct Setup: Sendable {
    var token: String?
    var hold: Duration = .milliseconds(100)
    var url: String?
    var size = Size(columns: 120, rows: 40)
    /// Otherwise than usual: keys, and what a send is judged by.
    var keymap: Keymap?
    var sending = SendingPolicy()
    /// Called before the engine starts.
    var prepare: @Sendable (Sandbox) -> Void = { _ in }
    var engine = LiveOperator.quickEngine
    /// What the account lives through; without one it is empty.
    var story: SandboxStory?

    fileprivate var settings: Dashboard.Settings {
      Dashboard.Settings(
        account: "anna", isDemo: story != nil, hold: hold, typedConfirmationAbove: sending.typedCountAbove ?? 10,
        sending: sending)
    }

    /// The account of `smsdash demo`.
    static func demo(_ story: SandboxStory) -> Setup {
      var setup = Setup()
      setup.story = story
      setup.hold = .seconds(3)
      return setup
    }
  }

  /// Real intervals, only shorter.
  static var quickEngine: EngineSettings {
    var settings = EngineSettings()
    settings.idleInterval = .milliseconds(150)
    settings.activeInterval = .milliseconds(80)
    settings.firstRetry = .milliseconds(100)
    settings.longestRetry = .milliseconds(500)
    settings.history = .all
    settings.historyPerMinute = 6_000
    settings.followUp = FollowUpGaps(steps: [.init(upToAge: .seconds(600), gap: .milliseconds(100))])
    settings.sendGrace = .seconds(1)
    return settings
  }

  /// Runs a scene: everything is started for it and ended after it.
  static func scene(
    _ setup: Setup = Setup(), _ body: @Sendable (LiveOperator) async throws -> Void
  ) async throws {
    let person = try LiveOperator(setup)
    let port = try await person.server.start(port: 0)
    let url = setup.url ?? "http://127.0.0.1:\(port)"
    let teller = setup.story?.accounts.first ?? .anna
    let account = Account(
      address: try ServerAddress(url),
      credentials: Credentials(username: teller.username, token: Secret(setup.token ?? teller.token)),
      engine: setup.engine)
    let background = await person.begin(setup)
    let work = background.start { account }
    let outcome: Result<Void, any Error>
    do { outcome = .success(try await body(person)) } catch { outcome = .failure(error) }
    background.runner.finish()
    await work.writer.value
    work.engine.cancel()
    work.feed.cancel()
    await work.engine.value
    await work.feed.value
    await person.server.stop()
    try await person.closeArchive()
    ScratchFolder.remove(person.folder)
    try outcome.get()
  }

  private init(_ setup: Setup) throws {
    var template = Array("/tmp/smsdash-test-XXXXXX".utf8CString)
    try #require(mkdtemp(&template) != nil)
    folder = String(decoding: template.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
    var configuration = SandboxConfiguration(seed: 7)
    configuration.outcomes = .always(.delivered)
    sandbox = setup.story.map { Sandbox(story: $0) } ?? Sandbox(configuration)
    setup.prepare(sandbox)
    server = SandboxServer(sandbox)
    archive = try MessageArchive.open(ArchiveLocation(folder: folder))
    screen = DashboardScreen(appearance: Appearance(theme: try Theme(parsing: EmbeddedText.theme)))
    dashboard = Dashboard(
      keymap: try setup.keymap ?? Keymap(parsing: EmbeddedText.keymap), settings: setup.settings, zone: .utc,
      size: setup.size, now: .now())
  }

  private func begin(_ setup: Setup) -> Background {
    let send: @Sendable (Event) async -> Void = { [weak self] event in await self?.tell(event) }
    let runner = EffectRunner(
      archive: archive, settings: setup.settings, zone: .utc, send: send)
    self.runner = runner
    carryOut(dashboard.start())
    return Background(
      archive: archive, runner: runner, log: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }, send: send)
  }

  /// Closing waits for reads that are still under way, and those need the threads that tasks run on.
  private func closeArchive() async throws {
    let archive = archive
    try await withCheckedThrowingContinuation { (done: CheckedContinuation<Void, any Error>) in
      DispatchQueue(label: "closing").async { done.resume(with: Result { try archive.close() }) }
    }
  }

  var text: String { screen.frame(of: dashboard).text.joined(separator: "\n") }
  var inboxKeys: [String] { dashboard.inbox.rows.map(\.peer.key) }
  var selectedKey: String? { dashboard.inbox.selected?.peer.key }
  var counters: Counters { dashboard.counters }
  /// Whether the inbox was read once: what comes from now on is new.
  var hasMetInbox: Bool { dashboard.account.streams[.inbox]?.completeTo != nil }
  var phase: AccountStatus.Phase { dashboard.account.phase }

  func tell(_ event: Event) {
    carryOut(dashboard.handle(event, at: .now() + ahead))
    if let said = dashboard.notices.toast?.sentence.raw, passing.last != said { passing.append(said) }
  }

  /// Whether a text stands on the screen, or was said in passing since the last key: that is gone after two seconds,
  /// and a busy machine may not look in time.
  func hasSeen(_ expected: String) -> Bool { text.contains(expected) || passing.contains { $0.contains(expected) } }

  /// Lets time pass for the person. What the archive would have answered long since is waited for.
  func wait(_ duration: Duration) async throws {
    try await wait("what is known before a send") { $0.dashboard.review.map { $0.facts != nil } ?? true }
    ahead += duration
    tell(.clockTicked)
  }

  /// Does something with the mouse where a text stands; false where it does not.
  func point(at text: String, _ actions: [MouseEvent.Action]) -> Bool {
    guard let place = ScreenText.place(of: text, on: self.text) else { return false }
    for action in actions { tell(.pointed(screen.target(at: place, in: dashboard), action)) }
    return true
  }

  /// Presses keys, written as in a keymap and separated by blanks.
  func press(_ keys: String) {
    for word in keys.split(separator: " ") {
      guard let key = KeyNotation.key(word) else { preconditionFailure("no key is called \(word)") }
      tell(.input(.key(key)))
    }
  }

  func type(_ text: String) { for scalar in text.unicodeScalars { tell(.input(.key(.character(scalar)))) } }

  /// Waits until a condition holds, for a minute at most; the screen tells what was there instead.
  func wait(
    _ what: String, sourceLocation: SourceLocation = #_sourceLocation,
    until condition: @Sendable (isolated LiveOperator) -> Bool
  ) async throws {
    let clock = ContinuousClock()
    let end = clock.now + Flow.patience
    while !condition(self) {
      guard clock.now < end else {
        Issue.record("waited in vain for \(what); the screen was\n\(text)", sourceLocation: sourceLocation)
        throw WaitedInVain()
      }
      try await Task.sleep(for: .milliseconds(10))
      tell(.clockTicked)
    }
  }

  /// Waits until a text stands on the screen.
  func see(_ expected: String, sourceLocation: SourceLocation = #_sourceLocation) async throws {
    try await wait("'\(expected)'", sourceLocation: sourceLocation) { $0.text.contains(expected) }
  }

  private func carryOut(_ effects: [DashboardEffect]) {
    for effect in effects {
      switch effect {
      case .copy(let text): clipboard = text
      case .quit, .switchAccount: hasLeft = true
      case .dumpScreen(let path): tell(.noticed(ScreenDump.notice(writing: screen.frame(of: dashboard), to: path)))
      case .read, .write, .ask, .edit, .redraw, .suspend: runner?.run(effect)
      }
    }
  }
}

struct WaitedInVain: Error {}
