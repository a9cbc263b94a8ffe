/// A character that GSM 03.38 does not hold, so that a message with it has to go as UCS-2.
public struct ForeignScalar: Hashable, Sendable {
  public let scalar: Unicode.Scalar
  /// Where it stands, counted in Unicode scalars from the start of the text.
  public let offset: Int

  public init(scalar: Unicode.Scalar, offset: Int) {
    self.scalar = scalar
    self.offset = offset
  }
}

/// The GSM 03.38 default alphabet, 128 places of seven bits, and its extension table of ten characters that take an
/// escape before them and so two places.
public enum GSM0338 {
  /// What a text is in this alphabet.
  public enum Reading: Hashable, Sendable {
    /// Seven-bit codes, an extension character as escape and code.
    case septets([UInt8])
    /// It cannot be written so, for these.
    case foreign([ForeignScalar])
  }

  /// Announces a character of the extension table; no character itself.
  public static let escape: UInt8 = 0x1B

  /// The default alphabet by code. At 0x1B stands U+001B for the escape, which no text can hold as a character.
  public static let alphabet: [Unicode.Scalar] = Array(
    """
    @£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞ\u{1B}ÆæßÉ !"#¤%&'()*+,-./0123456789:;<=>?\
    ¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà
    """.unicodeScalars)

  /// The extension table: what follows the escape, and what both mean.
  public static let extensionTable: [(code: UInt8, scalar: Unicode.Scalar)] = [
    (0x0A, "\u{0C}"), (0x14, "^"), (0x28, "{"), (0x29, "}"), (0x2F, "\\"), (0x3C, "["), (0x3D, "~"), (0x3E, "]"),
    (0x40, "|"), (0x65, "€"),
  ]

  /// Septets that a character takes: 1, 2 for one of the extension table, 0 when it is in neither.
  public static func septetCount(of scalar: Unicode.Scalar) -> Int {
    guard scalar.value >= 0x100 else { return Int(latinCounts[Int(scalar.value)]) }
    return codes[scalar]?.count ?? 0
  }

  /// Writes a text in this alphabet, or tells every character that is not in it.
  public static func read(_ text: String) -> Reading {
    var septets: [UInt8] = []
    septets.reserveCapacity(text.utf8.count)
    var foreign: [ForeignScalar] = []
    for (offset, scalar) in text.unicodeScalars.enumerated() {
      guard let code = codes[scalar] else {
        foreign.append(ForeignScalar(scalar: scalar, offset: offset))
        continue
      }
      septets += code
    }
    return foreign.isEmpty ? .septets(septets) : .foreign(foreign)
  }

  private static let codes: [Unicode.Scalar: [UInt8]] = {
    var codes: [Unicode.Scalar: [UInt8]] = [:]
    for (code, scalar) in alphabet.enumerated() where UInt8(code) != escape { codes[scalar] = [UInt8(code)] }
    for (code, scalar) in extensionTable { codes[scalar] = [escape, code] }
    return codes
  }()

  /// Counts for U+0000 to U+00FF, where nearly all of a message lies.
  private static let latinCounts: [UInt8] = (UInt8.min...UInt8.max).map { value in
    UInt8(codes[Unicode.Scalar(value)]?.count ?? 0)
  }
}
