import GRDB
import Messaging

extension MessageArchive {
  /// Keeps a draft in place of the one with its number, or as a new one. It is on disk on return.
  ///
  /// - Parameter known: when the one in whose place it goes was saved, as far as the writer knows. One that was saved
  ///   again since, elsewhere, stays as it is beside the new one.
  public func save(_ draft: Draft, over known: Timestamp? = nil) async throws(ArchiveError) -> DraftID {
    let id = try await outbox.write { try DraftTable($0).put(draft, over: known) }
    hub.publish(ArchiveChange(subjects: [.drafts]))
    return id
  }

  /// Whether a draft is there word for word, and was not saved again since.
  public func holds(_ draft: Draft, savedAt known: Timestamp) async throws(ArchiveError) -> Bool {
    guard let id = draft.id else { return false }
    return try await drafts().contains(
      Draft(id: id, recipients: draft.recipients, text: draft.text, options: draft.options, updatedAt: known))
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
  ///
  /// - Parameter known: as in `save`.
  public func deleteDraft(_ id: DraftID, savedAt known: Timestamp? = nil) async throws(ArchiveError) {
    let wasThere = try await outbox.write { try DraftTable($0).delete(id, savedAt: known) }
    if wasThere { hub.publish(ArchiveChange(subjects: [.drafts])) }
  }
}

struct DraftTable {
  private let db: Database

  init(_ db: Database) { self.db = db }

  func put(_ draft: Draft, over known: Timestamp? = nil) throws -> DraftID {
    let content: [Value] =
      [.text(draft.recipients), .text(draft.text), .integer(draft.updatedAt.milliseconds)] + draft.options.columns
    if let id = draft.id {
      let changed = try db.prepared(
        """
        UPDATE draft SET recipients = ?1, text = ?2, updated_at = ?3, type = ?4, unicode = ?5, footer = ?6,
          nofooter = ?7, sender = ?8, schedule = ?9 WHERE id = ?10 AND updated_at = ifnull(?11, updated_at)
        """
      ).run(content + [.integer(id.rawValue), Value(known?.milliseconds)])
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
  func delete(_ id: DraftID, savedAt known: Timestamp? = nil) throws -> Bool {
    try db.prepared("DELETE FROM draft WHERE id = ? AND updated_at = ifnull(?, updated_at)")
      .run(.integer(id.rawValue), Value(known?.milliseconds)) > 0
  }
}
