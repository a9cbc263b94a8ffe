import Dashboard
import Messaging
import Terminal

/// How far what was sent lately has come: each row is a part of the one above it, what went wrong and what is open.
struct DeliveryView: RegionView {
  let dashboard: Dashboard

  var title: String { "Delivery, \(period)" }
  var info: String { "\(dashboard.counters.outgoing.grouped) known" }

  private struct Line {
    let name: String
    let count: Int
    let role: Role
    var aside = ""
  }

  func draw(on canvas: inout Canvas, in rect: Rect, isFocused: Bool) {
    guard let figures = dashboard.delivery else { return drawEmpty("loading", in: rect, on: &canvas) }
    let lines = lines(figures)
    let most = max(1, lines.map(\.count).max() ?? 1)
    for (offset, line) in lines.prefix(rect.rows).enumerated() {
      draw(line, most: most, row: rect.row + offset, in: rect, on: &canvas)
    }
    if rect.rows > lines.count { drawPace(figures, row: rect.row + lines.count, in: rect, on: &canvas) }
  }

  private var period: String {
    guard let figures = dashboard.delivery, figures.isCut else { return "last 24 h" }
    return "the last \(figures.total.grouped), in \(TimeText.duration(figures.at.since(figures.since)))"
  }

  private func lines(_ figures: DeliveryFigures) -> [Line] {
    let counters = dashboard.counters
    let leaving = counters.held + counters.queued + counters.inFlight + counters.accepted
    let oldest = figures.oldestPending.map { "oldest \(TimeText.duration(dashboard.now.since($0)))" } ?? ""
    return [
      Line(name: "listed", count: figures.total, role: .text),
      Line(name: "sent on", count: figures.sent + figures.delivered, role: .stateSent),
      Line(name: "delivered", count: figures.delivered, role: .stateDelivered),
      Line(name: "failed", count: figures.failed, role: .stateFailed),
      Line(name: "pending", count: figures.pending, role: .statePending, aside: oldest),
      Line(
        name: "in the outbox", count: leaving, role: .stateQueued,
        aside: counters.unknown > 0 ? "and \(counters.unknown.grouped) unknown" : ""),
    ]
  }

  private func draw(_ line: Line, most: Int, row: Int, in rect: Rect, on canvas: inout Canvas) {
    canvas.put(line.name, row: row, column: rect.column + 2, limit: 14)
    canvas.putRight(line.count.grouped, row: row, end: rect.column + 23)
    let start = rect.column + 24
    let aside = line.aside.isEmpty ? 0 : Canvas.width(line.aside) + 2
    let room = rect.endColumn - 2 - start - aside
    var column = start
    if room > 4, line.count > 0 {
      let eighths = max(1, line.count * room * 8 / most)
      column = canvas.put(canvas.glyphs.bar(eighths: eighths), row: row, column: start, limit: room, line.role) + 1
    }
    let role: Role = line.aside.contains("unknown") ? .stateUnknown : .dim
    canvas.put(line.aside, row: row, column: column, limit: rect.endColumn - column - 1, role)
  }

  /// How long it took, and when it was sent: an hour a column, now at the right end.
  private func drawPace(_ figures: DeliveryFigures, row: Int, in rect: Rect, on canvas: inout Canvas) {
    var words: [String] = []
    if let median = figures.median { words.append("median \(TimeText.duration(.seconds(median)))") }
    if let slow = figures.slow { words.append("95 % in \(TimeText.duration(.seconds(slow)))") }
    let text = words.isEmpty ? "nothing delivered yet" : words.joined(separator: "  ")
    let column = canvas.put(text, row: row, column: rect.column + 2, limit: rect.columns - 3, .dim) + 2
    let hours = figures.hours.suffix(max(0, rect.endColumn - column - 1))
    guard hours.count >= 8 else { return }
    let most = hours.max() ?? 0
    let steps = hours.map { canvas.glyphs.step($0, of: most) }.joined()
    canvas.putRight(steps, row: row, end: rect.endColumn - 1, .bar)
  }
}
