/// How far a place's clocks are from UTC, and since when: enough to show an instant as local time without asking the
/// system while drawing.
public struct ZoneRules: Hashable, Sendable {
  /// From an instant on, clocks are this many seconds ahead of UTC.
  public struct Transition: Hashable, Sendable {
    public let from: Timestamp
    public let offset: Int

    public init(from: Timestamp, offset: Int) {
      self.from = from
      self.offset = offset
    }
  }

  /// The offset before the first transition, in seconds east of UTC.
  public let initialOffset: Int
  /// Ascending by instant.
  public let transitions: [Transition]

  public init(initialOffset: Int = 0, transitions: [Transition] = []) {
    self.initialOffset = initialOffset
    self.transitions = transitions
  }

  /// Clocks that show UTC.
  public static let utc = ZoneRules()

  /// Seconds east of UTC at an instant.
  public func offset(at instant: Timestamp) -> Int {
    transitions.last { $0.from <= instant }?.offset ?? initialOffset
  }

  /// What clocks here show at an instant.
  public func civil(_ instant: Timestamp) -> CivilTime {
    CivilTime(secondsSince1970: instant.seconds + Int64(offset(at: instant)))
  }
}
