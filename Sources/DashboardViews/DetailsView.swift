import Dashboard
import Messaging
import Terminal

/// Everything that is known of one message.
struct DetailsView {
  let details: Dialog.Details

  func draw(in rect: Rect, on canvas: inout Canvas) {
    guard let facts = details.facts else {
      canvas.put("loading", row: rect.row, column: rect.column + 3, limit: rect.columns - 4, .dim)
      return
    }
    let lines = lines(of: facts, columns: rect.columns)
    let start = min(details.scroll, max(0, lines.count - rect.rows))
    for (offset, line) in lines.dropFirst(start).prefix(rect.rows).enumerated() {
      let row = rect.row + offset
      canvas.put(line.name, row: row, column: rect.column + 2, limit: nameColumns - 1, line.role)
      let column = rect.column + 2 + (line.isHeading ? 0 : nameColumns)
      canvas.put(line.value, row: row, column: column, limit: rect.endColumn - column - 1, line.valueRole)
    }
    let below = lines.count - start - rect.rows
    if below > 0 { canvas.putRight(" \(below) more below ", row: rect.endRow - 1, end: rect.endColumn - 1, .dim) }
  }

  private struct Line {
    var name = ""
    var value = ""
    var isHeading = false
    var role = Role.dim
    var valueRole = Role.text
  }

  private var nameColumns: Int { 16 }

  private func lines(of facts: MessageFacts, columns: Int) -> [Line] {
    let room = max(8, columns - nameColumns - 4)
    var lines = [Line(value: "Text", isHeading: true, valueRole: .title)]
    lines += Gate.wrap(facts.text.raw, columns: room).map { Line(value: $0) }
    if let escaped = facts.escaped {
      for (index, part) in Gate.wrap(escaped, columns: room).enumerated() {
        lines.append(Line(name: index == 0 ? "as received" : "", value: part, valueRole: .warning))
      }
    }
    for section in facts.sections where !section.fields.isEmpty {
      lines.append(Line())
      lines.append(Line(value: section.title, isHeading: true, valueRole: .title))
      for field in section.fields {
        for (index, part) in Gate.wrap(field.value.raw, columns: room).enumerated() {
          lines.append(Line(name: index == 0 ? field.name : "", value: part))
        }
      }
    }
    return lines
  }
}
