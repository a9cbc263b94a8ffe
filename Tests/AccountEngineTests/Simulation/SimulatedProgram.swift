import Dispatch
import Foundation
import MessageArchive
import Messaging
import PlaySMS
import PlaySMSSandbox
import Synchronization

@testable import AccountEngine

/// One run of the program: an engine on an archive, with a clock and a wire of its own.
final class SimulatedProgram {
  let archive: MessageArchive
  let engine: AccountEngine
  let clock: SimulatedClock
  let wire: SimulatedWire
  /// When its requests left.
  var requestedAt: [Int64] = []
  /// Those for older messages.
  var historyAskedAt: [Int64] = []
  /// How often the operator wanted something at once.
  var urges = 0
  /// When it asked for the highest ids.
  var queriedAt: [Int64] = []
  /// Whether a refused login was heard, and nothing may leave until the operator says so.
  var isRefused = false
  private(set) var isStopping = false
  private let executor: LifeExecutor
  private let task: Task<Void, Never>
  private let hasEndedFlag: Flag

  /// - Parameter pausedBecause: why the login was refused for the program from which it took over.
  init(
    _ archive: MessageArchive, executor: LifeExecutor, time: SimulatedTime, settings: EngineSettings, seed: UInt64,
    skew: Int64, pausedBecause: String? = nil
  ) {
    self.executor = executor
    self.archive = archive
    clock = SimulatedClock(time, skew: skew)
    wire = SimulatedWire(executor)
    let client = PlaySMSClient(
      transport: wire,
      credentials: Credentials(username: "anna", token: Secret(SandboxAccount.anna.token)), deadline: .seconds(20))
    let engine = AccountEngine(
      client: client, archive: archive, username: "anna", settings: settings, pausedBecause: pausedBecause,
      clock: clock, random: SeededGenerator(state: seed))
    self.engine = engine
    let flag = Flag()
    hasEndedFlag = flag
    task = Task(executorPreference: executor) {
      await engine.run()
      flag.isSet.withLock { $0 = true }
      executor.poke()
    }
  }

  var hasEnded: Bool { hasEndedFlag.isSet.withLock { $0 } }

  /// Whether both of its loops wait for something that only time, the wire or the operator brings.
  var isAtRest: Bool {
    if hasEnded { return executor.isEmpty }
    let sleeping = [engine.readBell.hasSleeper, engine.outboxBell.hasSleeper].filter(\.self).count
    return sleeping + engine.readLane.waitingCount + wire.waitingCount >= 2 && executor.isEmpty
  }

  /// Asks it to end, as an operator does.
  func stop() {
    isStopping = true
    task.cancel()
  }

  /// Takes its world away and lets what is left of it run out unheard. What it still writes, it writes into a folder
  /// that nobody looks at any more.
  /// - Parameter keepsNothing: whether nothing that it still would write is written, though others have the folder.
  func abandon(keepsNothing: Bool = false) throws {
    if keepsNothing { try closeInTheMiddle() }
    wire.end()
    clock.end()
    task.cancel()
    let task = task
    try executor.perform { await task.value }
    try? archive.close()
  }

  /// Closing waits for what still reads, and that ends on the life's own thread. What the program does until then it
  /// does before it is ended.
  private func closeInTheMiddle() throws {
    let archive = archive
    try executor.perform {
      await withCheckedContinuation { closed in
        DispatchQueue(label: "closing").async {
          try? archive.close()
          closed.resume()
        }
      }
    }
  }

  private final class Flag: Sendable {
    let isSet = Mutex(false)
  }
}

/// The files of archives, which a life copies: a new archive from one prepared once, and what a killed program leaves.
enum ArchiveFiles {
  /// In memory, where there is a file system for that.
  static let base: String = {
    let memory = "/dev/shm"
    let root = FileManager.default.isWritableFile(atPath: memory) ? memory : NSTemporaryDirectory()
    return root + "/smsdash-lives-" + UUID().uuidString
  }()

  /// Makes an empty archive to copy from.
  static func prepare() throws -> String {
    let folder = base + "/empty"
    try? FileManager.default.removeItem(atPath: folder)
    try MessageArchive.open(ArchiveLocation(folder: folder)).close()
    return folder
  }

  static func remove(_ folder: String) { try? FileManager.default.removeItem(atPath: folder) }

  /// What another process would find if this one ended now: its locks go with it, and SQLite makes `-shm` anew.
  static func copy(_ source: String, to target: String) throws {
    try FileManager.default.createDirectory(
      atPath: target, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
    for name in ["archive.sqlite", "outbox.sqlite"] {
      for suffix in ["", "-wal"] where FileManager.default.fileExists(atPath: source + "/" + name + suffix) {
        try FileManager.default.copyItem(atPath: source + "/" + name + suffix, toPath: target + "/" + name + suffix)
      }
    }
  }
}
