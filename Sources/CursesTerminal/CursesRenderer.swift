import CNcurses
import Glibc
import Terminal

/// Frames to the bytes that make a terminal show them: ncurses with a file in memory where its terminal would be.
///
/// ncurses writes whenever its own small buffer is full, so a page would be several writes; here an update is collected
/// and leaves in one. The terminal's modes, its input and its size are none of ncurses' business either: it only knows
/// what is on the screen and the shortest way to the next.
///
/// ncurses keeps its state in globals, so there is one renderer at a time, on one thread.
final class CursesRenderer {
  private(set) var size: Size
  private var paint: CellPaint
  private let screen: OpaquePointer
  private let file: Int32
  /// What the terminal shows once it has taken all bytes; nil if that is not known.
  private var shown: Frame?
  private var cursorShown = false

  /// - Throws: `noDescription` or `cannotPlaceCursor`, after having put everything back.
  init(terminalType: String, size: Size, colors: Bool) throws(TerminalError) {
    CursesRenderer.chooseUTF8()
    let file = cn_memory_file("screen")
    guard file >= 0 else { throw .system(call: "memfd_create", errno: errno) }
    guard let screen = terminalType.withCString({ cn_screen_open($0, file) }) else {
      Glibc.close(file)
      throw .noDescription(terminalType: terminalType)
    }
    guard cn_capability("cup") != nil else {
      cn_screen_close(screen)
      Glibc.close(file)
      throw .cannotPlaceCursor(terminalType: terminalType)
    }
    (self.size, self.screen, self.file) = (size, screen, file)
    paint = CellPaint(palette: Palette(useColors: colors))
    nonl()
    // An update is always finished, and lines that moved are moved by the terminal.
    typeahead(-1)
    idlok(cn_stdscr(), true)
    curs_set(0)
    leave()
    resize(to: size)
  }

  deinit {
    cn_screen_close(screen)
    Glibc.close(file)
  }

  /// How many colours are in use: 0, 8, 16 or 256.
  var colors: Int { paint.palette.colors }

  /// The bytes that lead from what is shown to a frame; none if it is shown.
  func render(_ frame: Frame) -> [UInt8] {
    guard frame != shown else { return [] }
    var before = shown ?? Frame(size: frame.size)
    if shown == nil || before.size != frame.size {
      werase(cn_stdscr())
      before = Frame(size: frame.size)
    }
    for row in 0..<min(frame.size.rows, size.rows) {
      guard let changed = frame.changes(inRow: row, since: before)?.clamped(to: 0..<size.columns) else { continue }
      paint.row(frame.row(row), columns: changed, of: size.columns)
      wmove(cn_stdscr(), Int32(row), Int32(changed.lowerBound))
      wadd_wchnstr(cn_stdscr(), paint.cells, Int32(paint.cells.count))
    }
    place(cursor: frame.cursor)
    wnoutrefresh(cn_stdscr())
    doupdate()
    shown = frame
    return collect()
  }

  /// The next frame is drawn whole, whatever the terminal shows.
  func forget() {
    shown = nil
    clearok(cn_curscr(), true)
  }

  func resize(to newSize: Size) {
    size = newSize
    resize_term(Int32(max(1, newSize.rows)), Int32(max(1, newSize.columns)))
    forget()
  }

  /// The terminal is given to somebody else: the next frame begins with what makes it ours again.
  func leave() {
    endwin()
    _ = collect()
    forget()
  }

  /// A hidden cursor may stand anywhere: moving it would cost bytes.
  private func place(cursor: Position?) {
    let visible = cursor.flatMap { $0.row >= 0 && $0.row < size.rows && $0.column >= 0 ? $0 : nil }
    leaveok(cn_stdscr(), visible == nil)
    if let visible {
      wmove(cn_stdscr(), Int32(visible.row), Int32(min(visible.column, max(0, size.columns - 1))))
    }
    if cursorShown != (visible != nil) {
      cursorShown.toggle()
      curs_set(cursorShown ? 1 : 0)
    }
  }

  /// What ncurses wrote since the last time.
  private func collect() -> [UInt8] {
    let count = Int(lseek(file, 0, SEEK_CUR))
    guard count > 0 else { return [] }
    lseek(file, 0, SEEK_SET)
    return [UInt8](unsafeUninitializedCapacity: count) { buffer, filled in
      filled = max(0, pread(file, buffer.baseAddress, count, 0))
    }
  }

  /// ncurses asks the process's locale how to write a character and how wide it is. Over SSH the locale is often plain
  /// C, in which no character beyond ASCII is drawn at all, so UTF-8 is chosen whatever the environment says.
  private static func chooseUTF8() {
    if setlocale(LC_CTYPE, "C.UTF-8") == nil { setlocale(LC_CTYPE, "") }
  }
}
