import Dashboard
import Terminal

/// The keys of a mode, section by section, in as many columns as there is room for.
struct HelpView {
  let dashboard: Dashboard
  let help: Dialog.Help

  func draw(in rect: Rect, on canvas: inout Canvas) {
    let isSearching = help.isTyping || !help.needle.text.isEmpty
    var rows = rect.rows
    if isSearching, rows > 1 {
      rows -= 1
      drawNeedle(row: rect.endRow - 1, in: rect, on: &canvas)
    }
    let lines = dashboard.lines(of: help)
    guard !lines.isEmpty else {
      canvas.put("no key here has it", row: rect.row, column: rect.column + 3, limit: rect.columns - 4, .dim)
      return
    }
    let columns = max(1, rect.columns / 60)
    let start = min(help.scroll, max(0, lines.count - rows * columns))
    let width = rect.columns / columns
    for (offset, line) in lines.dropFirst(start).prefix(rows * columns).enumerated() {
      let left = rect.column + offset / rows * width
      draw(line, row: rect.row + offset % rows, left: left, width: width, on: &canvas)
    }
    let below = lines.count - start - rows * columns
    if below > 0, !isSearching {
      canvas.putRight(" \(below) more below ", row: rect.endRow - 1, end: rect.endColumn - 1, .dim)
    }
  }

  private func draw(_ line: HelpLine, row: Int, left: Int, width: Int, on canvas: inout Canvas) {
    switch line {
    case .heading(let text): canvas.put(text, row: row, column: left + 2, limit: width - 3, .title)
    case .command(let keys, let title, let obstacle):
      canvas.put(keys, row: row, column: left + 2, limit: 17, .key)
      // Why it cannot act says more than the end of what it would do.
      let reason = obstacle.map { "(\($0))" } ?? ""
      let room = max(12, width - 22 - Gate.width(reason))
      let end = canvas.put(title, row: row, column: left + 20, limit: min(room, width - 21))
      canvas.put(reason, row: row, column: end + 1, limit: left + width - end - 2, .dim)
    }
  }

  private func drawNeedle(row: Int, in rect: Rect, on canvas: inout Canvas) {
    let column = canvas.put("/", row: row, column: rect.column + 1, .key)
    canvas.put(help.needle.text, row: row, column: column, limit: rect.endColumn - column - 1)
    guard help.isTyping else { return }
    let before = String(String.UnicodeScalarView(help.needle.scalars[..<help.needle.cursor]))
    canvas.frame.cursor = Position(column: min(column + Gate.width(before), rect.endColumn - 1), row: row)
  }
}
