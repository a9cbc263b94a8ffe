import Dashboard
import Messaging
import Terminal

/// Everything about a message before it leaves: who gets it, what the server will make of it, what it costs.
struct ReviewView: RegionView {
  let dashboard: Dashboard
  let review: Review

  var title: String { "Review" }
  var info: String {
    let count = review.destinations.count
    return count == 1 ? "1 recipient" : "\(count) recipients"
  }

  private typealias Line = (label: String, text: String, role: Role, note: String)

  func draw(on canvas: inout Canvas, in rect: Rect, isFocused: Bool) {
    let lines = recipients(columns: rect.columns) + texts(columns: rect.columns) + figures
    let footer = footerRows
    let rows = max(0, rect.rows - footer)
    let start = min(review.scroll, max(0, lines.count - rows))
    for (offset, line) in lines.dropFirst(start).prefix(rows).enumerated() {
      let row = rect.row + offset
      canvas.put(line.label, row: row, column: rect.column + 2, limit: 8, .title)
      let end = canvas.put(line.text, row: row, column: rect.column + 10, limit: rect.columns - 11, line.role)
      guard !line.note.isEmpty else { continue }
      canvas.put(line.note, row: row, column: end + 3, limit: rect.endColumn - end - 4, .warning)
    }
    drawFooter(in: rect, on: &canvas)
  }

  /// The hint line has the keys, where there is one.
  private var footerRows: Int { review.typedCount == nil && dashboard.layout.hasBars ? 0 : 2 }

  private func drawFooter(in rect: Rect, on canvas: inout Canvas) {
    guard footerRows > 0 else { return }
    let row = rect.endRow - 1
    if let field = review.typedCount {
      let question = "Type the number of recipients, \(review.destinations.count), and Enter sends; Esc does not: "
      let column = canvas.put(question, row: row, column: rect.column + 2, limit: rect.columns - 12, .warning)
      let end = canvas.put(field.text, row: row, column: column, limit: 8)
      canvas.frame.cursor = Position(column: end, row: row)
      return
    }
    var column = rect.column + 2
    for command in [Command.send, .edit, .keepDraft, .back] {
      guard let keys = dashboard.keymap.sequences(for: command, in: .review).first else { continue }
      column = canvas.put(KeyNotation.text(keys), row: row, column: column, .key) + 1
      column = canvas.put(command.shortTitle, row: row, column: column, limit: rect.endColumn - column) + 3
    }
  }

  private func recipients(columns: Int) -> [Line] {
    var lines: [Line] = review.destinations.enumerated().map { index, destination in
      let number = PhoneFormat.grouped(destination.wire)
      let padding = String(repeating: " ", count: max(1, 19 - Gate.width(number)))
      let name = dashboard.names[destination.peer].map { padding + oneLine($0) } ?? ""
      let note =
        switch destination {
        case .group: "everybody in the group; servers since 1.4.8 take the first group whose code contains this"
        case .user: "straight into that account's inbox: no delivery status"
        case .number: ""
        }
      return (index == 0 ? "To" : "", number + name, .text, note)
    }
    if review.folded > 0 { lines.append(("", "\(review.folded) written twice, sent once", .dim, "")) }
    lines.append(("", "", .text, ""))
    return lines
  }

  private var rewriting: ServerRewriting { ServerRewriting(review.text) }

  private func texts(columns: Int) -> [Line] {
    let width = max(8, columns - 12)
    var lines: [Line] = []
    for (index, line) in Gate.wrap(review.text, columns: width).enumerated() {
      lines.append((index == 0 ? "Text" : "", line, .text, ""))
    }
    let rewriting = self.rewriting
    if rewriting.kept != review.text {
      for (index, line) in Gate.wrap(rewriting.kept, columns: width).enumerated() {
        lines.append((index == 0 ? "Server" : "", line, .changed, ""))
      }
      for change in rewriting.changes { lines.append(("", change.sentence, .warning, "")) }
    }
    lines.append(("", "", .text, ""))
    return lines
  }

  private var figures: [Line] {
    let kept = rewriting.kept
    let segments = Segments(kept)
    let billing = Billing(kept, footerLength: 0, unicode: review.options.sendsUnicode(review.text))
    let count = review.destinations.count
    let each = segments.count == 1 ? "1 segment" : "\(segments.count) segments"
    let difference = billing.difference(onAir: segments).map { "; \($0.sentence)" } ?? ""
    let parts = billing.parts * count
    var bills = parts == 1 ? "1 segment" : "\(parts) segments"
    if let credit = dashboard.account.credit { bills += ", credit now \(credit.text)" }
    return [
      (segments.encoding.name, "\(segments.units) characters, \(each)\(count > 1 ? " each" : "")", .text, ""),
      ("Bills", bills + difference, .text, ""),
      ("", "plus the account's footer, which no operation of the server tells", .dim, ""),
      ("When", "now, held \(dashboard.settings.hold.wholeSeconds) s to take it back", .text, ""),
    ]
  }
}
