import GRDB
import Messaging

/// Where rows of a search come from, one after the other from one end of a stretch on.
struct RowSource {
  /// Hands over rows of a stretch, in its order by second, until one is answered with false.
  let each: (MomentRange, (FoundRow) throws -> Bool) throws -> Void

  /// Rows of whole seconds that `accept` takes: at least `limit` of them, or all that there are.
  func rows(_ range: MomentRange, limit: Int, where accept: (FoundRow) throws -> Bool) throws -> [FoundRow] {
    var found: [FoundRow] = []
    guard !range.isEmpty else { return found }
    try each(range) { row in
      if found.count >= limit, row.moment.second != found.last?.moment.second { return false }
      if try accept(row) { found.append(row) }
      return true
    }
    return found
  }

  func isEmpty() throws -> Bool { try rows(MomentRange(), limit: 1) { _ in true }.isEmpty }
}

extension RowSource {
  /// Rows of a stream that the index gives for a query.
  static func index(_ query: WordQuery, of stream: StreamCode, _ db: Database) -> RowSource {
    RowSource { range, take in
      try db.prepared(
        """
        SELECT \(FoundRow.columns) FROM message_search s
        CROSS JOIN message m ON m.row = s.rowid & \((Int64(1) << SearchSchema.rowBits) - 1)
        CROSS JOIN conversation c ON c.peer = m.peer
        WHERE message_search MATCH ? AND s.rowid BETWEEN ? AND ?
        ORDER BY s.rowid \(range.newestFirst ? "DESC" : "ASC")
        """
      ).each(
        [.text(query.expression), .integer(range.lower.place(in: stream)), .integer(range.upper.place(in: stream))]
      ) { try take(FoundRow($0)) }
    }
  }

  /// Rows of a conversation.
  static func conversation(_ peer: Int64, _ db: Database) -> RowSource {
    RowSource { range, take in
      // Moments stop at both ends of what a place can hold; instants do not.
      let from = range.lower.second == 0 ? Int64.min : range.lower.second * 1_000
      let to = range.upper.second == Moment.end.second ? Int64.max : range.upper.second * 1_000 + 999
      return try db.prepared(
        """
        SELECT \(FoundRow.columns) FROM message m INDEXED BY message_of_peer
        CROSS JOIN conversation c ON c.peer = m.peer
        WHERE m.peer = ? AND m.at BETWEEN ? AND ? AND m.moment BETWEEN ? AND ?
        ORDER BY m.at \(range.newestFirst ? "DESC" : "ASC")
        """
      ).each(
        [.integer(peer), .integer(from), .integer(to), .integer(range.lower.raw), .integer(range.upper.raw)]
      ) { try take(FoundRow($0)) }
    }
  }

  /// Rows that are not in the index yet; few enough to look at all of them, which the plus signs see to: by `moment`
  /// it would be all messages.
  static func unindexed(_ db: Database) throws -> RowSource {
    let from = try WordIndex(db).indexed()
    return RowSource { range, take in
      try db.prepared(
        """
        SELECT \(FoundRow.columns) FROM message m CROSS JOIN conversation c ON c.peer = m.peer
        WHERE m.row > ? AND +m.moment BETWEEN ? AND ? ORDER BY +m.moment \(range.newestFirst ? "DESC" : "ASC")
        """
      ).each([.integer(from), .integer(range.lower.raw), .integer(range.upper.raw)]) { try take(FoundRow($0)) }
    }
  }
}
