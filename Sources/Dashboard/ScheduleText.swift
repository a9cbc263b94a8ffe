import Messaging

/// Short ways of writing a time for a schedule.
enum ScheduleText {
  /// `18:00` is the next time that the account's clock shows it, `+2h` and `+90min` are so much from now; whatever else
  /// was typed stays as it is, for `SchedulePlan` to judge.
  static func whole(_ typed: String, zone: ZoneRules, now: Timestamp) -> String {
    let text = typed.trimmingBlanks().filter { $0 != " " }
    if text.first == "+", let ahead = duration(text.dropFirst()) {
      // To the whole minute, never earlier than what was said.
      let then = zone.civil(now + ahead + .seconds(59))
      return minute(of: then)
    }
    guard let (hour, minute) = clock(text) else { return typed.trimmingBlanks() }
    let today = zone.civil(now)
    let isPast = (hour, minute) <= (today.hour, today.minute)
    let day = zone.civil(isPast ? now + .seconds(86_400) : now)
    return self.minute(
      of: CivilTime(year: day.year, month: day.month, day: day.day, hour: hour, minute: minute))
  }

  private static func minute(of time: CivilTime) -> String { String(time.text.dropLast(3)) }

  private static func clock(_ text: String) -> (hour: Int, minute: Int)? {
    let parts = text.split(separator: ":", omittingEmptySubsequences: false)
    guard parts.count == 2, (1...2).contains(parts[0].count), parts[1].count == 2, let hour = Int(parts[0]),
      let minute = Int(parts[1]), (0..<24).contains(hour), (0..<60).contains(minute)
    else { return nil }
    return (hour, minute)
  }

  private static func duration(_ text: Substring) -> Duration? {
    let number = text.prefix { $0.isASCII && $0.isNumber }
    guard let count = Int(number), count > 0, count < 1_000_000 else { return nil }
    return switch text.dropFirst(number.count) {
    case "m", "min": .seconds(count * 60)
    case "h": .seconds(count * 3_600)
    case "d": .seconds(count * 86_400)
    default: nil
    }
  }
}
