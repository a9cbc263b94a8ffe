import CNcurses
import Glibc
import Terminal

/// One direction of a terminal, opened anew where possible.
///
/// A descriptor that the shell gave shares its flags with the shell, so it must not be made non-blocking; a new opening
/// of the same terminal has flags of its own. Where that is refused (the terminal of another user), a duplicate serves,
/// and then a terminal that takes no output can make this process wait.
final class TerminalDescriptor {
  let number: Int32

  init(_ original: Int32, for stream: TerminalError.Stream) throws(TerminalError) {
    guard isatty(original) == 1 else { throw .notATerminal(stream) }
    let direction = stream == .input ? O_RDONLY : O_WRONLY
    let reopened = open("/proc/self/fd/\(original)", direction | O_NONBLOCK | O_NOCTTY | O_CLOEXEC)
    number = reopened >= 0 ? reopened : fcntl(original, F_DUPFD_CLOEXEC, 3)
    guard number >= 0 else { throw .system(call: "dup", errno: errno) }
  }

  deinit { close(number) }
}

extension Size {
  /// The size of the terminal behind a descriptor, within ``Frame/largestSize``; nil if it has none or does not tell.
  static func ofTerminal(_ descriptor: Int32) -> Size? {
    var columns: Int32 = 0
    var rows: Int32 = 0
    guard cn_window_size(descriptor, &columns, &rows), columns > 0, rows > 0 else { return nil }
    return Size(
      columns: min(Int(columns), Frame.largestSize.columns), rows: min(Int(rows), Frame.largestSize.rows))
  }
}
