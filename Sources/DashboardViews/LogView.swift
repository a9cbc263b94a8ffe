import Dashboard
import Messaging
import Terminal

/// Everything that was said, newest first, with its time.
struct LogView: RegionView {
  let dashboard: Dashboard

  var title: String { "Log" }
  var info: String { dashboard.notices.log.count == 1 ? "1 entry" : "\(dashboard.notices.log.count) entries" }

  func draw(on canvas: inout Canvas, in rect: Rect, isFocused: Bool) {
    guard !dashboard.notices.log.isEmpty else {
      drawEmpty("nothing was said yet", in: rect, on: &canvas)
      return
    }
    var row = rect.row
    let selection = dashboard.notices.selection
    let first = max(0, selection - rect.rows / 2)
    for (index, notice) in dashboard.notices.log.enumerated().dropFirst(first) {
      let text = oneLine(notice.sentence) + (notice.hint.isEmpty ? "" : " \(notice.hint)")
      let lines = Gate.wrap(text, columns: max(10, rect.columns - 12))
      guard row < rect.endRow else { break }
      canvas.point(row: row, of: rect, to: .row(.log, index))
      drawMarker(isSelected: index == selection, isFocused: isFocused, row: row, column: rect.column, on: &canvas)
      let time = TimeText.clockWithSeconds(dashboard.zone.civil(notice.at))
      canvas.put(time, row: row, column: rect.column + 2, .dim)
      for line in lines where row < rect.endRow {
        canvas.put(line, row: row, column: rect.column + 11, limit: rect.columns - 12, role(of: notice.level))
        row += 1
      }
    }
  }

  private func role(of level: Notice.Level) -> Role {
    switch level {
    case .detail: .dim
    case .information: .text
    case .done: .done
    case .warning: .warning
    case .fault: .fault
    }
  }
}
