import GRDB
import Messaging

/// Finds every conversation that may be with one telephone number, however the server or the operator wrote it.
struct PeerSpellings {
  private let db: Database

  init(_ db: Database) { self.db = db }

  /// The archive's numbers of those conversations.
  func numbers(of peer: Peer) throws -> [Int64] {
    var found: [Int64] = []
    if let exact = try PeerNumbers.find(peer, db) { found.append(exact) }
    guard let tail = peer.tail else { return found }
    let similar = try db.prepared("SELECT peer, key FROM conversation WHERE tail = ? AND key <> ?")
      .rows([.text(tail), .text(peer.key)]) { (number: $0.integer(0), key: $0.text(1)) }
    return found + similar.filter { NumberSuffix.areOne($0.key, peer.key) }.map(\.number)
  }
}
