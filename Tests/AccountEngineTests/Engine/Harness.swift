import Foundation
import MessageArchive
import Messaging
import PlaySMS
import PlaySMSSandbox
import Synchronization
import Testing

@testable import AccountEngine

/// A sandbox behind real HTTP, an archive in a folder of its own, and the engines that run on them one after the other.
final class Harness: Sendable {
  let sandbox: Sandbox
  let server: SandboxServer
  let port: Int
  let archive: MessageArchive
  let clock: ManualSandboxClock
  private let folder: String

  private init(sandbox: Sandbox, server: SandboxServer, port: Int, folder: String, clock: ManualSandboxClock) throws {
    self.sandbox = sandbox
    self.server = server
    self.port = port
    self.folder = folder
    self.clock = clock
    archive = try MessageArchive.open(ArchiveLocation(folder: folder))
  }

  /// Runs `body` with a harness and takes everything down behind it. The sandbox's clock stands until it is turned.
  static func with(
    _ configuration: SandboxConfiguration = quick, _ body: (Harness) async throws -> Void
  ) async throws {
    let clock = ManualSandboxClock()
    let sandbox = Sandbox(configuration, clock: clock)
    let server = SandboxServer(sandbox)
    let port = try await server.start()
    let folder = NSTemporaryDirectory() + "smsdash-engine-" + UUID().uuidString
    let harness = try Harness(sandbox: sandbox, server: server, port: port, folder: folder, clock: clock)
    let result: Result<Void, any Error>
    do { result = .success(try await body(harness)) } catch { result = .failure(error) }
    await server.stop()
    try? harness.archive.close()
    try FileManager.default.removeItem(atPath: folder)
    try result.get()
  }

  /// Everything is delivered, as soon as the clock is turned.
  static var quick: SandboxConfiguration {
    var configuration = SandboxConfiguration(outcomes: .always(.delivered))
    configuration.quirks.rowLimit = 20_000
    return configuration
  }

  /// Runs an engine while `body` runs, and stops it then.
  func withEngine(
    _ settings: EngineSettings = .quick, token: String = SandboxAccount.anna.token, deadline: Duration = .seconds(60),
    _ body: (RunningEngine) async throws -> Void
  ) async throws {
    let transport = try transport()
    let running = engine(over: transport, settings, token: token, deadline: deadline)
    let result: Result<Void, any Error>
    do { result = .success(try await body(running)) } catch { result = .failure(error) }
    await running.stop()
    await transport.close()
    try result.get()
  }

  func transport() throws -> HTTPTransport {
    HTTPTransport(address: try ServerAddress("http://127.0.0.1:\(port)"))
  }

  func engine(
    over transport: any Transport, _ settings: EngineSettings, token: String = SandboxAccount.anna.token,
    clock: any EngineClock = SandboxTime(), deadline: Duration = .seconds(60)
  ) -> RunningEngine {
    let client = PlaySMSClient(
      transport: transport, credentials: Credentials(username: "anna", token: Secret(token)), deadline: deadline)
    return RunningEngine(
      AccountEngine(
        client: client, archive: archive, username: "anna", settings: settings, clock: clock,
        random: SeededGenerator(state: 1)))
  }

  @discardableResult
  func submit(
    _ text: String, to number: String = "+628110000009", schedule: String? = nil, hold: Duration = .zero
  ) async throws -> OutboxItemID {
    let submission = Submission(
      destinations: [.number(number)], text: text, options: SendOptions(schedule: schedule), draft: nil)
    let now = SandboxTime().now
    return try #require(try await archive.submit(submission, heldUntil: now + hold, now: now).first)
  }

  func state(of id: OutboxItemID) async throws -> OutboxState {
    try #require(try await archive.outboxItem(id)).state
  }

  func status(ofRow id: Int64) async throws -> DeliveryStatus? {
    try await archive.details(of: .outgoing(MessageID(id)))?.status
  }

  func count(of op: String) -> Int { sandbox.requestCounts[op] ?? 0 }

  /// How often a text was taken for sending: the sandbox's own count.
  func submissions(of text: String) -> Int { sandbox.acceptedSubmissions.filter { $0.msg == text }.count }

  func knows(_ ids: [Int64], in stream: Messaging.Stream) async throws -> Bool {
    try await archive.knows(ids.map { MessageID($0) }, in: stream).count == ids.count
  }
}

/// An engine at work, with what it said so far.
final class RunningEngine: Sendable {
  let engine: AccountEngine
  private let task: Task<Void, Never>
  private let listening: [Task<Void, Never>]
  private let ears = Ears()

  init(_ engine: AccountEngine) {
    self.engine = engine
    let ears = ears
    let statuses = engine.statuses()
    let notices = engine.notices()
    listening = [
      Task { for await status in statuses { ears.hear(status) } },
      Task { for await notice in notices { ears.hear(notice) } },
    ]
    task = Task { await engine.run() }
  }

  var status: AccountStatus? { ears.status }
  var notices: [EngineNotice] { ears.notices }
  /// Live, and every stream was read once.
  var isLive: Bool { status?.phase == .live && status?.completeTo.count == Messaging.Stream.allCases.count }
  var isPaused: Bool {
    if case .paused = status?.phase { true } else { false }
  }
  var isOffline: Bool {
    if case .offline = status?.phase { true } else { false }
  }

  func cancel() { task.cancel() }

  func stop() async {
    task.cancel()
    await task.value
    for task in listening { task.cancel() }
  }
}

final class Ears: Sendable {
  private let heard = Mutex<(status: AccountStatus?, notices: [EngineNotice])>((nil, []))

  var status: AccountStatus? { heard.withLock { $0.status } }
  var notices: [EngineNotice] { heard.withLock { $0.notices } }
  func hear(_ status: AccountStatus) { heard.withLock { $0.status = status } }
  func hear(_ notice: EngineNotice) { heard.withLock { $0.notices.append(notice) } }
}

/// The same chances in every run.
struct SeededGenerator: RandomNumberGenerator {
  var state: UInt64

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var mixed = state
    mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
    return mixed ^ (mixed >> 31)
  }
}

extension EngineSettings {
  /// Everything in milliseconds.
  static var quick: EngineSettings {
    var settings = EngineSettings()
    settings.idleInterval = .milliseconds(40)
    settings.activeInterval = .milliseconds(20)
    settings.lookInterval = .milliseconds(40)
    settings.firstRetry = .milliseconds(20)
    settings.longestRetry = .milliseconds(100)
    settings.historyPerMinute = 60_000
    settings.history = .all
    settings.followUp = FollowUpGaps(steps: [.init(upToAge: .seconds(7 * 86_400), gap: .milliseconds(60))])
    settings.sendGrace = .seconds(5)
    return settings
  }
}

/// Waits until something holds; it fails when it never does. The limit is one for what never comes: what comes may be
/// slow beside other tests on a busy machine, and is no worse for it.
func eventually(
  _ what: Comment, within limit: Duration = .seconds(600), sourceLocation: SourceLocation = #_sourceLocation,
  _ holds: () async throws -> Bool
) async throws {
  let clock = ContinuousClock()
  let end = clock.now + limit
  while clock.now < end {
    if try await holds() { return }
    try await Task.sleep(for: .milliseconds(5))
  }
  Issue.record(what, sourceLocation: sourceLocation)
  throw NeverHeld()
}

struct NeverHeld: Error {}
