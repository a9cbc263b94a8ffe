import Messaging

/// When to poll next: fast after something happened, slow when idle, slower when nobody looks.
///
/// It answers with a wait from now, never with an instant in a plan, so a machine that slept makes up for nothing and a
/// clock that was put back delays none.
struct Cadence: Hashable, Sendable {
  private let idle: Duration
  private let active: Duration
  private let activeFor: Duration
  private let away: Duration
  private let awayAfter: Duration
  private let jitter: Double
  private var lastPoll: Timestamp?
  private var lastActivity: Timestamp?
  private var lastAttention: Timestamp?
  private var factor = 1.0
  /// Whether one more poll is wanted than the one that is under way.
  private var isHurried = false
  /// Whether older messages had their turn since the last poll.
  private var historyHadItsTurn = true

  init(settings: EngineSettings) {
    idle = settings.idleInterval
    active = min(settings.activeInterval, settings.idleInterval)
    activeFor = settings.activeFor
    away = max(settings.awayInterval, settings.idleInterval)
    awayAfter = settings.awayAfter
    jitter = settings.jitter
  }

  /// Something arrived or was sent.
  mutating func activity(at now: Timestamp) { lastActivity = now }

  /// Somebody looks.
  mutating func attention(at now: Timestamp) { lastAttention = now }

  /// The next poll is wanted at once.
  mutating func hurry() {
    lastPoll = nil
    isHurried = true
  }

  /// A poll begins. One that is wanted from now on is another: what this one has read already may have changed.
  mutating func pollBegins() { isHurried = false }

  /// - Parameter random: between 0 and 1.
  mutating func polled(at now: Timestamp, random: Double) {
    // The start counts as a look, and so does a clock that was put back: without a look nobody could be away.
    if lastAttention.map({ now < $0 }) ?? true { lastAttention = now }
    lastPoll = isHurried ? nil : now
    historyHadItsTurn = false
    factor = 1 + jitter * (2 * min(max(random, 0), 1) - 1)
  }

  mutating func historyWasRead() { historyHadItsTurn = true }

  /// Whether one request for older messages goes before a poll that is due: on a machine or a server so slow that polls
  /// take as long as the time between them, none would ever go.
  var givesWayToHistory: Bool { !historyHadItsTurn && lastPoll != nil }

  /// How long to wait for the next poll; zero when it is due.
  func wait(at now: Timestamp) -> Duration {
    guard let lastPoll else { return .zero }
    let interval = interval(at: now) * factor
    let elapsed = now.since(lastPoll)
    // The last poll lies ahead of a clock that was put back: it is due, since nobody knows how long ago it was.
    guard elapsed >= .zero else { return .zero }
    return max(.zero, interval - elapsed)
  }

  /// What the intervals follow at the moment.
  func pace(at now: Timestamp) -> PollPace {
    if let lastActivity {
      let quiet = now.since(lastActivity)
      if quiet >= .zero && quiet < activeFor { return .active }
    }
    if let lastAttention, now.since(lastAttention) >= awayAfter { return .away }
    return .idle
  }

  /// Between two polls at the moment.
  func interval(at now: Timestamp) -> Duration {
    switch pace(at: now) {
    case .active: active
    case .idle: idle
    case .away: away
    }
  }
}
