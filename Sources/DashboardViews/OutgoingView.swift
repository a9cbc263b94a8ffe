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
    let items = dashboard.faultItems.count
    let isAbove = dashboard.faultItem != nil
    let above = drawFaults(in: rect, isFocused: isFocused, on: &canvas)
    guard !list.rows.isEmpty else {
      if above == 0 { drawEmpty(list.isLoaded ? emptyText : "loading", in: rect, on: &canvas) }
      return
    }
    for (offset, summary) in list.rows[list.top...].prefix(max(0, rect.rows - above)).enumerated() {
      let row = rect.row + above + offset
      let isSelected = list.top + offset == list.selection && !isAbove
      canvas.point(row: row, of: rect, to: .row(.outgoing, items + list.top + offset))
      drawMarker(
        isSelected: isSelected, isFocused: isFocused, isMarked: list.marks.contains(summary), row: row,
        column: rect.column, on: &canvas)
      draw(summary, row: row, in: rect, on: &canvas)
    }
  }

  /// Items of the outbox that are no rows of the server's; gives how many rows they take.
  private func drawFaults(in rect: Rect, isFocused: Bool, on canvas: inout Canvas) -> Int {
    let items = dashboard.faultItems
    let shown = dashboard.faultRows(in: rect.rows)
    let first = dashboard.firstFault(in: rect.rows)
    for (offset, item) in items.dropFirst(first).prefix(shown).enumerated() {
      let row = rect.row + offset
      canvas.point(row: row, of: rect, to: .row(.outgoing, first + offset))
      drawMarker(
        isSelected: item.id == dashboard.faultItem?.id, isFocused: isFocused, row: row, column: rect.column, on: &canvas
      )
      draw(item, row: row, in: rect, on: &canvas)
    }
    return shown
  }

  private var emptyText: String {
    if dashboard.faultsOnly, dashboard.finding != .outgoing, dashboard.chips(in: .outgoing).isEmpty {
      return "nothing failed"
    }
    guard dashboard.isNarrowed(.outgoing) else { return nothingYet("nothing was sent yet", in: dashboard) }
    let text = dashboard.faultsOnly ? "nothing that failed fits" : "nothing fits"
    return nothingFits(text, region: .outgoing, in: dashboard)
  }

  private func draw(_ summary: OutgoingSummary, row: Int, in rect: Rect, on canvas: inout Canvas) {
    draw(
      StateMark(summary.status), at: summary.at, number: summary.peer.key, name: summary.name,
      fault: summary.status == .failed ? "failed" : nil, summary.text, row: row, in: rect, on: &canvas)
  }

  /// An item of the outbox, in the same columns.
  private func draw(_ item: OutboxItem, row: Int, in rect: Rect, on canvas: inout Canvas) {
    let destination = item.destination
    draw(
      StateMark(item), at: item.since, number: destination.wire, name: dashboard.names[destination.peer],
      fault: OutboxView(dashboard: dashboard).word(for: item), UntrustedText(item.text), row: row, in: rect,
      on: &canvas)
  }

  private func draw(
    _ mark: StateMark, at instant: Timestamp, number: String, name: UntrustedText?, fault: String?,
    _ text: UntrustedText,
    row: Int, in rect: Rect, on canvas: inout Canvas
  ) {
    canvas.put(mark, row: row, column: rect.column + 1)
    var column = rect.column + 2 + canvas.markColumns
    canvas.put(
      TimeText.short(instant, now: dashboard.now, zone: dashboard.zone), row: row, column: column, limit: 6, .dim)
    column += 7
    let number = PhoneFormat.grouped(number)
    if rect.columns >= 72 {
      canvas.put(number, row: row, column: column, limit: 18)
      canvas.put(name.map(oneLine) ?? "", row: row, column: column + 19, limit: 13)
      column += 33
    } else {
      canvas.put(name.map(oneLine) ?? number, row: row, column: column, limit: 16)
      column += 17
    }
    if let fault {
      column = canvas.put(
        "\(oneLine(UntrustedText(fault))): ", row: row, column: column, limit: rect.endColumn - column - 1, mark.role)
    }
    canvas.put(message: text, row: row, column: column, limit: rect.endColumn - column - 1)
  }
}
