/// The quiet hours of an account, by its clock.
public struct QuietClock: Hashable, Sendable {
  public let hours: QuietHours
  public let zone: ZoneRules

  public init(_ hours: QuietHours, zone: ZoneRules) {
    self.hours = hours
    self.zone = zone
  }

  /// When the quiet hours end that an instant is in; nil outside of them.
  public func end(at instant: Timestamp) -> Timestamp? {
    let clock = zone.civil(instant)
    guard hours.contain(clock) else { return nil }
    let minutes = (hours.until - clock.hour * 60 - clock.minute + 1_440) % 1_440
    let left = Int64(minutes == 0 ? 1_440 : minutes) * 60 - Int64(clock.second)
    return Timestamp(seconds: instant.milliseconds / 1_000 + left)
  }
}

extension OutboxItem {
  /// Whether quiet hours do not hold it up: the operator wanted it so, or the server keeps it until its time.
  public var mayLeaveInQuietHours: Bool {
    options.schedule != nil || overrides.contains { $0.kind == .quietHours }
  }

  /// Why it is not on its way, as far as the clock tells; nil for no such reason.
  public func waitsForQuietHours(_ quiet: QuietClock?, at now: Timestamp) -> String? {
    guard state == .queued, !mayLeaveInQuietHours, let quiet, quiet.end(at: now) != nil else { return nil }
    return "waits for the end of the quiet hours, \(quiet.hours.untilText)"
  }
}
