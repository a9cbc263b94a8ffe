/// How the characters of a message are written on air.
public enum Encoding: String, Hashable, Sendable, Codable, CaseIterable {
  /// GSM 03.38, seven bits a character.
  case gsm7
  /// UTF-16, sixteen bits a unit; `unicode=1` on the wire.
  case ucs2

  /// As an operator knows it.
  public var name: String {
    switch self {
    case .gsm7: "GSM-7"
    case .ucs2: "UCS-2"
    }
  }

  /// Units that a message of one segment holds.
  public var single: Int {
    switch self {
    case .gsm7: 160
    case .ucs2: 70
    }
  }

  /// Units that each segment holds when there are several, for each then carries a header.
  public var joined: Int {
    switch self {
    case .gsm7: 153
    case .ucs2: 67
    }
  }

  /// Units that a character takes; 0 when this encoding has no place for it.
  public func units(of scalar: Unicode.Scalar) -> Int {
    switch self {
    case .gsm7: GSM0338.septetCount(of: scalar)
    case .ucs2: scalar.value > 0xFFFF ? 2 : 1
    }
  }
}

/// What a text takes on air. What a server bills for it is another question: see `Billing`.
public struct Segments: Hashable, Sendable {
  public let encoding: Encoding
  /// Septets or UTF-16 units of the whole, footer included.
  public let units: Int
  /// Segments on air; none for an empty text.
  public let count: Int
  /// Units still free in the last segment, before another one is needed.
  public let left: Int
  /// Every character that forces UCS-2, in order. Those of a footer have offsets behind the text.
  public let foreign: [ForeignScalar]

  /// Whether the message has to go as UCS-2.
  public var forcesUnicode: Bool { !foreign.isEmpty }

  /// Counts a text. Servers put the footer behind it with a blank between.
  ///
  /// Without `encoding`, the smallest that can carry the text is taken. GSM-7 asked for a text that does not fit counts
  /// each foreign character as one septet, the `?` that gateways mostly send instead.
  public init(_ text: String, footer: String = "", as encoding: Encoding? = nil) {
    let whole = footer.isEmpty ? text : text + " " + footer
    var foreign: [ForeignScalar] = []
    for (offset, scalar) in whole.unicodeScalars.enumerated() where GSM0338.septetCount(of: scalar) == 0 {
      foreign.append(ForeignScalar(scalar: scalar, offset: offset))
    }
    let encoding = encoding ?? (foreign.isEmpty ? .gsm7 : .ucs2)
    var units = 0
    var joined = 1
    var filled = 0
    for scalar in whole.unicodeScalars {
      let size = max(1, encoding.units(of: scalar))
      units += size
      filled += size
      // An escape and its code, or the two halves of a surrogate pair, go into the next segment together.
      guard filled > encoding.joined else { continue }
      joined += 1
      filled = size
    }
    self.encoding = encoding
    self.units = units
    self.foreign = foreign
    if units <= encoding.single {
      count = units == 0 ? 0 : 1
      left = encoding.single - units
    } else {
      count = joined
      left = encoding.joined - filled
    }
  }
}
