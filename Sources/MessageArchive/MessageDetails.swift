import GRDB
import Messaging

/// Everything that is known of one message.
public struct MessageDetails: Hashable, Sendable {
  /// A row as the server showed it earlier.
  public struct Earlier: Hashable, Sendable {
    /// When it was first seen so.
    public let shown: Timestamp
    public let status: DeliveryStatus?
    public let update: ServerDate?
    /// The fields below are nil where they were what came after.
    public let text: UntrustedText?
    public let src: UntrustedText?
    public let dst: UntrustedText?
    public let keyword: UntrustedText?
    public let dt: ServerDate?
  }

  public let origin: ConversationEntry.Origin
  public let peer: Peer
  public let name: UntrustedText?
  public let src: UntrustedText
  public let dst: UntrustedText
  public let keyword: UntrustedText?
  public let text: UntrustedText
  /// As in `ConversationEntry.at`.
  public let at: Timestamp
  /// When it was first seen, on our clock, and what the server's showed in that reply.
  public let firstSeen: Timestamp
  public let serverTime: Timestamp?
  /// Since when it has stood as it does.
  public let shown: Timestamp
  /// Nil, as `update` and `status`, for what has none.
  public let dt: ServerDate?
  public let update: ServerDate?
  public let status: DeliveryStatus?
  public let isUnread: Bool
  /// What it was before, oldest first.
  public let earlier: [Earlier]
  /// The outbox item as which it was written here, with its journal.
  public internal(set) var item: OutboxItem?
  public internal(set) var history: [OutboxEvent]
}

extension MessageArchive {
  /// Everything about one entry of a conversation; nil when it is not in the archive. An outbox item whose row the
  /// server shows is found under either.
  public func details(of origin: ConversationEntry.Origin) async throws(ArchiveError) -> MessageDetails? {
    let found = try await archive.read { try MessageDetails.read(origin, $0) }
    guard var details = found else { return nil }
    if let id = try await outboxItemID(of: origin) {
      details.item = try await outboxItem(id)
      details.history = try await history(of: id)
    }
    return details
  }

  private func outboxItemID(of origin: ConversationEntry.Origin) async throws(ArchiveError) -> OutboxItemID? {
    switch origin {
    case .outbox(let id): return id
    case .inbox, .incoming: return nil
    case .outgoing(let id):
      return try await outbox.read { db in
        try SettlementRecords(db).owners(of: [id])[id]
      }
    }
  }
}

extension MessageDetails {
  fileprivate static func read(_ origin: ConversationEntry.Origin, _ db: Database) throws -> MessageDetails? {
    let (stream, id) = origin.place
    let found = try db.prepared(
      """
      SELECT m.row, c.key, m.src, m.dst, m.keyword, m.text, m.at, m.first_seen, m.server_time, m.shown, m.dt,
        m.updated, m.status, m.unread
      FROM message m CROSS JOIN conversation c ON c.peer = m.peer WHERE m.stream = ? AND m.id = ?
      """
    ).first(.integer(stream.rawValue), .integer(id)) { row in
      let isRow = stream != .outbox
      return MessageDetails(
        origin: origin, peer: Peer(key: row.text(1)), name: try Acquaintance(db).name(of: Peer(key: row.text(1))),
        src: UntrustedText(row.text(2)), dst: UntrustedText(row.text(3)),
        keyword: row.optionalText(4).map { UntrustedText($0) }, text: UntrustedText(row.text(5)),
        at: Timestamp(milliseconds: row.integer(6)), firstSeen: Timestamp(milliseconds: row.integer(7)),
        serverTime: row.optionalInteger(8).map { Timestamp(milliseconds: $0) },
        shown: Timestamp(milliseconds: row.integer(9)), dt: isRow ? ServerDate(row.text(10)) : nil,
        update: row.optionalText(11).map { ServerDate($0) },
        status: isRow ? row.optionalInteger(12).map { DeliveryStatus(code: Int($0)) } : nil, isUnread: row.flag(13),
        earlier: try Earlier.all(of: row.integer(0), db), item: nil, history: [])
    }
    return found
  }
}

extension MessageDetails.Earlier {
  fileprivate static func all(of row: Int64, _ db: Database) throws -> [MessageDetails.Earlier] {
    try db.prepared(
      "SELECT shown, status, updated, text, src, dst, keyword, dt FROM past WHERE message = ? ORDER BY number"
    ).rows([.integer(row)]) { row in
      MessageDetails.Earlier(
        shown: Timestamp(milliseconds: row.integer(0)),
        status: row.optionalInteger(1).map { DeliveryStatus(code: Int($0)) },
        update: row.optionalText(2).map { ServerDate($0) }, text: row.optionalText(3).map { UntrustedText($0) },
        src: row.optionalText(4).map { UntrustedText($0) }, dst: row.optionalText(5).map { UntrustedText($0) },
        keyword: row.optionalText(6).map { UntrustedText($0) }, dt: row.optionalText(7).map { ServerDate($0) })
    }
  }
}
