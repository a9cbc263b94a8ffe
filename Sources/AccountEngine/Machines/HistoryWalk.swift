import Messaging

/// Fetches older messages window by window, newest first, descending only into windows that did not fit into a page.
///
/// `windows` is all that it needs to go on after a kill: it is stored in the transaction that stores the rows of the
/// page which changed it.
struct HistoryWalk: Hashable, Sendable {
  enum Action: Hashable, Sendable {
    case ask(HistoryWindow, c: Int)
    case finished
  }

  /// What a page did.
  enum Outcome: Hashable, Sendable {
    case progressed
    /// More rows share one second than the largest page can hold, or than the server gives at once, tried several
    /// times; the protocol has no way to the rest of them.
    case unreachable(HistoryWindow)
    /// The server cannot answer even a small page; the window waits for a better time.
    case failed
  }

  /// How often the largest page has to fail for a second that does not fit into a smaller one.
  private static let triesOfTheLargest = 3

  /// Not asked for yet, next first.
  private(set) var windows: [HistoryWindow]
  private let sizes: PageSizes
  private var ceiling: PageCeiling
  /// For a second that did not fit.
  private var enlarged: Int?
  /// How often the largest page failed for it.
  private var failedLargest = 0
  private var density: RowDensity?
  /// All that is newer is known.
  private var bound: ServerDate?

  init(windows: [HistoryWindow], sizes: PageSizes) {
    self.windows = windows
    self.sizes = sizes
    ceiling = PageCeiling(largest: sizes.largest)
  }

  /// The next question; the same one until its answer is told.
  func next() -> Action {
    guard let window = windows.first else { return .finished }
    return .ask(window, c: size(of: window))
  }

  /// The windows were changed elsewhere.
  /// - Parameter page: the page that did not show what they hold, if one did not.
  mutating func follow(_ windows: [HistoryWindow], below page: PageFacts? = nil) {
    guard windows != self.windows else { return }
    self.windows = windows
    leaveSecond()
    bound = page.flatMap { $0.isNewestFirst ? $0.oldest : nil }
    if let page { density = RowDensity(page, of: nil, isFull: true) }
  }

  /// The answer to a window that `next` named.
  mutating func pageArrived(_ page: PageFacts, of window: HistoryWindow) -> Outcome {
    guard let index = windows.firstIndex(of: window) else { return .progressed }
    let c = size(of: window)
    ceiling.pageCame(rows: page.count)
    guard page.count >= c else {
      drop(index)
      learn(page, of: window, isFull: false)
      return .progressed
    }
    if let inside = HistoryPlan.descend(into: window, page: page) {
      windows.replaceSubrange(index...index, with: inside)
      learn(page, of: window, isFull: true)
      return .progressed
    }
    guard c < sizes.largest, failedLargest < Self.triesOfTheLargest else {
      drop(index)
      return .unreachable(window)
    }
    // There is no other way to these rows, so here the largest page is tried whatever failed before.
    enlarged = c < ceiling.size ? min(ceiling.size, c * 4) : sizes.largest
    return .progressed
  }

  /// The server ran out of memory, or the reply was larger than we take, or the server is not well.
  mutating func pageWasTooLarge() -> Outcome {
    guard let window = windows.first else { return .failed }
    let c = size(of: window)
    if enlarged != nil, c >= sizes.largest { failedLargest += 1 }
    enlarged = nil
    guard c > PageCeiling.smallest else { return .failed }
    ceiling.pageFailed(c: c)
    return .progressed
  }

  /// Twice the usual page where that saves taking a window apart.
  private func size(of window: HistoryWindow) -> Int {
    if let enlarged { return enlarged }
    let usual = min(sizes.first, ceiling.size)
    guard let density, let expected = HistoryPlan.expectation(of: window, by: density, below: bound),
      expected > usual * 4 / 5
    else { return usual }
    return min(usual * 2, ceiling.size)
  }

  private mutating func learn(_ page: PageFacts, of window: HistoryWindow, isFull: Bool) {
    density = RowDensity(page, of: window, isFull: isFull, bound: bound)
    if isFull, page.isNewestFirst { bound = page.oldest }
    leaveSecond()
    let sizes = PageSizes(first: min(sizes.first, ceiling.size), largest: ceiling.size)
    windows = HistoryPlan.refine(windows, by: density, below: bound, sizes: sizes)
  }

  private mutating func drop(_ index: Int) {
    windows.remove(at: index)
    leaveSecond()
  }

  private mutating func leaveSecond() {
    enlarged = nil
    failedLargest = 0
  }
}
