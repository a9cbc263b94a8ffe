import Messaging

/// Fetches what is new in a stream without a gap.
///
/// The server gives the newest `c` rows above `last` **by date**, so a full page says nothing about the rows that did
/// not fit: `last` stays where it is until a page was not full. Rows of every page may be stored at once; only the
/// mark waits.
struct CatchUp: Hashable, Sendable {
  enum Action: Hashable, Sendable {
    case ask(last: MessageID, c: Int)
    /// Everything above the mark is there. `base` is the highest row that the server has, which may be lower than the
    /// mark when rows were deleted.
    case finished(mark: MessageID, base: MessageID)
    /// More is new than a page can hold. What is missing is not newer than the oldest row of `page`, so date windows
    /// from there down make it whole; with those written down, the mark may move.
    case overflowed(mark: MessageID, page: PageFacts)
    /// The server cannot answer even the smallest page.
    case failed
  }

  private let mark: MessageID
  private let base: MessageID
  /// What goes out as `last`.
  let last: MessageID
  private let sizes: PageSizes
  private var c: Int
  private var fullPage: PageFacts?
  /// Once it ended, whatever comes changes nothing any more.
  private var end: Action?

  /// - Parameters:
  ///   - mark: no row above it is missing but new ones.
  ///   - base: the lowest "highest id" that the server named since the last page that was not full, or the mark. After
  ///     deletions, or on a database that was put back, new rows get ids from there on, below the mark.
  ///   - overlap: ids are handed out in order, but rows become visible a little out of order.
  ///   - floor: the page is to show this row and what follows; see `Anchors`.
  init(mark: MessageID, base: MessageID, overlap: Int64, floor: MessageID? = nil, sizes: PageSizes) {
    self.mark = mark
    self.base = min(base, mark)
    self.sizes = sizes
    let lowest = min(min(base, mark).rawValue - overlap, floor.map { $0.rawValue - 1 } ?? .max)
    last = MessageID(max(0, lowest))
    c = sizes.first
  }

  /// The first question.
  mutating func begin() -> Action { end ?? .ask(last: last, c: c) }

  mutating func pageArrived(_ page: PageFacts) -> Action {
    if let end { return end }
    guard page.count >= c else {
      return ended(.finished(mark: max(mark, page.highest ?? mark), base: page.highest ?? base))
    }
    fullPage = page
    guard let larger = sizes.larger(than: c) else { return overflow(page) }
    c = larger
    return .ask(last: last, c: c)
  }

  /// The server ran out of memory, or the reply was larger than we take.
  mutating func pageWasTooLarge() -> Action {
    if let end { return end }
    // The last page that came was full, so the windows below its oldest row hold the rest.
    if let fullPage { return overflow(fullPage) }
    guard let smaller = PageSizes.smaller(than: c) else { return ended(.failed) }
    c = smaller
    return .ask(last: last, c: c)
  }

  /// Every row that exists now is on the page, when it is newer than the oldest there, or else in the windows. Rows
  /// that come later have ids above the highest on the page. So nothing is lost when the mark moves up to it together
  /// with the windows.
  private mutating func overflow(_ page: PageFacts) -> Action {
    ended(.overflowed(mark: max(mark, page.highest ?? mark), page: page))
  }

  private mutating func ended(_ action: Action) -> Action {
    end = action
    return action
  }
}
