import Dashboard
import Messaging
import Terminal

/// To whom nothing is sent: since when, why, and who it is.
struct StopListView {
  let dashboard: Dashboard
  let list: Dialog.StopList

  func draw(in rect: Rect, on canvas: inout Canvas) {
    let foot = min(3, max(0, rect.rows - 1))
    let above = Rect(column: rect.column, row: rect.row, columns: rect.columns, rows: rect.rows - foot)
    drawEntries(in: above, on: &canvas)
    drawFoot(Rect(column: rect.column, row: above.endRow, columns: rect.columns, rows: foot), on: &canvas)
  }

  private func drawEntries(in rect: Rect, on canvas: inout Canvas) {
    guard !list.rows.rows.isEmpty else {
      drawEmpty(list.rows.isLoaded ? "nobody is on it" : "loading", in: rect, on: &canvas)
      return
    }
    // The dialog may have become smaller since the list was moved.
    let first = max(list.rows.top, list.rows.selection - rect.rows + 1)
    for (offset, entry) in list.rows.rows.dropFirst(first).prefix(rect.rows).enumerated() {
      let row = rect.row + offset
      let isSelected = first + offset == list.rows.selection
      drawMarker(isSelected: isSelected, isFocused: true, row: row, column: rect.column, on: &canvas)
      let who = RecipientText(entry.destination, dashboard)
      canvas.put(who.number, row: row, column: rect.column + 2, limit: 19)
      let since = TimeText.short(entry.since, now: dashboard.now, zone: dashboard.zone)
      canvas.put(since, row: row, column: rect.column + 22, limit: 6, .dim)
      var column = rect.column + 30
      if rect.columns >= 60 {
        canvas.put(who.name, row: row, column: column, limit: 18, .name)
        column += 19
      }
      canvas.put(
        entry.note.isEmpty ? "no reason given" : oneLine(UntrustedText(entry.note)), row: row, column: column,
        limit: rect.endColumn - column - 1, entry.note.isEmpty ? .dim : .text)
    }
  }

  private func drawFoot(_ rect: Rect, on canvas: inout Canvas) {
    guard rect.rows > 0 else { return }
    if let entering = list.entering { return draw(entering, in: rect, on: &canvas) }
    if list.isTakingOff, let entry = list.rows.selected {
      let who = RecipientText(entry.destination, dashboard).whole
      let question = "Take \(who) off? \(dashboard.keyText(.yes, in: .question)) does, any other key does not."
      for (offset, line) in Gate.wrap(question, columns: max(8, rect.columns - 4)).prefix(rect.rows).enumerated() {
        canvas.put(line, row: rect.row + offset, column: rect.column + 2, limit: rect.columns - 3, .warning)
      }
      return
    }
    // Where the reason is cut in its row it is told here.
    let why = list.rows.selected.map { oneLine(UntrustedText($0.note)) } ?? ""
    let isNarrow = rect.columns < 60 && !why.isEmpty
    var lines = Gate.wrap(isNarrow ? why : others, columns: max(8, rect.columns - 4)).map { ($0, Role.dim) }
    // Without bars there is no hint line.
    if !dashboard.layout.hasBars { lines.insert((HintLine(dashboard: dashboard).text, .key), at: 0) }
    for (offset, line) in lines.prefix(rect.rows - 1).enumerated() {
      canvas.put(line.0, row: rect.row + 1 + offset, column: rect.column + 2, limit: rect.columns - 3, line.1)
    }
  }

  /// What holds a message back without standing here.
  private var others: String {
    let policy = dashboard.settings.sending
    guard !policy.stopWords.isEmpty else { return "It stands on this machine; the server's own list is another one." }
    let days = policy.stopWordWithin.wholeSeconds / 86_400
    return "Whoever wrote \(policy.stopWords[0]) or the like within \(days) days is held back without standing here."
  }

  private func draw(_ entering: Dialog.StopList.Entering, in rect: Rect, on canvas: inout Canvas) {
    let fields = [("Whom", entering.whom, false), ("Why", entering.why, true)]
    // In one row the field with the keys is the one to see.
    let shown = rect.rows < 2 ? fields.filter { $0.2 == entering.isAtWhy } : fields
    for (offset, field) in shown.enumerated() {
      let isHere = field.2 == entering.isAtWhy
      let row = rect.row + offset
      canvas.put(field.0, row: row, column: rect.column + 2, limit: 5, isHere ? .key : .dim)
      let column = rect.column + 8
      let hint = field.2 ? "shown where it holds a message back" : "number, @user or #group"
      canvas.put(
        field.1, row: row, column: column, limit: rect.endColumn - column - 1, hint: hint, isHere: isHere)
    }
    if let fault = entering.fault, rect.rows > 2 {
      canvas.put(fault, row: rect.row + 2, column: rect.column + 8, limit: rect.columns - 9, .fault)
    }
  }
}
