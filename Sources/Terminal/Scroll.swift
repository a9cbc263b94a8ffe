/// Rows that moved up or down together from one frame to the next.
public struct Scroll: Hashable, Sendable {
  /// The rows within which they moved; some come free at one end.
  public let rows: Range<Int>
  /// By how many rows they moved up; down when it is negative.
  public let distance: Int

  /// Where a row stood before; nil for one that came free. Other rows stayed.
  public func source(of row: Int) -> Int? {
    guard rows.contains(row) else { return row }
    return rows.contains(row + distance) ? row + distance : nil
  }
}

extension Frame {
  /// What moved by a few rows since another frame of the same size, where that is most of what changed: a step in a list.
  ///
  /// - Parameter changed: the rows between the first and the last that differ.
  public func scroll(in changed: Range<Int>, since before: Frame) -> Scroll? {
    let middle = (changed.lowerBound + changed.upperBound) / 2
    for distance in [1, -1, 2, -2, 3, -3] {
      // Mostly it did not, and a row or two show it.
      guard
        row(middle, equals: middle + distance, of: before) || row(middle + 1, equals: middle + 1 + distance, of: before)
      else { continue }
      var (first, last, evidence) = (Int.max, Int.min, 0)
      for index in changed where changed.contains(index + distance) && row(index, equals: index + distance, of: before)
      {
        first = min(first, index)
        last = index
        // Blanks that stay blank did not move.
        if !row(index, equals: index, of: before) { evidence += 1 }
      }
      guard evidence > 2 else { continue }
      let rows = min(first, first + distance)..<max(last, last + distance) + 1
      if evidence * 2 >= rows.count { return Scroll(rows: rows, distance: distance) }
    }
    return nil
  }

  /// The rows from the first to the last that differ from those of another frame of the same size; nil if none does.
  public func changedRows(since before: Frame) -> Range<Int>? {
    let rows = 0..<size.rows
    guard let first = rows.first(where: { !row($0, equals: $0, of: before) }),
      let last = rows.last(where: { !row($0, equals: $0, of: before) })
    else { return nil }
    return first..<last + 1
  }
}
