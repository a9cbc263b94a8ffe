import GRDB
import Messaging

extension MessageArchive {
  /// The entries of one conversation by time, and by origin within an instant: what came in, what the server shows of
  /// what went out, and the outbox items that it does not show (yet), except those that were taken back. Of those only
  /// the ones for which every condition of a filter holds; both sides of a conversation are known, so `from` and `to`
  /// tell what came in from what went out.
  public func conversation(
    with peer: Peer, _ request: WindowRequest<EntryCursor>, filter: MessageFilter = MessageFilter()
  ) async throws(ArchiveError) -> RowWindow<ConversationEntry> {
    let window = try await archive.read { db in
      guard let number = try PeerNumbers.find(peer, db) else { return RowWindow<PlainEntry>() }
      return try RowWindow(request, cursor: \.cursor) { try PlainEntry.rows($0, peer: number, filter, db) }
    }
    let states = try await outboxStates(window.rows.map(\.origin))
    return RowWindow(
      rows: window.rows.compactMap { $0.entry(states) }, reachesNewest: window.reachesNewest,
      reachesOldest: window.reachesOldest)
  }

  /// Where the outbox items among some entries stand.
  func outboxStates(
    _ origins: [ConversationEntry.Origin]
  ) async throws(ArchiveError) -> [OutboxItemID: OutboxState] {
    let items = origins.compactMap { origin in
      if case .outbox(let id) = origin { id } else { nil }
    }
    return try await outboxItems(items).reduce(into: [:]) { $0[$1.id] = $1.state }
  }
}

/// An entry as the archive alone knows it: without the state of an outbox item.
struct PlainEntry: Hashable, Sendable {
  let origin: ConversationEntry.Origin
  let at: Timestamp
  let dt: String
  let keyword: String?
  let text: String
  let isUnread: Bool
  let status: Int64?

  var cursor: EntryCursor { EntryCursor(at: at, origin: origin) }

  static func rows(
    _ stretch: Stretch<EntryCursor>, peer: Int64, _ filter: MessageFilter, _ db: Database
  ) throws -> [PlainEntry] {
    let (conditions, matched) = filter.sql { $0.ofEntry }
    let sql =
      "SELECT stream, id, at, dt, keyword, text, unread, status FROM message INDEXED BY message_of_peer WHERE peer = ?"
      + conditions + stretch.condition("at, stream, id", "?, ?, ?") + stretch.order(["at", "stream", "id"])
    var values: [Value] = [.integer(peer)] + matched
    if let from = stretch.from {
      let place = from.origin.place
      values += [.integer(from.at.milliseconds), .integer(place.stream.rawValue), .integer(place.id)]
    }
    return try db.prepared(sql).rows(values + [.integer(Int64(stretch.limit))]) { row in
      PlainEntry(
        origin: (StreamCode(rawValue: row.integer(0)) ?? .inbox).origin(row.integer(1)),
        at: Timestamp(milliseconds: row.integer(2)), dt: row.text(3), keyword: row.optionalText(4), text: row.text(5),
        isUnread: row.flag(6), status: row.optionalInteger(7))
    }
  }

  func entry(_ states: [OutboxItemID: OutboxState]) -> ConversationEntry? {
    switch origin {
    case .outbox(let id):
      // The journal is ahead of its mirror for a moment: then it is right.
      guard let state = states[id], state != .cancelled else { return nil }
      return ConversationEntry(
        origin: origin, at: at, serverDate: nil, text: UntrustedText(text), stage: .outbox(state))
    case .outgoing:
      return ConversationEntry(
        origin: origin, at: at, serverDate: ServerDate(dt), text: UntrustedText(text),
        stage: .server(DeliveryStatus(code: Int(status ?? 0))))
    case .inbox, .incoming:
      return ConversationEntry(
        origin: origin, at: at, serverDate: ServerDate(dt), keyword: keyword.map { UntrustedText($0) },
        text: UntrustedText(text), isUnread: isUnread)
    }
  }
}
