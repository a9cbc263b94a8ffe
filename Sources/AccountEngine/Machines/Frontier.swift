import Messaging

/// The date above which everything that a stream showed so far is known.
struct Frontier: Hashable, Sendable {
  private(set) var date: CivilTime?
  /// Where it stood before this poll.
  private(set) var earlier: CivilTime?

  /// - Parameter date: the newest date in the archive, nil when it has none.
  init(date: CivilTime? = nil) {
    self.date = date
    earlier = date
  }

  mutating func pollBegan() { earlier = date }

  /// Rows not known before stood on a newest page.
  mutating func newestPageBrought(_ dates: some Sequence<ServerDate>) {
    for civil in dates.lazy.compactMap(\.civil) { date = max(date ?? civil, civil) }
  }

  /// Rows with ids higher than any before came. They are the server's present: when the newest of them is dated before
  /// what an earlier poll saw, its clock was put back, and rows now appear below older ones.
  mutating func catchUpBrought(_ dates: some Sequence<ServerDate>) {
    guard let newest = dates.lazy.compactMap(\.civil).max() else { return }
    if let earlier, newest < earlier {
      date = newest
    } else {
      date = max(date ?? newest, newest)
    }
  }
}
