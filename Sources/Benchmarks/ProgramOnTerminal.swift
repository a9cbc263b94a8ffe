import Glibc

/// The program itself on a pseudo-terminal of 80x24, as an operator has it.
final class ProgramOnTerminal {
  struct Failure: Error {
    let sentence: String
  }

  /// Where the program stands: in the folder of this one.
  static var path: String? {
    var bytes = [CChar](repeating: 0, count: 4_096)
    let count = readlink("/proc/self/exe", &bytes, bytes.count - 1)
    guard count > 0 else { return nil }
    let own = String(decoding: bytes[..<count].map { UInt8(bitPattern: $0) }, as: UTF8.self)
    guard let slash = own.lastIndex(of: "/") else { return nil }
    let path = own[...slash] + "smsdash"
    return access(String(path), X_OK) == 0 ? String(path) : nil
  }

  private let process: pid_t
  private let terminal: Int32
  private let clock = ContinuousClock()

  /// Starts it. `home` holds all of its files.
  init(_ arguments: [String], home: String, token: String) throws {
    guard let path = ProgramOnTerminal.path else { throw Failure(sentence: "smsdash stands not beside this program") }
    terminal = open("/dev/ptmx", O_RDWR | O_NOCTTY | O_CLOEXEC | O_NONBLOCK)
    // TIOCSPTLCK, TIOCGPTN, TIOCSWINSZ: Swift does not see macros with parameters, nor posix_openpt.
    var (unlocked, number, size): (Int32, UInt32, winsize) = (0, 0, winsize())
    (size.ws_row, size.ws_col) = (24, 80)
    guard terminal >= 0, ioctl(terminal, 0x4004_5431, &unlocked) == 0, ioctl(terminal, 0x8004_5430, &number) == 0,
      ioctl(terminal, 0x5414, &size) == 0
    else { throw Failure(sentence: "no pseudo-terminal: \(String(cString: strerror(errno)))") }
    process = try ProgramOnTerminal.spawn(
      [path] + arguments,
      [
        "HOME=\(home)", "XDG_DATA_HOME=\(home)", "TERM=xterm-256color", "LANG=C.UTF-8", "SMSDASH_TOKEN=\(token)",
      ],
      terminal: "/dev/pts/\(number)")
  }

  /// Waits until what it draws holds `word`, for `seconds` at most.
  func see(_ word: String, within seconds: Double = 60) throws {
    let wanted = Array(word.utf8)
    var (seen, buffer): ([UInt8], [UInt8]) = ([], Array(repeating: 0, count: 65_536))
    let end = clock.now + .seconds(seconds)
    while clock.now < end {
      var waiting = pollfd(fd: terminal, events: Int16(POLLIN), revents: 0)
      guard poll(&waiting, 1, 100) > 0 else { continue }
      let count = read(terminal, &buffer, buffer.count)
      guard count > 0 else { break }
      // A word may come in two parts.
      seen = seen.suffix(wanted.count - 1) + buffer[..<count]
      if seen.indices.dropLast(wanted.count - 1).contains(where: { seen[$0...].starts(with: wanted) }) { return }
    }
    throw Failure(sentence: "'\(word)' was not drawn")
  }

  /// Takes what it draws for so long, unread.
  func pass(milliseconds: Int) {
    var buffer = Array(repeating: UInt8(0), count: 65_536)
    let end = clock.now + .milliseconds(milliseconds)
    while clock.now < end {
      var waiting = pollfd(fd: terminal, events: Int16(POLLIN), revents: 0)
      if poll(&waiting, 1, 5) > 0, read(terminal, &buffer, buffer.count) <= 0 { return }
    }
  }

  func type(_ text: String) { _ = Array(text.utf8).withUnsafeBytes { write(terminal, $0.baseAddress, $0.count) } }

  /// Resident memory, in MiB.
  var residentMemory: Double {
    guard let file = fopen("/proc/\(process)/statm", "r") else { return 0 }
    defer { fclose(file) }
    var line = [CChar](repeating: 0, count: 256)
    guard fgets(&line, 256, file) != nil else { return 0 }
    let words = String(decoding: line.map { UInt8(bitPattern: $0) }, as: UTF8.self).split(separator: " ")
    return words.count > 1 ? (Double(words[1]) ?? 0) * Double(sysconf(Int32(_SC_PAGESIZE))) / 1_048_576 : 0
  }

  /// Asks it to end and waits until it has: an archive that was not closed is looked through at the next start.
  func end() {
    kill(process, SIGTERM)
    var status: Int32 = 0
    while waitpid(process, &status, WNOHANG) == 0 { pass(milliseconds: 5) }
    close(terminal)
  }

  private static func spawn(_ words: [String], _ variables: [String], terminal: String) throws -> pid_t {
    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    // A session's leader gets the first terminal that it opens as its own.
    posix_spawn_file_actions_addopen(&actions, 0, terminal, O_RDWR, 0)
    posix_spawn_file_actions_adddup2(&actions, 0, 1)
    posix_spawn_file_actions_adddup2(&actions, 0, 2)
    var attributes = posix_spawnattr_t()
    posix_spawnattr_init(&attributes)
    defer { posix_spawnattr_destroy(&attributes) }
    let setsid: Int16 = 0x80
    posix_spawnattr_setflags(&attributes, setsid)
    var arguments: [UnsafeMutablePointer<CChar>?] = words.map { strdup($0) } + [nil]
    var environment: [UnsafeMutablePointer<CChar>?] = variables.map { strdup($0) } + [nil]
    defer { for text in arguments + environment { free(text) } }
    var child: pid_t = 0
    let failure = posix_spawn(&child, words[0], &actions, &attributes, &arguments, &environment)
    guard failure == 0 else { throw Failure(sentence: "\(words[0]): \(String(cString: strerror(failure)))") }
    return child
  }
}
