import GRDB
import Messaging

extension MessageArchive {
  /// An item with where it stands; nil when there is none of this number.
  public func outboxItem(_ id: OutboxItemID) async throws(ArchiveError) -> OutboxItem? {
    try await outboxItems([id]).first
  }

  /// Everything that is not final: held, queued, in flight and unknown, in the order of submission.
  public func openOutboxItems() async throws(ArchiveError) -> [OutboxItem] {
    try await outbox.read { db in
      try OutboxItems(db).items(
        "WHERE s.kind NOT IN ('accepted', 'rejected', 'cancelled', 'settled') ORDER BY s.item", [])
    }
  }

  /// Accepted items of which the server has not shown the row, newest first. Of those that are so old that an archive
  /// which began anew took them for listed, none.
  public func awaitingRow(limit: Int = 500) async throws(ArchiveError) -> [OutboxItem] {
    let ids = try await archive.read { db in
      try db.prepared(
        """
        SELECT DISTINCT a.item FROM awaited a CROSS JOIN message m ON m.stream = 4 AND m.id = a.item
        WHERE m.status = 1 ORDER BY a.item DESC LIMIT ?
        """
      )
      .rows([.integer(Int64(limit))]) { OutboxItemID($0.integer(0)) }
    }
    return try await outboxItems(ids)
  }

  /// Another item than this one that got an answer with the same queue code and the same row in it.
  public func itemAnswered(
    with queue: QueueCode, row: MessageID, otherThan id: OutboxItemID
  ) async throws(ArchiveError) -> OutboxItemID? {
    try await outbox.read { db in
      try db.prepared(
        """
        SELECT item FROM event WHERE smslog_id = ?1 AND queue = ?2 AND item <> ?3
        UNION ALL
        SELECT r.item FROM receipt r CROSS JOIN event e ON e.item = r.item
        WHERE r.smslog_id = ?1 AND e.queue = ?2 AND r.item <> ?3 LIMIT 1
        """
      ).first(.integer(row.rawValue), .text(queue.text), .integer(id.rawValue)) { OutboxItemID($0.integer(0)) }
    }
  }

  /// The rows that an accepted item waits for.
  public func awaitedRows(of id: OutboxItemID) async throws(ArchiveError) -> [MessageID] {
    try await archive.read { db in
      try db.prepared("SELECT message FROM awaited WHERE item = ?")
        .rows([.integer(id.rawValue)]) { MessageID($0.integer(0)) }
    }
  }

  /// What the operator may want to look at, newest first: everything that is not final, what was rejected, and what
  /// was accepted and still awaits its row.
  public func outboxAttention(limit: Int = 200) async throws(ArchiveError) -> [OutboxItem] {
    let alarming = try await outbox.read { db in
      try OutboxItems(db).items(
        "WHERE s.kind NOT IN ('accepted', 'cancelled', 'settled') ORDER BY s.item DESC LIMIT ?",
        [.integer(Int64(limit))])
    }
    let awaiting = try await awaitingRow(limit: limit)
    // Between the two reads an item may have gone from the one list to the other.
    let both = Dictionary((alarming + awaiting).map { ($0.id, $0) }) { _, later in later }
    return Array(both.values.sorted { $0.id > $1.id }.prefix(max(0, limit)))
  }

  /// Those of the items that exist, in the order asked for.
  func outboxItems(_ ids: [OutboxItemID]) async throws(ArchiveError) -> [OutboxItem] {
    guard !ids.isEmpty else { return [] }
    return try await outbox.read { db in
      let items = OutboxItems(db)
      return try ids.flatMap { try items.items("WHERE s.item = ?", [.integer($0.rawValue)]) }
    }
  }
}

/// Items with where they stand.
struct OutboxItems {
  private let db: Database

  init(_ db: Database) { self.db = db }

  func items(_ condition: String, _ values: [Value]) throws -> [OutboxItem] {
    try db.prepared(
      """
      SELECT s.item, i.kind, i.destination, i.text, i.type, i.unicode, i.footer, i.nofooter, i.sender, i.schedule,
        i.created_at, e.at, s.fence, e.kind, e.until, e.smslog_id, e.queue, e.echoed, e.code, e.words, e.went
      FROM standing s CROSS JOIN item i ON i.id = s.item CROSS JOIN event e ON e.seq = s.event \(condition)
      """
    ).rows(values) { row -> OutboxItem? in
      guard let state = OutboxState(row, from: 13) else { return nil }
      let id = OutboxItemID(row.integer(0))
      return OutboxItem(
        id: id, destination: Destination(kind: row.text(1), name: row.text(2)), text: row.text(3),
        options: SendOptions(row, from: 4), createdAt: Timestamp(milliseconds: row.integer(10)), state: state,
        since: Timestamp(milliseconds: row.integer(11)), fence: row.optionalInteger(12).map { MessageID($0) },
        overrides: try Overrides(db).all(of: id))
    }.compactMap(\.self)
  }
}
