import Messaging

extension MessageArchive {
  /// What is stored of each list, and what is known to be missing: all from one state of the archive. Lists that were
  /// never met are absent.
  public func completeness() async throws(ArchiveError) -> [Stream: Completeness] {
    try await archive.read { db in
      var streams: [Stream: Completeness] = [:]
      for stream in Stream.allCases {
        let progress = try ProgressTable(db).read(stream)
        if progress.mark != nil { streams[stream] = Completeness(progress) }
      }
      let open =
        try db.prepared("SELECT sum(rows) FROM tally WHERE stream = 3 AND status NOT IN (2, 3)")
        .first { $0.optionalInteger(0) } ?? nil
      streams[.outgoing]?.awaiting = open.map { Int($0) } ?? 0
      let withoutRow =
        try db.prepared("SELECT sum(rows) FROM tally WHERE stream = 4 AND status = 1")
        .first { $0.optionalInteger(0) } ?? nil
      streams[.outgoing]?.withoutRow = withoutRow.map { Int($0) } ?? 0
      return streams
    }
  }

  /// The newest outgoing messages, each with how many others may stand above it in the server's list: all that are
  /// newer, and all of the same second, which the server lists in any order.
  public func newestOutgoing(limit: Int) async throws(ArchiveError) -> [MessageID: Int] {
    try await archive.read { db in
      let rows = try db.prepared(
        "SELECT id, at FROM message INDEXED BY outgoing_by_time WHERE stream = 3 ORDER BY at DESC, id DESC LIMIT ?"
      ).rows([.integer(Int64(limit))]) { (id: MessageID($0.integer(0)), at: $0.integer(1)) }
      var ranks: [MessageID: Int] = [:]
      var last = rows.count - 1
      for index in rows.indices.reversed() {
        if rows[index].at != rows[last].at { last = index }
        ranks[rows[index].id] = last
      }
      return ranks
    }
  }
}
