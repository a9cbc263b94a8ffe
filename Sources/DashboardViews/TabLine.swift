import Dashboard
import Messaging
import Terminal

/// The first line: account, panes with what is new in them, credit.
struct TabLine: PartContent {
  private let account: String
  private let isDemo: Bool
  private let current: Pane
  private let counters: Counters
  private let credit: Credit?

  init(dashboard: Dashboard) {
    account = dashboard.settings.account
    isDemo = dashboard.settings.isDemo
    current = dashboard.pane
    counters = dashboard.counters
    credit = dashboard.account.credit
  }

  func draw(on canvas: inout Canvas) {
    let columns = canvas.frame.size.columns
    var column = 0
    // One word says both where the demo is called so.
    if !isDemo || account != "demo" {
      column = canvas.put(" \(account) ", row: 0, column: 0, limit: columns / 4, .account)
    }
    if isDemo { column = canvas.put(" DEMO ", row: 0, column: column, .demo) }
    column += 1
    let credit = self.credit.map { "credit \($0.text) " } ?? ""
    let end = columns - Gate.width(credit)
    for pane in Pane.allCases {
      let text = tab(pane, short: columns < 100)
      let start = column
      guard column + Gate.width(text) + 1 <= end else { break }
      column = canvas.put(text, row: 0, column: column, pane == current ? .tabCurrent : .tab)
      let badge = badge(of: pane)
      if !badge.text.isEmpty, column + badge.text.count + 1 <= end {
        column = canvas.put(" \(badge.text)", row: 0, column: column, badge.role)
      }
      canvas.point(Rect(column: start, row: 0, columns: column - start, rows: 1), to: .pane(pane))
      column += 2
    }
    if end >= column { canvas.put(credit, row: 0, column: end) }
  }

  private func tab(_ pane: Pane, short: Bool) -> String {
    let title =
      switch pane {
      case .overview: short ? "All" : "Overview"
      case .outgoing: short ? "Out" : "Outgoing"
      case .outbox: short ? "Box" : "Outbox"
      case .inbox, .contacts, .log: pane.title
      }
    return "\(pane.number) \(title)"
  }

  private func badge(of pane: Pane) -> (text: String, role: Role) {
    switch pane {
    case .inbox: return counters.unread > 0 ? ("\(counters.unread)", .unread) : ("", .text)
    case .outgoing: return counters.failedLately > 0 ? ("\(counters.failedLately)!", .fault) : ("", .text)
    case .outbox:
      if counters.unknown > 0 { return ("\(counters.unknown)?", .stateUnknown) }
      if counters.rejected > 0 { return ("\(counters.rejected)!", .fault) }
      let leaving = counters.held + counters.queued + counters.inFlight
      return leaving > 0 ? ("\(leaving)", .stateQueued) : ("", .text)
    case .overview, .contacts, .log: return ("", .text)
    }
  }
}
