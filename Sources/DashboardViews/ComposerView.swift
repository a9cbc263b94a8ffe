import Dashboard
import Messaging
import Terminal

/// A message being written: its recipients, its options where they are wanted, its text, and what it will cost.
struct ComposerView: RegionView {
  let dashboard: Dashboard

  private var composer: Composer? { dashboard.composer }

  var title: String {
    guard let composer else { return "Compose" }
    let recipients = composer.recipientList(dashboard.settings.sending.numbers).destinations
    guard recipients.count == 1 else { return recipients.isEmpty ? "Compose" : "Compose to \(recipients.count)" }
    return "To \(RecipientText(recipients[0], dashboard).short)"
  }

  var info: String { dashboard.mode == .input ? "draft is saved as you type" : "Tab to write" }

  func draw(on canvas: inout Canvas, in rect: Rect, isFocused: Bool) {
    guard let composer, rect.rows > 0 else { return }
    var row = drawRecipients(composer, in: rect, isFocused: isFocused, on: &canvas)
    let footer = footerLines(composer, columns: rect.columns - 4, isASCII: canvas.glyphs.isASCII)
    let footerRows = min(footer.count, max(0, rect.endRow - row - 2))
    // The text keeps two rows at least.
    let room = Rect(
      column: rect.column, row: row, columns: rect.columns, rows: max(0, rect.endRow - row - footerRows - 2))
    row = OptionsView(dashboard: dashboard, composer: composer).draw(in: room, isFocused: isFocused, on: &canvas)
    if row < rect.endRow - footerRows - 2, rect.rows > 8 { row += 1 }
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
    let isHere = isFocused && composer.field == .recipients
    canvas.put("To", row: rect.row, column: rect.column + 2, isHere ? .key : .dim)
    let column = rect.column + 6
    let room = rect.endColumn - column - 1
    canvas.put(composer.recipients, row: rect.row, column: column, limit: room, hint: "nobody yet", isHere: isHere)
    var row = rect.row + 1
    if let fault = composer.faults[.recipients] {
      canvas.put(fault, row: row, column: column, limit: room, .fault)
      row += 1
    }
    if isHere, !composer.suggestions.isEmpty {
      for (index, suggestion) in composer.suggestions.prefix(5).enumerated() where row < rect.endRow - 2 {
        let isChosen = index == composer.suggestion
        canvas.put(isChosen ? canvas.glyphs.marker : " ", row: row, column: column, .marker)
        let text = RecipientText(suggestion)
        canvas.put(text.name, row: row, column: column + 2, limit: 22, isChosen ? .name : .text)
        canvas.put(text.number, row: row, column: column + 25, limit: room - 25, .dim)
        row += 1
      }
      return row
    }
    let resolved = resolved(composer)
    guard !resolved.isEmpty, row < rect.endRow - 3 else { return row }
    canvas.put(resolved, row: row, column: column, limit: room, .dim)
    return row + 1
  }

  /// Who the recipients are and how their numbers go out, where that is not just what was typed.
  private func resolved(_ composer: Composer) -> String {
    let list = composer.recipientList(dashboard.settings.sending.numbers)
    let texts = list.destinations.map { RecipientText($0, dashboard, facts: composer.facts).whole }
    guard texts.joined(separator: ", ") != composer.recipients.text.trimmingBlanks() else { return "" }
    let folded = list.folded > 0 ? ["\(list.folded) repeated"] : []
    return (texts + folded).joined(separator: " · ")
  }

  private func drawText(_ composer: Composer, in rect: Rect, isFocused: Bool, on canvas: inout Canvas) {
    let columns = max(4, rect.columns - 4)
    let wrapped = WrappedText(composer.text, columns: columns)
    let isHere = isFocused && composer.field == .text
    let first = max(0, min(wrapped.cursor.row - rect.rows + 1, wrapped.ranges.count - 1))
    let foreign = marked(composer)
    for (offset, range) in wrapped.ranges.dropFirst(first).prefix(max(0, rect.rows)).enumerated() {
      canvas.put(
        composer.text.scalars[range], marking: foreign, as: .warning, row: rect.row + offset, column: rect.column + 2,
        limit: columns)
    }
    if composer.text.scalars.isEmpty, !isHere {
      canvas.put("no text yet", row: rect.row, column: rect.column + 2, limit: columns, .dim)
    }
    if isHere, rect.rows > 0 {
      canvas.frame.cursor = Position(
        column: rect.column + 2 + wrapped.cursor.column, row: rect.row + wrapped.cursor.row - first)
    }
  }

  /// The characters that force UCS-2. Where all of a text does, marking it tells nothing.
  private func marked(_ composer: Composer) -> Set<Int> {
    let foreign = composer.text.scalars.indices.filter { GSM0338.septetCount(of: composer.text.scalars[$0]) == 0 }
    return foreign.count * 2 > composer.text.scalars.count ? [] : Set(foreign)
  }

  private func footerLines(_ composer: Composer, columns: Int, isASCII: Bool) -> [(text: String, role: Role)] {
    func wrapped(_ text: String, _ role: Role) -> [(text: String, role: Role)] {
      Gate.wrap(text, columns: max(10, columns)).map { ($0, role) }
    }
    var lines: [(text: String, role: Role)] = []
    for field in [.text] + Composer.Field.options {
      guard let fault = composer.faults[field] else { continue }
      lines += wrapped(fault, .fault)
    }
    guard !composer.text.text.isEmpty else { return lines }
    if ServerRewriting(composer.text.text).kept.isEmpty {
      let warning = wrapped("nothing of this text is left on the server", .warning)
      return composer.faults[.text] == nil ? lines + warning : lines
    }
    let recipients = composer.recipientList(dashboard.settings.sending.numbers).destinations.count
    let figures = SendingFigures(
      composer.text.text, options: composer.options.asTyped, facts: composer.facts, recipients: recipients,
      credit: dashboard.account.credit, isASCII: isASCII)
    if let note = figures.encodingNote(plainKey: dashboard.keyText(.plainTwins)) {
      lines += wrapped(note, .warning)
    } else {
      lines += wrapped("\(figures.segments.encoding.name): \(figures.size)", .dim)
    }
    lines += wrapped("\(figures.onAir) on air · \(figures.billed) · \(figures.price)", .dim)
    return lines
  }
}

extension Canvas {
  /// Writes a field of one line, so that its cursor is seen; `hint` stands in an empty one without it.
  mutating func put(_ field: TextField, row: Int, column: Int, limit: Int, hint: String = "", isHere: Bool) {
    let before = field.scalars[..<field.cursor]
    var start = 0
    var width = Gate.width(String(String.UnicodeScalarView(before)))
    while width > max(0, limit - 1), start < field.cursor {
      width -= Gate.width(String(Character(field.scalars[start])))
      start += 1
    }
    putTyped(String(String.UnicodeScalarView(field.scalars[start...])), row: row, column: column, limit: limit)
    if field.scalars.isEmpty, !isHere { put(hint, row: row, column: column, limit: limit, .dim) }
    if isHere { frame.cursor = Position(column: column + max(0, width), row: row) }
  }
}
