import Messaging

/// How far back messages are fetched.
public enum HistoryLimit: Hashable, Sendable {
  /// Everything that the server still has.
  case all
  /// The last so many days, counted from the server's own date.
  case days(Int)
  /// Only what stands on the newest page, and what comes from now on.
  case none
}

/// How an engine works: intervals, sizes of pages, limits. The defaults suit an operator at a real server.
public struct EngineSettings: Hashable, Sendable {
  /// Between two polls when nothing happens.
  public var idleInterval: Duration = .seconds(15)
  /// Between two polls after something arrived or was sent.
  public var activeInterval: Duration = .seconds(3)
  /// How long after an arrival or a send polls come fast.
  public var activeFor: Duration = .seconds(60)
  /// Between two polls when nobody looks.
  public var awayInterval: Duration = .seconds(60)
  /// After how long without a key nobody is taken to look.
  public var awayAfter: Duration = .seconds(600)
  /// The part of a poll's interval by which chance shortens or lengthens it.
  public var jitter = 0.1
  /// The longest wait before the first retry after a failure; it doubles with each further failure.
  public var firstRetry: Duration = .seconds(1)
  /// The longest wait between two retries.
  public var longestRetry: Duration = .seconds(60)

  /// Rows asked for at first contact.
  public var newestPage = 100
  /// Rows asked for when the newest outgoing messages are looked at, for late ones among them.
  public var lookPage = 20
  /// Between two such looks while nothing happens. Whatever is known to be under way is followed besides.
  public var lookInterval: Duration = .seconds(60)
  /// Rows asked for first when catching up; a full page is asked again four times as large.
  public var catchUpPage = 100
  /// The largest page ever asked for. Above some 50,000 rows servers answer 500 with an empty body.
  public var largestPage = 20_000
  /// How many ids below the mark are asked for again, for rows whose insertion was overtaken by a later one.
  public var overlap: Int64 = 50

  public var history: HistoryLimit = .days(90)
  /// Rows asked for of a window of history.
  public var historyPage = 5_000
  /// How many requests a minute history may make beside the polls; half of them at once. A server answers a window in
  /// a tenth to a quarter of a second, one at a time, and polls go first: so many occupy less than half of one of its
  /// workers, and the first sync of 100,000 messages waits for nothing but the server.
  public var historyPerMinute = 240

  /// When outgoing messages without a final status are asked about again, by their age.
  public var followUp = FollowUpGaps()
  /// How many requests a poll may make to follow messages to their final status.
  public var followUpsPerTick = 4

  /// Between two readings of all contacts and groups.
  public var contactsInterval: Duration = .seconds(3_600)
  /// How long a stopping engine waits for the reply to a message that is already on its way.
  public var sendGrace: Duration = .seconds(5)
  /// How long after a send of unknown outcome a row may settle it.
  public var settleWithin: Duration = .seconds(3 * 86_400)

  /// The zone in which the server reads `schedule`. A message whose time has passed before it could leave is not sent;
  /// nil leaves that to the server, which sends it at once.
  public var scheduleZone: ZoneRules?
  /// A message that was delayed into these hours waits for their end, unless it was meant for them.
  public var quietHours: QuietClock?

  public init() {}
}

/// How long to wait before an outgoing message is asked about again, wider with its age.
public struct FollowUpGaps: Hashable, Sendable {
  /// Up to an age, this wait.
  public struct Step: Hashable, Sendable {
    public var upToAge: Duration
    public var gap: Duration

    public init(upToAge: Duration, gap: Duration) {
      self.upToAge = upToAge
      self.gap = gap
    }
  }

  /// Ascending by age. Nothing is asked about messages older than the last step.
  public var steps: [Step]

  public init(steps: [Step] = FollowUpGaps.usual) { self.steps = steps }

  /// As usual, but up to so many days.
  public static func days(_ days: Int) -> FollowUpGaps {
    let limit = Duration.seconds(Int64(max(1, days)) * 86_400)
    let earlier = usual.filter { $0.upToAge < limit }
    let gap = days > 7 ? Duration.seconds(12 * 3_600) : earlier.last?.gap ?? .seconds(1_800)
    return FollowUpGaps(steps: earlier + [Step(upToAge: limit, gap: max(gap, earlier.last?.gap ?? .zero))])
  }

  /// Seconds for the first minutes, hours after a day, nothing after a week.
  public static let usual = [
    Step(upToAge: .seconds(120), gap: .seconds(4)),
    Step(upToAge: .seconds(600), gap: .seconds(20)),
    Step(upToAge: .seconds(3_600), gap: .seconds(120)),
    Step(upToAge: .seconds(6 * 3_600), gap: .seconds(600)),
    Step(upToAge: .seconds(86_400), gap: .seconds(1_800)),
    Step(upToAge: .seconds(7 * 86_400), gap: .seconds(3 * 3_600)),
  ]

  /// The wait for a message of this age, or nil when it is too old to be asked about.
  func gap(atAge age: Duration) -> Duration? { steps.first { age <= $0.upToAge }?.gap }
}
