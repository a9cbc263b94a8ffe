import GRDB
import Messaging

/// Rows that came while this machine's clock was far behind the server's: they stand where they seemed to be seen,
/// which is too early.
///
/// Once the clocks agree again and the server's is past the times that it named then, it was this machine's that was
/// wrong. The rows are dated anew then, as seen when the server said, a part at a time; how far it came is on disk.
struct SlowClock {
  private let db: Database

  /// A clock that is kept is never so far behind, in milliseconds.
  static let farBehind: Int64 = 3_600_000
  /// Two clocks that are kept are no further apart.
  private static let agreement: Int64 = 120_000
  private static let stride: Int64 = 5_000

  init(_ db: Database) { self.db = db }

  /// A reply was taken in.
  /// - Parameter row: the lowest of the rows that were first seen in it; nil for none.
  /// - Returns: whether rows were dated anew.
  func took(_ row: Int64?, seenAt: Timestamp, serverTime: Timestamp) throws -> Bool {
    let ahead = serverTime.milliseconds - seenAt.milliseconds
    if ahead > Self.farBehind {
      guard let row else { return false }
      try db.prepared(
        "INSERT INTO counter VALUES ('slow_from', ?) ON CONFLICT DO UPDATE SET value = min(value, excluded.value)"
      ).run(.integer(row))
      try forget("slow_until")
      return false
    }
    guard ahead.magnitude <= Self.agreement, try value("slow_from") != nil, try !isWaiting() else { return false }
    try db.prepared("INSERT INTO counter VALUES ('slow_until', ?)").run(
      .integer(serverTime.milliseconds + Self.agreement))
    return try advance()
  }

  /// Whether rows are still to be dated anew.
  func isWaiting() throws -> Bool { try value("slow_until") != nil }

  /// Dates the next rows. Whether any changed.
  func advance() throws -> Bool {
    guard let from = try value("slow_from"), let until = try value("slow_until") else { return false }
    let next = try db.prepared("SELECT row FROM message WHERE row >= ? ORDER BY row LIMIT 1 OFFSET ?")
      .first(.integer(from), .integer(Self.stride)) { $0.integer(0) }
    let changed = try date(from: from, below: next ?? .max, until: until)
    if let next {
      try db.prepared("UPDATE counter SET value = ? WHERE name = 'slow_from'").run(.integer(next))
    } else {
      try forget("slow_from")
      try forget("slow_until")
    }
    return changed
  }

  private func date(from lower: Int64, below upper: Int64, until: Int64) throws -> Bool {
    let changed = try db.prepared(
      """
      UPDATE message SET first_seen = server_time, shown = max(shown, server_time), at = min(server_time, ifnull(
        (dt_seconds - ifnull((SELECT offset FROM server_clock c WHERE c.clock = message.clock), 0)) * 1000, server_time))
      WHERE row >= ? AND row < ? AND stream <= 3 AND server_time > first_seen + \(Self.farBehind) AND server_time <= ?
      """
    ).run(.integer(lower), .integer(upper), .integer(until))
    guard changed > 0 else { return false }
    try db.prepared(LastEntries.update + " WHERE peer IN (SELECT peer FROM message WHERE row >= ? AND row < ?)")
      .run(.integer(lower), .integer(upper))
    return true
  }

  private func value(_ name: String) throws -> Int64? {
    try db.prepared("SELECT value FROM counter WHERE name = ?").first(.text(name)) { $0.integer(0) }
  }

  private func forget(_ name: String) throws {
    try db.prepared("DELETE FROM counter WHERE name = ?").run(.text(name))
  }
}
