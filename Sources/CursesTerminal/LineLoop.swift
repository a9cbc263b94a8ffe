import CNcurses
import Glibc

/// Lines from a person or a program, one after another, where there is no screen to draw on: a terminal that cannot
/// place the cursor, a screen reader, a pipe. The terminal's own line editing is in force.
public struct LineLoop {
  /// Why it ended.
  public enum Outcome: Hashable, Sendable {
    /// The lines are no longer wanted.
    case quit
    case endOfInput
    case signal(Int32)

    /// The status for the shell.
    public var exitStatus: Int32 {
      switch self {
      case .quit, .endOfInput: 0
      case .signal(let number): 128 + number
      }
    }
  }

  /// More than this in one line is taken as several lines.
  private static let longest = 65_536

  private let input: Int32
  private let signals: Int32

  /// Signals must be blocked already; see ``TerminalLoop/blockSignals()``.
  public init(input: Int32 = 0) throws(TerminalError) {
    self.input = input
    signals = cn_signals_open()
    guard signals >= 0 else { throw .system(call: "signalfd", errno: errno) }
  }

  /// Hands on each line without its end, until `take` says that it was the last.
  public func run(_ take: (String) -> Bool) -> Outcome {
    defer { close(signals) }
    var waiting: [UInt8] = []
    var bytes = [UInt8](repeating: 0, count: 16_384)
    while true {
      var entries = [
        pollfd(fd: input, events: Int16(POLLIN), revents: 0), pollfd(fd: signals, events: Int16(POLLIN), revents: 0),
      ]
      guard poll(&entries, 2, -1) > 0 else { continue }
      if entries[1].revents != 0, let number = signal() { return .signal(number) }
      guard entries[0].revents != 0 else { continue }
      let count = read(input, &bytes, bytes.count)
      if count < 0, errno == EINTR || errno == EAGAIN { continue }
      guard count > 0 else {
        if !waiting.isEmpty { _ = take(LineLoop.text(waiting[...])) }
        return .endOfInput
      }
      waiting += bytes[..<count]
      while let end = waiting.firstIndex(of: 0x0A) ?? (waiting.count > LineLoop.longest ? waiting.endIndex : nil) {
        let line = LineLoop.text(waiting[..<end])
        waiting.removeFirst(min(end + 1, waiting.count))
        guard take(line) else { return .quit }
      }
    }
  }

  /// The signal that ends it; a stop is carried out here.
  private func signal() -> Int32? {
    while case let number = cn_signals_next(signals), number != 0 {
      switch number {
      case SIGINT, SIGTERM, SIGHUP: return number
      case SIGTSTP: cn_stop_here()
      default: break
      }
    }
    return nil
  }

  private static func text(_ bytes: ArraySlice<UInt8>) -> String {
    String(decoding: bytes.last == 0x0D ? bytes.dropLast() : bytes, as: UTF8.self)
  }
}
