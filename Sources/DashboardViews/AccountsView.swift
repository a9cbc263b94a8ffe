import Dashboard
import Terminal

/// The accounts of the configuration: name, user, server, and which one is open.
struct AccountsView {
  let dashboard: Dashboard
  let selection: Int

  func draw(in rect: Rect, on canvas: inout Canvas) {
    let accounts = dashboard.settings.accounts
    let widest = accounts.map { Canvas.width($0.name) }.max() ?? 0
    let nameColumns = min(widest, max(8, rect.columns / 3))
    let first = max(0, selection - rect.rows + 1)
    for (offset, account) in accounts.dropFirst(first).prefix(rect.rows).enumerated() {
      let row = rect.row + offset
      drawMarker(
        isSelected: first + offset == selection, isFocused: true, row: row, column: rect.column, on: &canvas)
      let name = rect.column + 2
      canvas.put(account.name, row: row, column: name, limit: nameColumns, adding: account.isOpen ? .bold : [])
      let place = "\(account.user) at \(account.host)\(account.isOpen ? "  open now" : "")"
      let column = name + nameColumns + 2
      canvas.put(place, row: row, column: column, limit: rect.endColumn - column - 1, .dim)
    }
  }
}
