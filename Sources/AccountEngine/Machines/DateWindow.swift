import Messaging

/// Arithmetic of single windows: what lies inside one, and how long it lasts.
///
/// A window is the beginning of the server's own date text, so no time zone is needed, and it may end at any digit that
/// leaves no doubt about its place: `202` (a decade; no other place of a date has three digits in a row), `2025-0`
/// (January to September), `2025-03-1` (the 10th to the 19th). Fine steps let a walk take as much as fits into a page.
enum DateWindow {
  /// Rows whose date was never set.
  static let zero = HistoryWindow(prefix: "0000-00-00")

  /// No SMS is older than 1992; clocks that were never set begin in 1970.
  static let decades = (197...209).reversed().map { HistoryWindow(prefix: String($0)) }

  /// The windows inside, newest first; none in a second.
  static func children(of window: HistoryWindow) -> [HistoryWindow] {
    guard window != zero else { return [] }
    let prefix = window.prefix
    let ends: [String]
    switch prefix.utf8.count {
    case 3: ends = digits(0...9)
    case 4: ends = ["-1", "-0"]
    case 6: ends = prefix.hasSuffix("0") ? digits(1...9) : digits(0...2)
    case 7: ends = digits(0...(daysInMonth(prefix) / 10)).map { "-" + $0 }
    case 9: ends = digits(days(prefix))
    case 10: ends = digits(0...2).map { " " + $0 }
    case 12: ends = prefix.hasSuffix("2") ? digits(0...3) : digits(0...9)
    case 13, 16: ends = digits(0...5).map { ":" + $0 }
    case 15, 18: ends = digits(0...9)
    default: ends = []
    }
    return ends.map { HistoryWindow(prefix: prefix + $0) }
  }

  /// When it begins, as a clock shows it that counts from 1970; nil for one that is no date.
  static func start(of window: HistoryWindow) -> Int64? {
    let template = Array("0000-01-01 00:00:00".utf8)
    var bytes = Array(window.prefix.utf8)
    guard bytes.count < template.count else { return ServerDate(window.prefix).civil?.secondsSince1970 }
    let atTens = (bytes.count == 6 || bytes.count == 9) && bytes.last != UInt8(ascii: "0")
    bytes += template.dropFirst(bytes.count)
    // `2025-1` begins in month 10, `2025-03-2` on day 20.
    if atTens { bytes[window.prefix.utf8.count] = UInt8(ascii: "0") }
    return ServerDate(String(decoding: bytes, as: UTF8.self)).civil?.secondsSince1970
  }

  /// How long it lasts, in seconds, about.
  static func length(of window: HistoryWindow) -> Int64 {
    let day: Int64 = 86_400
    return switch window.prefix.utf8.count {
    case 3: 3_652 * day
    case 4: 365 * day
    case 6: (window.prefix.hasSuffix("0") ? 273 : 92) * day
    case 7: Int64(daysInMonth(window.prefix)) * day
    case 9: Int64(days(window.prefix).count) * day
    case 10: day
    case 12: (window.prefix.hasSuffix("2") ? 4 : 10) * 3_600
    case 13: 3_600
    case 15: 600
    case 16: 60
    case 18: 10
    default: 1
    }
  }

  private static func digits(_ range: ClosedRange<Int>) -> [String] { range.reversed().map { String($0) } }

  /// The last digits of the days in a stretch of ten, such as `2025-03-2`.
  private static func days(_ prefix: String) -> ClosedRange<Int> {
    let last = daysInMonth(String(prefix.prefix(7)))
    switch prefix.last {
    case "0": return 1...9
    case "1": return 0...9
    case "2": return 0...min(9, last - 20)
    default: return 0...max(0, last - 30)
    }
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

  /// The day of a date as the server writes it, nil for anything else.
  init?(dateText: String) {
    guard let civil = ServerDate(dateText + " 00:00:00").civil else { return nil }
    self = civil
  }
}

extension ServerDate {
  func lies(in window: HistoryWindow) -> Bool { text.hasPrefix(window.prefix) }
}
