import GRDB
import Messaging

/// Who is who: contacts and peers brought together, for the rows of a window, never for the whole archive.
struct Acquaintance {
  private let db: Database

  init(_ db: Database) { self.db = db }

  /// See `MessageArchive.name(for:)`.
  func name(of peer: Peer) throws -> UntrustedText? {
    let exact = try db.prepared("SELECT DISTINCT name FROM contact WHERE key = ? AND name <> '' LIMIT 2")
      .rows([.text(peer.key)]) { $0.text(0) }
    guard exact.isEmpty else { return exact.count == 1 ? UntrustedText(exact[0]) : nil }
    guard let tail = peer.tail else { return nil }
    let similar = try db.prepared("SELECT name, key FROM contact WHERE tail = ? AND name <> ''")
      .rows([.text(tail)]) { (name: $0.text(0), peer: Peer(key: $0.text(1))) }
    let names = Set(similar.filter { $0.peer.mayBe(peer) }.map(\.name))
    return names.count == 1 ? names.first.map { UntrustedText($0) } : nil
  }

  /// When something last passed between us and a contact.
  func lastAt(with contact: Contact) throws -> Timestamp? {
    let peer = Peer(address: contact.number.raw)
    let exact = try db.prepared("SELECT last_at FROM conversation WHERE key = ?")
      .first(.text(peer.key)) { Timestamp(milliseconds: $0.integer(0)) }
    if let exact { return exact }
    guard let tail = peer.tail else { return nil }
    return try db.prepared("SELECT key, last_at FROM conversation WHERE tail = ?")
      .rows([.text(tail)]) { (peer: Peer(key: $0.text(0)), at: Timestamp(milliseconds: $0.integer(1))) }
      .filter { $0.peer.mayBe(peer) }.map(\.at).max()
  }
}

/// The names of the peers in one window, each looked up once.
struct Names {
  private let acquaintance: Acquaintance
  private var known: [String: UntrustedText?] = [:]

  init(_ db: Database) { acquaintance = Acquaintance(db) }

  mutating func name(of peer: Peer) throws -> UntrustedText? {
    if let name = known[peer.key] { return name }
    let name = try acquaintance.name(of: peer)
    known[peer.key] = .some(name)
    return name
  }
}
