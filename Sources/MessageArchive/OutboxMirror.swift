import GRDB
import Glibc
import Messaging

/// Keeps, among the messages of the archive, a row for each outbox item that the server has not shown, so that
/// conversations hold them in their place.
///
/// It only follows the journal: how far is kept in the transaction that changes the rows, so after a kill it goes on
/// where it was, and a new archive begins from the first event. Where an item stands is not in it but
/// always read from the journal itself.
enum OutboxMirror {
  /// After so long, in milliseconds, the server has listed what it took, or never will.
  private static let settledAge: Int64 = 7 * 86_400_000

  private static var now: Int64 { Int64(time(nil)) * 1_000 }

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
    // An archive that begins anew cannot know what the server has listed.
    let listedBefore = followed == 0 || newest < followed ? now - settledAge : nil
    for step in steps { try step.apply(in: db, listedBefore: listedBefore) }
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
  /// When what was accepted had left.
  let leftAt: Int64?
  /// When it happened, or the later moment for which the item was scheduled, in whatever zone.
  let at: Int64

  static func after(_ seq: Int64, in journal: Database) throws -> [Step] {
    let receipts = try journal.prepared("SELECT smslog_id FROM receipt WHERE item = ? AND smslog_id IS NOT NULL")
    return try journal.prepared(
      """
      SELECT e.item, e.kind, e.smslog_id, i.kind, i.destination, i.text, i.created_at,
        max(e.at, ifnull(CAST(strftime('%s', i.schedule) AS INTEGER) * 1000, 0)),
        CASE e.kind WHEN 'accepted'
          THEN (SELECT max(at) FROM event WHERE item = e.item AND kind = 'inFlight' AND seq < e.seq) END
      FROM event e CROSS JOIN item i ON i.id = e.item WHERE e.seq > ? ORDER BY e.seq
      """
    ).rows([.integer(seq)]) { row in
      var ids = row.optionalInteger(2).map { [$0] } ?? []
      if ids.isEmpty, row.text(1) == "accepted" {
        ids = try receipts.rows([.integer(row.integer(0))]) { $0.integer(0) }
      }
      return Step(
        item: row.integer(0), kind: row.text(1), ids: ids,
        destination: Destination(kind: row.text(3), name: row.text(4)), text: row.text(5), createdAt: row.integer(6),
        leftAt: row.optionalInteger(8), at: row.integer(7))
    }
  }

  /// - Parameter listedBefore: rows of what was accepted before this instant are taken for listed, though they may not
  ///   be here; nil where each is awaited until it comes.
  func apply(in db: Database, listedBefore: Int64?) throws {
    switch OutboxStateKind(rawValue: kind) {
    case .held: try add(in: db)
    case .cancelled: try AwaitedRows(db).remove(item)
    case .accepted:
      // A group's rows show in the conversations of its members, so the item stays in that of the group.
      for id in ids {
        let isThere = try hasRow(id, in: db)
        let isExpected = listedBefore.map { at >= $0 } ?? true
        try AwaitedRows(db).wait(
          for: MessageID(id), isThere: isThere, isExpected: isExpected, item: item, stays: destination.isGroup)
      }
    case .queued, .inFlight, .rejected, .unknown, .settled, nil: break
    }
  }

  /// Whether the row of an id that the server gave is there. One that was here before the item left and says something
  /// else is what the id belonged to before an older database was put back; so is one for another number with either of
  /// these. A number alone may be one that the server writes otherwise, and words it may have changed.
  private func hasRow(_ id: Int64, in db: Database) throws -> Bool {
    let found = try db.prepared("SELECT dst, text, first_seen FROM message WHERE stream = 3 AND id = ?")
      .first(.integer(id)) { (peer: Peer(address: $0.text(0)), text: $0.text(1), firstSeen: $0.integer(2)) }
    guard let found else { return false }
    guard case .number(let number) = destination else { return true }
    let isSeenSince = found.firstSeen >= (leftAt ?? createdAt) - Step.clockStep
    let saysTheSame = ServerRewriting.couldBe(sent: text, shown: found.text)
    let isForNumber = found.peer.mayBe(Peer(address: number))
    return isForNumber ? isSeenSince || saysTheSame : isSeenSince && saysTheSame
  }

  /// So far, in milliseconds, a clock may be put back between a send and the first look at its row. Who puts an older
  /// database back takes longer.
  private static let clockStep: Int64 = 60_000

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
  /// - Parameters:
  ///   - isThere: whether its row is there already.
  ///   - isExpected: whether it counts as not listed yet. One that does not stands for the item too when it comes.
  func wait(for id: MessageID, isThere: Bool, isExpected: Bool, item: Int64, stays: Bool) throws {
    guard !isThere else {
      if !stays { try remove(item) }
      return
    }
    // Given twice, by an older database that was put back, an id is that of the later item: no row comes for the other.
    let other = try db.prepared("SELECT item FROM awaited WHERE message = ?").first(.integer(id.rawValue)) {
      $0.integer(0)
    }
    try db.prepared("INSERT OR REPLACE INTO awaited VALUES (?, ?, ?)")
      .run(.integer(id.rawValue), .integer(item), Value(stays))
    if let other, other != item { try setWaiting(other, try isWaiting(other)) }
    if isExpected { try setWaiting(item, true) }
  }

  /// A row is there for whose id an item waits: it stands for the item from now on, unless it is for another number and
  /// says something else. Then an older database was put back, and the id given again: nothing will come for the item,
  /// which stays as it is. Whether any item waited for it.
  func hasArrived(_ row: ArchiveRow) throws -> Bool {
    let id = row.id
    let found = try db.prepared(
      """
      SELECT a.item, a.stays, m.dst, m.text FROM awaited a LEFT JOIN message m ON m.stream = 4 AND m.id = a.item
      WHERE a.message = ?
      """
    ).first(.integer(id.rawValue)) { ($0.integer(0), $0.flag(1), $0.optionalText(2), $0.optionalText(3)) }
    guard let (item, stays, number, text) = found else { return false }
    try db.prepared("DELETE FROM awaited WHERE message = ?").run(.integer(id.rawValue))
    let isOwn =
      Peer(address: row.address).mayBe(Peer(address: number ?? row.address))
      || ServerRewriting.couldBe(sent: text ?? row.text, shown: row.text)
    if stays || !isOwn { try setWaiting(item, try isWaiting(item)) } else { try remove(item) }
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
