/// How a telephone number is grouped for reading.
public enum PhoneFormat {
  /// `+62811234567` as `+62 811 234 567`; anything that is no international number as it stands. A list calls this for
  /// each row of each frame, so it works on bytes.
  public static func grouped(_ number: String) -> String {
    let bytes = Array(number.utf8)
    let digits = bytes.dropFirst()
    guard bytes.first == UInt8(ascii: "+"), digits.count >= 6,
      digits.allSatisfy({ (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) })
    else { return number }
    let code = 1 + countryCodeLength(bytes[1] - UInt8(ascii: "0"), bytes[2] - UInt8(ascii: "0"))
    var grouped = Array(bytes[..<code])
    var left = bytes.count - code
    // North America ends in a group of four; elsewhere threes, the first group taking what is left over.
    let lastGroup = bytes[1] == UInt8(ascii: "1") && left == 10 ? 4 : 3
    grouped.append(UInt8(ascii: " "))
    for byte in bytes[code...] {
      grouped.append(byte)
      left -= 1
      let isBoundary = left >= lastGroup && (left - lastGroup) % 3 == 0
      if isBoundary, left > 0, bytes.count - code - left > 1 { grouped.append(UInt8(ascii: " ")) }
    }
    return String(decoding: grouped, as: UTF8.self)
  }

  /// A number, or the beginning of one, that was written in groups, as it is kept; nil for any other text.
  public static func ungrouped(_ text: String) -> String? {
    guard text.first == "+", text.contains(" "), text.dropFirst().allSatisfy({ $0.isASCII && $0.isNumber || $0 == " " })
    else { return nil }
    return text.filter { $0 != " " }
  }

  /// Country codes have one digit for zones 1 and 7, two for those that ITU-T E.164 lists, three otherwise.
  private static func countryCodeLength(_ first: UInt8, _ second: UInt8) -> Int {
    switch (first, second) {
    case (1, _), (7, _): 1
    case (2, 0), (2, 7), (3, 0...4), (3, 6), (3, 9), (4, 0), (4, 1), (4, 3...9), (5, 1...8), (6, 0...6), (8, 1), (8, 2),
      (8, 4), (8, 6), (9, 0...5), (9, 8):
      2
    default: 3
    }
  }
}
