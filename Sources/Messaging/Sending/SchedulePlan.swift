/// When a scheduled message is to leave, on three clocks. The server reads `schedule` in the account's time zone, which
/// no operation tells, and sends at once whatever is past or cannot be read: that is refused here instead.
public struct SchedulePlan: Hashable, Sendable {
  public enum Fault: Error, Hashable, Sendable {
    /// No date and time that can be read.
    case malformed
    case past
    /// The account's clock never shows it: it is set forward then.
    case skipped

    public var sentence: String {
      switch self {
      case .malformed: "no date and time; write 2026-12-24 18:00"
      case .past: "this is past by the server's clock, and would be sent at once"
      case .skipped: "the account's clock is set forward then and never shows this time"
      }
    }
  }

  /// As it goes out, on the account's clock.
  public let wire: String
  /// The instant, on our clock.
  public let instant: Timestamp
  /// What the account's clock shows then.
  public let account: CivilTime
  /// What the operator's shows.
  public let local: CivilTime
  /// What the clock shows by which the server dates what it sends; nil when that is not known.
  public let server: CivilTime?
  /// Whether the account's zone is only taken to be the operator's.
  public let zoneIsGuessed: Bool
  /// The account's clock shows this time twice; the first one is meant.
  public let isAmbiguous: Bool

  /// Reads what the operator typed: `2026-12-24 18:00`, with or without seconds.
  ///
  /// - Parameters:
  ///   - zone: the account's, nil when it is not configured.
  ///   - serverTime: the server's clock now.
  ///   - serverOffset: see `SendingFacts.serverZoneOffset`.
  public init(
    _ typed: String, zone: ZoneRules?, local: ZoneRules, now: Timestamp, serverTime: Timestamp, serverOffset: Int?
  ) throws(Fault) {
    let text = typed.trimmingBlanks().replacing("T", with: " ")
    guard let civil = ServerDate(text.utf8.count == 16 ? text + ":00" : text).civil else { throw .malformed }
    let instants = (zone ?? local).instants(of: civil)
    guard let onServer = instants.first else { throw .skipped }
    // By the server's clock, which is the one that decides; a minute is left for the way.
    guard onServer.since(serverTime) >= .seconds(60) else { throw .past }
    wire = civil.text
    instant = onServer - serverTime.since(now)
    account = civil
    self.local = local.civil(instant)
    server = serverOffset.map { CivilTime(secondsSince1970: onServer.seconds + Int64($0)) }
    zoneIsGuessed = zone == nil
    isAmbiguous = instants.count > 1
  }

  /// Whether what went out as `schedule` is past by the server's clock; it would then be sent at once.
  public static func isPast(_ schedule: String, zone: ZoneRules, serverTime: Timestamp) -> Bool {
    guard let civil = ServerDate(schedule).civil, let instant = zone.instants(of: civil).first else { return true }
    return instant <= serverTime
  }

  /// How long from `now`: `5 h 12 min`.
  public func wait(from now: Timestamp) -> String { Span(instant.since(now)).text }
}

/// A length of time as people say it, in two units at most.
public struct Span: Hashable, Sendable {
  /// Such as `5 h 12 min`, `3 d`, `40 s`.
  public let text: String

  public init(_ duration: Duration) {
    let seconds = max(0, duration.wholeSeconds)
    let parts: [(Int64, String)] =
      switch seconds {
      case ..<60: [(seconds, "s")]
      case ..<3_600: [(seconds / 60, "min")]
      case ..<86_400: [(seconds / 3_600, "h"), (seconds / 60 % 60, "min")]
      default: [(seconds / 86_400, "d"), (seconds / 3_600 % 24, "h")]
      }
    text = parts.enumerated().filter { $0 == 0 || $1.0 > 0 }.map { "\($1.0) \($1.1)" }.joined(separator: " ")
  }

  /// The larger unit alone: `5 h`.
  public static func rough(_ duration: Duration) -> String {
    Span(duration).text.split(separator: " ").prefix(2).joined(separator: " ")
  }

  /// How long ago something was, in the larger unit alone: `5 h ago`, `just now`.
  public static func ago(_ duration: Duration) -> String {
    duration < .seconds(5) ? "just now" : "\(rough(duration)) ago"
  }
}

extension CivilTime {
  /// `YYYY-MM-DD HH:MM:SS`.
  public var text: String {
    let two = [month, day, hour, minute, second].map { $0 < 10 ? "0\($0)" : "\($0)" }
    let year = String(repeating: "0", count: max(0, 4 - String(self.year).count)) + String(self.year)
    return "\(year)-\(two[0])-\(two[1]) \(two[2]):\(two[3]):\(two[4])"
  }
}

extension ZoneRules {
  /// The instants at which clocks here show this: none where they are set forward over it, two where they are set back
  /// to it, the earlier first.
  public func instants(of civil: CivilTime) -> [Timestamp] {
    let offsets = Set([initialOffset] + transitions.map(\.offset))
    return offsets.map { Timestamp(seconds: civil.secondsSince1970 - Int64($0)) }
      .filter { self.civil($0) == civil }.sorted()
  }
}
