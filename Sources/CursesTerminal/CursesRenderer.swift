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
  private let file: MemoryFile
  /// What the terminal shows once it has taken all bytes; nil if that is not known.
  private var shown: Frame?
  private var cursorShown = false

  /// - Throws: `noDescription` or `cannotPlaceCursor`, after having put everything back.
  init(terminalType: String, size: Size, colors: Bool) throws(TerminalError) {
    CursesRenderer.chooseUTF8()
    let file = try MemoryFile()
    guard let screen = terminalType.withCString({ cn_screen_open($0, file.descriptor) }) else {
      throw .noDescription(terminalType: terminalType)
    }
    guard cn_capability("cup") != nil else {
      cn_screen_close(screen)
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

  deinit { cn_screen_close(screen) }

  /// How many colours are in use: 0, 8, 16 or 256.
  var colors: Int { paint.palette.colors }

  /// The bytes that lead from what is shown to a frame; none if it is shown.
  func render(_ frame: Frame) -> [UInt8] {
    var before = Frame(size: frame.size)
    if let shown, shown.size == frame.size {
      before = shown
    } else {
      werase(cn_stdscr())
    }
    let changed = frame.changedRows(since: before)
    if changed == nil, let shown, shown.size == frame.size, shown.cursor == frame.cursor { return [] }
    if let changed { paint(changed, of: frame, since: before) }
    place(cursor: frame.cursor)
    wnoutrefresh(cn_stdscr())
    doupdate()
    shown = frame
    return file.take()
  }

  private func paint(_ changed: Range<Int>, of frame: Frame, since before: Frame) {
    let scroll = frame.size == size ? frame.scroll(in: changed, since: before) : nil
    if let scroll { move(scroll) }
    for row in changed.clamped(to: 0..<size.rows) {
      let source = scroll.map { $0.source(of: row) } ?? row
      // A row that came free is blank.
      let columns = source.map { frame.changes(inRow: row, since: before, row: $0) } ?? 0..<frame.size.columns
      guard let columns = columns?.clamped(to: 0..<size.columns) else { continue }
      paint.row(frame.row(row), columns: columns, of: size.columns)
      wmove(cn_stdscr(), Int32(row), Int32(columns.lowerBound))
      wadd_wchnstr(cn_stdscr(), paint.cells, Int32(paint.cells.count))
    }
  }

  /// Has ncurses move the rows that it knows, which is less work than to write them anew.
  private func move(_ scroll: Scroll) {
    scrollok(cn_stdscr(), true)
    wsetscrreg(cn_stdscr(), Int32(scroll.rows.lowerBound), Int32(scroll.rows.upperBound - 1))
    wscrl(cn_stdscr(), Int32(scroll.distance))
    wsetscrreg(cn_stdscr(), 0, Int32(size.rows - 1))
    scrollok(cn_stdscr(), false)
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
    _ = file.take()
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

  /// ncurses asks the process's locale how to write a character and how wide it is. Over SSH the locale is often plain
  /// C, in which no character beyond ASCII is drawn at all, so UTF-8 is chosen whatever the environment says.
  private static func chooseUTF8() {
    if setlocale(LC_CTYPE, "C.UTF-8") == nil { setlocale(LC_CTYPE, "") }
  }
}
