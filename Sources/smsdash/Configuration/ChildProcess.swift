import Glibc

/// A program that is run for its output. Its errors and its questions go to the terminal as they are.
enum ChildProcess {
  enum Failure: Error, Hashable {
    case notStarted(String)
    case failed(status: Int32)
    case tooMuch

    var sentence: String {
      switch self {
      case .notStarted(let why): "could not be started: \(why)"
      case .failed(let status): "ended with status \(status)"
      case .tooMuch: "printed more than a token"
      }
    }
  }

  /// Runs a program by name and arguments, without a shell, and gives what it printed, up to 64 KiB.
  static func output(of words: [String]) throws(Failure) -> String {
    var ends: [Int32] = [0, 0]
    guard pipe(&ends) == 0 else { throw .notStarted(String(cString: strerror(errno))) }
    let child: pid_t
    do throws(Failure) { child = try start(words, output: ends[1]) } catch {
      close(ends[0])
      close(ends[1])
      throw error
    }
    close(ends[1])
    let bytes = drain(ends[0])
    close(ends[0])
    let status = wait(for: child)
    guard status == 0 else { throw .failed(status: status) }
    guard bytes.count < 65_536 else { throw .tooMuch }
    return String(decoding: bytes, as: UTF8.self)
  }

  /// Runs a program that has the terminal, by name and arguments, without a shell, until it ends; gives its exit status.
  static func runInForeground(_ words: [String], started: (pid_t) -> Void) throws(Failure) -> Int32 {
    let child = try start(words)
    started(child)
    return wait(for: child)
  }

  /// The status that a shell would tell: 128 and the number of the signal that ended it.
  private static func wait(for child: pid_t) -> Int32 {
    var status: Int32 = 0
    while waitpid(child, &status, 0) < 0, errno == EINTR {}
    return status & 0x7f == 0 ? status >> 8 : 128 + (status & 0x7f)
  }

  /// With `output`, what it prints goes there; else it has the same input and output as this process.
  private static func start(_ words: [String], output: Int32? = nil) throws(Failure) -> pid_t {
    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    if let output { posix_spawn_file_actions_adddup2(&actions, output, 1) }
    keepDescriptors()
    // This process keeps signals for its loop; a child that inherited that could not be interrupted.
    var attributes = posix_spawnattr_t()
    posix_spawnattr_init(&attributes)
    defer { posix_spawnattr_destroy(&attributes) }
    var none = sigset_t()
    sigemptyset(&none)
    posix_spawnattr_setsigmask(&attributes, &none)
    posix_spawnattr_setflags(&attributes, Int16(POSIX_SPAWN_SETSIGMASK))
    var arguments: [UnsafeMutablePointer<CChar>?] = words.map { strdup($0) }
    arguments.append(nil)
    defer { for argument in arguments { free(argument) } }
    var child: pid_t = 0
    let failure = posix_spawnp(&child, words[0], &actions, &attributes, arguments, environ)
    guard failure == 0 else { throw .notStarted(String(cString: strerror(failure))) }
    return child
  }

  /// Keeps this process's descriptors from the child: the HTTP library's sockets are not close-on-exec, and a port whose
  /// socket a child holds stays taken.
  private static func keepDescriptors() {
    for case let descriptor? in Folder.names(in: "/proc/self/fd").map({ Int32($0) }) where descriptor > 2 {
      _ = fcntl(descriptor, F_SETFD, FD_CLOEXEC)
    }
  }

  private static func drain(_ descriptor: Int32) -> [UInt8] {
    var bytes: [UInt8] = []
    var buffer = [UInt8](repeating: 0, count: 4_096)
    while true {
      let count = read(descriptor, &buffer, buffer.count)
      if count < 0, errno == EINTR { continue }
      guard count > 0 else { return bytes }
      if bytes.count < 65_536 { bytes += buffer[..<count] }
    }
  }
}
