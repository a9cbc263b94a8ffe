import GRDB
import Messaging

/// Keeps, among the messages of the archive, a row for each outbox item that the server has not shown, so that
/// conversations hold them in their place.
///
/// It only follows the journal: how far is kept in the transaction that changes the rows, so after a kill it goes on
/// where it was, and a new archive begins from the first event. Where an item stands is not in it but
/// always read from the journal itself.
enum OutboxMirror {
  /// Takes over what the journal has beyond what was followed.
  static func follow(_ outbox: DatabaseFile, in db: Database) throws {
    let followed = try db.prepared("SELECT event FROM outbox_mirror").first { $0.integer(0) } ?? 0
    let (steps, newest) = try outbox.readNow { journal in
      let newest = try journal.prepared("SELECT seq FROM event ORDER BY seq DESC LIMIT 1").first { $0.integer(0) } ?? 0
      return (try Step.after(newest < followed ? 0 : followed, in: journal), newest)
    }
    if newest < followed {
      // Another journal than the one that was followed.
      try db.prepared("DELETE FROM message WHERE stream = 4").run()
      try db.prepared("DELETE FROM awaited").run()
    } else if steps.isEmpty {
      return
    }
    for step in steps { try step.apply(in: db) }
    try WordIndex(db).follow()
    try db.prepared("UPDATE outbox_mirror SET event = ?").run(.integer(newest))
  }
}

/// What one event of the journal means for the archive.
private struct Step {
  let item: Int64
  let kind: String
  /// The rows that will stand for it.
  let ids: [Int64]
  let destination: Destination
  let text: String
  let createdAt: Int64

  static func after(_ seq: Int64, in journal: Database) throws -> [Step] {
    let receipts = try journal.prepared("SELECT smslog_id FROM receipt WHERE item = ? AND smslog_id IS NOT NULL")
    return try journal.prepared(
      """
      SELECT e.item, e.kind, e.smslog_id, i.kind, i.destination, i.text, i.created_at
      FROM event e CROSS JOIN item i ON i.id = e.item WHERE e.seq > ? ORDER BY e.seq
      """
    ).rows([.integer(seq)]) { row in
      var ids = row.optionalInteger(2).map { [$0] } ?? []
      if ids.isEmpty, row.text(1) == "accepted" {
        ids = try receipts.rows([.integer(row.integer(0))]) { $0.integer(0) }
      }
      return Step(
        item: row.integer(0), kind: row.text(1), ids: ids,
        destination: Destination(kind: row.text(3), name: row.text(4)), text: row.text(5), createdAt: row.integer(6))
    }
  }

  func apply(in db: Database) throws {
    switch OutboxStateKind(rawValue: kind) {
    case .held: try add(in: db)
    case .cancelled: try AwaitedRows(db).remove(item)
    case .accepted:
      // A group's rows show in the conversations of its members, so the item stays in that of the group.
      for id in ids {
        let isThere = try hasRow(id, in: db)
        try AwaitedRows(db).wait(for: MessageID(id), isThere: isThere, item: item, stays: destination.isGroup)
      }
    case .queued, .inFlight, .rejected, .unknown, .settled, nil: break
    }
  }

  /// Whether the row of an id that the server gave is there. One for another number that was here long before the item
  /// was written is what the id belonged to before an older database was put back. Each alone may be a clock that was
  /// set, or a number that the server writes otherwise.
  private func hasRow(_ id: Int64, in db: Database) throws -> Bool {
    let found = try db.prepared("SELECT dst, first_seen FROM message WHERE stream = 3 AND id = ?")
      .first(.integer(id)) { (peer: Peer(address: $0.text(0)), firstSeen: $0.integer(1)) }
    guard let found else { return false }
    guard case .number(let number) = destination else { return true }
    return found.firstSeen >= createdAt - 3_600_000 || found.peer.mayBe(Peer(address: number))
  }

  /// An item that is held anew has its row.
  private func add(in db: Database) throws {
    try db.prepared(
      """
      INSERT INTO message (stream, id, peer, at, first_seen, shown, dt, src, dst, text, status)
      VALUES (4, ?, ?, ?3, ?3, ?3, '', '', ?, ?, 0) ON CONFLICT DO NOTHING
      """
    ).run(
      .integer(item), .integer(try PeerNumbers.make(destination.peer, db)), .integer(createdAt),
      .text(destination.wire), .text(text))
  }
}

/// Which rows of `ds` are awaited for which outbox items.
struct AwaitedRows {
  private let db: Database

  init(_ db: Database) { self.db = db }

  /// The server gave `id` to an item.
  /// - Parameter isThere: whether its row is there already.
  func wait(for id: MessageID, isThere: Bool, item: Int64, stays: Bool) throws {
    guard !isThere else {
      if !stays { try remove(item) }
      return
    }
    try db.prepared("INSERT OR REPLACE INTO awaited VALUES (?, ?, ?)")
      .run(.integer(id.rawValue), .integer(item), Value(stays))
    try setWaiting(item, true)
  }

  /// The row is there: it stands for the item from now on. Whether any item waited for it.
  func hasArrived(_ id: MessageID) throws -> Bool {
    let found = try db.prepared("SELECT item, stays FROM awaited WHERE message = ?")
      .first(.integer(id.rawValue)) { ($0.integer(0), $0.flag(1)) }
    guard let (item, stays) = found else { return false }
    try db.prepared("DELETE FROM awaited WHERE message = ?").run(.integer(id.rawValue))
    if stays { try setWaiting(item, try isWaiting(item)) } else { try remove(item) }
    return true
  }

  func remove(_ item: Int64) throws {
    try db.prepared("DELETE FROM message WHERE stream = 4 AND id = ?").run(.integer(item))
  }

  private func isWaiting(_ item: Int64) throws -> Bool {
    try db.prepared("SELECT 1 FROM awaited WHERE item = ? LIMIT 1").first(.integer(item)) { _ in true } ?? false
  }

  private func setWaiting(_ item: Int64, _ isWaiting: Bool) throws {
    try db.prepared("UPDATE message SET status = ? WHERE stream = 4 AND id = ?")
      .run(Value(isWaiting), .integer(item))
  }
}

extension Destination {
  var isGroup: Bool {
    if case .group = self { true } else { false }
  }

  /// What the journal keeps it as.
  var kindAndName: (kind: String, name: String) {
    switch self {
    case .number(let number): ("number", number)
    case .user(let name): ("user", name)
    case .group(let code): ("group", code)
    }
  }

  init(kind: String, name: String) {
    self =
      switch kind {
      case "user": .user(name)
      case "group": .group(name)
      default: .number(name)
      }
  }
}
