import Messaging
import Testing

/// Segments on air beside the parts that the server bills, for every character that GSM 03.38 holds and for those that
/// force UCS-2, at the lengths where either number changes. Both are reckoned here anew, from the standard and from the
/// server's rule.
@Suite struct AirAndBillTests {
  struct Row: Sendable {
    let character: Unicode.Scalar
    /// Septets or UTF-16 units on air.
    let units: Int
    /// Bytes or characters as the server counts it.
    let billed: Int
  }

  /// The 127 characters of the alphabet, the escape left out, and the 10 of the extension table.
  static let gsm: [Row] =
    GSM0338Tests.alphabet.compactMap { $0.flatMap(Unicode.Scalar.init) }.map { row($0, units: 1) }
    + GSM0338Tests.extensions.compactMap { Unicode.Scalar($0.scalar) }.map { row($0, units: 2) }

  /// One unit, a surrogate pair, and the two characters of the alphabet that the server takes for unicode.
  static let ucs2: [Row] = [
    Row(character: "م", units: 1, billed: 1), Row(character: "谢", units: 1, billed: 1),
    Row(character: "😀", units: 2, billed: 1), Row(character: "\u{10FFFF}", units: 2, billed: 1),
  ]

  /// In UTF-8; the server's own list lacks two of the alphabet, so it counts those as characters.
  private static func row(_ scalar: Unicode.Scalar, units: Int) -> Row {
    let bytes = String(scalar).utf8.count
    return Row(character: scalar, units: units, billed: scalar == "¤" || scalar == "¡" ? 1 : bytes)
  }

  /// What of `length` characters go into segments, none of which splits one.
  private static func air(_ length: Int, _ units: Int, single: Int, joined: Int) -> Int {
    guard length * units > single else { return length == 0 ? 0 : 1 }
    let each = joined / units
    return (length + each - 1) / each
  }

  private static func bill(_ counted: Int, single: Int, joined: Int) -> Int {
    counted > single ? (counted + joined - 1) / joined : 1
  }

  @Test func allOfTheAlphabetIsThere() {
    #expect(Self.gsm.count == 137)
  }

  @Test(arguments: gsm)
  func everyCharacterOfGSM(row: Row) {
    for length in [0, 1, 76, 77, 80, 81, 152, 153, 154, 160, 161, 306, 307, 459, 460, 1_530, 1_531] {
      let text = String(repeating: String(row.character), count: length)
      let segments = Segments(text)
      #expect(segments.encoding == .gsm7)
      #expect(segments.units == length * row.units)
      #expect(segments.count == Self.air(length, row.units, single: 160, joined: 153), "\(length)")
      let billing = Billing(text, unicode: false)
      #expect(billing.length == length * row.billed)
      #expect(billing.parts == Self.bill(length * row.billed, single: 160, joined: 153), "\(length)")
    }
  }

  @Test(arguments: ucs2)
  func charactersThatForceUCS2(row: Row) {
    for length in [0, 1, 33, 34, 35, 36, 66, 67, 68, 70, 71, 134, 135, 201, 202, 670, 671] {
      let text = String(repeating: String(row.character), count: length)
      let segments = Segments(text)
      #expect(segments.encoding == (length == 0 ? .gsm7 : .ucs2))
      #expect(segments.units == length * row.units)
      #expect(segments.count == Self.air(length, row.units, single: 70, joined: 67), "\(length)")
      let billing = Billing(text, unicode: true)
      #expect(billing.length == length * row.billed)
      #expect(billing.parts == Self.bill(length * row.billed, single: 70, joined: 67), "\(length)")
    }
  }

  /// The character that would straddle an edge goes whole into the next segment; the bill knows no edge.
  @Test(arguments: [("a", "€", 153), ("م", "😀", 67)])
  func aPairAtEveryPlaceRoundTheEdgesOfThreeSegments(filler: String, pair: String, joined: Int) {
    let isGSM = joined == 153
    for before in 0..<(3 * joined) {
      let text = String(repeating: filler, count: before) + pair + String(repeating: filler, count: 3 * joined)
      // A segment that is one unit short of its edge when the pair comes loses that unit.
      let lost = before % joined == joined - 1 ? 1 : 0
      let units = 3 * joined + before + 2 + lost
      #expect(Segments(text).count == (units + joined - 1) / joined, "\(before)")
      let billed = 3 * joined + before + (isGSM ? 3 : 1)
      #expect(Billing(text, unicode: !isGSM).parts == (billed + joined - 1) / joined, "\(before)")
    }
  }

  @Test(arguments: [(453, false), (454, true), (459, true), (500, true)])
  func unicodeOverTheServersLimitIsRefusedAsItWasRecorded(length: Int, isRefused: Bool) {
    let text = String(repeating: "م", count: length)
    let rewriting = ServerRewriting(text, rules: ServerRules(accountFooterBytes: 5))
    #expect((rewriting.refusal == .unicodeTooLong(limit: 453)) == isRefused)
  }
}
