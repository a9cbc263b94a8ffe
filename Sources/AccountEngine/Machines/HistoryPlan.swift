import Messaging

/// Arithmetic of date windows: which lie in which, and which may hold rows that a page did not show.
///
/// Windows are beginnings of the server's own date text, so no time zone is needed. A decade (`202`) is one too: no
/// other place of a date has three digits in a row. Rows with an empty date lie in no window; they come last on a page
/// without `dt` and are seen only when that page is not full.
enum HistoryPlan {
  /// Rows whose date was never set.
  static let zero = HistoryWindow(prefix: "0000-00-00")

  /// The windows that hold what a full page without `dt` did not show, newest first.
  /// - Parameter cutoff: nothing before this day is wanted; nil for everything.
  static func windows(below page: PageFacts, since cutoff: CivilTime?) -> [HistoryWindow] {
    let oldest = page.isNewestFirst ? page.oldest : nil
    // A last row without a date has every dated row above it.
    if let oldest, oldest.civil == nil { return [zero] }
    return candidates(from: oldest?.civil, since: cutoff).filter { window in
      guard isNotNewer(window, than: oldest) else { return false }
      guard let cutoff else { return true }
      return window.prefix >= cutoff.dateText.prefix(window.prefix.utf8.count)
    } + [zero]
  }

  /// The windows inside a full one that may hold rows which its page did not show, newest first. Nil for a window that
  /// has none inside, as a second.
  ///
  /// A part in which the whole page lies would give the very page again, so its own parts stand in its place.
  static func descend(into window: HistoryWindow, page: PageFacts) -> [HistoryWindow]? {
    let inside = children(of: window)
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

  /// Adds windows to those already waiting; one that lies inside another goes with it.
  static func merge(_ new: [HistoryWindow], into waiting: [HistoryWindow]) -> [HistoryWindow] {
    let all = Set(new + waiting)
    return all.filter { window in
      !all.contains { $0 != window && window.prefix.hasPrefix($0.prefix) }
    }.sorted { $0.prefix > $1.prefix }
  }

  /// Windows so wide that few are needed and so narrow that not much is fetched beyond the cutoff.
  private static func candidates(from newest: CivilTime?, since cutoff: CivilTime?) -> [HistoryWindow] {
    guard let cutoff else { return decades() }
    let years = decades().flatMap { children(of: $0) }
    guard let newest, newest.dayNumber - cutoff.dayNumber <= 3 * 366 else { return years }
    let months = years.flatMap { children(of: $0) }
    return newest.dayNumber - cutoff.dayNumber <= 10 ? months.flatMap { children(of: $0) } : months
  }

  private static func isNotNewer(_ window: HistoryWindow, than oldest: ServerDate?) -> Bool {
    guard let oldest else { return true }
    return window.prefix <= oldest.text.prefix(window.prefix.utf8.count)
  }

  /// No SMS is older than 1992; clocks that were never set begin in 1970.
  private static func decades() -> [HistoryWindow] {
    (197...209).reversed().map { HistoryWindow(prefix: String($0)) }
  }

  private static func children(of window: HistoryWindow) -> [HistoryWindow] {
    guard window != zero else { return [] }
    let range: ClosedRange<Int>
    let separator: String
    switch window.prefix.utf8.count {
    case 3: return (0...9).reversed().map { HistoryWindow(prefix: window.prefix + String($0)) }
    case 4: (range, separator) = (1...12, "-")
    case 7: (range, separator) = (1...daysInMonth(window.prefix), "-")
    case 10: (range, separator) = (0...23, " ")
    case 13, 16: (range, separator) = (0...59, ":")
    default: return []
    }
    return range.reversed().map { HistoryWindow(prefix: window.prefix + separator + twoDigits($0)) }
  }

  private static func daysInMonth(_ prefix: String) -> Int {
    guard let year = Int(prefix.prefix(4)), let month = Int(prefix.suffix(2)), (1...12).contains(month) else {
      return 31
    }
    let first = CivilTime(year: year, month: month, day: 1)
    let next =
      month == 12 ? CivilTime(year: year + 1, month: 1, day: 1) : CivilTime(year: year, month: month + 1, day: 1)
    return next.dayNumber - first.dayNumber
  }
}

func twoDigits(_ number: Int) -> String { number < 10 ? "0\(number)" : String(number) }

extension CivilTime {
  /// The date as the server writes it, `YYYY-MM-DD`.
  var dateText: String {
    String(repeating: "0", count: max(0, 4 - String(year).count)) + "\(year)-\(twoDigits(month))-\(twoDigits(day))"
  }
}

extension ServerDate {
  fileprivate func lies(in window: HistoryWindow) -> Bool { text.hasPrefix(window.prefix) }
}
