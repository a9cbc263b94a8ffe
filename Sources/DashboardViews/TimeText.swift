import Messaging

/// Instants and durations as an operator reads them.
enum TimeText {
  private static let days = ["Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"]
  private static let months = [
    "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
  ]

  /// The time of today and of the last twelve hours, the day of this week, the date before that: at most six columns.
  static func short(_ instant: Timestamp, now: Timestamp, zone: ZoneRules) -> String {
    let then = zone.civil(instant)
    let today = zone.civil(now)
    let age = today.dayNumber - then.dayNumber
    // A time that is later than now's was yesterday's.
    if age == 0 || age == 1 && now.since(instant) < .seconds(12 * 3_600) { return clock(then) }
    if (1...6).contains(age) { return days[then.weekday] }
    if then.year == today.year { return "\(then.day) \(months[then.month - 1])" }
    // A day stands before its month; with the apostrophe this is no day.
    return "\(months[then.month - 1])'\(two(then.year % 100))"
  }

  /// `Today`, or the day with its date.
  static func day(_ civil: CivilTime, today: CivilTime) -> String {
    if civil.dayNumber == today.dayNumber { return "Today" }
    let date = "\(days[civil.weekday]) \(civil.day) \(months[civil.month - 1])"
    return civil.year == today.year ? date : "\(date) \(civil.year)"
  }

  static func clock(_ civil: CivilTime) -> String { "\(two(civil.hour)):\(two(civil.minute))" }

  static func clockWithSeconds(_ civil: CivilTime) -> String { "\(clock(civil)):\(two(civil.second))" }

  /// `4 s`, `3 min`, `2 h 5 min`, `3 d`.
  static func duration(_ duration: Duration) -> String {
    let seconds = max(0, duration.wholeSeconds)
    if seconds < 60 { return "\(seconds) s" }
    if seconds < 3_600 { return "\(seconds / 60) min" }
    if seconds < 86_400 {
      let minutes = seconds / 60 % 60
      return minutes == 0 ? "\(seconds / 3_600) h" : "\(seconds / 3_600) h \(minutes) min"
    }
    return "\(seconds / 86_400) d"
  }

  /// How long it is until something: begun seconds count whole, so that it ends with `1 s`.
  static func left(_ duration: Duration) -> String {
    self.duration(.seconds((max(0, duration.wholeMilliseconds) + 999) / 1_000))
  }

  /// A time that is only about right: `40 s`, `5 min`, `2 h 10 min`.
  static func remaining(_ duration: Duration) -> String {
    let seconds = max(1, duration.wholeSeconds)
    if seconds < 10 { return "10 s" }
    if seconds < 120 { return "\((seconds + 9) / 10 * 10) s" }
    return self.duration(.seconds(seconds))
  }

  /// `+7`, `-3:30`, for the zone that clocks here keep.
  static func offset(_ seconds: Int) -> String {
    let minutes = abs(seconds) / 60
    let rest = minutes % 60 == 0 ? "" : ":\(two(minutes % 60))"
    return (seconds < 0 ? "-" : "+") + "\(minutes / 60)\(rest)"
  }

  private static func two(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }
}

extension Int {
  /// With a blank between thousands: `2 311`.
  var grouped: String {
    let digits = String(magnitude).utf8
    var bytes: [UInt8] = self < 0 ? [UInt8(ascii: "-")] : []
    for (index, digit) in digits.enumerated() {
      if index > 0, (digits.count - index) % 3 == 0 { bytes.append(UInt8(ascii: " ")) }
      bytes.append(digit)
    }
    return String(decoding: bytes, as: UTF8.self)
  }
}
