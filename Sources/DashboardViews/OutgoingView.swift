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
    let hasMarks = !list.marks.isEmpty
    var rows = faults(in: rect, isFocused: isFocused, on: &canvas)
    if rows.isEmpty, list.rows.isEmpty { drawEmpty(list.isLoaded ? emptyText : "loading", in: rect, on: &canvas) }
    for (offset, summary) in list.rows[list.top...].prefix(max(0, rect.rows - rows.count)).enumerated() {
      canvas.point(row: rect.row + rows.count, of: rect, to: .row(.outgoing, items + list.top + offset))
      rows.append(
        OutgoingRow(
          summary, isSelected: list.top + offset == list.selection && !isAbove, isFocused: isFocused,
          isMarked: hasMarks && list.marks.contains(summary), time: time(summary.at)))
    }
    canvas.parts.outgoing = canvas.put(rows, in: rect, after: canvas.before?.outgoing)
  }

  /// Items of the outbox that are no rows of the server's.
  private func faults(
    in rect: Rect, isFocused: Bool, on canvas: inout Canvas
  ) -> [OutgoingRow] {
    let shown = dashboard.faultRows(in: rect.rows)
    guard shown > 0 else { return [] }
    let first = dashboard.firstFault(in: rect.rows)
    return dashboard.faultItems.dropFirst(first).prefix(shown).enumerated().map { offset, item in
      canvas.point(row: rect.row + offset, of: rect, to: .row(.outgoing, first + offset))
      let word = OutboxView(dashboard: dashboard).word(for: item)
      return OutgoingRow(
        item, word: word, name: dashboard.names[item.destination.peer],
        isSelected: item.id == dashboard.faultItem?.id, isFocused: isFocused, time: time(item.since))
    }
  }

  private func time(_ instant: Timestamp) -> String {
    TimeText.short(instant, now: dashboard.now, zone: dashboard.zone)
  }

  private var emptyText: String {
    if dashboard.faultsOnly, dashboard.finding != .outgoing, dashboard.chips(in: .outgoing).isEmpty {
      return "nothing failed"
    }
    guard dashboard.isNarrowed(.outgoing) else {
      return nothingYet("nothing was sent yet", of: [.outgoing], in: dashboard)
    }
    let text = dashboard.faultsOnly ? "nothing that failed fits" : "nothing fits"
    return nothingFits(text, region: .outgoing, in: dashboard)
  }
}

/// A message that was sent, or an item of the outbox in the same columns, in one line.
struct OutgoingRow: PartContent {
  let isSelected: Bool
  let isFocused: Bool
  let isMarked: Bool
  let mark: StateMark
  /// It depends on the present too.
  let time: String
  let number: String
  let name: UntrustedText?
  /// What the server said against it.
  let fault: String?
  /// It failed, and servers never say why.
  let hasNoReason: Bool
  let text: UntrustedText

  init(_ summary: OutgoingSummary, isSelected: Bool, isFocused: Bool, isMarked: Bool, time: String) {
    (self.isSelected, self.isFocused, self.isMarked, self.time) = (isSelected, isFocused, isMarked, time)
    mark = StateMark(summary.status)
    number = summary.peer.key
    name = summary.name
    fault = nil
    hasNoReason = summary.status == .failed
    text = summary.text
  }

  init(
    _ item: OutboxItem, word: String?, name: UntrustedText?, isSelected: Bool, isFocused: Bool, time: String
  ) {
    (self.isSelected, self.isFocused, isMarked, self.time) = (isSelected, isFocused, false, time)
    mark = StateMark(item)
    number = item.destination.wire
    self.name = name
    fault = word
    hasNoReason = false
    text = UntrustedText(item.text)
  }

  func draw(on canvas: inout Canvas) {
    let columns = canvas.frame.size.columns
    drawMarker(isSelected: isSelected, isFocused: isFocused, isMarked: isMarked, row: 0, column: 0, on: &canvas)
    canvas.put(mark, row: 0, column: 1)
    var column = 2 + canvas.markColumns
    canvas.put(time, row: 0, column: column, limit: 6, .dim)
    column += 7
    let number = PhoneFormat.grouped(number)
    if columns >= 72 {
      canvas.put(number, row: 0, column: column, limit: 18)
      canvas.put(name.map(oneLine) ?? "", row: 0, column: column + 19, limit: 13)
      column += 33
    } else {
      canvas.put(name.map(oneLine) ?? number, row: 0, column: column, limit: 16)
      column += 17
    }
    // In a narrow list the state alone tells that it failed.
    if let fault = fault ?? (hasNoReason && columns >= 60 ? "no reason given" : nil) {
      let sentence = "\(oneLine(UntrustedText(fault))): "
      column = canvas.put(sentence, row: 0, column: column, limit: columns - column - 1, mark.role)
    }
    canvas.put(message: text, row: 0, column: column, limit: columns - column - 1)
  }
}
