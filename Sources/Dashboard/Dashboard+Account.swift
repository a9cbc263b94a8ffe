import Messaging

/// The account as a whole: its status, its details, and that somebody looks at it.
extension Dashboard {
  mutating func accountChanged(_ status: AccountStatus) {
    let rows = rowsOfSettlement
    account = status
    doubtSettlement(after: rows)
    if case .elsewhere(let process, _) = polling { polling = .elsewhere(process: process, isTold: true) }
    // Its figures have changed with it.
    if case .account? = dialog { emit(.ask(.report)) }
  }

  mutating func openAccountDetails() {
    dialog = .account(scroll: 0)
    emit(.ask(.report))
  }

  /// Polls come slower while nobody looks. A key says that somebody does; once a minute is enough to know.
  mutating func tellAttention() {
    let elapsed = now.since(attendedAt)
    guard elapsed >= .seconds(60) || elapsed < .zero else { return }
    attendedAt = now
    emit(.ask(.attend))
  }
}
