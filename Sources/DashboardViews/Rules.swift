import Terminal

/// The lines between regions: a rule with a title over each of them, a line between columns, and junctions where
/// they meet.
struct Rules {
  private struct Arms {
    var up = false
    var down = false
    var left = false
    var right = false
  }

  private var cells: [Position: Arms] = [:]

  /// A rule over the columns of a row, reaching into the lines at both sides of it.
  mutating func addHorizontal(row: Int, from start: Int, to end: Int, joinsLeft: Bool, joinsRight: Bool) {
    for column in start..<max(start, end) {
      let position = Position(column: column, row: row)
      cells[position, default: Arms()].left = true
      cells[position, default: Arms()].right = true
    }
    if joinsLeft { cells[Position(column: start - 1, row: row), default: Arms()].right = true }
    if joinsRight { cells[Position(column: end, row: row), default: Arms()].left = true }
  }

  /// A line down a column.
  mutating func addVertical(column: Int, from start: Int, to end: Int) {
    for row in start..<max(start, end) {
      let position = Position(column: column, row: row)
      cells[position, default: Arms()].up = row > start
      cells[position, default: Arms()].down = row < end - 1
    }
  }

  func draw(on canvas: inout Canvas) {
    let style = canvas.appearance.theme[.rule]
    for (position, arms) in cells {
      let scalar = canvas.glyphs.rule(up: arms.up, down: arms.down, left: arms.left, right: arms.right)
      canvas.frame.fill(
        Rect(column: position.column, row: position.row, columns: 1, rows: 1), with: scalar, style: style)
    }
  }
}
