import GRDB
import Messaging

extension MessageArchive {
  /// Conversations, the one in which something passed last first.
  ///
  /// `matching` keeps those of which the number, the contact's name or the text of any message holds it, capital
  /// letters counting as small ones within ASCII; it looks at one after the other until the window is full, so it can
  /// take long where little fits. Cancelling the task ends it.
  public func conversations(
    _ request: WindowRequest<ConversationCursor>, matching: String? = nil, unreadOnly: Bool = false
  ) async throws(ArchiveError) -> RowWindow<ConversationSummary> {
    try await archive.read { db in
      let list = ConversationList(db, needle: matching, unreadOnly: unreadOnly)
      var window = try RowWindow(request, cursor: \.cursor, fetch: list.rows)
      var names = Names(db)
      window.rows = try window.rows.map { $0.named(try names.name(of: $0.peer)) }
      return window
    }
  }

  /// The next conversation with something unread, going to older ones: the newest of all for nil, nil after the last.
  public func nextUnread(after cursor: ConversationCursor?) async throws(ArchiveError) -> ConversationSummary? {
    let request = cursor.map { WindowRequest.older(than: $0, count: 1) } ?? .newest(count: 1)
    return try await conversations(request, unreadOnly: true).rows.first
  }
}

private struct ConversationList {
  private let db: Database
  private let needle: String?
  private let unreadOnly: Bool

  init(_ db: Database, needle: String?, unreadOnly: Bool) {
    self.db = db
    self.needle = needle.flatMap { $0.isEmpty ? nil : $0 }
    self.unreadOnly = unreadOnly
  }

  func rows(_ stretch: Stretch<ConversationCursor>) throws -> [ConversationSummary] {
    var sql = """
      SELECT c.key, c.last_at, c.last_stream, c.unread, c.total, m.text
      FROM conversation c INDEXED BY \(unreadOnly ? "conversation_unread" : "conversation_by_time")
      CROSS JOIN message m ON m.row = c.last WHERE true
      """
    var values: [Value] = []
    if unreadOnly { sql += " AND c.unread > 0" }
    if let needle {
      sql += """
         AND (c.key LIKE ? ESCAPE '\\' OR c.key IN (\(PeerNames.keys)) OR c.tail IN (\(PeerNames.tails))
          OR EXISTS (SELECT 1 FROM message WHERE peer = c.peer AND text LIKE ? ESCAPE '\\'))
        """
      let pattern = Value.text(LikePattern(containing: needle).text)
      values += [pattern, pattern, pattern, pattern]
    }
    sql += stretch.condition("c.last_at, c.key", "?, ?") + stretch.order(["c.last_at", "c.key"])
    if let from = stretch.from { values += [.integer(from.at.milliseconds), .text(from.peer.key)] }
    return try db.prepared(sql).rows(values + [.integer(Int64(stretch.limit))]) { row in
      ConversationSummary(
        peer: Peer(key: row.text(0)), name: nil, lastText: UntrustedText(row.text(5)),
        lastAt: Timestamp(milliseconds: row.integer(1)), lastIsOurs: row.integer(2) >= StreamCode.outgoing.rawValue,
        unread: Int(row.integer(3)), total: Int(row.integer(4)))
    }
  }
}

/// Queries for the peers of contacts whose name holds something, each with one pattern.
enum PeerNames {
  static let keys = "SELECT key FROM contact WHERE name LIKE ? ESCAPE '\\'"
  static let tails = "SELECT tail FROM contact WHERE name LIKE ? ESCAPE '\\' AND tail IS NOT NULL"
}

extension ConversationSummary {
  fileprivate func named(_ name: UntrustedText?) -> ConversationSummary {
    ConversationSummary(
      peer: peer, name: name, lastText: lastText, lastAt: lastAt, lastIsOurs: lastIsOurs, unread: unread, total: total)
  }
}
