import Dashboard
import Terminal

/// Everything that is known of one message.
struct DetailsView {
  let details: Dialog.Details

  func draw(in rect: Rect, on canvas: inout Canvas) {
    guard let facts = details.facts else {
      canvas.put("loading", row: rect.row, column: rect.column + 3, limit: rect.columns - 4, .dim)
      return
    }
    let lines = facts.lines(columns: rect.columns)
    let start = min(details.scroll, max(0, lines.count - rect.rows))
    for (offset, line) in lines.dropFirst(start).prefix(rect.rows).enumerated() {
      let row = rect.row + offset
      let names = line.kind == .heading ? 0 : MessageFacts.nameColumns
      canvas.put(line.name, row: row, column: rect.column + 2, limit: names - 1, .dim)
      let column = rect.column + 2 + names
      canvas.put(line.value, row: row, column: column, limit: rect.endColumn - column - 1, role(of: line.kind))
    }
    let below = lines.count - start - rect.rows
    if below > 0 { canvas.putRight(" \(below) more below ", row: rect.endRow - 1, end: rect.endColumn - 1, .dim) }
  }

  private func role(of kind: FactLine.Kind) -> Role {
    switch kind {
    case .heading: .title
    case .field: .text
    case .escaped: .warning
    }
  }
}
