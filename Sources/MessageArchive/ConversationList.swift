import GRDB
import Messaging

extension MessageArchive {
  /// Conversations of the inbox, or those that are `archived`, the one in which something passed last first.
  ///
  /// `matching` keeps those of which a message, the number or the contact's name is found by it, in the way that
  /// `search(_:before:limit:)` tells. Where the index cannot answer and little fits it looks through all messages.
  /// Cancelling the task ends it.
  public func conversations(
    _ request: WindowRequest<ConversationCursor>, matching: String? = nil, unreadOnly: Bool = false,
    archived: Bool = false
  ) async throws(ArchiveError) -> RowWindow<ConversationSummary> {
    let window = try await searching { db in
      let place: ConversationList.Place = unreadOnly ? .unread : archived ? .archived : .inbox
      let list = try ConversationList(db, needle: matching, place: place)
      var window = try RowWindow(request, cursor: \.cursor, fetch: list.rows)
      var names = Names(db)
      window.rows = try window.rows.map { $0.with(name: try names.name(of: $0.peer)) }
      return window
    }
    return try await withStates(window)
  }

  /// The same rows with how far those have come whose last message stands in the outbox alone.
  func withStates(
    _ window: RowWindow<ConversationSummary>
  ) async throws(ArchiveError) -> RowWindow<ConversationSummary> {
    let items = window.rows.compactMap(\.lastItem)
    guard !items.isEmpty else { return window }
    let states = try await outboxItems(items).reduce(into: [:]) { $0[$1.id] = $1.state }
    var window = window
    window.rows = window.rows.map { row in row.with(name: row.name, state: row.lastItem.flatMap { states[$0] }) }
    return window
  }

  /// The next conversation with something unread, going to older ones: the newest of all for nil, nil after the last.
  public func nextUnread(after cursor: ConversationCursor?) async throws(ArchiveError) -> ConversationSummary? {
    let request = cursor.map { WindowRequest.older(than: $0, count: 1) } ?? .newest(count: 1)
    return try await conversations(request, unreadOnly: true).rows.first
  }
}

private struct ConversationList {
  /// Which of them, each with an index that holds no others.
  enum Place {
    case inbox
    case archived
    /// Never archived; the index alone says which.
    case unread

    var index: String {
      switch self {
      case .inbox: "conversation_by_time"
      case .archived: "conversation_archived"
      case .unread: "conversation_unread"
      }
    }

    var condition: String {
      switch self {
      case .inbox: " AND c.archived IS NULL"
      case .archived: " AND c.archived IS NOT NULL"
      case .unread: " AND c.unread > 0"
      }
    }
  }

  private let db: Database
  /// Nil for all of them.
  private let filter: ConversationFilter?
  private let place: Place

  init(_ db: Database, needle: String?, place: Place) throws {
    self.db = db
    self.place = place
    guard let needle, !needle.isEmpty else {
      filter = nil
      return
    }
    let finder = try MessageFinder(needle, in: StreamCode.all, db)
    filter =
      switch finder.way {
      case .text: try ConversationFilter(text: needle, db)
      case .words(let query, let peers): try ConversationFilter(finder, query, peers: peers, db)
      }
  }

  func rows(_ stretch: Stretch<ConversationCursor>) throws -> [ConversationSummary] {
    guard let filter else { return try select(stretch).map(\.row) }
    if let few = filter.few { return try select(stretch, among: few).map(\.row) }
    return try walk(stretch, filter)
  }

  /// Goes along the conversations until enough fit.
  private func walk(_ stretch: Stretch<ConversationCursor>, _ filter: ConversationFilter) throws
    -> [ConversationSummary]
  {
    var rest = Stretch(direction: stretch.direction, from: stretch.from, including: stretch.including, limit: 64)
    var found: [ConversationSummary] = []
    while true {
      let batch = try select(rest)
      for (peer, row) in batch where try filter.takes(peer) {
        found.append(row)
        if found.count == stretch.limit { return found }
      }
      guard batch.count == rest.limit, let last = batch.last else { return found }
      rest = Stretch(direction: stretch.direction, from: last.row.cursor, including: false, limit: rest.limit)
    }
  }

  private func select(
    _ stretch: Stretch<ConversationCursor>, among peers: [Int64]? = nil
  ) throws -> [(peer: Int64, row: ConversationSummary)] {
    var values: [Value] = []
    var source = "conversation c INDEXED BY \(place.index)"
    if let peers {
      source = "json_each(?) j CROSS JOIN conversation c ON c.peer = j.value"
      values.append(.text("[" + peers.map(String.init).joined(separator: ",") + "]"))
    }
    // Last messages are read of those alone that stay.
    let sql =
      "SELECT \(ConversationSummary.columns), c.peer FROM (SELECT c.* FROM \(source) WHERE true" + place.condition
      + stretch.condition("c.last_at, c.key", "?, ?") + stretch.order(["c.last_at", "c.key"])
      + ") c CROSS JOIN message m ON m.row = c.last" + stretch.order(["c.last_at", "c.key"])
    if let from = stretch.from { values += [.integer(from.at.milliseconds), .text(from.peer.key)] }
    return try db.prepared(sql).rows(values + Array(repeating: .integer(Int64(stretch.limit)), count: 2)) { row in
      (row.integer(9), ConversationSummary(row))
    }
  }
}

/// Queries for the peers of contacts whose name holds something, each with one pattern.
enum PeerNames {
  static func keys(_ mark: String = "?") -> String { "SELECT key FROM contact WHERE name LIKE \(mark) ESCAPE '\\'" }
  static func tails(_ mark: String = "?") -> String {
    "SELECT tail FROM contact WHERE name LIKE \(mark) ESCAPE '\\' AND tail IS NOT NULL"
  }
  /// The peers themselves, some of them twice.
  static func peers(_ mark: String) -> String {
    """
    SELECT peer FROM conversation WHERE key IN (\(keys(mark)))
    UNION ALL SELECT peer FROM conversation WHERE tail IN (\(tails(mark)))
    """
  }
}

extension ConversationSummary {
  /// Columns of a conversation `c` and its last message `m`, as `init(_:)` reads them.
  static let columns =
    "c.key, c.last_at, c.last_stream, c.unread, c.total, m.text, c.last_id, c.archived IS NOT NULL,"
    + " CASE m.text WHEN '' THEN m.keyword END"

  init(_ row: Columns) {
    let stream = StreamCode(rawValue: row.integer(2))
    self.init(
      peer: Peer(key: row.text(0)), name: nil, lastText: UntrustedText(row.text(5)),
      lastAt: Timestamp(milliseconds: row.integer(1)), lastIsOurs: row.integer(2) >= StreamCode.outgoing.rawValue,
      unread: Int(row.integer(3)), total: Int(row.integer(4)), lastOrigin: stream?.origin(row.integer(6)),
      isArchived: row.flag(7), lastKeyword: row.optionalText(8).map { UntrustedText($0) })
  }

  /// The outbox item that the last message is.
  fileprivate var lastItem: OutboxItemID? { if case .outbox(let id)? = lastOrigin { id } else { nil } }

  func with(name: UntrustedText?, state: OutboxState? = nil) -> ConversationSummary {
    ConversationSummary(
      peer: peer, name: name, lastText: lastText, lastAt: lastAt, lastIsOurs: lastIsOurs, unread: unread, total: total,
      lastOrigin: lastOrigin, isArchived: isArchived, lastKeyword: lastKeyword, lastState: state)
  }
}
