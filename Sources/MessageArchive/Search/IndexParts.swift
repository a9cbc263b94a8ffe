import GRDB

/// The parts in which the index of words lies on the disk.
///
/// Each transaction adds one, and a search looks for its words in all of them. SQLite joins those of like size by and by
/// and leaves some of every size, which makes a search twice as slow as in a single part.
struct IndexParts {
  /// How many pages each has, at most.
  private let sizes: [Int64]

  /// More than this many are joined.
  private static let usual = 6
  /// Where the index is smaller, in pages, it does not matter.
  private static let worthwhile: Int64 = 250
  /// Pages that one transaction of the upkeep writes: some tens of milliseconds.
  private static let stride = 150

  init(_ db: Database) throws {
    sizes = try db.prepared(
      """
      WITH RECURSIVE part (id) AS (
        SELECT min(segid) FROM message_search_idx
        UNION ALL SELECT (SELECT min(segid) FROM message_search_idx WHERE segid > id) FROM part WHERE id IS NOT NULL)
      SELECT (SELECT pgno / 2 FROM message_search_idx WHERE segid = id ORDER BY term DESC LIMIT 1)
      FROM part WHERE id IS NOT NULL
      """
    ).rows([]) { $0.integer(0) }
  }

  /// Whether they are many, and so much lies outside the largest that writing all of it anew is not for a little.
  var areScattered: Bool {
    let whole = sizes.reduce(0, +)
    let outside = whole - (sizes.max() ?? 0)
    return sizes.count > IndexParts.usual && whole >= IndexParts.worthwhile && outside * 4 >= whole
  }

  /// Goes on making one of all of them. Whether there was anything to do.
  static func join(_ db: Database) throws -> Bool {
    let before = db.totalChangesCount
    try db.prepared("INSERT INTO message_search (message_search, rank) VALUES ('merge', ?)")
      .run(.integer(-Int64(stride)))
    // The order itself counts as one change.
    return db.totalChangesCount - before >= 2
  }
}
