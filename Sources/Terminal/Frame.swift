/// A screen as a value: what each cell shows and where the cursor stands.
///
/// Whatever is written outside is ignored, at any coordinate, so a view need not know how small the terminal is.
public struct Frame: Hashable, Sendable {
  /// The largest frame there is, whatever size a terminal claims to have.
  public static let largestSize = Size(columns: 2000, rows: 1000)

  /// How large it is: what was asked for, between nothing and ``largestSize``.
  public private(set) var size: Size
  /// Where the terminal's cursor stands; nil hides it.
  public var cursor: Position?
  /// Row after row. A cell of width 2 is always followed by its right half of width 0 in the same row.
  var cells: [Cell]

  /// All blanks in the plain style, the cursor hidden.
  public init(size: Size) {
    self.size = Size(
      columns: min(max(0, size.columns), Frame.largestSize.columns),
      rows: min(max(0, size.rows), Frame.largestSize.rows))
    cells = Array(repeating: .blank(.plain), count: self.size.columns * self.size.rows)
  }

  /// The cell at a place; a plain blank outside the frame.
  public subscript(row: Int, column: Int) -> Cell {
    guard contains(row: row), (0..<size.columns).contains(column) else { return .blank(.plain) }
    return cells[row * size.columns + column]
  }

  /// A row's cells, as many as the frame has columns; none outside the frame.
  public func row(_ index: Int) -> ArraySlice<Cell> {
    guard contains(row: index) else { return [] }
    return cells[index * size.columns..<(index + 1) * size.columns]
  }

  /// The columns of a row from the first to the last that differs from a row of another frame of the same width, the same
  /// one unless told; nil if none does.
  public func changes(inRow index: Int, since other: Frame, row otherIndex: Int? = nil) -> Range<Int>? {
    let otherIndex = otherIndex ?? index
    guard contains(row: index), other.contains(row: otherIndex), other.size.columns == size.columns else { return nil }
    let columns = size.columns
    return cells.withUnsafeBufferPointer { cells in
      other.cells.withUnsafeBufferPointer { others in
        let row = UnsafeBufferPointer(rebasing: cells[index * columns..<(index + 1) * columns])
        let before = UnsafeBufferPointer(rebasing: others[otherIndex * columns..<(otherIndex + 1) * columns])
        guard !Cell.areEqual(row, before), let first = row.indices.first(where: { row[$0] != before[$0] }),
          let last = row.indices.last(where: { row[$0] != before[$0] })
        else { return nil }
        return first..<last + 1
      }
    }
  }

  /// Whether a row is the same as one of another frame of the same width.
  public func row(_ index: Int, equals otherIndex: Int, of other: Frame) -> Bool {
    guard contains(row: index), other.contains(row: otherIndex), other.size.columns == size.columns else {
      return false
    }
    let columns = size.columns
    return cells.withUnsafeBufferPointer { cells in
      other.cells.withUnsafeBufferPointer { others in
        Cell.areEqual(
          UnsafeBufferPointer(rebasing: cells[index * columns..<(index + 1) * columns]),
          UnsafeBufferPointer(rebasing: others[otherIndex * columns..<(otherIndex + 1) * columns]))
      }
    }
  }

  /// Each row as text without the blanks at its end; a wide cell appears once.
  public var text: [String] {
    (0..<size.rows).map { row($0).trimmingBlanks.text }
  }

  func contains(row: Int) -> Bool { row >= 0 && row < size.rows }
}
