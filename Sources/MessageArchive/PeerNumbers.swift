import GRDB
import Messaging

/// The archive's own numbers for peers, made where there is none yet.
struct PeerNumbers {
  private let db: Database
  // By bytes, as the table tells keys apart: to Swift two ways to write an accent are one text.
  private var byAddress: [[UInt8]: Int64] = [:]

  init(_ db: Database) { self.db = db }

  /// The number of whoever writes as `address`.
  mutating func number(of address: String) throws -> Int64 {
    let bytes = Array(address.utf8)
    if let number = byAddress[bytes] { return number }
    let number = try PeerNumbers.make(Peer(address: address), db)
    byAddress[bytes] = number
    return number
  }

  /// The number of a peer, nil for one with whom nothing ever passed.
  static func find(_ peer: Peer, _ db: Database) throws -> Int64? {
    try db.prepared("SELECT peer FROM conversation WHERE key = ?").first(.text(peer.key)) { $0.integer(0) }
  }

  static func make(_ peer: Peer, _ db: Database) throws -> Int64 {
    if let number = try find(peer, db) { return number }
    try db.prepared("INSERT INTO conversation (key, tail) VALUES (?, ?)").run(.text(peer.key), Value(peer.tail))
    return db.lastInsertedRowID
  }
}

/// The last entry that each conversation's row holds.
enum LastEntries {
  /// Finds it anew for all of them, or for those of a condition put behind it.
  static let update = """
    UPDATE conversation SET (last, last_at, last_stream, last_id) =
      (SELECT row, at, stream, id FROM message WHERE peer = conversation.peer
        ORDER BY at DESC, stream DESC, id DESC LIMIT 1)
    """
}

extension Peer {
  /// How many digits two spellings of one number must share at their ends.
  static let shortestSuffix = 8

  /// The last digits of a number that is long enough to be told by them.
  var tail: String? {
    guard isNumber else { return nil }
    let digits = significantDigits
    return digits.utf8.count >= Peer.shortestSuffix ? String(digits.suffix(Peer.shortestSuffix)) : nil
  }

  /// The digits without what only says how the number is dialled.
  var significantDigits: Substring {
    (key.first == "+" ? key.dropFirst() : key[...]).drop { $0 == "0" }
  }

  /// Whether both may be the same telephone, one of them written without its country.
  func mayBe(_ other: Peer) -> Bool {
    if key == other.key { return true }
    guard let tail, tail == other.tail, key.first != "+" || other.key.first != "+" else { return false }
    return significantDigits.hasSuffix(other.significantDigits) || other.significantDigits.hasSuffix(significantDigits)
  }
}
