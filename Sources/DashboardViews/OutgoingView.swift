import Dashboard
import Messaging
import Terminal

/// What was sent, newest first, with its delivery status.
struct OutgoingView: RegionView {
  let dashboard: Dashboard

  var title: String {
    (dashboard.faultsOnly ? "Outgoing, faults only" : "Outgoing") + narrowing(of: .outgoing, in: dashboard)
  }
  var info: String {
    if let state = listState(of: .outgoing, newer: dashboard.outgoing.newer, in: dashboard) { return state }
    let counters = dashboard.counters
    let pending = counters.pending + counters.sent
    var parts: [String] = []
    if pending > 0 { parts.append("\(pending.grouped) under way") }
    if dashboard.faultsOnly, counters.unknown > 0 {
      let key = dashboard.keymap.sequences(for: .settle, in: .list).first.map { KeyNotation.text($0) } ?? ""
      parts = ["\(counters.unknown.grouped) unknown, \(key) settles"]
    }
    if counters.failed > 0 { parts.append("\(counters.failed.grouped) failed") }
    return parts.isEmpty ? "\(counters.outgoing.grouped) messages" : parts.joined(separator: "  ")
  }

  func draw(on canvas: inout Canvas, in rect: Rect, isFocused: Bool) {
    let list = dashboard.outgoing
    guard !list.rows.isEmpty else {
      drawEmpty(list.isLoaded ? emptyText : "loading", in: rect, on: &canvas)
      return
    }
    for (offset, summary) in list.rows[list.top...].prefix(rect.rows).enumerated() {
      let row = rect.row + offset
      let isSelected = list.top + offset == list.selection
      canvas.point(row: row, of: rect, to: .row(.outgoing, list.top + offset))
      drawMarker(
        isSelected: isSelected, isFocused: isFocused, isMarked: list.marks.contains(summary), row: row,
        column: rect.column, on: &canvas)
      draw(summary, row: row, in: rect, on: &canvas)
    }
  }

  private var emptyText: String {
    if dashboard.faultsOnly { return "nothing failed" }
    return dashboard.isNarrowed(.outgoing) ? "nothing fits" : nothingYet("nothing was sent yet", in: dashboard)
  }

  private func draw(_ summary: OutgoingSummary, row: Int, in rect: Rect, on canvas: inout Canvas) {
    var column = canvas.put(StateMark(summary.status), row: row, column: rect.column + 1) + 1
    let time = TimeText.short(summary.at, now: dashboard.now, zone: dashboard.zone)
    canvas.put(time, row: row, column: column, limit: 6, .dim)
    column += 7
    let number = PhoneFormat.grouped(summary.peer.key)
    if rect.columns >= 72 {
      canvas.put(number, row: row, column: column, limit: 18)
      canvas.put(summary.name.map(oneLine) ?? "", row: row, column: column + 19, limit: 13)
      column += 33
    } else {
      canvas.put(summary.name.map(oneLine) ?? number, row: row, column: column, limit: 16)
      column += 17
    }
    if summary.status == .failed { column = canvas.put("failed: ", row: row, column: column, .stateFailed) }
    canvas.put(oneLine(summary.text), row: row, column: column, limit: rect.endColumn - column - 1)
  }
}
