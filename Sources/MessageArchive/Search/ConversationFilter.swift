import GRDB
import Messaging

/// Which conversations have messages with some words.
///
/// Where few messages have them, all are looked up. Where many have, the conversations are walked along instead and
/// tested, since the next ones that fit are near; only when they are not, all are looked up after all.
final class ConversationFilter {
  /// All peers that fit, where they are few.
  private(set) var few: [Int64]?
  private var fitting: Set<Int64>
  private var isWhole = false
  private var testsLeft = 3_000
  private let finder: MessageFinder
  private let query: WordQuery?
  private let db: Database

  private static let mostHits = 2_000

  init(_ finder: MessageFinder, _ query: WordQuery?, peers: [Int64], _ db: Database) throws {
    self.finder = finder
    self.query = query
    self.db = db
    fitting = Set(peers)
    let late = try RowSource.unindexed(db).fetch(MomentRange(), .max).filter { try finder.hasWords($0.words) }
    fitting.formUnion(late.map(\.peer))
    let none: (peers: Set<Int64>, areMore: Bool) = ([], false)
    let hits = try query.map { try peersOfHits($0, limit: ConversationFilter.mostHits) } ?? none
    fitting.formUnion(hits.peers)
    if !hits.areMore {
      few = Array(fitting)
      isWhole = true
    }
  }

  /// Whether a conversation fits.
  func takes(_ peer: Int64) throws -> Bool {
    if fitting.contains(peer) { return true }
    if isWhole { return false }
    let texts = try db.prepared("SELECT words FROM message INDEXED BY message_of_peer WHERE peer = ? ORDER BY at DESC")
    let isFitting = try texts.contains([.integer(peer)]) { row in
      testsLeft -= 1
      return try testsLeft < 0 || finder.hasWords(row.text(0))
    }
    guard testsLeft >= 0 else {
      try lookUpAll()
      return fitting.contains(peer)
    }
    if isFitting { fitting.insert(peer) }
    return isFitting
  }

  private func lookUpAll() throws {
    if let query { fitting.formUnion(try peersOfHits(query, limit: .max).peers) }
    isWhole = true
  }

  private func peersOfHits(_ query: WordQuery, limit: Int) throws -> (peers: Set<Int64>, areMore: Bool) {
    let hasShortWords = !finder.needle.shortWords.isEmpty
    let hits = try db.prepared(
      """
      SELECT m.peer, CASE WHEN ? THEN m.words END FROM message_search s
      CROSS JOIN message m ON m.row = s.rowid & \((Int64(1) << SearchSchema.rowBits) - 1)
      WHERE message_search MATCH ? ORDER BY s.rowid DESC LIMIT ?
      """
    ).rows([Value(hasShortWords), .text(query.expression), .integer(Int64(limit))]) { row in
      try !hasShortWords || finder.hasWords(row.text(1)) ? row.integer(0) : nil
    }
    return (Set(hits.compactMap(\.self)), hits.count == limit)
  }
}
