import GRDB
import Messaging

/// Which conversations have messages with some words, or with a text as it stands.
///
/// Where few messages have the words, all are looked up. Where many have, or the index cannot tell, the conversations
/// are walked along instead and tested, since the next ones that fit are near; only when they are not, all messages are
/// looked through after all, once and in the order in which they lie.
final class ConversationFilter {
  /// All peers that fit, where they are few.
  private(set) var few: [Int64]?
  private var fitting: Set<Int64>
  private var isWhole = false
  private var testsLeft: Int
  /// A row for each message of a peer, what `values` are for first.
  private let messages: Prepared
  private let values: [Value]
  private let fits: (Columns) throws -> Bool
  private let lookUpAll: () throws -> Set<Int64>

  private static let mostHits = 2_000

  init(_ finder: MessageFinder, _ query: WordQuery?, peers: [Int64], _ db: Database) throws {
    testsLeft = 3_000
    messages = try db.prepared("SELECT words FROM message INDEXED BY message_of_peer WHERE peer = ? ORDER BY at DESC")
    values = []
    fits = { try finder.hasWords($0.text(0)) }
    lookUpAll = {
      try query.map { try ConversationFilter.peersOfHits(finder, $0, limit: .max, db).peers } ?? []
    }
    fitting = Set(peers)
    let late = try RowSource.unindexed(db).fetch(MomentRange(), .max).filter { try finder.hasWords($0.words) }
    fitting.formUnion(late.map(\.peer))
    let none: (peers: Set<Int64>, areMore: Bool) = ([], false)
    let limit = ConversationFilter.mostHits
    let hits = try query.map { try ConversationFilter.peersOfHits(finder, $0, limit: limit, db) } ?? none
    fitting.formUnion(hits.peers)
    if !hits.areMore {
      few = Array(fitting)
      isWhole = true
    }
  }

  /// Conversations in which a message, the number or the name holds a text as it stands.
  /// - Parameter tests: how many messages are tested one by one; as many as cost about a tenth of looking at a million.
  init(text: String, tests: Int = 20_000, _ db: Database) throws {
    testsLeft = tests
    let pattern = Value.text(LikePattern(containing: text).text)
    messages = try db.prepared(
      "SELECT text LIKE ? ESCAPE '\\' FROM message INDEXED BY message_of_peer WHERE peer = ? ORDER BY at DESC")
    values = [pattern]
    fits = { $0.flag(0) }
    lookUpAll = {
      Set(
        try db.prepared("SELECT peer FROM message NOT INDEXED WHERE text LIKE ? ESCAPE '\\'").rows([pattern]) {
          $0.integer(0)
        })
    }
    fitting = Set(try PeerNumbers.all(matching: text, limit: .max, db))
  }

  /// Whether a conversation fits.
  func takes(_ peer: Int64) throws -> Bool {
    if fitting.contains(peer) { return true }
    if isWhole { return false }
    let isFitting = try messages.contains(values + [.integer(peer)]) { row in
      testsLeft -= 1
      return try testsLeft < 0 || fits(row)
    }
    guard testsLeft >= 0 else {
      fitting.formUnion(try lookUpAll())
      isWhole = true
      return fitting.contains(peer)
    }
    if isFitting { fitting.insert(peer) }
    return isFitting
  }

  private static func peersOfHits(
    _ finder: MessageFinder, _ query: WordQuery, limit: Int, _ db: Database
  ) throws -> (peers: Set<Int64>, areMore: Bool) {
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
