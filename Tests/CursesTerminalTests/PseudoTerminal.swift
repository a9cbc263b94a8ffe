import CNcurses
import Glibc
import Synchronization
import Terminal
import Testing

/// A pseudo-terminal within this process: the tests hold the side on which a person would sit.
final class PseudoTerminal: Sendable {
  private let owned: Mutex<Int32>
  /// The side that a program has as its input and output.
  let terminal: Int32
  let path: String

  init(columns: Int = 80, rows: Int = 24) throws {
    var master: Int32 = -1
    var terminal: Int32 = -1
    try #require(cn_test_openpty(&master, &terminal, Int32(columns), Int32(rows)))
    _ = fcntl(master, F_SETFL, O_NONBLOCK)
    owned = Mutex(master)
    self.terminal = terminal
    path = try #require(ttyname(terminal).map { String(cString: $0) })
  }

  deinit {
    hangUp()
    close(terminal)
  }

  /// The person's side; -1 once it was hung up.
  var master: Int32 { owned.withLock { $0 } }

  /// The person is gone, as when a connection drops.
  func hangUp() {
    owned.withLock { master in
      if master >= 0 { close(master) }
      master = -1
    }
  }

  /// All that was sent to the terminal up to now.
  func sent() -> [UInt8] {
    var all: [UInt8] = []
    var part = [UInt8](repeating: 0, count: 65_536)
    while case let count = read(master, &part, part.count), count > 0 { all += part[..<count] }
    return all
  }

  func type(_ text: String) {
    var bytes = Array(text.utf8)
    _ = write(master, &bytes, bytes.count)
  }

  func setSize(columns: Int, rows: Int) { cn_test_set_window_size(terminal, Int32(columns), Int32(rows)) }

  /// The modes as bytes, to compare.
  var modes: [UInt32] {
    var modes = termios()
    tcgetattr(terminal, &modes)
    return [modes.c_iflag, modes.c_oflag, modes.c_lflag, modes.c_cflag]
  }
}

extension [UInt8] {
  /// Bytes sent to a terminal, for reading in a failure.
  var readable: String { String(decoding: self, as: UTF8.self).replacing("\u{1B}", with: "␛") }

  func contains(_ text: String) -> Bool { String(decoding: self, as: UTF8.self).contains(text) }
}

/// What ncurses believes to be on the screen, a row as text.
func cursesRow(_ row: Int, columns: Int) -> String {
  var text = String.UnicodeScalarView()
  var column: Int32 = 0
  while column < columns {
    var cell = cchar_t()
    mvwin_wch(cn_stdscr(), Int32(row), column, &cell)
    var scalars = [wchar_t](repeating: 0, count: 8)
    var attributes: attr_t = 0
    var pair: Int16 = 0
    getcchar(&cell, &scalars, &attributes, &pair, nil)
    for scalar in scalars.prefix(while: { $0 != 0 }) {
      text.append(Unicode.Scalar(UInt32(bitPattern: scalar)) ?? "?")
    }
    column += max(1, Int32(Gate.width(String(text.last.map(String.init) ?? " "))))
  }
  return String(text)
}

/// What ncurses believes to be the look of a place.
func cursesLook(row: Int, column: Int) -> (attributes: attr_t, foreground: Int32, background: Int32) {
  var cell = cchar_t()
  mvwin_wch(cn_stdscr(), Int32(row), Int32(column), &cell)
  var scalars = [wchar_t](repeating: 0, count: 8)
  var attributes: attr_t = 0
  var short: Int16 = 0
  var pair: Int32 = 0
  getcchar(&cell, &scalars, &attributes, &short, &pair)
  var foreground: Int32 = 0
  var background: Int32 = 0
  extended_pair_content(pair, &foreground, &background)
  return (attributes & (CN_BOLD | CN_DIM | CN_REVERSE | CN_UNDERLINE | CN_ITALIC), foreground, background)
}
