extension Frame {
  /// Writes safe text from a place on.
  ///
  /// - Parameters:
  ///   - limit: The most columns it may take; nil is up to the frame's right edge.
  /// - Returns: The column after the last cell written. If the text does not fit, its end is replaced by an ellipsis.
  @discardableResult
  public mutating func put(
    _ text: some StringProtocol, row: Int, column: Int, limit: Int? = nil, style: Style = .plain
  ) -> Int {
    let end = min(size.columns, limit.map { column.addingClamped(max(0, $0)) } ?? size.columns)
    guard contains(row: row), column < end else { return column }
    return CellReader.read(text, style: style) { reader in
      write(row: row) { writer in
        var place = column
        var last = column
        while let cell = reader.next() {
          guard place + cell.width <= end else {
            // Either one column is left for a wide cell, or the cell before gives its place to the ellipsis.
            let cut = place < end ? place : last
            writer.set(Cell(base: Gate.ellipsis, width: 1, style: style), at: cut)
            for blank in cut + 1..<max(cut + 1, end) { writer.set(.blank(style), at: blank) }
            return end
          }
          writer.set(cell, at: place)
          last = place
          place += cell.width
        }
        return place
      }
    }
  }

  /// Fills a rectangle with a scalar of width 1; any other scalar becomes U+FFFD.
  public mutating func fill(_ rect: Rect, with scalar: Unicode.Scalar = " ", style: Style = .plain) {
    let cell =
      switch ScalarClass(scalar) {
      case .spacing(let base, width: 1): Cell(base: base, width: 1, style: style)
      case .spacing, .mark, .joiner, .dropped: Cell(base: ScalarClass.replacement, width: 1, style: style)
      }
    let (rows, columns) = visible(rect)
    for row in rows {
      write(row: row) { writer in
        for column in columns { writer.set(cell, at: column) }
      }
    }
  }

  /// Changes the style of a rectangle's cells, keeping their text. A wide cell follows its left half.
  public mutating func restyle(_ rect: Rect, _ change: (Style) -> Style) {
    let (rows, columns) = visible(rect)
    for row in rows {
      for column in columns {
        let index = row * size.columns + column
        let width = cells[index].width
        guard width > 0 else { continue }
        cells[index].style = change(cells[index].style)
        if width == 2 { cells[index + 1].style = cells[index].style }
      }
    }
  }

  /// Lays another frame over this one, its upper left corner at a place. Of a wide cell that lies half outside a blank
  /// remains.
  public mutating func lay(_ other: Frame, row: Int, column: Int) {
    let (rows, columns) = visible(Rect(column: column, row: row, columns: other.size.columns, rows: other.size.rows))
    for place in rows {
      write(row: place) { writer in
        writer.copy(other.row(place - row), from: column, into: columns)
      }
    }
  }

  /// The part of a rectangle that lies in the frame.
  private func visible(_ rect: Rect) -> (rows: Range<Int>, columns: Range<Int>) {
    func clip(_ start: Int, _ count: Int, to limit: Int) -> Range<Int> {
      let lower = min(max(0, start), limit)
      return lower..<max(lower, min(start.addingClamped(max(0, count)), limit))
    }
    return (clip(rect.row, rect.rows, to: size.rows), clip(rect.column, rect.columns, to: size.columns))
  }

  /// Has a closure write cells from left to right, without a gap, into a row of the frame.
  private mutating func write<Result>(row: Int, _ body: (inout RowWriter) -> Result) -> Result {
    let columns = size.columns
    return cells.withUnsafeMutableBufferPointer { cells in
      var writer = RowWriter(row: UnsafeMutableBufferPointer(rebasing: cells[row * columns..<(row + 1) * columns]))
      let result = body(&writer)
      writer.finish()
      return result
    }
  }
}

/// Writes neighbouring cells of one row and leaves no half of a wide cell behind at either end.
private struct RowWriter {
  private let row: UnsafeMutableBufferPointer<Cell>
  /// The column after the last cell written; nil before the first.
  private var end: Int?

  init(row: UnsafeMutableBufferPointer<Cell>) { self.row = row }

  /// A cell that begins left of the row is cut: of a wide one a blank may remain.
  mutating func set(_ cell: Cell, at column: Int) {
    guard column >= 0 else {
      if column + cell.width == 1 { set(.blank(cell.style), at: 0) }
      return
    }
    if end == nil, row[column].width == 0 { row[column - 1] = .blank(row[column].style) }
    row[column] = cell
    if cell.width == 2 { row[column + 1] = cell.rightHalf }
    end = column + cell.width
  }

  /// Writes the cells that come to lie in some columns when the first of them stands at `start`, which may be outside.
  mutating func copy(_ cells: ArraySlice<Cell>, from start: Int, into columns: Range<Int>) {
    guard !columns.isEmpty else { return }
    let first = cells.startIndex + columns.lowerBound - start
    let part = cells[first..<first + columns.count]
    if row[columns.lowerBound].width == 0 { row[columns.lowerBound - 1] = .blank(row[columns.lowerBound - 1].style) }
    _ = UnsafeMutableBufferPointer(rebasing: row[columns]).update(fromContentsOf: part)
    // What was cut at either side.
    if let cell = part.first, cell.width == 0 { row[columns.lowerBound] = .blank(cell.style) }
    if let cell = part.last, cell.width == 2 { row[columns.upperBound - 1] = .blank(cell.style) }
    end = columns.upperBound
  }

  /// The right half of a wide cell whose left half was overwritten becomes a blank.
  func finish() {
    guard let end, end < row.count, row[end].width == 0 else { return }
    row[end] = .blank(row[end].style)
  }
}

extension Int {
  /// The sum, or the nearest number that there is.
  func addingClamped(_ other: Int) -> Int {
    let (sum, overflow) = addingReportingOverflow(other)
    guard overflow else { return sum }
    return other < 0 ? .min : .max
  }
}
