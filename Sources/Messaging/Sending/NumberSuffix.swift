/// Whether two spellings can be one telephone number: with and without `+`, with a country code or a leading zero.
public enum NumberSuffix {
  /// Shorter ends are shared by too many.
  private static let shortest = 7

  public static func areOne(_ left: String, _ right: String) -> Bool {
    let left = digits(left)
    let right = digits(right)
    guard !left.isEmpty, !right.isEmpty else { return false }
    if left == right { return true }
    guard min(left.count, right.count) >= shortest else { return false }
    return left.hasSuffix(right) || right.hasSuffix(left)
  }

  /// What two spellings of one number share: its last digits, or all of a short one.
  public static func tail(of number: String) -> String { String(digits(number).suffix(shortest)) }

  private static func digits(_ number: String) -> Substring {
    let digits = number.unicodeScalars.filter { ("0"..."9").contains($0) }
    return String(String.UnicodeScalarView(digits)).drop { $0 == "0" }
  }
}
