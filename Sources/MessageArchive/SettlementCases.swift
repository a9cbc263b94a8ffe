import GRDB
import Messaging

extension MessageArchive {
  /// What speaks for and against each row being an item of unknown fate, as far as rows and journal are here; nil for
  /// an item that is not unknown.
  public func settlementCase(of id: OutboxItemID) async throws(ArchiveError) -> SettlementCase? {
    guard let item = try await outboxItem(id), item.state.kind == .unknown else { return nil }
    let sentAt = try await outbox.read { try SettlementRecords($0).sentAt(id) } ?? item.since
    guard let settlement = Settlement(item, sentAt: sentAt) else {
      return SettlementCase(
        item: item, sentAt: sentAt, candidates: [], sentences: item.reasons + [item.whyNoRowCanTell])
    }
    let (rows, isWhole) = try await archive.read { try SettlementRows($0).all(for: settlement) }
    let (owners, rivals) = try await outbox.read { db in
      let records = SettlementRecords(db)
      return (try records.owners(of: rows.map(\.message.id)), try records.rivals(of: item))
    }
    let candidates = settlement.weigh(rows, isWhole: isWhole, owners: owners, rivals: rivals)
    // What the server had before is shown besides, and is no row since then.
    let since = candidates.filter { $0.verdict != .belowFence }
    let found =
      switch since.count {
      case 0: "No row for this number has come since then."
      case _ where since.contains { $0.verdict == .proof }: "One row for this number since then is it."
      case 1: "The one row for this number since then is no proof."
      case let count: "There are \(count) rows for this number since then; none is proof."
      }
    return SettlementCase(
      item: item, sentAt: sentAt, candidates: candidates, sentences: item.reasons + [found],
      rules: settlement.rules)
  }
}

/// Rows of `ds` that may be for the number of an item.
struct SettlementRows {
  /// More than this can nobody look through.
  static let most = 1_000
  private let db: Database
  private let offset: Int64
  /// How far a date may be from what it is taken for.
  private let slack: Duration

  init(_ db: Database) throws {
    self.db = db
    let known = try db.prepared("SELECT offset FROM server_clock WHERE clock = ?")
      .first(.integer(ServerClock.outgoing.rawValue)) { $0.integer(0) }
    offset = known ?? 0
    slack = known == nil ? .seconds(15 * 3_600) : Settlement.slack
  }

  /// Rows for a number that were sent and first seen since an instant, newest first.
  func firstSeen(since: Timestamp, for number: String) throws -> [OutgoingMessage] {
    try PeerSpellings(db).numbers(of: Peer(address: number)).flatMap { try newest(with: $0) }
      .filter { $0.firstSeen >= since && $0.row.at >= since - slack }
      .sorted { $0.row.message.id > $1.row.message.id }.map(\.row.message)
  }

  /// The newest, newest first, and whether there are no more. Those that the server had long before the send are left
  /// out.
  func all(for settlement: Settlement) throws -> (rows: [Settlement.Row], isWhole: Bool) {
    guard case .number(let number) = settlement.item.destination else { return ([], true) }
    var isWhole = true
    var rows: [Settlement.Row] = []
    for peer in try PeerSpellings(db).numbers(of: Peer(address: number)) {
      let found = try newest(with: peer)
      if found.count == Self.most { isWhole = false }
      rows += found.map(\.row)
    }
    let since = settlement.sentAt - .seconds(3_600)
    return (
      rows.filter { $0.message.id > settlement.fence || $0.at >= since }
        .sorted { ($0.at, $0.message.id) > ($1.at, $1.message.id) }, isWhole
    )
  }

  private func newest(with peer: Int64) throws -> [(row: Settlement.Row, firstSeen: Timestamp)] {
    try db.prepared(
      """
      SELECT id, src, dst, text, dt, updated, status, dt_seconds, first_seen, server_time
      FROM message INDEXED BY message_of_peer WHERE peer = ? AND stream = 3 ORDER BY at DESC, id DESC LIMIT ?
      """
    ).rows([.integer(peer), .integer(Int64(Self.most))]) { row in
      let message = OutgoingMessage(
        id: MessageID(row.integer(0)), src: UntrustedText(row.text(1)), dst: UntrustedText(row.text(2)),
        msg: UntrustedText(row.text(3)), dt: ServerDate(row.text(4)), update: ServerDate(row.text(5)),
        status: DeliveryStatus(code: Int(row.integer(6))))
      return (Settlement.Row(message: message, at: instant(row)), Timestamp(milliseconds: row.integer(8)))
    }
  }

  /// When a row was on our clock: its date less the zone of the clock that dated it, less how far the server's clock was
  /// ahead of ours when the row was first seen.
  private func instant(_ row: Columns) -> Timestamp {
    let firstSeen = Timestamp(milliseconds: row.integer(8))
    guard let dated = row.optionalInteger(7) else { return firstSeen }
    let serverTime = row.optionalInteger(9).map { Timestamp(milliseconds: $0) } ?? firstSeen
    return min(Timestamp(seconds: dated &- offset) - serverTime.since(firstSeen), firstSeen)
  }
}

/// What the journal knows about whose a row is.
struct SettlementRecords {
  private let db: Database

  init(_ db: Database) { self.db = db }

  /// When the item's bytes last began to leave.
  func sentAt(_ id: OutboxItemID) throws -> Timestamp? {
    try db.prepared("SELECT at FROM event WHERE item = ? AND kind = 'inFlight' ORDER BY seq DESC LIMIT 1")
      .first(.integer(id.rawValue)) { Timestamp(milliseconds: $0.integer(0)) }
  }

  /// The items to which the server gave these ids.
  func owners(of ids: [MessageID]) throws -> [MessageID: OutboxItemID] {
    var owners: [MessageID: OutboxItemID] = [:]
    let find = try db.prepared(
      """
      SELECT item FROM event WHERE smslog_id = ?1 UNION ALL SELECT item FROM receipt WHERE smslog_id = ?1 LIMIT 1
      """)
    for id in ids { owners[id] = try find.first(.integer(id.rawValue)) { OutboxItemID($0.integer(0)) } }
    return owners
  }

  /// Other items that went through the wire, or may have, with no row known for them. One that was taken back after the
  /// wire had failed before its first byte counts too: better one unknown more than one row for two.
  func rivals(of item: OutboxItem) throws -> [Settlement.Rival] {
    guard case .number(let number) = item.destination else { return [] }
    let fits = """
      s.fence IS NOT NULL AND s.item <> ?1 AND s.kind <> 'rejected'
        AND NOT EXISTS (SELECT 1 FROM event e WHERE e.item = s.item AND e.smslog_id IS NOT NULL)
        AND NOT EXISTS (SELECT 1 FROM receipt r WHERE r.item = s.item AND r.smslog_id IS NOT NULL)
        AND s.kind <> 'queued'
      """
    let select =
      "SELECT i.id, i.kind, i.destination, i.text, s.fence FROM item i CROSS JOIN standing s ON s.item = i.id"
    let numbers = try db.prepared("\(select) WHERE i.tail = ?2 AND \(fits)")
      .rows([.integer(item.id.rawValue), .text(Peer(address: number).sendingTail)], rival)
    // A number that is kept under its own end is found so; a group may have it as a member.
    let groups = try db.prepared("\(select) WHERE i.kind <> 'number' AND i.kind = 'group' AND \(fits)")
      .rows([.integer(item.id.rawValue)], rival)
    return numbers + groups
  }

  private func rival(_ row: Columns) -> Settlement.Rival {
    Settlement.Rival(
      id: OutboxItemID(row.integer(0)), destination: Destination(kind: row.text(1), name: row.text(2)),
      text: row.text(3), fence: MessageID(row.integer(4)))
  }
}

extension OutboxItem {
  /// Why it is unknown.
  fileprivate var reasons: [String] { if case .unknown(let reason) = state { [reason] } else { [] } }

  /// Why there is nothing to judge it by.
  fileprivate var whyNoRowCanTell: String {
    switch destination {
    case .user: "A message to another account gets no row among the outgoing ones, so no row can tell."
    case .group: "The rows of a group carry its members' numbers and not its code, so no row can tell."
    case .number: "The server was not asked for its last row before this was sent, so no row can tell."
    }
  }
}

extension Settlement {
  /// How it is decided whether its item went, in words.
  fileprivate var rules: [String] {
    [
      "Before it was sent the server was asked for its last outgoing row: \(fence). Its own must be above.",
      "A row is this message if its number ends alike, its text is this one after the server's known changes, its"
        + " time fits, no other message of the outbox has it or could have it, and there is only one such row.",
      "No row is no proof that it did not go: rows come late. Nothing is sent again by itself.",
    ]
  }
}
