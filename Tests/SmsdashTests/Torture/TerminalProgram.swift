import CNcurses
import Foundation
import Synchronization
import Testing

@testable import smsdash

/// The program that was built, on a pseudo-terminal of its own, to be ended in any way at any instant.
final class TerminalProgram: Sendable {
  let process: pid_t
  /// Whether the person is to go.
  private let isDropped = Flag()
  private let hasEnded = Mutex(false)
  private let drawn = Tally()

  /// Bytes that it sent to the terminal.
  var bytesDrawn: Int { drawn.count }

  /// Starts it. `home` holds its files; nothing of this process's environment goes along but `PATH`.
  init(_ arguments: [String] = [], home: String, environment: [String: String] = [:]) throws {
    var master: Int32 = -1
    var terminal: Int32 = -1
    try #require(cn_test_openpty(&master, &terminal, 80, 24))
    defer { close(terminal) }
    _ = fcntl(master, F_SETFL, O_NONBLOCK)
    let name = try #require(ttyname(terminal).map { String(cString: $0) })
    var variables = environment
    variables["HOME"] = home
    variables["TERM"] = "xterm-256color"
    variables["LANG"] = "C.UTF-8"
    variables["PATH"] = getenv("PATH").map { String(cString: $0) }
    process = try TerminalProgram.spawn([Program.path] + arguments, variables, on: name)
    Thread.detachNewThread { [isDropped, master, drawn] in
      TerminalProgram.sit(at: master, until: isDropped, counting: drawn)
    }
  }

  deinit { kill() }

  /// Ends it at once, whatever it does.
  func kill() { end { Glibc.kill(process, SIGKILL) } }

  /// Asks it to end, and waits until it has.
  func quit() { end { Glibc.kill(process, SIGTERM) } }

  /// The person is gone, as when a connection drops. Waits until the program is gone too; gives the processor time
  /// that it took.
  @discardableResult
  func hangUp() -> Duration { end { isDropped.raise() } }

  /// Waits until a screen was drawn, for a minute at most.
  func waitUntilDrawn() throws {
    for _ in 0..<6_000 where bytesDrawn < 500 { usleep(10_000) }
    try #require(bytesDrawn >= 500)
  }

  @discardableResult
  private func end(by deed: () -> Void) -> Duration {
    let isOver = hasEnded.withLock { hasEnded in
      defer { hasEnded = true }
      return hasEnded
    }
    guard !isOver else { return .zero }
    deed()
    var status: Int32 = 0
    var usage = rusage()
    while wait4(process, &status, 0, &usage) < 0, errno == EINTR {}
    isDropped.raise()
    return .seconds(usage.ru_utime.tv_sec + usage.ru_stime.tv_sec)
      + .microseconds(usage.ru_utime.tv_usec + usage.ru_stime.tv_usec)
  }

  /// Nobody looks, but what is drawn has to go somewhere.
  private static func sit(at master: Int32, until isDropped: Flag, counting drawn: Tally) {
    var bytes = [UInt8](repeating: 0, count: 65_536)
    while !isDropped.isUp {
      var waiting = pollfd(fd: master, events: Int16(POLLIN), revents: 0)
      poll(&waiting, 1, 20)
      let count = read(master, &bytes, bytes.count)
      drawn.add(max(0, count))
      if count <= 0, waiting.revents & Int16(POLLHUP) != 0 { usleep(20_000) }
    }
    close(master)
  }

  private static func spawn(
    _ words: [String], _ variables: [String: String], on terminal: String
  ) throws -> pid_t {
    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    // A session's leader gets the first terminal that it opens as its own.
    posix_spawn_file_actions_addopen(&actions, 0, terminal, O_RDWR, 0)
    posix_spawn_file_actions_adddup2(&actions, 0, 1)
    posix_spawn_file_actions_adddup2(&actions, 0, 2)
    for case let descriptor? in Folder.names(in: "/proc/self/fd").map({ Int32($0) }) where descriptor > 2 {
      _ = fcntl(descriptor, F_SETFD, FD_CLOEXEC)
    }
    var attributes = posix_spawnattr_t()
    posix_spawnattr_init(&attributes)
    defer { posix_spawnattr_destroy(&attributes) }
    var none = sigset_t()
    sigemptyset(&none)
    posix_spawnattr_setsigmask(&attributes, &none)
    let setsid: Int16 = 0x80
    posix_spawnattr_setflags(&attributes, Int16(POSIX_SPAWN_SETSIGMASK) | setsid)
    var arguments: [UnsafeMutablePointer<CChar>?] = words.map { strdup($0) } + [nil]
    var environment: [UnsafeMutablePointer<CChar>?] = variables.map { strdup("\($0.key)=\($0.value)") } + [nil]
    defer { for text in arguments + environment { free(text) } }
    var child: pid_t = 0
    try #require(posix_spawn(&child, words[0], &actions, &attributes, &arguments, &environment) == 0)
    return child
  }
}

private final class Tally: Sendable {
  private let state = Mutex(0)

  var count: Int { state.withLock { $0 } }
  func add(_ more: Int) { state.withLock { $0 += more } }
}

private final class Flag: Sendable {
  private let state = Mutex(false)

  var isUp: Bool { state.withLock { $0 } }
  func raise() { state.withLock { $0 = true } }
}
