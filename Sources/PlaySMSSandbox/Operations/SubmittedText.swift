/// What the server does to a text on its way in.
enum SubmittedText {
  /// Tags, scripts, backslashes, backticks and control characters go; entities are decoded; line ends become LF.
  static func clean(_ text: String) -> String {
    let unslashed = String(String.UnicodeScalarView(text.trimmed.unicodeScalars.filter { $0 != "\\" }))
    let text = HTML.removingTags(HTML.decodingEntities(unslashed))
    let unified = text.replacing("\r\n", with: "\n").replacing("\r", with: "\n")
    let kept = unified.unicodeScalars.filter { scalar in
      if scalar == "\n" || scalar == "\t" { return true }
      return scalar != "`" && scalar.value >= 0x20 && !(0x7f..<0xa0).contains(scalar.value)
    }
    return String(String.UnicodeScalarView(kept)).trimmed
  }

  /// The text within what the server keeps, or nil when its cut falls inside a character and kills the query. Length
  /// counts bytes for GSM text and characters for other text, but the cut is always made in bytes.
  static func cut(_ text: String, to limit: Int) -> String? {
    let length = isGSM(text) ? text.utf8.count : text.unicodeScalars.count
    guard length > limit else { return text }
    return String(validating: text.utf8.prefix(max(0, limit)), as: UTF8.self)
  }

  /// Segments that are charged.
  static func parts(_ text: String, unicode: Bool) -> Int {
    let length = isGSM(text) ? text.utf8.count : text.unicodeScalars.count
    let (single, joined) = unicode ? (70, 67) : (160, 153)
    return length <= single ? 1 : (length + joined - 1) / joined
  }

  /// Whether every character is in the GSM 03.38 alphabet or its extension.
  private static func isGSM(_ text: String) -> Bool { text.unicodeScalars.allSatisfy(alphabet.contains) }

  private static let alphabet = Set(
    """
    @£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !"#¤%&'()*+,-./0123456789:;<=>?¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿\
    abcdefghijklmnopqrstuvwxyzäöñüà\u{c}^{}\\[~]|€
    """.unicodeScalars)
}
