/// What a server bills for a message by its own rule, which is not what goes on air.
///
/// It bills by the length of the text with its footer: in bytes of UTF-8 as long as its own list of GSM characters
/// holds every one (so `é` counts 2 and `€` 3), in characters as soon as one is not in it (an emoji counts 1). The
/// `unicode` flag alone decides whether 160 and 153 or 70 and 67 of those make a part.
public struct Billing: Hashable, Sendable {
  /// Why the server bills another number of parts than go on air.
  public enum Difference: Hashable, Sendable {
    /// More: accented and Greek letters and the euro sign count as two or three.
    case countsBytes
    /// Fewer: extension characters and emoji count as one each, or an edge kept a pair together.
    case countsPairsOnce
    /// Fewer: the account pays for 140 unicode characters what others pay for 70.
    case creditUnicode
    /// The flag and the encoding on air do not agree.
    case flag

    /// In plain words.
    public var sentence: String {
      switch self {
      case .countsBytes: "the server counts bytes: é is 2, € is 3"
      case .countsPairsOnce: "the server counts [ ] { } ^ ~ | and emoji as one character each"
      case .creditUnicode: "the server bills unicode by 140 characters"
      case .flag: "the server bills by the unicode flag, not by the characters"
      }
    }
  }

  /// In bytes or characters, as the server counts this text, footer and its blank included.
  public let length: Int
  public let parts: Int
  private let creditUnicode: Bool
  private let unicode: Bool
  private let inBytes: Bool

  /// The bill for a text as the server keeps it (`ServerRewriting.kept`), with the footer that goes with it.
  public init(_ kept: String, footer: String = "", unicode: Bool, rules: ServerRules = ServerRules()) {
    let whole = footer.isEmpty ? kept : kept + " " + footer
    let size = ServerLength(whole)
    self.init(length: size.counted, inBytes: !size.isUnicode, unicode: unicode, rules: rules)
  }

  /// The same where only the footer's length is known: plain ASCII, without the blank before it, 0 for none.
  public init(_ kept: String, footerLength: Int, unicode: Bool, rules: ServerRules = ServerRules()) {
    let size = ServerLength(kept)
    let footer = footerLength > 0 ? footerLength + 1 : 0
    self.init(length: size.counted + footer, inBytes: !size.isUnicode, unicode: unicode, rules: rules)
  }

  private init(length: Int, inBytes: Bool, unicode: Bool, rules: ServerRules) {
    self.length = length
    self.inBytes = inBytes
    self.unicode = unicode
    creditUnicode = unicode && rules.creditUnicode
    let single = !unicode ? 160 : rules.creditUnicode ? 140 : 70
    let joined = single - (unicode ? 3 : 7)
    parts = length > single ? (length + joined - 1) / joined : 1
  }

  /// Why the bill is not for the segments on air; nil when it is, and for nothing to send.
  public func difference(onAir segments: Segments) -> Difference? {
    guard segments.count > 0, parts != segments.count else { return nil }
    if (segments.encoding == .ucs2) != unicode { return .flag }
    if creditUnicode, parts < segments.count { return .creditUnicode }
    return inBytes && length > segments.units ? .countsBytes : .countsPairsOnce
  }
}

/// The server's own measure of a text, by which it bills and cuts.
struct ServerLength {
  let bytes: Int
  let characters: Int
  /// Whether the server takes the text for unicode, whatever the flag says.
  let isUnicode: Bool

  var counted: Int { isUnicode ? characters : bytes }

  init(_ text: String) {
    bytes = text.utf8.count
    var characters = 0
    var isUnicode = false
    for scalar in text.unicodeScalars {
      characters += 1
      if scalar.value > 0x7F, !ServerLength.isKnown(scalar) { isUnicode = true }
    }
    self.characters = characters
    self.isUnicode = isUnicode
  }

  /// The server's list of GSM characters lacks two.
  private static func isKnown(_ scalar: Unicode.Scalar) -> Bool {
    scalar != "¤" && scalar != "¡" && GSM0338.septetCount(of: scalar) > 0
  }
}
