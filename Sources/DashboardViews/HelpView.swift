import Dashboard
import Terminal

/// The keys of a mode, section by section, in as many columns as there is room for.
struct HelpView {
  let dashboard: Dashboard
  let help: Dialog.Help

  func draw(in rect: Rect, on canvas: inout Canvas) {
    let isSearching = help.isTyping || !help.needle.text.isEmpty
    var rect = rect
    if isSearching, rect.rows > 1 {
      rect = Rect(column: rect.column, row: rect.row, columns: rect.columns, rows: rect.rows - 1)
      drawNeedle(row: rect.endRow, in: rect, on: &canvas)
    }
    let beside = HelpLine.columns(in: rect.columns)
    let sections = dashboard.sections(of: help, columns: rect.columns / beside)
    guard !sections.isEmpty else {
      canvas.put("no key here has it", row: rect.row, column: rect.column + 3, limit: rect.columns - 4, .dim)
      return
    }
    if let columns = HelpView.whole(sections, in: beside, rows: rect.rows) {
      draw(columns, in: rect, beside: beside, on: &canvas)
    } else {
      drawPage(in: rect, beside: beside, on: &canvas)
    }
  }

  /// All sections side by side, none of them torn and the columns about even; nil when there is no room for that.
  private static func whole(_ sections: [[HelpLine]], in beside: Int, rows: Int) -> [[HelpLine]]? {
    let total = sections.reduce(0) { $0 + $1.count + 1 }
    for height in max(1, total / beside)...max(1, total) where height <= rows {
      var columns: [[HelpLine]] = [[]]
      for section in sections {
        let gap: [HelpLine] = columns[columns.count - 1].isEmpty ? [] : [.blank]
        if columns[columns.count - 1].count + gap.count + section.count <= height {
          columns[columns.count - 1] += gap + section
        } else {
          columns.append(section)
        }
      }
      if columns.count <= beside, columns.allSatisfy({ $0.count <= height }) { return columns }
    }
    return nil
  }

  /// As much as there is room for, and how much is below.
  private func drawPage(in rect: Rect, beside: Int, on canvas: inout Canvas) {
    let rows = max(1, rect.rows - 1)
    let lines = dashboard.lines(of: help, columns: rect.columns / beside)
    var next = min(help.scroll, max(0, lines.count - rows * beside + 3 * (beside - 1)))
    var columns: [[HelpLine]] = []
    while columns.count < beside, next < lines.count {
      if columns.count > 0 || help.scroll > 0, lines[next] == .blank { next += 1 }
      var column = Array(lines[next..<min(lines.count, next + rows)])
      while column.count > 1, next + column.count < lines.count,
        HelpView.isTorn(between: column[column.count - 1], and: lines[next + column.count])
      {
        column.removeLast()
      }
      next += column.count
      columns.append(column)
    }
    draw(columns, in: rect, beside: beside, on: &canvas)
    guard rect.rows > 1 else { return }
    let below = lines.count - next
    let text = below > 0 ? "\(below) more below, \(dashboard.keyText(.next, in: .dialog)) scrolls" : "the end"
    canvas.put(text, row: rect.row + rows, column: rect.column + 2, limit: rect.columns - 3, .key)
  }

  /// A heading stands over something, and what a command does stays together.
  private static func isTorn(between line: HelpLine, and next: HelpLine) -> Bool {
    if case .heading = line { return true }
    if case .more = next { return true }
    return false
  }

  private func draw(_ columns: [[HelpLine]], in rect: Rect, beside: Int, on canvas: inout Canvas) {
    let width = rect.columns / beside
    for (index, column) in columns.enumerated() {
      for (offset, line) in column.enumerated() {
        draw(line, row: rect.row + offset, left: rect.column + index * width, width: width, on: &canvas)
      }
    }
  }

  private func draw(_ line: HelpLine, row: Int, left: Int, width: Int, on canvas: inout Canvas) {
    let column = left + 2 + HelpLine.keyColumns
    let room = width - HelpLine.keyColumns - 3
    switch line {
    case .blank: break
    case .heading(let text): canvas.put(text, row: row, column: left + 2, limit: width - 3, .title)
    case .more(let text, let isObstacle):
      canvas.put(text, row: row, column: column, limit: room, isObstacle ? .dim : .text)
    case .command(let keys, let title, let obstacle):
      canvas.put(keys, row: row, column: left + 2, limit: HelpLine.keyColumns - 1, .key)
      let end = canvas.put(title, row: row, column: column, limit: room)
      if let obstacle { canvas.put("(\(obstacle))", row: row, column: end + 1, limit: column + room - end - 1, .dim) }
    }
  }

  private func drawNeedle(row: Int, in rect: Rect, on canvas: inout Canvas) {
    let column = canvas.put("/", row: row, column: rect.column + 1, .key)
    canvas.putTyped(help.needle.text, row: row, column: column, limit: rect.endColumn - column - 1)
    guard help.isTyping else { return }
    let before = String(String.UnicodeScalarView(help.needle.scalars[..<help.needle.cursor]))
    canvas.frame.cursor = Position(column: min(column + Gate.width(before), rect.endColumn - 1), row: row)
  }
}

extension Mode {
  /// What the operator does in it, for the title of its help.
  var words: String {
    switch self {
    case .list: "in lists"
    case .reader: "in a conversation"
    case .input: "while writing"
    case .review: "in the review"
    case .dialog: "of what is read"
    case .help: "in help"
    case .settle: "for settling what is unknown"
    case .stopList: "in the stop list"
    case .copy: "for copying"
    case .accounts: "for choosing an account"
    case .question: "at a question"
    case .prompt: "in a line that is typed"
    }
  }
}
