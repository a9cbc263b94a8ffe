import GRDB

/// What somebody typed to find a message by.
///
/// Of words that are long enough each must begin a word of the message, in any order; that is what the index answers.
/// What it cannot answer is looked for as it stands: very short needles, signs, and scripts that are written without
/// blanks.
struct SearchNeedle {
  let text: String
  /// Long enough for the index.
  let words: [String]
  /// The others beside them, tested on the rows that the index gives.
  let shortWords: [String]

  /// Beginnings shorter than this fit so much that looking one row after the other is as fast.
  private static let shortest = 3

  init(_ text: String, _ splitter: WordSplitter) throws {
    self.text = text
    let all = SearchNeedle.isWrittenWithoutBlanks(text) ? [] : try splitter.words(of: text)
    words = all.filter { $0.unicodeScalars.count >= SearchNeedle.shortest }
    shortWords = words.isEmpty ? [] : all.filter { $0.unicodeScalars.count < SearchNeedle.shortest }
  }

  /// Whether a text has letters of which a word is not told from the next by a blank: Thai, Lao, Myanmar, Khmer,
  /// kana, and Chinese characters wherever they are used.
  private static func isWrittenWithoutBlanks(_ text: String) -> Bool {
    text.unicodeScalars.contains { scalar in
      switch scalar.value {
      case 0x0E00...0x0EFF, 0x1000...0x109F, 0x1780...0x17FF, 0x3040...0x30FF, 0x31F0...0x31FF, 0x3400...0x4DBF,
        0x4E00...0x9FFF, 0xF900...0xFAFF, 0xFF66...0xFF9F, 0x20000...0x3FFFF:
        true
      default: false
      }
    }
  }
}
