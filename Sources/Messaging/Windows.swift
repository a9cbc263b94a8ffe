/// Which rows of a long list are wanted. Lists stand newest first; a window is asked for by a row at its edge, never
/// by a count from the start.
public enum WindowRequest<Cursor: Hashable & Sendable>: Hashable, Sendable {
  case newest(count: Int)
  case oldest(count: Int)
  /// Rows newer than the cursor, nearest to it.
  case newer(than: Cursor, count: Int)
  /// Rows older than the cursor, nearest to it.
  case older(than: Cursor, count: Int)
  /// The row at the cursor if it is still there, with as many on each side.
  case around(Cursor, each: Int)
}

/// Consecutive rows of a long list, newest first.
public struct RowWindow<Row: Hashable & Sendable>: Hashable, Sendable {
  public var rows: [Row]
  /// Whether nothing newer exists.
  public var reachesNewest: Bool
  /// Whether nothing older exists.
  public var reachesOldest: Bool

  public init(rows: [Row] = [], reachesNewest: Bool = true, reachesOldest: Bool = true) {
    self.rows = rows
    self.reachesNewest = reachesNewest
    self.reachesOldest = reachesOldest
  }
}
