import Messaging

/// Which date windows may hold rows that a page did not show.
///
/// Rows with an empty date lie in no window; they come last on a page without `dt` and are seen only when that page is
/// not full.
enum HistoryPlan {
  /// The windows that hold what a full page without `dt` did not show, newest first.
  /// - Parameter cutoff: nothing before this day is wanted; nil for everything.
  static func windows(below page: PageFacts, since cutoff: CivilTime?) -> [HistoryWindow] {
    let oldest = page.isNewestFirst ? page.oldest : nil
    // A last row without a date has every dated row above it.
    if let oldest, oldest.civil == nil { return [DateWindow.zero] }
    return DateWindow.decades.filter { isNotNewer($0, than: oldest) }
      .flatMap { cover($0, from: cutoff, to: nil) }
      .filter { isNotNewer($0, than: oldest) } + [DateWindow.zero]
  }

  /// The windows between two days, newest first, for history that is to reach further back than it was planned.
  static func windows(from newest: CivilTime, since cutoff: CivilTime?) -> [HistoryWindow] {
    DateWindow.decades.flatMap { cover($0, from: cutoff, to: newest) }
  }

  /// What of waiting windows a later limit leaves.
  static func windows(_ waiting: [HistoryWindow], since cutoff: CivilTime) -> [HistoryWindow] {
    waiting.filter { $0 == DateWindow.zero || $0.prefix >= cutoff.dateText.prefix($0.prefix.utf8.count) }
  }

  /// The windows inside a full one that may hold rows which its page did not show, newest first. Nil for a window that
  /// has none inside, as a second.
  ///
  /// A part in which the whole page lies would give the very page again, so its own parts stand in its place.
  static func descend(into window: HistoryWindow, page: PageFacts) -> [HistoryWindow]? {
    let inside = DateWindow.children(of: window)
    guard !inside.isEmpty else { return nil }
    guard page.isNewestFirst, let newest = page.newest, let oldest = page.oldest, oldest.lies(in: window) else {
      return inside
    }
    let wanted = inside.filter { isNotNewer($0, than: oldest) }
    guard let first = wanted.first, newest.lies(in: first), let deeper = descend(into: first, page: page) else {
      return wanted
    }
    return deeper + wanted.dropFirst()
  }

  /// Takes the first window apart while more can be expected in it than fits into a page: asking for it would only show
  /// that. A page that turns out full costs a request, and so does each part too many, so a little too much is tried.
  /// - Parameters:
  ///   - bound: all that is newer is known.
  ///   - sizes: of pages; one of twice the first is asked for where that is enough.
  static func refine(
    _ windows: [HistoryWindow], by density: RowDensity?, below bound: ServerDate?, sizes: PageSizes
  ) -> [HistoryWindow] {
    let most = max(sizes.first * 3 / 2, min(sizes.first * 2, sizes.largest) * 9 / 10)
    guard let density else { return windows }
    var windows = windows
    while let first = windows.first, let expected = expectation(of: first, by: density, below: bound),
      expected > most
    {
      let inside = DateWindow.children(of: first).filter { isNotNewer($0, than: bound) }
      guard !inside.isEmpty else { break }
      windows.replaceSubrange(0..<1, with: inside)
    }
    return windows
  }

  /// How many rows a window can be expected to hold that are not known; nil where nothing tells.
  static func expectation(of window: HistoryWindow, by density: RowDensity, below bound: ServerDate?) -> Int? {
    guard let start = DateWindow.start(of: window) else { return nil }
    var length = DateWindow.length(of: window)
    if let bound = bound?.civil { length = min(length, max(0, bound.secondsSince1970 - start)) }
    return density.expected(in: length)
  }

  /// Adds windows to those already waiting; one that lies inside another goes with it.
  static func merge(_ new: [HistoryWindow], into waiting: [HistoryWindow]) -> [HistoryWindow] {
    guard !new.isEmpty else { return waiting }
    let sorted = Set(new + waiting).sorted { $0.prefix < $1.prefix }
    var kept: [HistoryWindow] = []
    // In this order a window stands right before those inside it.
    for window in sorted where kept.last.map({ !window.prefix.hasPrefix($0.prefix) }) ?? true { kept.append(window) }
    return kept.reversed()
  }

  /// The window, or as many of its parts as lie between two days.
  private static func cover(
    _ window: HistoryWindow, from cutoff: CivilTime?, to newest: CivilTime?
  ) -> [HistoryWindow] {
    let length = window.prefix.utf8.count
    if let newest, window.prefix > newest.dateText.prefix(length) { return [] }
    if let cutoff, window.prefix < cutoff.dateText.prefix(length) { return [] }
    guard length < 9, let start = DateWindow.start(of: window) else { return [window] }
    let end = start + DateWindow.length(of: window)
    let from = max(start, cutoff?.secondsSince1970 ?? start)
    let to = min(end, newest.map { $0.secondsSince1970 + 86_400 } ?? end)
    guard from > start || to < end else { return [window] }
    // A month of which most is wanted is asked for whole: three rows in four at least are no waste.
    guard length < 7 || (to - from) * 4 < (end - start) * 3 else { return [window] }
    return DateWindow.children(of: window).flatMap { cover($0, from: cutoff, to: newest) }
  }

  private static func isNotNewer(_ window: HistoryWindow, than oldest: ServerDate?) -> Bool {
    guard let oldest else { return true }
    return window.prefix <= oldest.text.prefix(window.prefix.utf8.count)
  }
}
