/// How a telephone number is grouped for reading.
public enum PhoneFormat {
  /// `+62811234567` as `+62 811 234 567`; anything that is no international number as it stands.
  public static func grouped(_ number: String) -> String {
    guard number.first == "+", number.count > 6, number.dropFirst().allSatisfy({ $0.isASCII && $0.isNumber })
    else { return number }
    let digits = Array(number.dropFirst())
    let code = countryCodeLength(digits)
    var groups: [String] = []
    var rest = digits[code...]
    while rest.count > 4 {
      groups.insert(String(rest.suffix(3)), at: 0)
      rest = rest.dropLast(3)
    }
    groups.insert(String(rest), at: 0)
    return "+" + String(digits[..<code]) + " " + groups.joined(separator: " ")
  }

  /// Country codes have one digit for zones 1 and 7, two for those that ITU-T E.164 lists, three otherwise.
  private static func countryCodeLength(_ digits: [Character]) -> Int {
    if digits[0] == "1" || digits[0] == "7" { return 1 }
    let twoDigits: Set<String> = [
      "20", "27", "30", "31", "32", "33", "34", "36", "39", "40", "41", "43", "44", "45", "46", "47", "48", "49",
      "51", "52", "53", "54", "55", "56", "57", "58", "60", "61", "62", "63", "64", "65", "66", "81", "82", "84",
      "86", "90", "91", "92", "93", "94", "95", "98",
    ]
    return twoDigits.contains(String(digits[..<2])) ? 2 : 3
  }
}
