/// Text that is read from right to left, and why it gets signs round it.
///
/// Most terminals show cells in the order in which they were written. Some (VTE, Konsole, mlterm, Apple's) run the
/// Unicode bidirectional algorithm over each row of the screen, as if it were one sentence. There the columns of a
/// table are no barrier: blanks, rules and `│` are neutral, and a number after Arabic letters is drawn on their left
/// side, whatever stands between. A name in Arabic would so change places with the time beside it, or with the pane
/// beside that. Controls that would forbid it (isolates, U+200E) are out of the question: programs do not agree on
/// their width, and the gate lets none through.
///
/// What a program of cells can do is to write characters of a fixed direction that take a column each. The sign before
/// the text (APL, an arrow to the left in a box) is one, so that a terminal that asks for the first such character of
/// a row finds left to right; the operator sees by it which way the text goes. The blank of Braille behind the text is
/// one, so that whatever follows begins anew. Between them a terminal may turn the letters round; nothing else moves.
public enum Directionality {
  /// Stands before a text that holds letters from right to left.
  public static let opening: Unicode.Scalar = "\u{2347}"
  /// Stands behind it, and looks like a blank.
  public static let closing: Unicode.Scalar = "\u{2800}"
  /// Columns that the two take.
  public static let columns = 2

  /// Whether some of a text is read from right to left.
  public static func isMixed(_ text: some StringProtocol) -> Bool {
    let found = text.utf8.withContiguousStorageIfAvailable { bytes in
      // Nothing below U+0590 is, and that begins with 0xD6: most texts end here.
      bytes.contains { $0 >= 0xD6 }
    }
    return found == false ? false : text.unicodeScalars.contains(where: isRightToLeft)
  }

  /// The text between its signs where it needs them, to stand within a longer one.
  public static func marked(_ text: String) -> String {
    isMixed(text) ? String(opening) + text + String(closing) : text
  }

  /// Letters, marks and digits of scripts that are written from right to left, by their blocks.
  static func isRightToLeft(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0x590...0x8FF, 0xFB1D...0xFDFF, 0xFE70...0xFEFE, 0x10800...0x10FFF, 0x1E800...0x1EFFF: true
    default: false
    }
  }
}
