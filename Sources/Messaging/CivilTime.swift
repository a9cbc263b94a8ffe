/// A date and a time of day without a zone, on the Gregorian calendar.
public struct CivilTime: Hashable, Comparable, Sendable {
  public let year: Int
  /// 1 to 12.
  public let month: Int
  /// 1 to 31.
  public let day: Int
  public let hour: Int
  public let minute: Int
  public let second: Int

  public init(year: Int, month: Int, day: Int, hour: Int = 0, minute: Int = 0, second: Int = 0) {
    self.year = year
    self.month = month
    self.day = day
    self.hour = hour
    self.minute = minute
    self.second = second
  }

  /// What a clock shows that stands at `secondsSince1970` counted in its own zone.
  public init(secondsSince1970 total: Int64) {
    let days = Int(total.dividedDown(by: 86_400))
    let rest = Int(total - Int64(days) * 86_400)
    let date = CivilTime.date(day: days)
    self.init(
      year: date.year, month: date.month, day: date.day,
      hour: rest / 3_600, minute: rest / 60 % 60, second: rest % 60)
  }

  /// Seconds between 1970-01-01 00:00:00 and this, both read off the same clock.
  public var secondsSince1970: Int64 {
    Int64(dayNumber) * 86_400 + Int64(hour * 3_600 + minute * 60 + second)
  }

  /// Days between 1970-01-01 and this date.
  public var dayNumber: Int {
    // Years are counted from March, so that the leap day is the last of its year.
    let year = month <= 2 ? self.year - 1 : self.year
    let era = (year >= 0 ? year : year - 399) / 400
    let yearOfEra = year - era * 400
    let dayOfYear = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1
    return era * 146_097 + yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear - 719_468
  }

  /// 0 for Sunday to 6 for Saturday.
  public var weekday: Int { ((dayNumber % 7) + 11) % 7 }

  public static func < (left: CivilTime, right: CivilTime) -> Bool {
    left.secondsSince1970 < right.secondsSince1970
  }

  private static func date(day number: Int) -> (year: Int, month: Int, day: Int) {
    let shifted = number + 719_468
    let era = (shifted >= 0 ? shifted : shifted - 146_096) / 146_097
    let dayOfEra = shifted - era * 146_097
    let yearOfEra = (dayOfEra - dayOfEra / 1_460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
    let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
    let marchMonth = (5 * dayOfYear + 2) / 153
    let month = marchMonth < 10 ? marchMonth + 3 : marchMonth - 9
    let year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0)
    return (year, month, dayOfYear - (153 * marchMonth + 2) / 5 + 1)
  }
}
