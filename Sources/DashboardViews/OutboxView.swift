import Dashboard
import Messaging
import Terminal

/// Drafts, and what is on its way or needs the operator's word.
struct OutboxView: RegionView {
  let dashboard: Dashboard

  var title: String { "Outbox" + narrowing(of: .outbox, in: dashboard) }
  var info: String {
    let counters = dashboard.counters
    var parts: [String] = []
    if counters.drafts > 0 { parts.append(counters.drafts == 1 ? "1 draft" : "\(counters.drafts) drafts") }
    if counters.held > 0 { parts.append("\(counters.held) held") }
    if counters.unknown > 0 { parts.append("\(counters.unknown) unknown") }
    return parts.joined(separator: "  ")
  }

  func draw(on canvas: inout Canvas, in rect: Rect, isFocused: Bool) {
    let list = dashboard.outbox
    guard !list.rows.isEmpty else {
      let text = dashboard.isNarrowed(.outbox) ? "nothing fits" : "no drafts, and nothing waits to leave"
      drawEmpty(list.isLoaded ? text : "loading", in: rect, on: &canvas)
      return
    }
    for (offset, entry) in list.rows[list.top...].prefix(rect.rows).enumerated() {
      let row = rect.row + offset
      let isSelected = list.top + offset == list.selection
      canvas.point(row: row, of: rect, to: .row(.outbox, list.top + offset))
      drawMarker(
        isSelected: isSelected, isFocused: isFocused, isMarked: list.marks.contains(entry), row: row,
        column: rect.column, on: &canvas)
      switch entry {
      case .draft(let draft):
        draw(
          StateMark.draft, when: short(draft.updatedAt), who: recipients(of: draft), what: draft.text, row: row,
          in: rect,
          on: &canvas)
      case .item(let item):
        let text = word(for: item).map { "\($0): \(item.text)" } ?? item.text
        draw(StateMark(item), when: when(item), who: who(item.destination), what: text, row: row, in: rect, on: &canvas)
      }
    }
  }

  private func draw(
    _ mark: StateMark, when: String, who: String, what: String, row: Int, in rect: Rect, on canvas: inout Canvas
  ) {
    var column = canvas.put(mark, row: row, column: rect.column + 1)
    column = max(column, rect.column + 1 + canvas.markColumns) + 1
    canvas.put(when, row: row, column: column, limit: 9, .dim)
    column += 10
    canvas.put(who, row: row, column: column, limit: 16)
    column += 17
    canvas.put(oneLine(UntrustedText(what)), row: row, column: column, limit: rect.endColumn - column - 1)
  }

  private func recipients(of draft: Draft) -> String {
    let text = draft.recipients.trimmingBlanks()
    if let name = dashboard.names[Peer(address: text)] { return oneLine(name) }
    return text.isEmpty ? "nobody yet" : PhoneFormat.grouped(text)
  }

  private func who(_ destination: Destination) -> String {
    dashboard.names[destination.peer].map(oneLine) ?? PhoneFormat.grouped(destination.wire)
  }

  private func short(_ instant: Timestamp) -> String {
    TimeText.short(instant, now: dashboard.now, zone: dashboard.zone)
  }

  /// When it came into its state; of what is still to come, in how long.
  private func when(_ item: OutboxItem) -> String {
    if case .held(let until) = item.state { return "in \(TimeText.left(until.since(dashboard.now)))" }
    guard case .accepted = item.state, let schedule = item.options.schedule,
      let plan = try? dashboard.schedulePlan(schedule, facts: nil)
    else { return short(item.since) }
    return "in \(Span.rough(plan.instant.since(dashboard.now)))"
  }

  /// What goes before the text of a message that wants the operator.
  func word(for item: OutboxItem) -> String? {
    switch item.state {
    case .unknown: "unknown"
    case .rejected(_, let sentence): sentence
    case .queued: item.waitsForQuietHours(dashboard.quietClock, at: dashboard.now)
    case .held, .inFlight, .accepted, .cancelled, .settled: nil
    }
  }
}
