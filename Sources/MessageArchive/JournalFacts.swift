import GRDB
import Messaging

/// What the outbox tells before a send. It is read once more in the transaction that takes a submission.
struct JournalFacts {
  struct Recipient {
    var members = SendingFacts.Members.one
    var sameText: SendingFacts.SameText?
    var stopListed: StopListEntry?
    var price: PriceEvidence?
    var groups: [SendingFacts.GroupBeside] = []
  }

  private(set) var recipients: [Recipient] = []
  /// Messages of today that left, may have left or are to leave, and for which the archive has and awaits no row.
  let unshownToday: Int
  private let db: Database

  /// - Parameter followed: the last event that the archive knew of when its own part was read.
  init(
    _ db: Database, _ question: SendingQuestion, _ ground: SendingGround, after followed: Int64, now: Timestamp
  ) throws {
    self.db = db
    let today = ground.today(at: now)
    unshownToday = try JournalFacts.unshown(since: today, after: followed, db) + JournalFacts.members(since: today, db)
    let groups = try MemberTable(db).groups(of: question.destinations)
    let since = ground.policy.sameTextWithin.map { now - $0 }
    for destination in question.destinations {
      var recipient = Recipient()
      if case .group = destination { recipient.members = try members(of: destination) }
      if case .number(let number) = destination { recipient.groups = groups.filter { $0.holds(number) } }
      if let since { recipient.sameText = try sameText(question.text, to: destination, since: since) }
      recipient.stopListed = try stopListed(destination)
      if case .number(let number) = destination { recipient.price = try PriceTable(db).price(for: number) }
      recipients.append(recipient)
    }
  }

  /// Its own entry; for a group else that of a member.
  private func stopListed(_ destination: Destination) throws -> StopListEntry? {
    let stops = StopTable(db)
    if let entry = try stops.entry(for: destination) { return entry }
    for number in try MemberTable(db).numbers(of: destination) {
      if let entry = try stops.entry(for: .number(number)) { return entry }
    }
    return nil
  }

  /// What was accepted counts by its row, which the archive has or awaits; here what has no row to come, and what was
  /// accepted since the archive was read.
  private static func unshown(since: Timestamp, after followed: Int64, _ db: Database) throws -> Int {
    try db.prepared(
      """
      SELECT count(*) FROM item i INDEXED BY item_by_time CROSS JOIN standing s ON s.item = i.id
        CROSS JOIN event e ON e.seq = s.event
      WHERE i.created_at >= ? AND (s.kind IN ('held', 'queued', 'inFlight', 'unknown')
        OR (s.kind = 'settled' AND e.went = 1)
        OR (s.kind = 'accepted' AND (e.seq > ? OR e.smslog_id IS NULL
          AND NOT EXISTS (SELECT 1 FROM receipt r WHERE r.item = i.id AND r.smslog_id IS NOT NULL))))
      """
    ).first(.integer(since.milliseconds), .integer(followed)) { Int($0.integer(0)) } ?? 0
  }

  /// How many more messages than one each those of today to groups are which have no rows yet, as far as is known.
  private static func members(since: Timestamp, _ db: Database) throws -> Int {
    let members = MemberTable(db)
    return try db.prepared(
      """
      SELECT i.destination FROM standing s CROSS JOIN item i ON i.id = s.item
      WHERE s.kind NOT IN ('accepted', 'rejected', 'cancelled', 'settled') AND i.kind = 'group' AND i.created_at >= ?
      """
    ).rows([.integer(since.milliseconds)]) { Destination.group($0.text(0)) }
      .reduce(0) { sum, group in sum + max(0, try members.numbers(of: group).count - 1) }
  }

  private func members(of group: Destination) throws -> SendingFacts.Members {
    let (kind, name) = group.kindAndName
    let last = try db.prepared(
      """
      SELECT i.id, i.created_at FROM item i
      WHERE i.kind = ? AND i.kind <> 'number' AND i.destination = ?
        AND EXISTS (SELECT 1 FROM receipt r WHERE r.item = i.id) ORDER BY i.created_at DESC LIMIT 1
      """
    ).first(.text(kind), .text(name)) { ($0.integer(0), Timestamp(milliseconds: $0.integer(1))) }
    guard let (item, at) = last else { return .unknown }
    let count = try db.prepared("SELECT count(*) FROM receipt WHERE item = ?").first(.integer(item)) { $0.integer(0) }
    return .lately(Int(count ?? 0), at: at)
  }

  /// What the server refused and was put away never went; what nobody knew and was settled as not sent may have.
  private func sameText(
    _ text: String, to destination: Destination, since: Timestamp
  ) throws -> SendingFacts.SameText? {
    let isNumber = destination.peer.isNumber
    // Of accounts and groups there are few.
    let wherever = isNumber ? "i.tail = ?1" : "i.kind = ?1 AND i.kind <> 'number'"
    let kept = ServerRewriting(text).kept
    let found = try db.prepared(
      """
      SELECT i.kind, i.destination, i.text, i.created_at, e.at,
        e.kind, e.until, e.smslog_id, e.queue, e.echoed, e.code, e.words, e.went,
        EXISTS (SELECT 1 FROM event u WHERE u.item = i.id AND u.kind = 'unknown')
      FROM item i CROSS JOIN standing s ON s.item = i.id CROSS JOIN event e ON e.seq = s.event
      WHERE \(wherever) AND i.created_at >= ?2 AND s.kind NOT IN ('cancelled', 'rejected')
      ORDER BY i.created_at DESC LIMIT 1000
      """
    ).rows(
      [.text(isNumber ? destination.peer.sendingTail : destination.kindAndName.kind), .integer(since.milliseconds)]
    ) { row -> SendingFacts.SameText? in
      guard Destination(kind: row.text(0), name: row.text(1)).isSame(as: destination),
        // What the server makes one of is one.
        row.text(2).utf8.elementsEqual(text.utf8) || ServerRewriting(row.text(2)).kept.utf8.elementsEqual(kept.utf8),
        let state = OutboxState(row, from: 5), state != .settled(went: false) || row.flag(13)
      else { return nil }
      return SendingFacts.SameText(
        at: Timestamp(milliseconds: row.integer(4)), stage: .outbox(state),
        since: Timestamp(milliseconds: row.integer(3)))
    }
    let all = found.compactMap(\.self)
    return all.first { !$0.isDenied } ?? all.first
  }
}
