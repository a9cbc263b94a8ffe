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
    if digits[0] == "1", rest.count == 10 {
      // North America ends in a group of four.
      groups = [String(rest.suffix(4))]
      rest = rest.dropLast(4)
    }
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
    return switch (digits[0], digits[1]) {
    case ("2", "0"), ("2", "7"): 2
    case ("3", "0"..."4"), ("3", "6"), ("3", "9"): 2
    case ("4", "0"), ("4", "1"), ("4", "3"..."9"): 2
    case ("5", "1"..."8"): 2
    case ("6", "0"..."6"): 2
    case ("8", "1"), ("8", "2"), ("8", "4"), ("8", "6"): 2
    case ("9", "0"..."5"), ("9", "8"): 2
    default: 3
    }
  }
}
