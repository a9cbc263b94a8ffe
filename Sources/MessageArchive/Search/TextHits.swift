import GRDB

/// Messages and numbers that hold a text as it stands.
final class TextHits: ConversationTest {
  private let pattern: Value
  private var testsLeft: Int
  private let number: Prepared
  /// A row for each message of a peer.
  private let messages: Prepared
  private let db: Database

  init(_ pattern: Value, tests: Int, _ db: Database) throws {
    self.pattern = pattern
    self.db = db
    testsLeft = tests
    number = try db.prepared("SELECT key LIKE ? ESCAPE '\\' FROM conversation WHERE peer = ?")
    messages = try db.prepared(
      "SELECT text LIKE ? ESCAPE '\\' FROM message INDEXED BY message_of_peer WHERE peer = ? ORDER BY at DESC")
  }

  func passes(_ peer: Int64) throws -> Bool? {
    if try number.first(pattern, .integer(peer), make: { $0.flag(0) }) == true { return true }
    let isFitting = try messages.contains([pattern, .integer(peer)]) { row in
      testsLeft -= 1
      return testsLeft < 0 || row.flag(0)
    }
    return testsLeft < 0 ? nil : isFitting
  }

  func all() throws -> [Int64] {
    try db.prepared(
      """
      SELECT peer FROM message NOT INDEXED WHERE text LIKE ?1 ESCAPE '\\'
      UNION ALL SELECT peer FROM conversation WHERE key LIKE ?1 ESCAPE '\\'
      """
    ).rows([pattern]) { $0.integer(0) }
  }
}
