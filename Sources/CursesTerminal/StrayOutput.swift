import CNcurses
import Glibc

/// Keeps what anybody prints to standard output or error off the screen while it is up, and shows it afterwards.
///
/// Only a stream that leads to a terminal is caught: one that the operator redirected goes where it should.
struct StrayOutput {
  /// Standard error as it really is.
  let realError: Int32
  /// Where prints go meanwhile.
  let file: Int32
  private let realOutput: Int32
  private let catchesOutput = isatty(STDOUT_FILENO) == 1
  private let catchesError = isatty(STDERR_FILENO) == 1
  private var isCaptured = false

  init() throws(TerminalError) {
    file = cn_memory_file("stray output")
    realOutput = fcntl(STDOUT_FILENO, F_DUPFD_CLOEXEC, 3)
    realError = fcntl(STDERR_FILENO, F_DUPFD_CLOEXEC, 3)
    // Standard output or error may be closed; only the file must be there.
    if file < 0 { throw .system(call: "memfd_create", errno: errno) }
  }

  mutating func capture() {
    guard !isCaptured else { return }
    isCaptured = true
    fflush(nil)
    if catchesOutput { dup2(file, STDOUT_FILENO) }
    if catchesError { dup2(file, STDERR_FILENO) }
    cn_guard_capture(realError, file)
  }

  /// The streams lead to the terminal again, and what was caught is printed to standard error.
  mutating func release() {
    guard isCaptured else { return }
    isCaptured = false
    fflush(nil)
    if catchesOutput { dup2(realOutput, STDOUT_FILENO) }
    if catchesError { dup2(realError, STDERR_FILENO) }
    cn_guard_capture(-1, -1)
    cn_replay(file, realError)
    ftruncate(file, 0)
    lseek(file, 0, SEEK_SET)
  }

  func close() {
    Glibc.close(realOutput)
    Glibc.close(realError)
    Glibc.close(file)
  }
}
