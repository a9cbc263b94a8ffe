/// Credit of an account in its currency, exact to a thousandth.
public struct Credit: Hashable, Comparable, Sendable, Codable {
  /// Thousandths of a unit.
  public let thousandths: Int64

  public init(thousandths: Int64) { self.thousandths = thousandths }

  /// Reads `100000`, `2.5`, `-4.5` or `99.500`, thousandths at most; nil for anything else.
  public init?(_ text: some StringProtocol) {
    let isNegative = text.first == "-"
    let parts = (isNegative ? text.dropFirst() : text[...]).split(separator: ".", omittingEmptySubsequences: false)
    guard (1...2).contains(parts.count),
      parts.allSatisfy({ part in
        !part.isEmpty && part.utf8.allSatisfy { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }
      }), let whole = Int64(parts[0]), whole < Int64.max / 1_000 - 1
    else { return nil }
    let digits = parts.count == 2 ? parts[1].prefix(3) : ""
    let fraction = Int64(digits + String(repeating: "0", count: 3 - digits.count)) ?? 0
    thousandths = (isNegative ? -1 : 1) * (whole * 1_000 + fraction)
  }

  public static func < (left: Credit, right: Credit) -> Bool { left.thousandths < right.thousandths }

  /// With two decimals, a third only where it matters, and a thin space between thousands: `1 204.50`.
  public var text: String {
    let magnitude = thousandths.magnitude
    let whole = String(magnitude / 1_000)
    var grouped = ""
    for (index, digit) in whole.enumerated() {
      if index > 0, (whole.count - index) % 3 == 0 { grouped.append(" ") }
      grouped.append(digit)
    }
    let rest = Int(magnitude % 1_000)
    let decimals = rest % 10 == 0 ? 2 : 3
    let digits = String(repeating: "0", count: 3 - String(rest).count) + String(rest)
    return (thousandths < 0 ? "-" : "") + grouped + "." + digits.prefix(decimals)
  }
}
