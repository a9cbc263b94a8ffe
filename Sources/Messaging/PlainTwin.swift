/// A text in which every character that forces UCS-2 and has a plain twin is replaced by it: curly quotes, dashes, the
/// ellipsis, odd blanks, bullets. Letters keep their accents, and nothing that changes the meaning is touched.
public struct PlainTwin: Hashable, Sendable {
  /// One character, or a letter with its combining accent, and what stands for it now.
  public struct Replacement: Hashable, Sendable {
    /// Where it stood, in Unicode scalars from the start of the original.
    public let offset: Int
    public let original: String
    /// Empty for what had no width.
    public let twin: String

    public init(offset: Int, original: String, twin: String) {
      self.offset = offset
      self.original = original
      self.twin = twin
    }
  }

  public let text: String
  public let replacements: [Replacement]
  /// Whether something without a twin is left: the message stays UCS-2 and replacing gains nothing.
  public let staysUnicode: Bool

  public init(of original: String) {
    let scalars = Array(original.unicodeScalars)
    var text = String.UnicodeScalarView()
    var replacements: [Replacement] = []
    var staysUnicode = false
    var index = 0
    while index < scalars.count {
      let scalar = scalars[index]
      let next = index + 1 < scalars.count ? scalars[index + 1] : nil
      if let next, let composed = composition(of: scalar, next) {
        text.append(composed)
        replacements.append(
          Replacement(offset: index, original: String(scalar) + String(next), twin: String(composed)))
        index += 2
        continue
      }
      if GSM0338.septetCount(of: scalar) > 0 {
        text.append(scalar)
      } else if let twin = twin(of: scalar) {
        text.append(contentsOf: twin.unicodeScalars)
        replacements.append(Replacement(offset: index, original: String(scalar), twin: twin))
      } else {
        text.append(scalar)
        staysUnicode = true
      }
      index += 1
    }
    self.text = String(text)
    self.replacements = replacements
    self.staysUnicode = staysUnicode
  }
}

private func twin(of scalar: Unicode.Scalar) -> String? {
  switch scalar.value {
  // The server would take a plain `<` for markup and drop a plain backslash, so their full-width forms stay.
  case 0xFF1C, 0xFF3C: nil
  case 0xFF40: "'"
  case 0xFF01...0xFF5E: Unicode.Scalar(scalar.value - 0xFEE0).map { String($0) }
  case 0x2000...0x200A: " "
  case 0x2010...0x2015: "-"
  default: twins[scalar]
  }
}

private let twins: [Unicode.Scalar: String] = {
  let groups: [(originals: String, twin: String)] = [
    ("“”„‟«»″〝〞", "\""),
    ("‘’‚‛‹›′´`ʼʹ", "'"),
    ("−⁃﹘﹣•‣◦▪●■∙", "-"),
    ("·", "."), ("‥", ".."), ("…", "..."),
    ("\t\u{A0}\u{1680}\u{202F}\u{205F}\u{3000}", " "),
    ("\u{0B}\u{85}\u{2028}\u{2029}", "\n"),
    ("\u{AD}\u{200B}\u{200E}\u{200F}\u{2060}\u{FEFF}", ""),
    ("×", "x"), ("÷∕⁄", "/"), ("±", "+/-"), ("¦", "|"), ("→", "->"), ("←", "<-"), ("≤", "<="), ("≥", ">="),
    ("©", "(c)"), ("®", "(R)"), ("™", "(TM)"), ("№", "No."),
    ("ﬀ", "ff"), ("ﬁ", "fi"), ("ﬂ", "fl"), ("ﬃ", "ffi"), ("ﬄ", "ffl"),
    ("\u{2126}", "Ω"), ("\u{212A}", "K"), ("\u{212B}", "Å"),
  ]
  var twins: [Unicode.Scalar: String] = [:]
  for group in groups {
    for scalar in group.originals.unicodeScalars { twins[scalar] = group.twin }
  }
  return twins
}()

/// The letter of the alphabet that a base and a combining accent make, as decomposed text has them.
private func composition(of base: Unicode.Scalar, _ mark: Unicode.Scalar) -> Unicode.Scalar? {
  compositions[mark]?[base]
}

private let compositions: [Unicode.Scalar: [Unicode.Scalar: Unicode.Scalar]] = [
  "\u{0300}": ["a": "à", "e": "è", "i": "ì", "o": "ò", "u": "ù"],
  "\u{0301}": ["e": "é", "E": "É"],
  "\u{0303}": ["n": "ñ", "N": "Ñ"],
  "\u{0308}": ["a": "ä", "o": "ö", "u": "ü", "A": "Ä", "O": "Ö", "U": "Ü"],
  "\u{030A}": ["a": "å", "A": "Å"],
  "\u{0327}": ["C": "Ç"],
]
