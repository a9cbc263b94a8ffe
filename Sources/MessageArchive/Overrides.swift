import GRDB
import Messaging

/// The guards that were overridden for an item.
struct Overrides {
  private let db: Database

  init(_ db: Database) { self.db = db }

  /// Keeps those that are for this destination, or for every one.
  func note(_ overrides: [GuardOverride], of item: OutboxItemID, to destination: Destination) throws {
    let insert = try db.prepared("INSERT INTO overridden VALUES (?, ?, ?, ?, ?, ?, ?)")
    let its = overrides.filter { $0.destination == nil || $0.destination == destination }
    for (place, override) in its.enumerated() {
      try insert.run(
        .integer(item.rawValue), .integer(Int64(place)), .text(override.kind.rawValue),
        Value(override.destination == nil), .text(override.finding), .text(override.said),
        .integer(override.at.milliseconds))
    }
  }

  func all(of item: OutboxItemID) throws -> [GuardOverride] {
    let destination = try db.prepared("SELECT kind, destination FROM item WHERE id = ?")
      .first(.integer(item.rawValue)) { Destination(kind: $0.text(0), name: $0.text(1)) }
    return try db.prepared(
      "SELECT guard, is_for_all, finding, said, at FROM overridden WHERE item = ? ORDER BY place"
    ).rows([.integer(item.rawValue)]) { row -> GuardOverride? in
      SendingGuard(rawValue: row.text(0)).map {
        GuardOverride(
          kind: $0, destination: row.flag(1) ? nil : destination, finding: row.text(2), said: row.text(3),
          at: Timestamp(milliseconds: row.integer(4)))
      }
    }.compactMap(\.self)
  }
}
