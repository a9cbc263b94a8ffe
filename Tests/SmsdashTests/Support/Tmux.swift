import Dispatch
import Glibc
import Testing

@testable import smsdash

/// A real terminal: tmux runs a shell command in a pseudo-terminal of its own and shows what stands on the screen.
final class Tmux {
  private let watcher = Watcher()
  private let socket: String
  private let folder: String

  /// Starts a command line. The path of the program is in `$SMSDASH`; files of the test go below `$SCENE`.
  init(_ command: String, columns: Int = 80, rows: Int = 24, terminal: String = "tmux-256color") throws {
    var template = Array("/tmp/smsdash-tmux-XXXXXX".utf8CString)
    try #require(mkdtemp(&template) != nil)
    folder = String(decoding: template.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
    socket = folder + "/tmux"
    let setting =
      "export TERM=\(terminal) SMSDASH=\(Program.path) SCENE=\(folder) HOME=\(folder); unset XDG_CONFIG_HOME"
    let size = ["-x", "\(columns)", "-y", "\(rows)"]
    try run(
      ["-f", "/dev/null", "-u", "new-session", "-d", "-s", "scene"] + size
        + ["bash", "--norc", "-c", "\(setting); \(command); s=$?; echo; echo \"ended with $s\"; sleep 600"])
    try run(["set-option", "-g", "remain-on-exit", "on", ";", "set-option", "-s", "set-clipboard", "on"])
  }

  deinit {
    _ = try? run(["kill-server"])
    ScratchFolder.remove(folder)
  }

  /// A file below the scene's folder.
  func path(_ name: String) -> String { "\(folder)/\(name)" }

  /// What stands on the screen, one line a row.
  func screen() throws -> String { try run(["capture-pane", "-p", "-t", "scene"]) }

  /// Presses keys by tmux's names: `Enter`, `Escape`, `C-x`, `j`.
  func press(_ keys: String...) throws {
    for key in keys { try run(["send-keys", "-t", "scene", key]) }
  }

  /// A key that is held comes about 30 times a second, however busy those are who run tmux for each one.
  func hold(_ key: String, times: Int) throws {
    let press = ["send-keys", "-t", "scene", key, ";", "run-shell", "-d", "0.03"]
    try run(Array(Array(repeating: press, count: times).joined(separator: [";"])))
  }

  func type(_ text: String) throws { try run(["send-keys", "-t", "scene", "-l", text]) }

  func resize(columns: Int, rows: Int) throws {
    try run(["resize-window", "-t", "scene", "-x", "\(columns)", "-y", "\(rows)"])
  }

  /// Takes the terminal away, as a dropped connection does.
  func drop() throws { try run(["kill-server"]) }

  /// A tmux format of the pane, such as `#{pane_title}` or `#{cursor_flag}`.
  func format(_ format: String) throws -> String {
    try run(["display-message", "-p", "-t", "scene", format]).filter { $0 != "\n" }
  }

  /// Pastes as a terminal does, between marks.
  func paste(_ text: String) throws {
    try run(["set-buffer", "--", text])
    try run(["paste-buffer", "-p", "-r", "-t", "scene"])
  }

  /// Waits until a text stands on the screen, for a minute at most.
  func see(_ expected: String, sourceLocation: SourceLocation = #_sourceLocation) async throws {
    try await wait(for: "'\(expected)'", sourceLocation) { $0.contains(expected) }
  }

  /// Waits until a text does not stand on the screen.
  func seeNot(_ unexpected: String, sourceLocation: SourceLocation = #_sourceLocation) async throws {
    try await wait(for: "no '\(unexpected)'", sourceLocation) { !$0.contains(unexpected) }
  }

  /// Waits until the screen is as it should be, for a minute at most.
  func wait(
    for what: String, _ sourceLocation: SourceLocation = #_sourceLocation, until condition: (String) -> Bool
  ) async throws {
    try await onItsThread {
      let clock = ContinuousClock()
      let end = clock.now + Flow.patience
      while try !condition(screen()) {
        guard clock.now < end else {
          Issue.record(
            "waited in vain for \(what); the screen was\n\(try screen())", sourceLocation: sourceLocation)
          throw WaitedInVain()
        }
        pause(milliseconds: 50)
      }
    }
  }

  /// Does something where only this terminal is looked after: neither what is seen nor the moment of a key waits for
  /// other tests.
  func onItsThread(_ body: () async throws -> Void) async throws {
    try await withTaskExecutorPreference(watcher) { try await body() }
  }

  /// Lets time go by. A task that sleeps is woken by the threads that tasks share, a blocked thread is not; so only
  /// for what runs on its own.
  func pause(milliseconds: UInt32) { usleep(milliseconds * 1_000) }

  /// Says yes to the review. It takes no `y` before it knows what speaks against the send, nor one that follows another
  /// at once.
  func confirm() async throws {
    try await onItsThread {
      for _ in 0..<60 {
        try press("y")
        for _ in 0..<20 {
          guard try screen().contains("Review") else { return }
          pause(milliseconds: 50)
        }
      }
      Issue.record("the review takes no y; the screen was\n\(try screen())")
      throw WaitedInVain()
    }
  }

  @discardableResult
  func run(_ words: [String]) throws -> String {
    try ChildProcess.output(of: ["tmux", "-S", socket] + words)
  }
}

/// A thread for who watches a screen: what stands there for a second must not be missed because other tests keep the
/// few threads busy that tasks share.
private final class Watcher: TaskExecutor {
  private let queue = DispatchQueue(label: "watching a screen")

  func enqueue(_ job: consuming ExecutorJob) {
    let job = UnownedJob(job)
    queue.async { job.runSynchronously(on: self.asUnownedTaskExecutor()) }
  }
}

/// The program that was built beside these tests.
enum Program {
  static let path: String = {
    var buffer = [CChar](repeating: 0, count: 4_096)
    let count = readlink("/proc/self/exe", &buffer, buffer.count - 1)
    let whole = String(decoding: buffer.prefix(max(0, count)).map { UInt8(bitPattern: $0) }, as: UTF8.self)
    return whole.split(separator: "/").dropLast().reduce("") { "\($0)/\($1)" } + "/smsdash"
  }()

  /// Whether a process is at work; one that ended and was not yet waited for has no program any more.
  static func isAlive(_ process: pid_t) -> Bool {
    var buffer = [CChar](repeating: 0, count: 16)
    return readlink("/proc/\(process)/exe", &buffer, buffer.count) > 0
  }
}
