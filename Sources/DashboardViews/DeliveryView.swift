import Dashboard
import Messaging
import Terminal

/// How far what was sent has come.
struct DeliveryView: RegionView {
  let dashboard: Dashboard

  var title: String { "Delivery" }
  var info: String { "\(dashboard.counters.outgoing.grouped) messages" }

  func draw(on canvas: inout Canvas, in rect: Rect, isFocused: Bool) {
    let counters = dashboard.counters
    let rows: [(name: String, count: Int, role: Role)] = [
      ("delivered", counters.delivered, .stateDelivered),
      ("sent", counters.sent, .stateSent),
      ("pending", counters.pending, .statePending),
      ("failed", counters.failed, .stateFailed),
      ("unknown", counters.unknown, .stateUnknown),
      ("on their way", counters.held + counters.queued + counters.inFlight + counters.accepted, .stateQueued),
    ]
    let most = max(1, rows.map(\.count).max() ?? 1)
    for (offset, entry) in rows.prefix(rect.rows).enumerated() {
      let row = rect.row + offset
      canvas.put(entry.name, row: row, column: rect.column + 2, limit: 12)
      canvas.putRight(entry.count.grouped, row: row, end: rect.column + 23)
      let room = rect.columns - 26
      guard room > 4, entry.count > 0 else { continue }
      let eighths = max(1, entry.count * room * 8 / most)
      canvas.put(canvas.glyphs.bar(eighths: eighths), row: row, column: rect.column + 24, limit: room, entry.role)
    }
  }
}
