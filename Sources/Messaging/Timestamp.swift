/// An instant, as milliseconds since 1970-01-01 00:00:00 UTC.
public struct Timestamp: Hashable, Comparable, Sendable, Codable {
  public let milliseconds: Int64

  public init(milliseconds: Int64) { self.milliseconds = milliseconds }
  public init(seconds: Int64) { milliseconds = seconds &* 1_000 }

  /// Whole seconds since 1970, rounded down.
  public var seconds: Int64 { milliseconds.dividedDown(by: 1_000) }

  public static func < (left: Timestamp, right: Timestamp) -> Bool { left.milliseconds < right.milliseconds }

  /// The instant that lies `duration` later.
  public static func + (start: Timestamp, duration: Duration) -> Timestamp {
    Timestamp(milliseconds: start.milliseconds &+ duration.wholeMilliseconds)
  }

  /// The instant that lies `duration` earlier.
  public static func - (start: Timestamp, duration: Duration) -> Timestamp {
    Timestamp(milliseconds: start.milliseconds &- duration.wholeMilliseconds)
  }

  /// How long after `earlier` this is; negative when it is before.
  public func since(_ earlier: Timestamp) -> Duration {
    .milliseconds(milliseconds &- earlier.milliseconds)
  }
}

extension Int64 {
  /// The quotient, rounded towards the smaller number.
  func dividedDown(by divisor: Int64) -> Int64 {
    let (quotient, remainder) = quotientAndRemainder(dividingBy: divisor)
    return remainder < 0 ? quotient - 1 : quotient
  }
}

extension Duration {
  /// The duration in milliseconds, the rest cut off.
  public var wholeMilliseconds: Int64 {
    components.seconds &* 1_000 &+ components.attoseconds / 1_000_000_000_000_000
  }

  /// The duration in seconds, the rest cut off.
  public var wholeSeconds: Int64 { components.seconds }
}
