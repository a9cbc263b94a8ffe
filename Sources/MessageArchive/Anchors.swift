import GRDB
import Messaging

/// The last rows of a stream that are here, as the server showed them. While it still shows one of them so, it has
/// given no id up to that row's again.
public struct Anchors: Hashable, Sendable {
  private let rows: [MessageID: StoredRow]
  /// A page that begins above the id before this shows all that must be there.
  public let floor: MessageID?
  /// Whether there are rows here, but only higher ones.
  public let areTooHigh: Bool

  init(_ rows: [StoredRow], areTooHigh: Bool) {
    self.rows = Dictionary(rows.map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
    // One of a few may have been deleted at the server.
    floor = rows.prefix(3).last?.id
    self.areTooHigh = areTooHigh
  }

  public var isEmpty: Bool { rows.isEmpty }

  /// Whether a page shows one of them as it was.
  public func hold(_ page: Intake.Rows) -> Bool {
    page.archiveRows.contains { rows[$0.id]?.saysTheSame(as: $0) == true }
  }

  /// Whether a page shows some of them, and all of those otherwise.
  public func areContradicted(by page: Intake.Rows) -> Bool {
    !hold(page) && page.archiveRows.contains { rows[$0.id] != nil }
  }
}

/// What is here under the ids of some rows of the server.
public struct Familiarity: Hashable, Sendable {
  /// Nothing, nor was there before it was removed for its age.
  public var unknown: Set<MessageID> = []
  /// Another message.
  public var others: Set<MessageID> = []
  /// The same, whatever became of its delivery.
  public var unchanged: Set<MessageID> = []

  /// What was never seen before.
  public var news: Set<MessageID> { unknown.union(others) }
}

extension MessageArchive {
  /// The last rows of a stream that are here, none above `highest`.
  public func anchors(of stream: Stream, upTo highest: MessageID) async throws(ArchiveError) -> Anchors {
    try await archive.read { db in
      let code = StreamCode(stream).rawValue
      let rows = try db.prepared(
        "SELECT \(StoredRow.columns) FROM message WHERE stream = ? AND id <= ? ORDER BY id DESC LIMIT 50"
      ).rows([.integer(code), .integer(highest.rawValue)]) { StoredRow($0) }
      guard rows.isEmpty else { return Anchors(rows, areTooHigh: false) }
      let hasAny = try db.prepared("SELECT 1 FROM message WHERE stream = ? LIMIT 1").first(.integer(code)) { _ in true }
      return Anchors([], areTooHigh: hasAny ?? false)
    }
  }

  /// What is here under the ids of rows of the server.
  public func compare(_ rows: Intake.Rows) async throws(ArchiveError) -> Familiarity {
    try await archive.read { db in
      let stream = StreamCode(rows.stream)
      let find = try db.prepared("SELECT \(StoredRow.columns) FROM message WHERE stream = ? AND id = ?")
      var familiarity = Familiarity()
      for row in rows.archiveRows {
        let stored = try find.first(.integer(stream.rawValue), .integer(row.id.rawValue), make: StoredRow.init)
        if let stored {
          if stored.saysTheSame(as: row) {
            familiarity.unchanged.insert(row.id)
          } else if stored.isAnother(than: row) {
            familiarity.others.insert(row.id)
          }
        } else if try !RemovedRows(db).holds(row.id.rawValue, of: stream) {
          familiarity.unknown.insert(row.id)
        }
      }
      return familiarity
    }
  }
}
