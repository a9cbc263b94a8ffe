import GRDB
import Messaging

/// Messages that have some words.
///
/// Of a common word the next hit is a few messages away: these are tested themselves. Otherwise the index says which
/// rows are hits, all of them, and going along a conversation needs its rows' numbers alone.
final class WordHits: ConversationTest {
  private let finder: MessageFinder
  private let query: WordQuery?
  private let db: Database
  private let messages: Prepared
  private let numbers: Prepared
  private let words: Prepared
  private var testsLeft = 0
  /// What the index says; nil before it was asked for all.
  private var rows: RowSet?
  private var looksLeft = 0

  /// So many hits are looked up faster than conversations are walked along.
  private static let mostLookedUp = 2_000
  /// That many of the newest among so many messages make a word common.
  private static let common = (hits: 500, messages: 20_000)
  /// Messages that are tested of a common word before all the same the index is asked.
  private static let mostTests = 3_000
  /// So many numbers of rows are gone along in the time in which a row is read.
  private static let looksForARow = 10

  init(_ finder: MessageFinder, _ query: WordQuery?, _ db: Database) throws {
    self.finder = finder
    self.query = query
    self.db = db
    messages = try db.prepared("SELECT words FROM message INDEXED BY message_of_peer WHERE peer = ? ORDER BY at DESC")
    numbers = try db.prepared("SELECT row FROM message INDEXED BY message_of_peer WHERE peer = ?")
    words = try db.prepared("SELECT words, peer FROM message WHERE row = ?")
    if try isCommon() { testsLeft = WordHits.mostTests }
  }

  /// The peers of all hits where these are few.
  func fewPeers() throws -> [Int64]? {
    guard testsLeft == 0 else { return nil }
    let first = try hits(most: WordHits.mostLookedUp + 1)
    return first.count > WordHits.mostLookedUp ? nil : try peers(of: first)
  }

  func passes(_ peer: Int64) throws -> Bool? {
    guard let rows else {
      let isFitting =
        try testsLeft > 0
        && messages.contains([.integer(peer)]) { row in
          testsLeft -= 1
          return try testsLeft == 0 || finder.hasWords(row.text(0))
        }
      if testsLeft > 0 { return isFitting }
      let all = try hits(most: .max)
      rows = all
      looksLeft = all.count * WordHits.looksForARow
      return try passes(peer)
    }
    let isFitting = try numbers.contains([.integer(peer)]) { row in
      looksLeft -= 1
      return try looksLeft < 0 || rows.contains(row.integer(0)) && hasShortWords(row.integer(0))
    }
    return looksLeft < 0 ? nil : isFitting
  }

  func all() throws -> [Int64] { try peers(of: try rows ?? hits(most: .max)) }

  /// Whether the newest hits lie close together.
  private func isCommon() throws -> Bool {
    var (count, last) = (0, Moment.start)
    try each { place in
      count += 1
      last = Moment(place: place)
      return count < WordHits.common.hits
    }
    guard count == WordHits.common.hits else { return false }
    let passed = try db.prepared("SELECT count(*) FROM (SELECT 1 FROM message WHERE moment > ? LIMIT ?)")
      .first(.integer(last.raw), .integer(Int64(WordHits.common.messages))) { $0.integer(0) }
    return (passed ?? 0) < WordHits.common.messages
  }

  private func hits(most: Int) throws -> RowSet {
    var rows = RowSet()
    try each { place in
      rows.insert(Moment(place: place).row)
      return rows.count < most
    }
    return rows
  }

  /// The places of the hits that the index has, the newest of a stream first.
  private func each(_ take: (Int64) -> Bool) throws {
    guard let query else { return }
    try db.prepared("SELECT rowid FROM message_search WHERE message_search MATCH ? ORDER BY rowid DESC")
      .each([.text(query.expression)]) { take($0.integer(0)) }
  }

  private func peers(of rows: RowSet) throws -> [Int64] {
    let hasShortWords = !finder.needle.shortWords.isEmpty
    var peers: [Int64] = []
    try rows.forEach { row in
      let peer = try words.first(.integer(row)) {
        try !hasShortWords || finder.hasWords($0.text(0)) ? $0.integer(1) : nil
      }
      if let peer = peer ?? nil { peers.append(peer) }
    }
    return peers
  }

  /// The index does not know the short ones.
  private func hasShortWords(_ row: Int64) throws -> Bool {
    if finder.needle.shortWords.isEmpty { return true }
    return try words.first(.integer(row)) { try finder.hasWords($0.text(0)) } ?? false
  }
}
