import GRDB
import Messaging

extension MessageArchive {
  /// Conversations of the inbox for which every condition holds, or of those that are archived where that is one, in an
  /// order; windows by keyset, as all lists. Where few fit it goes along the list until the window is full; cancelling
  /// the task ends it.
  public func conversations(
    _ request: WindowRequest<ConversationCursor>, filter: MessageFilter, order: ListOrder
  ) async throws(ArchiveError) -> RowWindow<ConversationSummary> {
    let window = try await archive.read { db in
      var window = try RowWindow(request, cursor: \.cursor) { try filter.conversations($0, order, db) }
      var names = Names(db)
      window.rows = try window.rows.map { $0.with(name: try names.name(of: $0.peer)) }
      return window
    }
    return try await withStates(window)
  }

  /// Outgoing messages for which every condition holds, in an order.
  public func outgoing(
    _ request: WindowRequest<OutgoingCursor>, filter: MessageFilter, order: ListOrder
  ) async throws(ArchiveError) -> RowWindow<OutgoingSummary> {
    try await archive.read { db in
      let window = try RowWindow(request, cursor: \.cursor) { try filter.outgoing($0, order, db) }
      var names = Names(db)
      return RowWindow(
        rows: try window.rows.map { row in
          OutgoingSummary(
            id: row.id, peer: row.peer, name: try names.name(of: row.peer), src: row.src, text: row.text, at: row.at,
            serverDate: row.serverDate, update: row.update, status: row.status)
        }, reachesNewest: window.reachesNewest, reachesOldest: window.reachesOldest)
    }
  }
}

extension MessageFilter {
  fileprivate func conversations(
    _ stretch: Stretch<ConversationCursor>, _ order: ListOrder, _ db: Database
  ) throws -> [ConversationSummary] {
    var (conditions, values) = sql { $0.ofConversation }
    if !self.conditions.contains(.archived) { conditions += " AND c.archived IS NULL" }
    let columns: [String]
    var index = ""
    switch order {
    case .time:
      index = " INDEXED BY " + conversationsByTime
      columns = ["c.last_at", "c.key"]
      if let from = stretch.from { values += [.integer(from.at.milliseconds), .text(from.peer.key)] }
    case .number:
      columns = ["c.key"]
      if let from = stretch.from { values.append(.text(from.peer.key)) }
    }
    conditions += stretch.condition(columns.joined(separator: ", "), columns.map { _ in "?" }.joined(separator: ", "))
    return try db.prepared(
      """
      SELECT \(ConversationSummary.columns)
      FROM conversation c\(index) CROSS JOIN message m ON m.row = c.last WHERE true
      """ + conditions + stretch.order(columns)
    ).rows(values + [.integer(Int64(stretch.limit))]) { ConversationSummary($0) }
  }

  fileprivate func outgoing(
    _ stretch: Stretch<OutgoingCursor>, _ order: ListOrder, _ db: Database
  ) throws -> [OutgoingSummary] {
    var (conditions, values) = sql { $0.ofOutgoing }
    let columns: [String]
    var index = ""
    switch order {
    case .time:
      index = " INDEXED BY " + outgoingByTime
      columns = ["m.at", "m.id"]
      if let from = stretch.from { values += [.integer(from.at.milliseconds), .integer(from.id.rawValue)] }
    case .number:
      columns = ["m.id"]
      if let from = stretch.from { values.append(.integer(from.id.rawValue)) }
    }
    conditions += stretch.condition(columns.joined(separator: ", "), columns.map { _ in "?" }.joined(separator: ", "))
    return try db.prepared(
      """
      SELECT m.id, c.key, m.src, m.text, m.at, m.dt, m.updated, m.status
      FROM message m\(index) CROSS JOIN conversation c ON c.peer = m.peer WHERE m.stream = 3
      """ + conditions + stretch.order(columns)
    ).rows(values + [.integer(Int64(stretch.limit))]) { row in
      OutgoingSummary(
        id: MessageID(row.integer(0)), peer: Peer(key: row.text(1)), name: nil, src: UntrustedText(row.text(2)),
        text: UntrustedText(row.text(3)), at: Timestamp(milliseconds: row.integer(4)),
        serverDate: ServerDate(row.text(5)), update: ServerDate(row.text(6)),
        status: DeliveryStatus(code: Int(row.integer(7))))
    }
  }

  /// The index with the fewest conversations in which all that are wanted stand.
  private var conversationsByTime: String {
    if conditions.contains(.archived) { return "conversation_archived" }
    return conditions.contains(.unread) ? "conversation_unread" : "conversation_by_time"
  }

  /// The index with the fewest messages in which all that are wanted stand. SQLite would go along that of the ids, all
  /// of them, and sort.
  private var outgoingByTime: String {
    let statuses = conditions.compactMap { if case .status(let status) = $0 { status } else { nil } }
    if statuses.contains(.failed) { return "outgoing_failed" }
    return statuses.contains(where: \.isOpen) ? "outgoing_open" : "outgoing_by_time"
  }

  func sql(_ part: (Condition) -> (String, [Value])) -> (String, [Value]) {
    conditions.map(part).reduce(into: ("", [])) { whole, part in
      whole.0 += " AND " + part.0
      whole.1 += part.1
    }
  }
}

extension DeliveryStatus {
  /// Whether the index `outgoing_open` holds it.
  fileprivate var isOpen: Bool { code != 2 && code != 3 }
}

extension MessageFilter.Condition {
  /// Number or contact's name of the peer `c`; takes three patterns.
  private static let isPeer = """
    (c.key LIKE ? ESCAPE '\\' OR c.key IN (SELECT key FROM contact WHERE name LIKE ? ESCAPE '\\')
      OR c.tail IN (SELECT tail FROM contact WHERE name LIKE ? ESCAPE '\\' AND tail IS NOT NULL))
    """

  private static func patterns(_ text: String, _ count: Int) -> [Value] {
    Array(repeating: .text(LikePattern(containing: text).text), count: count)
  }

  /// As a condition on a conversation `c`.
  fileprivate var ofConversation: (String, [Value]) {
    func has(_ what: String) -> String { "EXISTS (SELECT 1 FROM message WHERE peer = c.peer AND \(what))" }
    switch self {
    case .text(let text): return ("(\(Self.isPeer) OR \(has("text LIKE ? ESCAPE '\\'")))", Self.patterns(text, 4))
    case .from(let who): return ("\(Self.isPeer) AND \(has("stream IN (1, 2)"))", Self.patterns(who, 3))
    case .to(let who): return ("\(Self.isPeer) AND \(has("stream IN (3, 4)"))", Self.patterns(who, 3))
    case .status(let status): return (has("stream = 3 AND status = ?"), [.integer(Int64(status.code))])
    case .before(let instant): return ("c.last_at < ?", [.integer(instant.milliseconds)])
    case .after(let instant): return ("c.last_at >= ?", [.integer(instant.milliseconds)])
    case .unread: return ("c.unread > 0", [])
    case .archived: return ("c.archived IS NOT NULL", [])
    case .outbox: return ("false", [])
    }
  }

  /// As a condition on a message of a conversation.
  var ofEntry: (String, [Value]) {
    switch self {
    case .text(let text): return ("text LIKE ? ESCAPE '\\'", Self.patterns(text, 1))
    case .from: return ("stream IN (1, 2)", [])
    case .to: return ("stream IN (3, 4)", [])
    case .status(let status): return ("stream = 3 AND status = ?", [.integer(Int64(status.code))])
    case .before(let instant): return ("at < ?", [.integer(instant.milliseconds)])
    case .after(let instant): return ("at >= ?", [.integer(instant.milliseconds)])
    case .unread: return ("unread = 1", [])
    // No message is archived: conversations are. How far one of the outbox is stands in another file.
    case .archived, .outbox: return ("false", [])
    }
  }

  /// As a condition on an outgoing message `m` to `c`.
  fileprivate var ofOutgoing: (String, [Value]) {
    switch self {
    case .text(let text):
      return (
        "(m.text LIKE ? ESCAPE '\\' OR m.src LIKE ? ESCAPE '\\' OR \(Self.isPeer))", Self.patterns(text, 5)
      )
    case .from(let sender): return ("m.src LIKE ? ESCAPE '\\'", Self.patterns(sender, 1))
    case .to(let who): return (Self.isPeer, Self.patterns(who, 3))
    // A number that is written out, as in the indexes that hold no others.
    case .status(let status) where status.isOpen:
      return ("m.status NOT IN (2, 3) AND m.status = \(status.code)", [])
    case .status(let status): return ("m.status = \(status.code)", [])
    case .before(let instant): return ("m.at < ?", [.integer(instant.milliseconds)])
    case .after(let instant): return ("m.at >= ?", [.integer(instant.milliseconds)])
    // What went out is never unread, and no message is archived: conversations are.
    case .unread, .archived, .outbox: return ("false", [])
    }
  }
}
