/// What the server does to a text on its way in.
enum SubmittedText {
  /// The text as the version keeps it. Line ends become LF wherever anything is cleaned at all.
  static func clean(_ text: String, _ cleaning: SandboxQuirks.TextCleaning) -> String {
    switch cleaning {
    case .strict:
      let unslashed = String(String.UnicodeScalarView(text.trimmed.unicodeScalars.filter { $0 != "\\" }))
      let cleaned = withoutControls(HTML.removingTags(HTML.decodingEntities(unslashed)))
      return String(String.UnicodeScalarView(cleaned.unicodeScalars.filter { $0 != "`" })).trimmed
    case .slashed: return addingSlashes(clean(text, .scripts))
    case .scripts:
      return withoutControls(HTML.decodingEntities(HTML.removingScripts(removingSlashes(text.trimmed)))).trimmed
    case .none: return text.trimmed
    }
  }

  private static func withoutControls(_ text: String) -> String {
    let unified = text.replacing("\r\n", with: "\n").replacing("\r", with: "\n")
    let kept = unified.unicodeScalars.filter { scalar in
      if scalar == "\n" || scalar == "\t" { return true }
      return scalar.value >= 0x20 && !(0x7f..<0xa0).contains(scalar.value)
    }
    return String(String.UnicodeScalarView(kept))
  }

  /// A backslash goes, what it stands before stays.
  private static func removingSlashes(_ text: String) -> String {
    var kept = String.UnicodeScalarView()
    var isEscaped = false
    for scalar in text.unicodeScalars {
      if scalar == "\\", !isEscaped {
        isEscaped = true
      } else {
        kept.append(scalar)
        isEscaped = false
      }
    }
    return String(kept)
  }

  private static func addingSlashes(_ text: String) -> String {
    var kept = String.UnicodeScalarView()
    for scalar in text.unicodeScalars {
      if ["\\", "'", "\""].contains(scalar) { kept.append("\\") }
      kept.append(scalar)
    }
    return String(kept)
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
