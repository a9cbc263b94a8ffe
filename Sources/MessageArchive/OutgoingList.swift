import GRDB
import Messaging

extension MessageArchive {
  /// What the server shows of what went out, by date and then by id, newest first. `faultsOnly` keeps what failed.
  ///
  /// `matching` keeps rows of which the text, the sender ID, the number or the contact's name is found by it; what
  /// `conversations(_:matching:unreadOnly:)` says of it holds here too.
  public func outgoing(
    _ request: WindowRequest<OutgoingCursor>, faultsOnly: Bool = false, matching: String? = nil
  ) async throws(ArchiveError) -> RowWindow<OutgoingSummary> {
    try await searching { db in
      let list = try OutgoingList(db, needle: matching, faultsOnly: faultsOnly)
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
  private let finder: MessageFinder?
  private let faultsOnly: Bool

  init(_ db: Database, needle: String?, faultsOnly: Bool) throws {
    self.db = db
    self.faultsOnly = faultsOnly
    finder = try needle.flatMap { $0.isEmpty ? nil : try MessageFinder($0, in: [.outgoing], db) }
  }

  func rows(_ stretch: Stretch<OutgoingCursor>) throws -> [OutgoingSummary] {
    guard let finder else { return try select(stretch) }
    switch finder.way {
    case .text: return try select(stretch, matching: finder.needle.text)
    case .words(let query, let peers): return try find(stretch, finder, query, peers)
    }
  }

  /// What the index and the conversations of some peers give. They go by moments, this list by date and id, which is
  /// the same to the second.
  private func find(
    _ stretch: Stretch<OutgoingCursor>, _ finder: MessageFinder, _ query: WordQuery?, _ peers: [Int64]
  ) throws -> [OutgoingSummary] {
    let goesDown = stretch.direction == .towardsOlder
    var range = MomentRange(newestFirst: goesDown)
    if let from = stretch.from {
      let second = Moment.second(of: from.at)
      if goesDown { range.upper = .last(ofSecond: second) } else { range.lower = .first(ofSecond: second) }
    }
    let found = try finder.rows(query, peers: peers, range, limit: stretch.limit) { row in
      guard !faultsOnly || row.status == Int64(DeliveryStatus.failed.code) else { return false }
      guard let from = stretch.from else { return true }
      let (place, edge) = ((row.at, row.id), (from.at, from.id.rawValue))
      return place == edge ? stretch.including : goesDown ? place < edge : place > edge
    }
    let sorted = found.sorted { goesDown ? ($0.at, $0.id) > ($1.at, $1.id) : ($0.at, $0.id) < ($1.at, $1.id) }
    return sorted.prefix(stretch.limit).map(\.outgoingSummary)
  }

  private func select(_ stretch: Stretch<OutgoingCursor>, matching text: String? = nil) throws -> [OutgoingSummary] {
    var sql = """
      SELECT m.id, c.key, m.src, m.text, m.at, m.dt, m.updated, m.status
      FROM message m INDEXED BY \(faultsOnly ? "outgoing_failed" : "outgoing_by_time")
      CROSS JOIN conversation c ON c.peer = m.peer WHERE m.stream = 3
      """
    var values: [Value] = []
    if faultsOnly { sql += " AND m.status = 2" }
    if let text {
      sql += " AND (\(TextCondition.condition))"
      values += TextCondition.values(text)
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
