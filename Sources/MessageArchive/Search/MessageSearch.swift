import GRDB
import Messaging

extension MessageArchive {
  /// Messages of all streams, and our own that the server does not show, that hold what was typed, newest first.
  ///
  /// Each word of three letters or more must begin a word of the message, accents and capital letters aside; a message
  /// is found too when the number or the contact's name holds all of it. What begins no word, is shorter, or is
  /// written without blanks between words is looked for as it stands, capital letters counting as small ones within
  /// ASCII: then a page comes after some ten thousand messages whether it is full or not. Cancelling the task ends it.
  public func search(
    _ needle: String, before cursor: SearchCursor? = nil, limit: Int = 50
  ) async throws(ArchiveError) -> SearchPage {
    guard !needle.isEmpty, limit > 0, limit <= 10_000 else { return SearchPage(hits: [], next: nil) }
    let page = try await searching { db in try PlainPage(needle, before: cursor, limit: limit, db) }
    let states = try await outboxStates(page.rows.map(\.entry.origin))
    let hits = page.rows.compactMap { row in
      row.entry.entry(states).map { MessageHit(peer: row.peer, name: row.name, entry: $0) }
    }
    return SearchPage(hits: hits, next: page.next)
  }
}

/// A page as the archive alone knows it: without the states of outbox items.
private struct PlainPage {
  let rows: [(peer: Peer, name: UntrustedText?, entry: PlainEntry)]
  let next: SearchCursor?

  /// How many messages one page looks at, where it looks at one after the other: so many at first, and then twice as
  /// many each time, since what is common is near.
  private static let strides = [1_000, 2_000, 4_000, 8_000, 16_000, 32_000]

  init(_ text: String, before cursor: SearchCursor?, limit: Int, _ db: Database) throws {
    let finder = try MessageFinder(text, in: StreamCode.all, db)
    var range = MomentRange()
    if let cursor { range.upper = Moment(raw: cursor.moment.raw - 1) }
    let found: [FoundRow]
    var rest: Moment?
    switch finder.way {
    case .words(let query, let peers):
      let all = try finder.rows(query, peers: peers, range, limit: limit + 1) { _ in true }
      found = Array(all.prefix(limit))
      if all.count > limit { rest = found.last?.moment }
    case .text: (found, rest) = try PlainPage.scan(text, range, limit: limit, db)
    }
    var names = Names(db)
    rows = try found.map { row in
      let peer = Peer(key: row.key)
      return (peer, try names.name(of: peer), row.plainEntry)
    }
    next = rest.map { SearchCursor(moment: $0) }
  }

  /// Looks at one message after the other, newest first, and tells from where to go on.
  private static func scan(
    _ text: String, _ range: MomentRange, limit: Int, _ db: Database
  ) throws -> (found: [FoundRow], rest: Moment?) {
    let find = try db.prepared(
      """
      SELECT \(FoundRow.columns) FROM message m INDEXED BY message_by_moment
      CROSS JOIN conversation c ON c.peer = m.peer
      WHERE m.moment BETWEEN ? AND ? AND (\(TextCondition.condition)) ORDER BY m.moment DESC LIMIT ?
      """)
    let stop = try db.prepared(
      "SELECT moment FROM message INDEXED BY message_by_moment WHERE moment <= ? ORDER BY moment DESC LIMIT 1 OFFSET ?")
    let pattern = TextCondition.values(text)
    var found: [FoundRow] = []
    var upper = range.upper
    for stride in strides {
      let lower = try stop.first(.integer(upper.raw), .integer(Int64(stride))) { $0.integer(0) }
      let ends: [Value] = [.integer((lower ?? -1) + 1), .integer(upper.raw)]
      let wanted = limit - found.count
      found += try find.rows(ends + pattern + [.integer(Int64(wanted))], FoundRow.init)
      if found.count == limit { return (found, found.last?.moment) }
      guard let lower else { return (found, nil) }
      upper = Moment(raw: lower)
    }
    return (found, Moment(raw: upper.raw + 1))
  }
}

/// The test whether a message holds a text as it stands, for `message m` and `conversation c`.
enum TextCondition {
  static let condition = """
    m.text LIKE ? ESCAPE '\\' OR m.src LIKE ? ESCAPE '\\' OR c.key LIKE ? ESCAPE '\\'
      OR c.key IN (\(PeerNames.keys())) OR c.tail IN (\(PeerNames.tails()))
    """

  static func values(_ text: String) -> [Value] {
    Array(repeating: .text(LikePattern(containing: text).text), count: 5)
  }
}
