import Messaging

/// How densely the rows of a stream stand, as far as the last page told: what a window can be expected to hold.
struct RowDensity: Hashable, Sendable {
  let rows: Int
  /// Seconds over which they were spread.
  let span: Int64

  /// A page that was full says it of the time between its first row and its last; one that was not, of the older half
  /// of its window, since what comes next is older still. Nil where it says nothing.
  /// - Parameter bound: nothing of the window that is newer than this was there to be found.
  init?(_ page: PageFacts, of window: HistoryWindow?, isFull: Bool, bound: ServerDate? = nil) {
    guard page.isNewestFirst else { return nil }
    if let window, !isFull {
      guard let start = DateWindow.start(of: window) else { return nil }
      let length = DateWindow.length(of: window)
      if let middle = page.middle?.civil, page.count > 1 {
        rows = page.count / 2
        span = max(1, middle.secondsSince1970 - start)
      } else {
        rows = page.count
        span = bound?.civil.map { min(length, max(1, $0.secondsSince1970 - start)) } ?? length
      }
    } else {
      guard let newest = page.newest?.civil, let oldest = page.oldest?.civil else { return nil }
      rows = page.count
      span = max(1, newest.secondsSince1970 - oldest.secondsSince1970)
    }
  }

  /// How many rows so many seconds hold; nil where that would make too much of a few rows, or of a short moment.
  func expected(in seconds: Int64) -> Int? {
    guard rows >= 50, seconds / 3_000 <= span else { return nil }
    return Int(Double(rows) * Double(seconds) / Double(span))
  }
}
