import GRDB
import Messaging

/// Which conversations have messages with some words, or with a text as it stands.
///
/// Where few messages have the words, their conversations are looked up. Otherwise the conversations are walked along
/// and tested, since the next ones that fit are near; only when they are not, all messages are looked through after
/// all, once and in the order in which they lie.
final class ConversationFilter {
  /// All peers that fit, where they are few.
  private(set) var few: [Int64]?
  private var fitting: Set<Int64>
  private var isWhole = false
  private let test: any ConversationTest

  /// Conversations with messages that have some words, and those of some peers.
  /// - Parameter query: the long ones of the words; nil where no message that is in the index has them.
  init(_ finder: MessageFinder, _ query: WordQuery?, peers: [Int64], _ db: Database) throws {
    let hits = try WordHits(finder, query, db)
    test = hits
    fitting = Set(peers)
    let late = try RowSource.unindexed(db).rows(MomentRange(), limit: .max) { try finder.hasWords($0.words) }
    fitting.formUnion(late.map(\.peer))
    guard let found = try hits.fewPeers() else { return }
    fitting.formUnion(found)
    few = Array(fitting)
    isWhole = true
  }

  /// Conversations in which a message, the number or the name holds a text as it stands.
  /// - Parameter tests: how many messages are tested one by one; as many as cost about a tenth of looking at a million.
  init(text: String, tests: Int = 20_000, _ db: Database) throws {
    let pattern = Value.text(LikePattern(containing: text).text)
    test = try TextHits(pattern, tests: tests, db)
    fitting = Set(try db.prepared(PeerNames.peers("?1")).rows([pattern]) { $0.integer(0) })
  }

  /// Whether a conversation fits.
  func takes(_ peer: Int64) throws -> Bool {
    if fitting.contains(peer) { return true }
    if isWhole { return false }
    guard let isFitting = try test.passes(peer) else {
      fitting.formUnion(try test.all())
      isWhole = true
      return fitting.contains(peer)
    }
    if isFitting { fitting.insert(peer) }
    return isFitting
  }
}

/// Tells whether a message of a conversation is a hit.
protocol ConversationTest: AnyObject {
  /// Nil when so much was looked at that looking everywhere costs no more.
  func passes(_ peer: Int64) throws -> Bool?
  /// All that pass.
  func all() throws -> [Int64]
}
