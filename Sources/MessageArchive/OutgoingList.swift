import GRDB
import Messaging

extension MessageArchive {
  /// What the server shows of what went out, by date and then by id, newest first. `faultsOnly` keeps what failed.
  ///
  /// `matching` keeps rows of which the text, the sender ID, the number or the contact's name holds it; what
  /// `conversations(_:matching:unreadOnly:)` says of it holds here too.
  public func outgoing(
    _ request: WindowRequest<OutgoingCursor>, faultsOnly: Bool = false, matching: String? = nil
  ) async throws(ArchiveError) -> RowWindow<OutgoingSummary> {
    try await archive.read { db in
      let list = OutgoingList(db, needle: matching, faultsOnly: faultsOnly)
      let window = try RowWindow(request, cursor: \.cursor, fetch: list.rows)
      var names = Names(db)
      return RowWindow(
        rows: try window.rows.map { $0.named(try names.name(of: $0.peer)) }, reachesNewest: window.reachesNewest,
        reachesOldest: window.reachesOldest)
    }
  }
}

private struct OutgoingList {
  private let db: Database
  private let needle: String?
  private let faultsOnly: Bool

  init(_ db: Database, needle: String?, faultsOnly: Bool) {
    self.db = db
    self.needle = needle.flatMap { $0.isEmpty ? nil : $0 }
    self.faultsOnly = faultsOnly
  }

  func rows(_ stretch: Stretch<OutgoingCursor>) throws -> [OutgoingSummary] {
    var sql = """
      SELECT m.id, c.key, m.src, m.text, m.at, m.dt, m.updated, m.status
      FROM message m INDEXED BY \(faultsOnly ? "outgoing_failed" : "outgoing_by_time")
      CROSS JOIN conversation c ON c.peer = m.peer WHERE m.stream = 3
      """
    var values: [Value] = []
    if faultsOnly { sql += " AND m.status = 2" }
    if let needle {
      sql += """
         AND (m.text LIKE ? ESCAPE '\\' OR m.src LIKE ? ESCAPE '\\' OR c.key LIKE ? ESCAPE '\\'
          OR c.key IN (\(PeerNames.keys)) OR c.tail IN (\(PeerNames.tails)))
        """
      values += Array(repeating: .text(LikePattern(containing: needle).text), count: 5)
    }
    sql += stretch.condition("m.at, m.id", "?, ?") + stretch.order(["m.at", "m.id"])
    if let from = stretch.from { values += [.integer(from.at.milliseconds), .integer(from.id.rawValue)] }
    return try db.prepared(sql).rows(values + [.integer(Int64(stretch.limit))]) { row in
      OutgoingSummary(
        id: MessageID(row.integer(0)), peer: Peer(key: row.text(1)), name: nil, src: UntrustedText(row.text(2)),
        text: UntrustedText(row.text(3)), at: Timestamp(milliseconds: row.integer(4)),
        serverDate: ServerDate(row.text(5)), update: ServerDate(row.text(6)),
        status: DeliveryStatus(code: Int(row.integer(7))))
    }
  }
}

extension OutgoingSummary {
  fileprivate func named(_ name: UntrustedText?) -> OutgoingSummary {
    OutgoingSummary(
      id: id, peer: peer, name: name, src: src, text: text, at: at, serverDate: serverDate, update: update,
      status: status)
  }
}
