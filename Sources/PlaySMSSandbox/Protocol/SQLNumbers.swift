/// How the server pastes `c` and `last` into its SQL, where anything that is no number there kills the query.
enum SQLNumbers {
  /// The page that `c` asks for, nil when the query dies of it. Blank and `0` mean 100; `100,5` and `5 OFFSET 100`
  /// slip through as offset and count.
  static func page(_ c: String) -> (offset: Int, limit: Int)? {
    if Parameters.isFalsy(c) { return (0, 100) }
    let halves = c.split(separator: ",", omittingEmptySubsequences: false).map { $0.trimmed }
    if halves.count == 2, let offset = count(halves[0]), let limit = count(halves[1]) { return (offset, limit) }
    let words = c.split(separator: " ").map(String.init)
    if words.count == 3, words[1].lowercased() == "offset", let limit = count(words[0]), let offset = count(words[2]) {
      return (offset, limit)
    }
    return count(c).map { (0, $0) }
  }

  /// The bound that `last` sets, nil when the query dies of it. Fractions, signs, exponents and hexadecimal numbers
  /// pass as SQL.
  static func bound(_ last: String) -> Double? {
    if Parameters.isFalsy(last) { return -.infinity }
    let unsigned = last.first == "-" || last.first == "+" ? last.dropFirst() : last[...]
    if unsigned.hasPrefix("0x") {
      return UInt64(unsigned.dropFirst(2), radix: 16).map { last.first == "-" ? -Double($0) : Double($0) }
    }
    let allowed = unsigned.utf8.allSatisfy { $0.isASCIIDigit || ".eE+-".utf8.contains($0) }
    guard allowed, unsigned.utf8.first.map({ $0.isASCIIDigit || $0 == UInt8(ascii: ".") }) == true else { return nil }
    return Double(last)
  }

  /// The number at the beginning of a text, as SQL compares a text with a number; 0 when there is none.
  static func leadingNumber(_ text: String) -> Int64 {
    Int64(text.prefix { $0.isASCII && $0.isNumber }) ?? 0
  }

  private static func count(_ text: String) -> Int? {
    guard !text.isEmpty, text.utf8.count < 20, text.utf8.allSatisfy(\.isASCIIDigit) else { return nil }
    return Int(text) ?? Int.max
  }
}
