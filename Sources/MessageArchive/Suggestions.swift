import GRDB
import Messaging

extension MessageArchive {
  /// Contacts, groups and accounts of the server that what is being typed may mean, the best first. `#` asks for groups
  /// alone, `@` for accounts.
  public func suggestions(for typed: String, limit: Int) async throws(ArchiveError) -> [RecipientSuggestion] {
    let found = try await archive.read { db -> [RecipientSuggestion] in
      let reader = SuggestionReader(db)
      switch typed.first {
      case "#": return try reader.groups()
      case "@": return try reader.accounts()
      default: return try reader.contacts(for: typed) + reader.groups()
      }
    }
    return Array(RecipientSuggestion.ranked(found, for: typed).prefix(limit))
  }
}

private struct SuggestionReader {
  private let db: Database
  /// More contacts than this are not ranked: who has so many types another letter.
  private static let most: Int64 = 2_000

  init(_ db: Database) { self.db = db }

  /// Every contact of which name or number has the letters of each typed word in their order; the finer judgement is by
  /// rank.
  func contacts(for typed: String) throws -> [RecipientSuggestion] {
    let words = typed.split(separator: " ").prefix(SuggestionReader.mostWords)
    guard !words.isEmpty else { return [] }
    // LIKE knows capital letters in ASCII only, so for other letters all are judged by rank.
    let isASCII = words.allSatisfy { $0.utf8.allSatisfy { $0 < 0x80 } }
    let condition = isASCII ? words.map { _ in SuggestionReader.condition }.joined(separator: " AND ") : "true"
    let values = isASCII ? words.flatMap(SuggestionReader.values) : []
    let found = try db.prepared(
      "SELECT pid, name, number, email, tags FROM contact WHERE \(condition) ORDER BY name COLLATE NOCASE, pid LIMIT ?"
    ).rows(values + [.integer(SuggestionReader.most)]) { row in
      Contact(
        id: row.integer(0), name: UntrustedText(row.text(1)), number: UntrustedText(row.text(2)),
        email: UntrustedText(row.text(3)), tags: UntrustedText(row.text(4)))
    }
    // When each was last in touch is asked of those only that may be shown.
    let near = RecipientSuggestion.ranked(found.map { .contact(ContactSummary(contact: $0, lastAt: nil)) }, for: typed)
    return try near.prefix(200).compactMap { suggestion -> RecipientSuggestion? in
      guard case .contact(let summary) = suggestion else { return nil }
      let lastAt = try Acquaintance(db).lastAt(with: summary.contact)
      return .contact(ContactSummary(contact: summary.contact, lastAt: lastAt))
    }
  }

  private static let mostWords = 6
  private static let condition = "(name || ' ' || key LIKE ? ESCAPE '\\' OR instr(key, ?) > 0)"

  /// The pattern of a word, and its digits without a trunk prefix; what no number holds where there are none.
  private static func values(_ word: Substring) -> [Value] {
    var pattern = "%"
    for letter in word.unicodeScalars.prefix(40) {
      if letter == "%" || letter == "_" || letter == "\\" { pattern.append("\\") }
      pattern.unicodeScalars.append(letter)
      pattern.append("%")
    }
    let digits = word.filter { $0.isASCII && $0.isNumber }.drop { $0 == "0" }
    return [.text(pattern), .text(digits.isEmpty ? "none" : String(digits))]
  }

  func groups() throws -> [RecipientSuggestion] {
    try db.prepared("SELECT gpid, name, code FROM contact_group ORDER BY name COLLATE NOCASE, gpid LIMIT ?")
      .rows([.integer(SuggestionReader.most)]) { row in
        .group(
          ContactGroup(id: row.integer(0), name: UntrustedText(row.text(1)), code: UntrustedText(row.text(2))))
      }
  }

  func accounts() throws -> [RecipientSuggestion] {
    try db.prepared("SELECT key, last_at FROM conversation WHERE key >= '@' AND key < 'A' LIMIT ?")
      .rows([.integer(SuggestionReader.most)]) { row in
        .user(Peer(key: row.text(0)), lastAt: Timestamp(milliseconds: row.integer(1)))
      }
  }
}
