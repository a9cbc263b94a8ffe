import Dashboard
import Terminal

/// What was just said: a passing notice on the last line of the body, and above it what stays until acknowledged.
struct NoticeLines {
  let dashboard: Dashboard

  func draw(on canvas: inout Canvas) {
    let body = dashboard.layout.body
    var row = body.endRow - 1
    if let toast = dashboard.notices.toast, dashboard.finding == nil {
      let hint = toast.hint.isEmpty ? "" : " \(toast.hint)"
      draw(" " + oneLine(toast.sentence) + hint + " ", role(of: toast.level), row: row, on: &canvas)
      row -= 1
    }
    guard let first = dashboard.notices.sticky.first else { return }
    let more = dashboard.notices.sticky.count - 1
    let rest = more > 0 ? "  (\(more) more)" : ""
    let hint = first.hint.isEmpty ? "" : " \(first.hint)"
    draw(" ! " + oneLine(first.sentence) + hint + rest + "  Esc ", .fault, row: row, on: &canvas)
  }

  private func draw(_ text: String, _ role: Role, row: Int, on canvas: inout Canvas) {
    let lines = Gate.wrap(text, columns: max(10, dashboard.size.columns - 2))
    for (index, line) in lines.prefix(3).enumerated() {
      let at = row - min(3, lines.count) + 1 + index
      guard at > dashboard.layout.body.row else { continue }
      let rect = Rect(column: 0, row: at, columns: dashboard.size.columns, rows: 1)
      canvas.frame.fill(rect)
      canvas.put(line, row: at, column: 1, role, adding: .reverse)
    }
  }

  private func role(of level: Notice.Level) -> Role {
    switch level {
    case .detail: .dim
    case .information: .text
    case .done: .done
    case .warning: .warning
    case .fault: .fault
    }
  }
}
