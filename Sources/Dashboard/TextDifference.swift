/// Where two texts differ, scalar by scalar: what was typed, and what the server keeps of it.
public struct TextDifference: Hashable, Sendable {
  /// One of the two texts, with the places that the other one has not.
  public struct Side: Hashable, Sendable {
    public let scalars: [Unicode.Scalar]
    /// Offsets of scalars that stand only here.
    public fileprivate(set) var own: Set<Int> = []
    /// Offsets before which the other one has something more.
    public fileprivate(set) var gaps: Set<Int> = []

    init(_ text: String) { scalars = Array(text.unicodeScalars) }

    /// The lines in which something differs, without their line ends.
    public var differingLines: [Range<Int>] {
      var lines: [Range<Int>] = []
      var start = 0
      for end in scalars.indices.filter({ scalars[$0] == "\n" }) + [scalars.count] {
        let differs = (start...end).contains { own.contains($0) || gaps.contains($0) }
        if differs { lines.append(start..<end) }
        start = end + 1
      }
      return lines
    }
  }

  public private(set) var before: Side
  public private(set) var after: Side
  /// Nothing differs.
  public var isEmpty: Bool { before.own.isEmpty && after.own.isEmpty }

  /// Beyond so many scalars between the first and the last difference, all of them count as changed: a message is far
  /// shorter, and comparing takes the square of it.
  private static let most = 2_000

  public init(from before: String, to after: String) {
    self.before = Side(before)
    self.after = Side(after)
    let (old, new) = (self.before.scalars, self.after.scalars)
    let start = zip(old, new).prefix { $0 == $1 }.count
    let end = zip(old[start...].reversed(), new[start...].reversed()).prefix { $0 == $1 }.count
    let (oldRange, newRange) = (start..<old.count - end, start..<new.count - end)
    guard oldRange.count <= TextDifference.most, newRange.count <= TextDifference.most else {
      self.before.own = Set(oldRange)
      self.after.own = Set(newRange)
      markGaps()
      return
    }
    for change in new[newRange].difference(from: old[oldRange]) {
      switch change {
      case .remove(let offset, _, _): self.before.own.insert(start + offset)
      case .insert(let offset, _, _): self.after.own.insert(start + offset)
      }
    }
    markGaps()
  }

  /// Walks both texts side by side; where one has something of its own, the other has a gap.
  private mutating func markGaps() {
    var (left, right) = (0, 0)
    while left < before.scalars.count || right < after.scalars.count {
      if before.own.contains(left) {
        after.gaps.insert(right)
        left += 1
      } else if after.own.contains(right) {
        before.gaps.insert(left)
        right += 1
      } else {
        left += 1
        right += 1
      }
    }
  }
}
