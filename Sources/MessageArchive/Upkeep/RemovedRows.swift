import GRDB
import Messaging

/// Which rows of the server were here and were removed for their age, so that they are not taken for new when the
/// server shows them again. Kept as runs of numbers, of which there are few.
struct RemovedRows {
  private let db: Database

  static let table = """
    CREATE TABLE removed (
      stream INTEGER NOT NULL, first INTEGER NOT NULL, last INTEGER NOT NULL, PRIMARY KEY (stream, first)
    ) STRICT, WITHOUT ROWID;
    INSERT INTO counter VALUES ('removed_before', -9223372036854775808);
    """

  init(_ db: Database) { self.db = db }

  func holds(_ id: Int64, of stream: StreamCode) throws -> Bool {
    try run(before: id + 1, of: stream).map { $0.last >= id } ?? false
  }

  /// Whether a row of this date is one of those that were removed. A server that was set back gives numbers again, to
  /// newer messages.
  func holds(_ id: Int64, of stream: StreamCode, at instant: Timestamp) throws -> Bool {
    guard try holds(id, of: stream) else { return false }
    let limit = try db.prepared("SELECT value FROM counter WHERE name = 'removed_before'").first { $0.integer(0) } ?? 0
    // Clocks of servers are found out by and by, and are less than two days off.
    return instant.milliseconds < limit &+ 2 * 86_400_000
  }

  func add(_ id: Int64, of stream: StreamCode) throws {
    guard try !holds(id, of: stream) else { return }
    var (first, last) = (id, id)
    if let below = try run(before: id, of: stream), below.last == id - 1 { first = below.first }
    if let above = try run(before: id + 2, of: stream), above.first == id + 1 {
      last = above.last
      try db.prepared("DELETE FROM removed WHERE stream = ? AND first = ?")
        .run(.integer(stream.rawValue), .integer(above.first))
    }
    try db.prepared("INSERT OR REPLACE INTO removed VALUES (?, ?, ?)")
      .run(.integer(stream.rawValue), .integer(first), .integer(last))
  }

  func note(limit: Timestamp) throws {
    try db.prepared("UPDATE counter SET value = max(value, ?) WHERE name = 'removed_before'")
      .run(.integer(limit.milliseconds))
  }

  /// The last run that begins before a number.
  private func run(before id: Int64, of stream: StreamCode) throws -> (first: Int64, last: Int64)? {
    try db.prepared("SELECT first, last FROM removed WHERE stream = ? AND first < ? ORDER BY first DESC LIMIT 1")
      .first(.integer(stream.rawValue), .integer(id)) { ($0.integer(0), $0.integer(1)) }
  }
}
