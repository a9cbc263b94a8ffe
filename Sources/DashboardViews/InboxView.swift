import Dashboard
import Messaging
import Terminal

/// Conversations by number, newest first.
struct InboxView: RegionView {
  let dashboard: Dashboard

  var title: String { "Inbox" + narrowing(of: .inbox, in: dashboard) }
  var info: String {
    if let state = listState(of: .inbox, newer: dashboard.inbox.newer, in: dashboard) { return state }
    let counters = dashboard.counters
    if dashboard.isShowingArchived { return "\(counters.archived.grouped) archived" }
    return counters.unread > 0
      ? "\(counters.unread.grouped) unread of \(counters.received.grouped)" : "\(counters.received.grouped) messages"
  }

  func draw(on canvas: inout Canvas, in rect: Rect, isFocused: Bool) {
    let list = dashboard.inbox
    guard !list.rows.isEmpty else {
      drawEmpty(list.isLoaded ? emptyText : "loading", in: rect, on: &canvas)
      return
    }
    let hasMarks = !list.marks.isEmpty
    let rows = list.rows[list.top...].prefix(rect.rows).enumerated().map { offset, summary in
      canvas.point(row: rect.row + offset, of: rect, to: .row(.inbox, list.top + offset))
      return InboxRow(
        summary: summary, isSelected: list.top + offset == list.selection, isFocused: isFocused,
        isMarked: hasMarks && list.marks.contains(summary),
        time: TimeText.short(summary.lastAt, now: dashboard.now, zone: dashboard.zone))
    }
    canvas.parts.inbox = canvas.put(rows, in: rect, after: canvas.before?.inbox)
  }

  private var emptyText: String {
    if dashboard.isNarrowed(.inbox) { return nothingFits("nothing fits", region: .inbox, in: dashboard) }
    let archived = dashboard.counters.archived
    guard archived > 0 else { return nothingYet("no messages yet", of: Stream.allCases, in: dashboard) }
    let key = dashboard.keyText(.filter, in: .list)
    return archived == 1
      ? "the one conversation is archived; \(key) archived shows it"
      : "all \(archived.grouped) conversations are archived; \(key) archived shows them"
  }
}

/// A conversation in one line.
struct InboxRow: PartContent {
  let summary: ConversationSummary
  let isSelected: Bool
  let isFocused: Bool
  let isMarked: Bool
  /// It depends on the present too.
  let time: String

  func draw(on canvas: inout Canvas) {
    let columns = canvas.frame.size.columns
    drawMarker(isSelected: isSelected, isFocused: isFocused, isMarked: isMarked, row: 0, column: 0, on: &canvas)
    let attributes: Style.Attributes = summary.unread > 0 ? .bold : []
    if summary.unread > 0 { canvas.put(canvas.glyphs.unread, row: 0, column: 1, .unread) }
    var column = 3
    let number = PhoneFormat.grouped(summary.peer.key)
    let who = summary.name.map(oneLine) ?? number
    if columns >= 72 {
      canvas.put(number, row: 0, column: column, limit: 18, adding: attributes)
      canvas.put(summary.name.map(oneLine) ?? "", row: 0, column: column + 19, limit: 13, adding: attributes)
      column += 33
    } else {
      canvas.put(who, row: 0, column: column, limit: 16, adding: attributes)
      column += 17
    }
    canvas.put(time, row: 0, column: column, limit: 6, .dim)
    column += 7
    if let state = summary.lastState {
      canvas.put(StateMark(.outbox(state)), row: 0, column: column)
      column += canvas.markColumns + 1
    }
    if summary.lastIsOurs { column = canvas.put("You: ", row: 0, column: column, .ours) }
    canvas.put(
      message: summary.lastText, keyword: summary.lastKeyword, row: 0, column: column, limit: columns - column - 1,
      adding: attributes)
  }
}

/// What narrows a list and how it is ordered, for its title.
func narrowing(of region: Region, in dashboard: Dashboard) -> String {
  let chips = dashboard.chips(in: region).map { "[\(Directionality.marked($0.text))]" }
  let order = dashboard.sortWords(of: region)
  let parts = chips + (order.isEmpty ? [] : ["by \(order)"])
  return parts.isEmpty ? "" : "  " + parts.joined(separator: " ")
}

/// What a list says in the place of its figures: what is marked, and what came in above what is shown.
func listState(of region: Region, newer: Int = 0, in dashboard: Dashboard) -> String? {
  var parts: [String] = []
  let marked = dashboard.marked(in: region)
  if marked > 0 { parts.append("\(marked.grouped) marked") }
  if dashboard.focus == region, dashboard.isMarkingRange { parts.append("range") }
  if newer > 0 {
    let key = dashboard.keymap.sequences(for: .first, in: .list).first.map { " \(KeyNotation.text($0))" } ?? ""
    parts.append("\(newer >= ListNews.most ? "\(newer)+" : newer.grouped) new above,\(key)")
  }
  return parts.isEmpty ? nil : parts.joined(separator: "  ")
}

/// The bar beside the selected row: narrow, so that a step of the selection changes two cells and not two rows.
/// A marked row has its sign there instead, turned over while it is the selected one.
func drawMarker(
  isSelected: Bool, isFocused: Bool, isMarked: Bool = false, row: Int, column: Int, on canvas: inout Canvas
) {
  if isMarked {
    canvas.put(canvas.glyphs.mark, row: row, column: column, .marker, adding: isSelected && isFocused ? .reverse : [])
    return
  }
  guard isSelected else { return }
  canvas.put(canvas.glyphs.marker, row: row, column: column, isFocused ? .marker : .dim)
}

/// What an empty list may say: that there is nothing only once the server has given all of which it is made.
func nothingYet(_ text: String, of streams: [Stream], in dashboard: Dashboard) -> String {
  guard !dashboard.hasMet(streams) else { return text }
  if case .paused(let why) = dashboard.account.phase {
    return "polling is paused, \(dashboard.keyText(.poll, in: .list)) resumes. \(why)"
  }
  return dashboard.account.lastAnswer == nil ? "the server has not answered yet" : "this list has not been read yet"
}

/// What a narrowed list says when it is empty, and how more of it is seen.
func nothingFits(_ text: String, region: Region, in dashboard: Dashboard) -> String {
  guard dashboard.finding != region, !dashboard.chips(in: region).isEmpty else { return text }
  return "\(text); \(dashboard.keyText(.back, in: .list)) takes a condition away"
}

/// A word in the place of rows.
func drawEmpty(_ text: String, in rect: Rect, on canvas: inout Canvas) {
  guard rect.rows > 0 else { return }
  let first = min(1, rect.rows - 1)
  for (offset, line) in Gate.wrap(text, columns: max(1, rect.columns - 4)).prefix(rect.rows - first).enumerated() {
    canvas.put(line, row: rect.row + first + offset, column: rect.column + 3, limit: rect.columns - 4, .dim)
  }
}

/// The line in which a list is narrowed or searched, over the list's last row.
func drawFinder(of region: Region, in rect: Rect, _ dashboard: Dashboard, on canvas: inout Canvas) {
  guard dashboard.finding == region, let field = dashboard.narrowing[region], rect.rows > 0 else { return }
  let row = rect.endRow - 1
  canvas.frame.fill(Rect(column: rect.column, row: row, columns: rect.columns, rows: 1))
  let column = canvas.put(dashboard.isSearching ? "/" : "\\", row: row, column: rect.column + 1, .key)
  let end = canvas.putTyped(field.text, row: row, column: column, limit: rect.endColumn - column - 1)
  let before = String(String.UnicodeScalarView(field.scalars[..<field.cursor]))
  canvas.frame.cursor = Position(column: min(column + Gate.width(before), rect.endColumn - 1), row: row)
  let aside =
    dashboard.filterFault
    ?? (field.text.isEmpty && !dashboard.isSearching
      ? "from: to: status: before: after: unread archived, or a text" : "")
  let role: Role = dashboard.filterFault == nil ? .dim : .warning
  guard Gate.width(aside) > rect.endColumn - end - 3 else {
    canvas.put(aside, row: row, column: end + 2, limit: rect.endColumn - end - 3, role)
    return
  }
  // Beside what is typed there is no room for it.
  let lines = Gate.wrap(aside, columns: max(1, rect.columns - 3)).prefix(row - rect.row)
  for (offset, line) in lines.enumerated() {
    let above = row - lines.count + offset
    canvas.frame.fill(Rect(column: rect.column, row: above, columns: rect.columns, rows: 1))
    canvas.put(line, row: above, column: rect.column + 2, limit: rect.columns - 3, role)
  }
}
