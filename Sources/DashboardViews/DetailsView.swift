import Dashboard
import Messaging
import Terminal

/// Everything that is known of one message.
struct DetailsView {
  let details: Dialog.Details
  let now: Timestamp
  let scrollKey: String

  func draw(in rect: Rect, on canvas: inout Canvas) {
    guard let facts = details.facts else {
      canvas.put("loading", row: rect.row, column: rect.column + 3, limit: rect.columns - 4, .dim)
      return
    }
    let lines = facts.lines(columns: rect.columns, at: now)
    let isCut = lines.count > rect.rows && rect.rows > 1
    let rows = isCut ? rect.rows - 1 : rect.rows
    let start = min(details.scroll, max(0, lines.count - rows))
    for (offset, line) in lines.dropFirst(start).prefix(rows).enumerated() {
      let row = rect.row + offset
      let names = line.kind == .heading ? 0 : MessageFacts.nameColumns
      canvas.put(line.name, row: row, column: rect.column + 2, limit: names - 1, .dim)
      let column = rect.column + 2 + names
      canvas.put(line.value, row: row, column: column, limit: rect.endColumn - column - 1, role(of: line.kind))
    }
    guard isCut else { return }
    let below = lines.count - start - rows
    canvas.put(
      below > 0 ? "\(below) more below, \(scrollKey) scrolls" : "the end", row: rect.endRow - 1,
      column: rect.column + 2, limit: rect.columns - 3, .key)
  }

  private func role(of kind: FactLine.Kind) -> Role {
    switch kind {
    case .heading: .title
    case .field: .text
    case .escaped: .warning
    }
  }
}
