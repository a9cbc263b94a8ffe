/// A frame for terminals and fonts that have ASCII and nothing else.
extension Frame {
  /// Puts a stand-in for whatever is no ASCII: a letter for the same letter with an accent, a plain sign for a
  /// typographical one, `?` for what has none. Every cell keeps its columns; the archive keeps the original.
  public mutating func reduceToASCII() {
    for index in cells.indices where cells[index].base.value > 0x7E || cells[index].hasMarks {
      let cell = cells[index]
      guard cell.width > 0 else { continue }
      let standIn = PlainCharacter.standIn(for: cell.base)
      cells[index] = Cell(base: standIn, width: 1, style: cell.style)
      // The other half of a wide one, so that its neighbours stay where they are.
      if cell.width == 2 { cells[index + 1] = Cell(base: standIn, width: 1, style: cell.style) }
    }
  }
}

/// What stands for a character where there is only ASCII.
enum PlainCharacter {
  private static let signs: [Unicode.Scalar: Unicode.Scalar] = [
    "…": "~", "·": ".", "•": "*", "‘": "'", "’": "'", "‚": ",", "“": "\"", "”": "\"", "„": "\"", "«": "<", "»": ">",
    "‹": "<", "›": ">", "‐": "-", "‑": "-", "‒": "-", "–": "-", "—": "-", "−": "-", "×": "x", "÷": "/", "¡": "!",
    "¿": "?", "\u{A0}": " ", "ß": "s", "Æ": "A", "æ": "a", "Œ": "O", "œ": "o", "ı": "i", "€": "E", "£": "L", "¥": "Y",
    "©": "c", "®": "R", "°": "o", "µ": "u", "²": "2", "³": "3", "¹": "1", "→": ">", "←": "<", "↑": "^", "↓": "v",
    "▌": ">", "\u{2347}": "<", "\u{2800}": " ", "▏": "|", "█": "#", "─": "-", "│": "|", "┼": "+", "\u{3000}": " ",
  ]

  static func standIn(for scalar: Unicode.Scalar) -> Unicode.Scalar {
    if scalar.isASCII { return scalar }
    if let sign = signs[scalar] { return sign }
    // The pictures of control characters.
    if (0x2400...0x2421).contains(scalar.value) { return "^" }
    return letter(scalar) ?? "?"
  }

  /// `é` is named LATIN SMALL LETTER E WITH ACUTE, and `ø` LATIN SMALL LETTER O WITH STROKE.
  private static func letter(_ scalar: Unicode.Scalar) -> Unicode.Scalar? {
    guard let words = scalar.properties.name?.split(separator: " "), words.count > 4, words[0] == "LATIN",
      words[2] == "LETTER", words[4] == "WITH", words[3].unicodeScalars.count == 1,
      let capital = words[3].unicodeScalars.first
    else { return nil }
    return words[1] == "CAPITAL" ? capital : Unicode.Scalar(capital.value + 0x20)
  }
}
