/// Dates as the server's tables hold them: `YYYY-MM-DD HH:MM:SS`, without a zone.
enum DateText {
  /// What the server shows for a date that was never set.
  static let zero = "0000-00-00 00:00:00"

  /// The text for a moment, `offset` seconds east of UTC. Nothing is before 1970.
  static func text(milliseconds: Int64, offset: Int64 = 0) -> String {
    let total = max(0, milliseconds.flooredDivision(by: 1_000) + offset)
    let days = total.flooredDivision(by: 86_400)
    let rest = Int(total - days * 86_400)
    let (year, month, day) = date(daysSince1970: Int(days))
    return String(unsafeUninitializedCapacity: 19) { bytes in
      put(year, 4, at: 0, bytes)
      put(month, 2, at: 5, bytes)
      put(day, 2, at: 8, bytes)
      put(rest / 3_600, 2, at: 11, bytes)
      put(rest / 60 % 60, 2, at: 14, bytes)
      put(rest % 60, 2, at: 17, bytes)
      for index in [4, 7] { bytes.initializeElement(at: index, to: UInt8(ascii: "-")) }
      bytes.initializeElement(at: 10, to: UInt8(ascii: " "))
      for index in [13, 16] { bytes.initializeElement(at: index, to: UInt8(ascii: ":")) }
      return 19
    }
  }

  /// Milliseconds since 1970 of `YYYY-MM-DD[ HH:MM[:SS]]` read on a clock `offset` seconds east of UTC; nil for
  /// anything else.
  static func milliseconds(_ text: String, offset: Int64) -> Int64? {
    let halves = text.split(whereSeparator: { $0 == " " || $0 == "T" })
    guard (1...2).contains(halves.count) else { return nil }
    let date = halves[0].split(separator: "-", omittingEmptySubsequences: false).map { Int($0) }
    var time: [Int?] = [0, 0, 0]
    if halves.count == 2 {
      time = halves[1].split(separator: ":", omittingEmptySubsequences: false).map { Int($0) }
      if time.count == 2 { time.append(0) }
    }
    guard date.count == 3, time.count == 3,
      let year = date[0], let month = date[1], let day = date[2],
      let hour = time[0], let minute = time[1], let second = time[2],
      (1...9_999).contains(year), (1...12).contains(month), (1...31).contains(day),
      (0...24).contains(hour), (0...59).contains(minute), (0...59).contains(second)
    else { return nil }
    let seconds = Int64(dayNumber(year, month, day)) * 86_400 + Int64(hour * 3_600 + minute * 60 + second)
    return (seconds - offset) * 1_000
  }

  private static func put(_ number: Int, _ width: Int, at start: Int, _ bytes: UnsafeMutableBufferPointer<UInt8>) {
    var rest = number
    for index in stride(from: start + width - 1, through: start, by: -1) {
      bytes.initializeElement(at: index, to: UInt8(48 + rest % 10))
      rest /= 10
    }
  }

  /// Counts years from March, so that the leap day is the last of its year.
  private static func dayNumber(_ year: Int, _ month: Int, _ day: Int) -> Int {
    let marchYear = month <= 2 ? year - 1 : year
    let era = marchYear / 400
    let yearOfEra = marchYear - era * 400
    let dayOfYear = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1
    return era * 146_097 + yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear - 719_468
  }

  private static func date(daysSince1970 days: Int) -> (year: Int, month: Int, day: Int) {
    let shifted = days + 719_468
    let era = shifted / 146_097
    let dayOfEra = shifted - era * 146_097
    let yearOfEra = (dayOfEra - dayOfEra / 1_460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
    let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
    let marchMonth = (5 * dayOfYear + 2) / 153
    let month = marchMonth < 10 ? marchMonth + 3 : marchMonth - 9
    return (yearOfEra + era * 400 + (month <= 2 ? 1 : 0), month, dayOfYear - (153 * marchMonth + 2) / 5 + 1)
  }
}

extension Int64 {
  /// Division that rounds down for negative numbers too.
  func flooredDivision(by divisor: Int64) -> Int64 {
    let quotient = self / divisor
    return self % divisor < 0 ? quotient - 1 : quotient
  }
}
