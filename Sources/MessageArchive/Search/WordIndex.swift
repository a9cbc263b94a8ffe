import GRDB

/// The index of words within a transaction: how far it goes, and taking it further.
struct WordIndex {
  private let db: Database

  /// What one transaction of the upkeep puts in: some tens of milliseconds.
  static let stride = 2_000
  /// What an intake puts in itself: some milliseconds.
  private static let fewRows = 500

  init(_ db: Database) { self.db = db }

  /// The last row that is in it, with all before.
  func indexed() throws -> Int64 {
    try db.prepared("SELECT value FROM counter WHERE name = 'indexed'").first { $0.integer(0) } ?? 0
  }

  /// How many rows are not in it, at most `limit`.
  func lag(limit: Int) throws -> Int {
    try db.prepared("SELECT count(*) FROM (SELECT 1 FROM message WHERE row > ? LIMIT ?)")
      .first(.integer(try indexed()), .integer(Int64(limit))) { Int($0.integer(0)) } ?? 0
  }

  /// Puts the next rows in. Whether any were left.
  @discardableResult
  func advance(rows limit: Int) throws -> Bool {
    let from = try indexed()
    let last = try db.prepared(
      "SELECT max(row), count(*) FROM (SELECT row FROM message WHERE row > ? ORDER BY row LIMIT ?)"
    ).first(.integer(from), .integer(Int64(limit))) { (row: $0.integer(0), count: Int($0.integer(1))) }
    guard let last, last.count > 0 else { return false }
    try db.prepared(
      "INSERT INTO message_search (rowid, words) SELECT place, words FROM message WHERE row BETWEEN ? AND ?"
    )
    .run(.integer(from + 1), .integer(last.row))
    try setIndexed(last.row)
    return last.count == limit
  }

  /// Puts in what just came, unless so much is waiting that it had better wait too.
  func follow() throws {
    if try lag(limit: WordIndex.fewRows + 1) <= WordIndex.fewRows { try advance(rows: WordIndex.fewRows) }
  }

  /// Empties it: where very many rows move, beginning anew is cheaper than moving each.
  func clear() throws {
    try db.prepared("INSERT INTO message_search (message_search) VALUES ('delete-all')").run()
    try setIndexed(0)
  }

  private func setIndexed(_ row: Int64) throws {
    try db.prepared("UPDATE counter SET value = ? WHERE name = 'indexed'").run(.integer(row))
  }
}
