import GRDB
import Messaging

extension MessageArchive {
  /// Keeps a draft in place of the one with its number, or as a new one. It is on disk on return.
  public func save(_ draft: Draft) async throws(ArchiveError) -> DraftID {
    let id = try await outbox.write { try DraftTable($0).put(draft) }
    hub.publish(ArchiveChange(subjects: [.drafts]))
    return id
  }

  /// Every draft, the last saved first.
  public func drafts() async throws(ArchiveError) -> [Draft] {
    try await outbox.read { db in
      try db.prepared(
        """
        SELECT id, recipients, text, updated_at, type, unicode, footer, nofooter, sender, schedule
        FROM draft ORDER BY updated_at DESC, id DESC
        """
      )
      .rows([]) { row in
        Draft(
          id: DraftID(row.integer(0)), recipients: row.text(1), text: row.text(2),
          options: SendOptions(row, from: 4), updatedAt: Timestamp(milliseconds: row.integer(3)))
      }
    }
  }

  /// Throws a draft away; one that is gone already is no failure.
  public func deleteDraft(_ id: DraftID) async throws(ArchiveError) {
    let wasThere = try await outbox.write { try DraftTable($0).delete(id) }
    if wasThere { hub.publish(ArchiveChange(subjects: [.drafts])) }
  }
}

struct DraftTable {
  private let db: Database

  init(_ db: Database) { self.db = db }

  func put(_ draft: Draft) throws -> DraftID {
    let content: [Value] =
      [.text(draft.recipients), .text(draft.text), .integer(draft.updatedAt.milliseconds)] + draft.options.columns
    if let id = draft.id {
      let changed = try db.prepared(
        """
        UPDATE draft SET recipients = ?, text = ?, updated_at = ?, type = ?, unicode = ?, footer = ?, nofooter = ?,
          sender = ?, schedule = ? WHERE id = ?
        """
      ).run(content + [.integer(id.rawValue)])
      if changed > 0 { return id }
    }
    try db.prepared(
      """
      INSERT INTO draft (recipients, text, updated_at, type, unicode, footer, nofooter, sender, schedule)
      VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
      """
    ).run(content)
    return DraftID(db.lastInsertedRowID)
  }

  @discardableResult
  func delete(_ id: DraftID) throws -> Bool {
    try db.prepared("DELETE FROM draft WHERE id = ?").run(.integer(id.rawValue)) > 0
  }
}
