import GRDB

/// A question to the index, in its own language.
struct WordQuery {
  let expression: String

  /// A beginning that few words have is asked for as those words: they are read newest first and no further than
  /// needed, while a beginning without an index of its own is gathered whole.
  private static let mostWords = 24

  /// Nil when one of the beginnings begins no word of any message.
  init?(beginnings: [String], _ db: Database) throws {
    var parts: [String] = []
    for beginning in beginnings {
      let words = try WordQuery.words(beginning: beginning, limit: WordQuery.mostWords, db)
      guard !words.isEmpty else { return nil }
      let alternatives =
        words.count < WordQuery.mostWords ? words.map(WordQuery.quoted) : [WordQuery.quoted(beginning) + "*"]
      parts.append("(" + alternatives.joined(separator: " OR ") + ")")
    }
    guard !parts.isEmpty else { return nil }
    expression = parts.joined(separator: " AND ")
  }

  /// Words that begin so, by leaping from each to the next: a word's own rows are never read.
  private static func words(beginning: String, limit: Int, _ db: Database) throws -> [String] {
    let find = try db.prepared("SELECT term FROM message_word WHERE term >= ? LIMIT 1")
    var words: [String] = []
    var from = beginning
    while words.count < limit, let word = try find.first(.text(from), make: { $0.text(0) }),
      word.utf8.starts(with: beginning.utf8)
    {
      words.append(word)
      // No word has a control character, so this stands before all that are longer.
      from = word + "\u{1}"
    }
    return words
  }

  private static func quoted(_ word: String) -> String {
    "\"" + word.split(separator: "\"", omittingEmptySubsequences: false).joined(separator: "\"\"") + "\""
  }
}
