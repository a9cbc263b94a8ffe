import Messaging

/// Reads the newest rows by date until they meet what is known, whatever their ids.
///
/// An outgoing id is given at submission but its row appears at processing, so a scheduled message shows up with an id
/// lower than many seen, and only a page without `last` tells of it. Its date is the time of processing, so everything
/// that appeared since the last poll stands above the rows known then.
struct NewestPage: Hashable, Sendable {
  enum Action: Hashable, Sendable {
    case ask(c: Int)
    /// Nothing lies between this page and what was known.
    case connected
    /// The page is full and does not reach down to what is known: what is missing is not newer than its oldest row.
    case gap(below: PageFacts)
    /// The server cannot answer even the smallest page.
    case failed
  }

  /// Dates of parallel workers slip past each other by seconds.
  static let slack: Int64 = 10

  private let frontier: CivilTime?
  private let isQuiet: Bool
  private let sizes: PageSizes
  private var c: Int
  private var fullPage: PageFacts?
  /// Once it ended, whatever comes changes nothing any more.
  private var end: Action?

  /// - Parameters:
  ///   - frontier: everything that appeared before now and is newer than this is known; nil when nothing is.
  ///   - isQuiet: whether nothing appeared for so long that no worker is behind any more. A page on which all is known
  ///     is enough then; otherwise, after many rows in a short time, each poll would read them all again.
  init(frontier: CivilTime?, isQuiet: Bool = false, sizes: PageSizes) {
    self.frontier = frontier
    self.isQuiet = isQuiet
    self.sizes = sizes
    c = sizes.first
  }

  mutating func begin() -> Action { end ?? .ask(c: c) }

  /// - Parameter unknown: how many of its rows were never seen before.
  mutating func pageArrived(_ page: PageFacts, unknown: Int) -> Action {
    if let end { return end }
    if connects(page, unknown: unknown) { return ended(.connected) }
    guard frontier != nil else { return ended(.gap(below: page)) }
    fullPage = page
    guard let larger = sizes.larger(than: c) else { return ended(.gap(below: page)) }
    c = larger
    return .ask(c: c)
  }

  mutating func pageWasTooLarge() -> Action {
    if let end { return end }
    if let fullPage { return ended(.gap(below: fullPage)) }
    guard let smaller = PageSizes.smaller(than: c) else { return ended(.failed) }
    c = smaller
    return .ask(c: c)
  }

  private func connects(_ page: PageFacts, unknown: Int) -> Bool {
    if page.count < c || (isQuiet && unknown == 0) { return true }
    guard let frontier, page.isNewestFirst, let oldest = page.oldest else { return false }
    // A last row without a date has every dated row above it.
    guard let civil = oldest.civil else { return true }
    return civil.secondsSince1970 < frontier.secondsSince1970 - Self.slack
  }

  private mutating func ended(_ action: Action) -> Action {
    end = action
    return action
  }
}
