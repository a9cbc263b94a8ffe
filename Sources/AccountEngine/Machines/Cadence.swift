import Messaging

/// When to poll next: fast after something happened, slow when idle.
///
/// It answers with a wait from now, never with an instant in a plan, so a machine that slept makes up for nothing and a
/// clock that was put back delays no poll beyond one interval.
struct Cadence: Hashable, Sendable {
  private let idle: Duration
  private let active: Duration
  private let activeFor: Duration
  private let jitter: Double
  private var lastPoll: Timestamp?
  private var lastActivity: Timestamp?
  private var factor = 1.0

  init(settings: EngineSettings) {
    idle = settings.idleInterval
    active = min(settings.activeInterval, settings.idleInterval)
    activeFor = settings.activeFor
    jitter = settings.jitter
  }

  /// Something arrived or was sent.
  mutating func activity(at now: Timestamp) { lastActivity = now }

  /// The next poll is wanted at once.
  mutating func hurry() { lastPoll = nil }

  /// - Parameter random: between 0 and 1.
  mutating func polled(at now: Timestamp, random: Double) {
    lastPoll = now
    factor = 1 + jitter * (2 * min(max(random, 0), 1) - 1)
  }

  /// How long to wait for the next poll; zero when it is due.
  func wait(at now: Timestamp) -> Duration {
    guard let lastPoll else { return .zero }
    let interval = interval(at: now) * factor
    let elapsed = now.since(lastPoll)
    guard elapsed >= .zero else { return interval }
    return max(.zero, interval - elapsed)
  }

  private func interval(at now: Timestamp) -> Duration {
    guard let lastActivity else { return idle }
    let quiet = now.since(lastActivity)
    return quiet >= .zero && quiet < activeFor ? active : idle
  }
}
