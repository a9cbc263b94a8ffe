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
    /// More rows share one second than a page can hold; the protocol has no way to the rest of them.
    case unreachable(HistoryWindow)
    /// The server cannot answer even a small page; the window waits for a better time.
    case failed
  }

  static let smallestPage = 100

  /// Not asked for yet, next first.
  private(set) var windows: [HistoryWindow]
  private let sizes: PageSizes
  /// The largest page that this server answers, as far as it was found out.
  private var ceiling: Int
  private var c: Int

  init(windows: [HistoryWindow], sizes: PageSizes) {
    self.windows = windows
    self.sizes = sizes
    ceiling = sizes.largest
    c = sizes.first
  }

  /// The next question; the same one until its answer is told.
  func next() -> Action {
    guard let window = windows.first else { return .finished }
    return .ask(window, c: c)
  }

  /// The windows were changed elsewhere: holes were found that are to be walked too.
  mutating func follow(_ windows: [HistoryWindow]) {
    guard windows != self.windows else { return }
    self.windows = windows
    c = min(sizes.first, ceiling)
  }

  /// The answer to a window that `next` named.
  mutating func pageArrived(_ page: PageFacts, of window: HistoryWindow) -> Outcome {
    guard let index = windows.firstIndex(of: window) else { return .progressed }
    guard page.count >= c else {
      drop(index)
      return .progressed
    }
    if let inside = HistoryPlan.descend(into: window, page: page) {
      windows.replaceSubrange(index...index, with: inside)
      c = min(sizes.first, ceiling)
      return .progressed
    }
    guard c < ceiling else {
      drop(index)
      return .unreachable(window)
    }
    c = min(ceiling, c * 4)
    return .progressed
  }

  /// The server ran out of memory, or the reply was larger than we take.
  mutating func pageWasTooLarge() -> Outcome {
    guard c > Self.smallestPage else {
      ceiling = sizes.largest
      c = sizes.first
      return .failed
    }
    ceiling = max(Self.smallestPage, c / 2)
    c = ceiling
    return .progressed
  }

  private mutating func drop(_ index: Int) {
    windows.remove(at: index)
    c = min(sizes.first, ceiling)
  }
}
