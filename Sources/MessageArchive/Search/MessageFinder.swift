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
  /// Those of which rows are wanted and there are any.
  private let streams: [StreamCode]
  private let splitter: WordSplitter
  private let db: Database

  /// More rows than this outside the index, and it is not asked.
  private static let longestLag = 1_000
  /// More peers than this with the needle in name or number are found by looking one after the other.
  private static let mostPeers = 100

  /// - Parameter streams: where rows are wanted from.
  init(_ text: String, in streams: [StreamCode], _ db: Database) throws {
    self.db = db
    let present = try db.prepared("SELECT DISTINCT stream FROM tally WHERE rows > 0").rows([]) { $0.integer(0) }
    self.streams = streams.filter { present.contains($0.rawValue) }
    splitter = try WordSplitter()
    needle = try SearchNeedle(text, splitter)
    way = try MessageFinder.way(needle, splitter, self.streams, db)
  }

  private static func way(
    _ needle: SearchNeedle, _ splitter: WordSplitter, _ streams: [StreamCode], _ db: Database
  ) throws -> Way {
    let lag = try needle.words.isEmpty ? 0 : WordIndex(db).lag(limit: longestLag + 1)
    guard !needle.words.isEmpty, lag <= longestLag else { return .text }
    let peers = try PeerNumbers.all(matching: needle.text, limit: mostPeers + 1, db)
    guard peers.count <= mostPeers else { return .text }
    let query = try WordQuery(beginnings: needle.words, db)
    if !peers.isEmpty { return .words(query, peers: Array(peers)) }
    for stream in streams {
      guard let query else { break }
      if try !RowSource.index(query, of: stream, db).isEmpty() { return .words(query, peers: []) }
    }
    let late = try !RowSource.unindexed(db).rows(MomentRange(), limit: 1) { row in
      try streams.contains(row.stream) && splitter.text(row.words, hasWordsBeginning: needle.words)
    }.isEmpty
    return late ? .words(query, peers: []) : .text
  }

  /// Whether a text has all the words, the short ones too.
  func hasWords(_ text: String) throws -> Bool {
    try splitter.text(text, hasWordsBeginning: needle.words + needle.shortWords)
  }

  /// The rows of a stretch from its beginning on: at least `limit` of those that `accept` takes, or all there are, in
  /// order; whatever else lies in the second of the last one is there too.
  func rows(
    _ query: WordQuery?, peers: [Int64], _ range: MomentRange, limit: Int, where accept: (FoundRow) -> Bool
  ) throws -> [FoundRow] {
    var found: [Int64: FoundRow] = [:]
    var near = range
    func add(_ source: RowSource, where fits: (FoundRow) throws -> Bool) throws {
      let rows = try source.rows(near, limit: limit) { try accept($0) && fits($0) }
      guard !rows.isEmpty else { return }
      for row in rows { found[row.row] = row }
      // Where there are enough, what is farther is not asked of the other sources.
      guard found.count >= limit else { return }
      near = range.upTo(found.values.map(\.moment).sorted { range.newestFirst ? $0 > $1 : $0 < $1 }[limit - 1])
    }
    if let query {
      for stream in streams {
        // The index has tested the long words.
        try add(.index(query, of: stream, db)) { try needle.shortWords.isEmpty || hasWords($0.words) }
      }
    }
    for peer in peers { try add(.conversation(peer, db)) { streams.contains($0.stream) } }
    try add(.unindexed(db)) { try streams.contains($0.stream) && hasWords($0.words) }
    return found.values.sorted { range.newestFirst ? $0.moment > $1.moment : $0.moment < $1.moment }
  }
}

extension PeerNumbers {
  /// Peers of which the number, or the name of the contact, holds a text; at most `limit` of them are certain to be
  /// there.
  static func all(matching text: String, limit: Int, _ db: Database) throws -> Set<Int64> {
    let pattern = Value.text(LikePattern(containing: text).text)
    // In each of the three a peer comes once. Telling the same ones apart is not left to SQLite, which would gather all
    // of them for it.
    return Set(
      try db.prepared(
        """
        SELECT peer FROM conversation WHERE key LIKE ?1 ESCAPE '\\'
        UNION ALL \(PeerNames.peers("?1")) LIMIT ?2
        """
      ).rows([pattern, .integer(Int64(limit) * 3)]) { $0.integer(0) })
  }
}
