import Dashboard
import Messaging
import Terminal

/// A message being written: its recipients, its text, and what the text will cost.
struct ComposerView: RegionView {
  let dashboard: Dashboard

  private var composer: Composer? { dashboard.composer }

  var title: String {
    guard let composer else { return "Compose" }
    let recipients = composer.parsedRecipients
    guard recipients.count == 1, let destination = try? recipients[0].destination.get() else {
      return recipients.count < 2 ? "Compose" : "Compose to \(recipients.count)"
    }
    let name = dashboard.names[destination.peer].map(oneLine)
    return "To \(name ?? PhoneFormat.grouped(destination.wire))"
  }

  var info: String { dashboard.mode == .input ? "draft is saved as you type" : "Tab to write" }

  func draw(on canvas: inout Canvas, in rect: Rect, isFocused: Bool) {
    guard let composer, rect.rows > 0 else { return }
    var row = drawRecipients(composer, in: rect, isFocused: isFocused, on: &canvas)
    let footer = footerLines(composer, columns: rect.columns - 4)
    let footerRows = min(footer.count, max(0, rect.endRow - row - 2))
    let area = Rect(column: rect.column, row: row, columns: rect.columns, rows: rect.endRow - row - footerRows)
    drawText(composer, in: area, isFocused: isFocused, on: &canvas)
    row = rect.endRow - footerRows
    for line in footer.prefix(footerRows) {
      canvas.put(line.text, row: row, column: rect.column + 2, limit: rect.columns - 3, line.role)
      row += 1
    }
  }

  /// Gives the first row that is left.
  private func drawRecipients(_ composer: Composer, in rect: Rect, isFocused: Bool, on canvas: inout Canvas) -> Int {
    var row = rect.row
    let isHere = isFocused && composer.field == .recipients
    canvas.put("To", row: row, column: rect.column + 2, isHere ? .key : .dim)
    let column = rect.column + 6
    let room = rect.endColumn - column - 1
    let before = String(String.UnicodeScalarView(composer.recipients.scalars[..<composer.recipients.cursor]))
    let hidden = max(0, Gate.width(before) - room + 1)
    let shown = hidden == 0 ? composer.recipients.text : String(composer.recipients.text.dropFirst(hidden))
    canvas.put(shown, row: row, column: column, limit: room)
    if shown.isEmpty, !isHere { canvas.put("nobody yet", row: row, column: column, limit: room, .dim) }
    if isHere { canvas.frame.cursor = Position(column: column + Gate.width(before) - hidden, row: row) }
    row += 1
    if let fault = composer.recipientsFault {
      canvas.put(fault, row: row, column: column, limit: room, .fault)
      row += 1
    }
    for (index, summary) in composer.suggestions.prefix(5).enumerated() where isHere && row < rect.endRow - 2 {
      let isChosen = index == composer.suggestion
      canvas.put(isChosen ? canvas.glyphs.marker : " ", row: row, column: column, .marker)
      let name = oneLine(summary.contact.name)
      canvas.put(name, row: row, column: column + 2, limit: 22, isChosen ? .name : .text)
      canvas.put(
        PhoneFormat.grouped(oneLine(summary.contact.number)), row: row, column: column + 25, limit: room - 25, .dim)
      row += 1
    }
    return min(row + (rect.rows > 8 ? 1 : 0), rect.endRow)
  }

  private func drawText(_ composer: Composer, in rect: Rect, isFocused: Bool, on canvas: inout Canvas) {
    let columns = max(4, rect.columns - 4)
    let wrapped = WrappedText(composer.text, columns: columns)
    let isHere = isFocused && composer.field == .text
    let first = max(0, min(wrapped.cursor.row - rect.rows + 1, wrapped.lines.count - 1))
    for (offset, line) in wrapped.lines.dropFirst(first).prefix(rect.rows).enumerated() {
      canvas.put(line, row: rect.row + offset, column: rect.column + 2, limit: columns)
    }
    if composer.text.scalars.isEmpty, !isHere {
      canvas.put("no text yet", row: rect.row, column: rect.column + 2, limit: columns, .dim)
    }
    if isHere, rect.rows > 0 {
      canvas.frame.cursor = Position(
        column: rect.column + 2 + wrapped.cursor.column, row: rect.row + wrapped.cursor.row - first)
    }
  }

  private func footerLines(_ composer: Composer, columns: Int) -> [(text: String, role: Role)] {
    let text = composer.text.text
    var lines: [(text: String, role: Role)] = []
    if let fault = composer.textFault { lines.append((fault, .fault)) }
    guard !text.isEmpty else { return lines }
    let segments = Segments(text)
    if segments.forcesUnicode {
      let culprits = Array(Set(segments.foreign.map(\.scalar))).sorted { $0.value < $1.value }.prefix(3)
      let shown = culprits.map { String(Character($0)) }.joined(separator: " ")
      let twin = PlainTwin(of: text)
      let key = dashboard.keymap.sequences(for: .plainTwins, in: .input).first.map { KeyNotation.text($0) } ?? ""
      let help = twin.replacements.isEmpty || twin.staysUnicode ? "" : "; \(key) makes it GSM-7"
      lines.append(("UCS-2 because of \(shown)\(help)", .warning))
    }
    lines.append((size(of: segments), .dim))
    return lines
  }

  private func size(of segments: Segments) -> String {
    let room = segments.units + segments.left
    let count = segments.count == 1 ? "1 segment" : "\(segments.count) segments"
    return "\(segments.encoding.name): \(segments.units) of \(room), \(count)"
  }
}
