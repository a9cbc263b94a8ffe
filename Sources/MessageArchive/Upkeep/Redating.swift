import GRDB

/// A clock of the server moved, and with it every row that it dated. Of many rows a part moves at once and the others
/// later, a part at a time, so that nobody waits for it; how far it came is on disk.
struct Redating {
  private let db: Database

  /// How many rows move in one step.
  static let stride = 5_000
  /// With more rows than this it is cheaper to index all of them anew than to move each within the index.
  private static let manyRows = 20_000

  static let table = """
    CREATE TABLE redating (clock INTEGER PRIMARY KEY, below INTEGER NOT NULL) STRICT;
    """

  init(_ db: Database) { self.db = db }

  /// Every row of a clock is to be looked at, from the last one taken in on.
  func begin(_ clock: ServerClock) throws {
    let last = try db.prepared("SELECT max(row) FROM message").first { $0.integer(0) } ?? 0
    try db.prepared("INSERT OR REPLACE INTO redating VALUES (?, ?)").run(.integer(clock.rawValue), .integer(last + 1))
    if last > Redating.manyRows { try WordIndex(db).clear() }
  }

  /// Moves the next rows. Whether any were left.
  func advance() throws -> Bool {
    let next = try db.prepared(
      """
      SELECT r.clock, r.below, c.offset FROM redating r LEFT JOIN server_clock c ON c.clock = r.clock LIMIT 1
      """
    ).first { (clock: $0.integer(0), below: $0.integer(1), offset: $0.integer(2)) }
    guard let next else { return false }
    let lower = try db.prepared("SELECT row FROM message WHERE row < ? ORDER BY row DESC LIMIT 1 OFFSET ?")
      .first(.integer(next.below), .integer(Int64(Redating.stride - 1))) { $0.integer(0) }
    try move(clock: next.clock, offset: next.offset, from: lower ?? 0, below: next.below)
    if let lower {
      try db.prepared("UPDATE redating SET below = ? WHERE clock = ?").run(.integer(lower), .integer(next.clock))
    } else {
      try db.prepared("DELETE FROM redating WHERE clock = ?").run(.integer(next.clock))
    }
    return try isWaiting()
  }

  /// Whether rows are still to be moved.
  func isWaiting() throws -> Bool {
    try db.prepared("SELECT 1 FROM redating LIMIT 1").first { _ in true } ?? false
  }

  private func move(clock: Int64, offset: Int64, from lower: Int64, below upper: Int64) throws {
    let changed = try db.prepared(
      """
      UPDATE message SET at = min((dt_seconds - ?1) * 1000, first_seen)
      WHERE row >= ?3 AND row < ?4 AND clock = ?2 AND dt_seconds IS NOT NULL
        AND at <> min((dt_seconds - ?1) * 1000, first_seen)
      """
    ).run(.integer(offset), .integer(clock), .integer(lower), .integer(upper))
    guard changed > 0 else { return }
    try db.prepared(
      LastEntries.update + " WHERE peer IN (SELECT peer FROM message WHERE row >= ? AND row < ? AND clock = ?)"
    ).run(.integer(lower), .integer(upper), .integer(clock))
  }
}
