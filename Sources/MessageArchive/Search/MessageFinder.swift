import GRDB
import Messaging

/// Finds messages for what somebody typed: by the index where it can answer, one after the other where it cannot.
struct MessageFinder {
  /// How a needle is looked for. Which way it is follows from the needle and from what is in the archive, so that all
  /// windows of a list agree.
  enum Way {
    /// Messages in which the words begin words, and all of these peers.
    case words(WordQuery?, peers: [Int64])
    /// Messages, numbers and names that hold the needle as it stands.
    case text
  }

  let needle: SearchNeedle
  let way: Way
  private let splitter: WordSplitter
  private let db: Database

  /// More rows than this outside the index, and it is not asked.
  private static let longestLag = 1_000
  /// More peers than this with the needle in name or number are found by looking one after the other.
  private static let mostPeers = 100

  /// - Parameter streams: where rows are wanted from.
  init(_ text: String, in streams: [StreamCode], _ db: Database) throws {
    self.db = db
    splitter = try WordSplitter(db)
    needle = try SearchNeedle(text, splitter)
    way = try MessageFinder.way(needle, splitter, streams, db)
  }

  private static func way(
    _ needle: SearchNeedle, _ splitter: WordSplitter, _ streams: [StreamCode], _ db: Database
  ) throws -> Way {
    let lag = try needle.words.isEmpty ? 0 : WordIndex(db).lag(limit: longestLag + 1)
    guard !needle.words.isEmpty, lag <= longestLag else { return .text }
    let peers = try PeerNumbers.all(matching: needle.text, limit: mostPeers + 1, db)
    guard peers.count <= mostPeers else { return .text }
    let query = try WordQuery(beginnings: needle.words, db)
    if !peers.isEmpty { return .words(query, peers: peers) }
    for stream in streams {
      guard let query else { break }
      if try !RowSource.index(query, of: stream, db).fetch(MomentRange(), 1).isEmpty {
        return .words(query, peers: [])
      }
    }
    let late = try RowSource.unindexed(db).fetch(MomentRange(), .max).contains { row in
      try streams.contains(row.stream) && splitter.text(row.words, hasWordsBeginning: needle.words)
    }
    return late ? .words(query, peers: []) : .text
  }

  /// Whether a text has all the words, the short ones too.
  func hasWords(_ text: String) throws -> Bool {
    try splitter.text(text, hasWordsBeginning: needle.words + needle.shortWords)
  }

  /// The rows of a stretch from its beginning on: at least `limit` of those that `accept` takes, or all there are, in
  /// order; whatever else lies in the second of the last one is there too.
  func rows(
    _ query: WordQuery?, peers: [Int64], in streams: [StreamCode], _ range: MomentRange, limit: Int,
    where accept: (FoundRow) -> Bool
  ) throws -> [FoundRow] {
    var found: [Int64: FoundRow] = [:]
    func add(_ rows: [FoundRow]) { for row in rows { found[row.row] = row } }
    if let query {
      for stream in streams {
        try add(
          RowSource.index(query, of: stream, db).rows(range, limit: limit) { row in
            // The index has tested the long words.
            try accept(row) && (needle.shortWords.isEmpty || hasWords(row.words))
          })
      }
    }
    let wanted = Set(streams)
    for peer in peers {
      try add(
        RowSource.conversation(peer, db).rows(range, limit: limit) { wanted.contains($0.stream) && accept($0) })
    }
    try add(
      RowSource.unindexed(db).rows(range, limit: limit) { row in
        try wanted.contains(row.stream) && accept(row) && hasWords(row.words)
      })
    return found.values.sorted { range.newestFirst ? $0.moment > $1.moment : $0.moment < $1.moment }
  }
}

extension PeerNumbers {
  /// Peers of which the number, or the name of the contact, holds a text.
  static func all(matching text: String, limit: Int, _ db: Database) throws -> [Int64] {
    let pattern = Value.text(LikePattern(containing: text).text)
    return try db.prepared(
      """
      SELECT peer FROM conversation WHERE key LIKE ?1 ESCAPE '\\'
      UNION SELECT peer FROM conversation WHERE key IN (\(PeerNames.keys("?1")))
      UNION SELECT peer FROM conversation WHERE tail IN (\(PeerNames.tails("?1")))
      LIMIT ?2
      """
    ).rows([pattern, .integer(Int64(limit))]) { $0.integer(0) }
  }
}
