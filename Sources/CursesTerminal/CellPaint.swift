import CNcurses
import Terminal

/// Cells of a frame to cells of ncurses.
struct CellPaint {
  private(set) var palette: Palette
  /// The cells made last.
  private(set) var cells: [cchar_t] = []
  /// A blank of each look that there was, as our cell and as ncurses'.
  private var blanks: [(cell: Cell, made: cchar_t)] = []

  init(palette: Palette) { self.palette = palette }

  /// Makes the cells of some columns of a row, for a screen that ends after `limit` columns.
  mutating func row(_ row: ArraySlice<Cell>, columns: Range<Int>, of limit: Int) {
    cells.removeAll(keepingCapacity: true)
    // A blank of the style of the cell before: neighbours mostly look alike.
    var before = Cell.blank(.plain)
    var blank = blank(like: before)
    for column in columns {
      let cell = row[row.startIndex + column]
      // The right half of a wide cell is ncurses' own doing.
      guard cell.width > 0 else { continue }
      if !cell.looksLike(before) {
        before = cell
        blank = self.blank(like: cell)
      }
      if column + cell.width > limit {
        cells.append(blank)
      } else if cell.hasMarks {
        cells.append(made(of: cell))
      } else {
        // What `setcchar` does for one scalar whose width is known, without asking for it again.
        var alike = blank
        alike.chars.0 = wchar_t(bitPattern: cell.base.value)
        cells.append(alike)
      }
    }
  }

  private mutating func blank(like cell: Cell) -> cchar_t {
    if let known = blanks.first(where: { $0.cell.looksLike(cell) }) { return known.made }
    let blank = Cell.blank(cell.style)
    let made = made(of: blank)
    // There are as many as a theme has; more come from a sample of everything.
    if blanks.count == 64 { blanks = [] }
    blanks.append((blank, made))
    return made
  }

  @inline(never)
  private mutating func made(of cell: Cell) -> cchar_t {
    var made = cchar_t()
    let look = palette.look(of: cell.style)
    let marks = (0..<4).map { cell.mark($0)?.value ?? 0 }
    // Should ncurses not take the marks, the base alone is as wide.
    if !cn_cell_make(&made, cell.base.value, marks, look.attributes, look.pair) {
      _ = cn_cell_make(&made, cell.base.value, [0, 0, 0, 0], look.attributes, look.pair)
    }
    return made
  }
}
