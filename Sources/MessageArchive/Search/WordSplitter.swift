import GRDB

/// Splits texts into words as the index does it: folded to small letters, without accents.
struct WordSplitter {
  /// As SQLite names it in a table.
  static let name = "unicode61 remove_diacritics 2"
  private let tokenizer: any FTS5Tokenizer

  init(_ db: Database) throws { tokenizer = try db.makeTokenizer(.unicode61(diacritics: .remove)) }

  /// The words of a text, each once, in order.
  func words(of text: String) throws -> [String] {
    var seen: Set<String> = []
    return try tokenizer.tokenize(document: text).map(\.token).filter { seen.insert($0).inserted }
  }

  /// Whether each of `beginnings` begins a word of the text.
  func text(_ text: String, hasWordsBeginning beginnings: [String]) throws -> Bool {
    let words = try words(of: text)
    return beginnings.allSatisfy { beginning in words.contains { $0.utf8.starts(with: beginning.utf8) } }
  }
}
