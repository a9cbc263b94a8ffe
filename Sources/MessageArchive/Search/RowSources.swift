import GRDB
import Messaging

/// Where rows of a search come from. Each gives rows of whole seconds, from one end of a stretch on: at least `limit`
/// of them, or all that there are.
struct RowSource {
  /// Rows of a stretch in its order by second, at most so many.
  let fetch: (MomentRange, Int) throws -> [FoundRow]

  func rows(_ range: MomentRange, limit: Int, where accept: (FoundRow) throws -> Bool) throws -> [FoundRow] {
    var found: [FoundRow] = []
    var rest = range
    var size = max(64, limit)
    while !rest.isEmpty, found.count < limit {
      let batch = try fetch(rest, size)
      guard batch.count == size, let second = batch.last?.moment.second else {
        return try found + batch.filter(accept)
      }
      // The limit may have cut its last second in two.
      found += try batch.filter { try $0.moment.second != second && accept($0) }
      found += try fetch(rest.within(second: second), .max).filter(accept)
      rest = rest.beyond(second: second)
      size = min(size * 2, 4_096)
    }
    return found
  }
}

extension RowSource {
  /// Rows of a stream that the index gives for a query.
  static func index(_ query: WordQuery, of stream: StreamCode, _ db: Database) -> RowSource {
    RowSource { range, limit in
      try db.prepared(
        """
        SELECT \(FoundRow.columns) FROM message_search s
        CROSS JOIN message m ON m.row = s.rowid & \((Int64(1) << SearchSchema.rowBits) - 1)
        CROSS JOIN conversation c ON c.peer = m.peer
        WHERE message_search MATCH ? AND s.rowid BETWEEN ? AND ?
        ORDER BY s.rowid \(range.newestFirst ? "DESC" : "ASC") LIMIT ?
        """
      ).rows(
        [
          .text(query.expression), .integer(range.lower.place(in: stream)), .integer(range.upper.place(in: stream)),
          .integer(Int64(limit)),
        ], FoundRow.init)
    }
  }

  /// Rows of a conversation.
  static func conversation(_ peer: Int64, _ db: Database) -> RowSource {
    RowSource { range, limit in
      // Moments stop at both ends of what a place can hold; instants do not.
      let from = range.lower.second == 0 ? Int64.min : range.lower.second * 1_000
      let to = range.upper.second == Moment.end.second ? Int64.max : range.upper.second * 1_000 + 999
      return try db.prepared(
        """
        SELECT \(FoundRow.columns) FROM message m INDEXED BY message_of_peer
        CROSS JOIN conversation c ON c.peer = m.peer
        WHERE m.peer = ? AND m.at BETWEEN ? AND ? AND m.moment BETWEEN ? AND ?
        ORDER BY m.at \(range.newestFirst ? "DESC" : "ASC") LIMIT ?
        """
      ).rows(
        [
          .integer(peer), .integer(from), .integer(to), .integer(range.lower.raw), .integer(range.upper.raw),
          .integer(Int64(limit)),
        ], FoundRow.init)
    }
  }

  /// Rows that are not in the index yet; few enough to look at all of them, which the plus signs see to: by `moment`
  /// it would be all messages.
  static func unindexed(_ db: Database) throws -> RowSource {
    let from = try WordIndex(db).indexed()
    return RowSource { range, limit in
      try db.prepared(
        """
        SELECT \(FoundRow.columns) FROM message m CROSS JOIN conversation c ON c.peer = m.peer
        WHERE m.row > ? AND +m.moment BETWEEN ? AND ? ORDER BY +m.moment \(range.newestFirst ? "DESC" : "ASC") LIMIT ?
        """
      ).rows(
        [.integer(from), .integer(range.lower.raw), .integer(range.upper.raw), .integer(Int64(limit))], FoundRow.init)
    }
  }
}
