import Terminal

/// All lines of a screen, so that they meet in the right junctions.
struct FrameRules: PartContent {
  let size: Size
  let body: Rect
  /// Whether there are lines of the screen below the body, which a rule parts from it.
  let hasBars: Bool
  let rects: [Rect]
  /// The row below the lines between columns; nil for the end of the body.
  var end: Int?

  func draw(on canvas: inout Canvas) { draw(on: &canvas, row: nil) }

  /// - Parameter row: draws what stands in this one alone.
  func draw(on canvas: inout Canvas, row: Int?) {
    var rules = Rules(size: size)
    for rect in rects where rect.endColumn < body.endColumn && rect.row == body.row {
      rules.addVertical(column: rect.endColumn, from: body.row, to: end ?? body.endRow + (hasBars ? 1 : 0))
    }
    for rect in rects {
      rules.addHorizontal(
        row: rect.row, from: rect.column, to: rect.endColumn, joinsLeft: rect.column > 0,
        joinsRight: rect.endColumn < body.endColumn)
    }
    if hasBars {
      rules.addHorizontal(row: body.endRow, from: 0, to: body.columns, joinsLeft: false, joinsRight: false)
    }
    rules.draw(on: &canvas, row: row)
  }
}

/// The lines between regions: a rule with a title over each of them, a line between columns, and junctions where
/// they meet.
struct Rules {
  /// The directions in which a cell's line goes on.
  private struct Arms: OptionSet {
    let rawValue: UInt8

    static let up = Arms(rawValue: 1)
    static let down = Arms(rawValue: 2)
    static let left = Arms(rawValue: 4)
    static let right = Arms(rawValue: 8)
  }

  private let size: Size
  private var cells: [Arms]

  init(size: Size) {
    self.size = size
    cells = Array(repeating: [], count: max(0, size.columns * size.rows))
  }

  /// A rule over the columns of a row, reaching into the lines at both sides of it.
  mutating func addHorizontal(row: Int, from start: Int, to end: Int, joinsLeft: Bool, joinsRight: Bool) {
    for column in start..<max(start, end) { add([.left, .right], row: row, column: column) }
    if joinsLeft { add(.right, row: row, column: start - 1) }
    if joinsRight { add(.left, row: row, column: end) }
  }

  /// A line down a column.
  mutating func addVertical(column: Int, from start: Int, to end: Int) {
    for row in start..<max(start, end) {
      if row > start { add(.up, row: row, column: column) }
      if row < end - 1 { add(.down, row: row, column: column) }
    }
  }

  /// - Parameter row: draws what stands in this one alone.
  func draw(on canvas: inout Canvas, row: Int? = nil) {
    let style = canvas.appearance.theme[.rule]
    for (index, arms) in cells.enumerated() where !arms.isEmpty && (row ?? index / size.columns) == index / size.columns
    {
      let scalar = canvas.glyphs.rule(
        up: arms.contains(.up), down: arms.contains(.down), left: arms.contains(.left), right: arms.contains(.right))
      let cell = Rect(column: index % size.columns, row: index / size.columns, columns: 1, rows: 1)
      canvas.frame.fill(cell, with: scalar, style: style)
    }
  }

  private mutating func add(_ arms: Arms, row: Int, column: Int) {
    guard (0..<size.rows).contains(row), (0..<size.columns).contains(column) else { return }
    cells[row * size.columns + column].formUnion(arms)
  }
}
