import GRDB
import Messaging

extension MessageArchive {
  /// Carries out what the operator wants of conversations here, all of it or nothing, and tells what it changed.
  ///
  /// Nothing unread is ever out of the inbox: what is archived is read with it, what is made unread comes back, and so
  /// does a conversation when something new comes in.
  public func carryOut(_ order: LocalOrder) async throws(ArchiveError) -> LocalChange {
    let change = try await archive.write { db in
      var local = LocalOrders(db)
      try local.carryOut(order)
      return local.change
    }
    if !change.isEmpty { hub.publish(ArchiveChange(subjects: [.readState])) }
    return change
  }

  /// Whether a conversation is out of the inbox.
  public func isArchived(_ peer: Peer) async throws(ArchiveError) -> Bool {
    try await archive.read { db in
      try db.prepared("SELECT 1 FROM conversation WHERE key = ? AND archived IS NOT NULL").first(.text(peer.key)) { _ in
        true
      } ?? false
    }
  }
}

/// Orders within their transaction.
private struct LocalOrders {
  private(set) var change = LocalChange()
  private let db: Database

  init(_ db: Database) { self.db = db }

  mutating func carryOut(_ order: LocalOrder) throws {
    switch order {
    case .read(let peers): for peer in peers { try read(peer) }
    case .unread(let peers): for peer in peers { try unread(peer) }
    case .archive(let seen): for one in seen { try archive(one.peer, atMost: one.unread) }
    case .bringBack(let peers): for peer in peers { try bringBack(peer) }
    case .undo(let before):
      for peer in before.archived { try bringBack(peer) }
      for origin in before.read { try set(origin, unread: true) }
      for origin in before.unread { try set(origin, unread: false) }
      for peer in before.broughtBack { try archive(peer, atMost: 0) }
    }
  }

  private mutating func read(_ peer: Peer) throws {
    guard let number = try PeerNumbers.find(peer, db) else { return }
    let rows = try db.prepared("SELECT stream, id FROM message WHERE peer = ? AND unread = 1").rows([.integer(number)])
    {
      StreamCode(rawValue: $0.integer(0))?.origin($0.integer(1))
    }
    for origin in rows { if let origin { try set(origin, unread: false) } }
  }

  private mutating func unread(_ peer: Peer) throws {
    guard let number = try PeerNumbers.find(peer, db) else { return }
    let last = try db.prepared(
      """
      SELECT stream, id FROM message WHERE peer = ? AND stream IN (1, 2)
      ORDER BY at DESC, stream DESC, id DESC LIMIT 1
      """
    ).first(.integer(number)) { StreamCode(rawValue: $0.integer(0))?.origin($0.integer(1)) }
    guard let last, let origin = last else { return }
    try bringBack(peer)
    try set(origin, unread: true)
  }

  /// What came in after it was seen would leave the inbox unread by anybody.
  private mutating func archive(_ peer: Peer, atMost seen: Int) throws {
    let unread = try db.prepared("SELECT unread FROM conversation WHERE key = ? AND archived IS NULL")
      .first(.text(peer.key)) { Int($0.integer(0)) }
    guard let unread else { return }
    guard unread <= seen else { return change.stayed.append(peer) }
    try read(peer)
    try db.prepared("UPDATE conversation SET archived = last_at WHERE key = ?").run(.text(peer.key))
    change.archived.append(peer)
  }

  private mutating func bringBack(_ peer: Peer) throws {
    let count = try db.prepared("UPDATE conversation SET archived = NULL WHERE key = ? AND archived IS NOT NULL")
      .run(.text(peer.key))
    if count > 0 { change.broughtBack.append(peer) }
  }

  private mutating func set(_ origin: ConversationEntry.Origin, unread: Bool) throws {
    let place = origin.place
    let count = try db.prepared("UPDATE message SET unread = ? WHERE stream = ? AND id = ? AND unread <> ?1")
      .run(Value(unread), .integer(place.stream.rawValue), .integer(place.id))
    guard count > 0 else { return }
    if unread { change.unread.append(origin) } else { change.read.append(origin) }
  }
}
