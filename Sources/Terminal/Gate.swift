/// The gate: the one way by which text becomes cells.
///
/// Message text, names, numbers and server sentences are a stranger's. The gate works on scalars, because a Swift
/// `Character` is not a cell: control characters become their pictures, C1 and bidi controls and whatever has no known
/// width become U+FFFD, invisible scalars and the joined part of a composed emoji are left out, and a base carries at
/// most four marks. Text that went through once goes through again unchanged.
public enum Gate {
  /// What stands where a text was cut.
  static let ellipsis: Unicode.Scalar = "…"

  /// The cells that show `text` safely. A tab is one blank; a newline is U+240A, so callers split lines first.
  ///
  /// A wide cell is one element here; its right half exists only in a ``Frame``.
  public static func cells(_ text: some StringProtocol, style: Style) -> [Cell] {
    CellReader.read(text, style: style) { reader in
      var cells: [Cell] = []
      while let cell = reader.next() { cells.append(cell) }
      return cells
    }
  }

  /// Columns that `text` takes on the screen.
  public static func width(_ text: some StringProtocol) -> Int {
    CellReader.read(text, style: .plain) { reader in
      var columns = 0
      while let cell = reader.next() { columns += cell.width }
      return columns
    }
  }

  /// The text as the screen would show it, for a title or a dump.
  public static func safe(_ text: some StringProtocol) -> String {
    cells(text, style: .plain).text
  }

  /// As much of `text` as fits into `columns`, its end replaced by an ellipsis if it does not; not padded.
  public static func fit(_ text: some StringProtocol, columns: Int) -> String {
    guard columns > 0 else { return "" }
    return CellReader.read(text, style: .plain) { reader in
      var cells: [Cell] = []
      var used = 0
      while let cell = reader.next() {
        guard used + cell.width <= columns else {
          while used > columns - 1, let last = cells.popLast() { used -= last.width }
          return cells.text + String(ellipsis)
        }
        cells.append(cell)
        used += cell.width
      }
      return cells.text
    }
  }
}

extension Sequence where Element == Cell {
  /// The cells' text, one after the other.
  var text: String {
    var text = String.UnicodeScalarView()
    for cell in self { cell.append(to: &text) }
    return String(text)
  }
}
