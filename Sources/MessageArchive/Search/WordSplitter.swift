import GRDB

/// Splits texts into words as the index does it: folded to small letters, without accents.
struct WordSplitter {
  /// As SQLite names it in a table.
  static let name = "unicode61 remove_diacritics 2"
  private let tokenizer: any FTS5Tokenizer

  /// Where tokenizers come from. Getting one takes a statement, and GRDB ends the program where that fails, so it is not
  /// asked of a connection whose reading may be cancelled or whose file may be broken.
  private static let source = Result { try DatabaseQueue() }

  init() throws {
    tokenizer = try WordSplitter.source.get().read { try $0.makeTokenizer(.unicode61(diacritics: .remove)) }
  }

  /// The words of a text, each once, in order.
  func words(of text: String) throws -> [String] {
    var seen: Set<String> = []
    return try tokenizer.tokenize(document: text).map(\.token).filter { seen.insert($0).inserted }
  }

  /// A text as small letters without accents, with one blank between words; as it is where it has none.
  func folded(_ text: String) throws -> String {
    let words = try tokenizer.tokenize(document: text).map(\.token)
    return words.isEmpty ? text : words.joined(separator: " ")
  }

  /// Whether each of `beginnings` begins a word of the text.
  func text(_ text: String, hasWordsBeginning beginnings: [String]) throws -> Bool {
    var text = text
    if let isFound = text.withUTF8({ WordSplitter.plain($0, hasWordsBeginning: beginnings) }) { return isFound }
    let words = try words(of: text)
    return beginnings.allSatisfy { beginning in words.contains { $0.utf8.starts(with: beginning.utf8) } }
  }

  /// The same for a text of ASCII alone, where nothing but letters and digits is a part of a word, and a capital letter
  /// is all there is to fold: far quicker than the tokenizer. Nil for other texts.
  private static func plain(_ text: UnsafeBufferPointer<UInt8>, hasWordsBeginning beginnings: [String]) -> Bool? {
    guard text.allSatisfy({ $0 < 0x80 }) else { return nil }
    return beginnings.allSatisfy { beginning in
      var isInside = false
      return text.indices.contains { index in
        let isPart = isLetterOrDigit(text[index])
        defer { isInside = isPart }
        return isPart && !isInside && self.text(text[index...], begins: beginning)
      }
    }
  }

  private static func text(_ text: Slice<UnsafeBufferPointer<UInt8>>, begins beginning: String) -> Bool {
    var place = text.startIndex
    for byte in beginning.utf8 {
      guard place < text.endIndex, small(text[place]) == byte else { return false }
      place += 1
    }
    return true
  }

  private static func isLetterOrDigit(_ byte: UInt8) -> Bool {
    (0x30...0x39).contains(byte) || (0x61...0x7A).contains(small(byte))
  }

  private static func small(_ byte: UInt8) -> UInt8 { (0x41...0x5A).contains(byte) ? byte | 0x20 : byte }
}
