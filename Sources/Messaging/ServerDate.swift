/// A date as the server wrote it, `YYYY-MM-DD HH:MM:SS`, with no zone; also `0000-00-00 00:00:00` and the empty text.
///
/// Two operations of one server may use different clocks (UTC, the gateway's zone, a sender's zone, or a slip between
/// them), so dates of different streams are never compared as they stand.
public struct ServerDate: Hashable, Sendable, Codable {
  /// The text as it came.
  public let text: String

  public init(_ text: String) { self.text = text }

  /// What the server's clock showed, or nil for an empty, zero or malformed date.
  public var civil: CivilTime? {
    let bytes = Array(text.utf8)
    guard bytes.count == 19 else { return nil }
    for (index, separator) in [
      (4, UInt8(ascii: "-")), (7, UInt8(ascii: "-")), (10, UInt8(ascii: " ")),
      (13, UInt8(ascii: ":")), (16, UInt8(ascii: ":")),
    ] where bytes[index] != separator {
      return nil
    }
    func number(_ range: Range<Int>) -> Int? {
      bytes[range].reduce(Int?.some(0)) { sum, byte in
        guard let sum, (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) else { return nil }
        return sum * 10 + Int(byte - UInt8(ascii: "0"))
      }
    }
    guard let year = number(0..<4), let month = number(5..<7), let day = number(8..<10),
      let hour = number(11..<13), let minute = number(14..<16), let second = number(17..<19),
      year > 0, (1...12).contains(month), (1...31).contains(day), hour < 24, minute < 60, second < 61
    else { return nil }
    // A day that the month does not have comes out as one of the next month.
    let date = CivilTime(year: year, month: month, day: day)
    guard CivilTime(secondsSince1970: date.secondsSince1970) == date else { return nil }
    return CivilTime(year: year, month: month, day: day, hour: hour, minute: minute, second: second)
  }
}
