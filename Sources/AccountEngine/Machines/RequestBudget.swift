import Messaging

/// Keeps requests that are in no hurry within so many a minute.
///
/// Half of them may go one after another, so that a first sync of usual size takes no longer than the server itself;
/// the other half is spread over the minute. No minute sees more than all of them, and a machine that slept has saved
/// up nothing but the first half. A server that is slow to answer gets a rest as long as its answer took, within limits.
struct RequestBudget: Hashable, Sendable {
  /// An answer within this time is no burden: a window of some thousand rows takes servers a tenth to half of it.
  static let quick = Duration.seconds(1)
  /// The longest rest. An answer seems to have taken hours after a clock was put right or the machine slept meanwhile.
  static let longestRest = Duration.seconds(60)

  private let most: Double
  private var left: Double
  private var countedAt: Timestamp?
  private var restUntil: Timestamp?
  private var rest = Duration.zero

  init(perMinute: Int) {
    most = max(1, Double(perMinute) / 2)
    left = most
    perSecond = max(0.5, Double(perMinute) / 2) / 60
  }

  private let perSecond: Double

  /// - Parameter count: how many have left since it was asked whether one may.
  mutating func spent(_ count: Int = 1, at now: Timestamp) {
    self.count(at: now)
    left -= Double(count)
  }

  /// - Parameter took: from the question to the whole answer.
  mutating func answered(after took: Duration, at now: Timestamp) {
    guard took > Self.quick else { return }
    rest = min(took, Self.longestRest)
    restUntil = now + rest
  }

  /// How long the next one has to wait; zero when it may go.
  func wait(at now: Timestamp) -> Duration {
    var budget = self
    budget.count(at: now)
    let missing = 1 - budget.left
    let wait = missing <= 0.000_001 ? Duration.zero : .milliseconds(Int64((missing / perSecond * 1_000).rounded(.up)))
    let resting = restUntil?.wait(at: now, longest: rest) ?? .zero
    return max(wait, resting)
  }

  private mutating func count(at now: Timestamp) {
    if let countedAt {
      let elapsed = now.since(countedAt)
      // After a clock was put back nobody knows how much has passed: one may go, and counting begins anew with it.
      left =
        elapsed < .zero
        ? max(left, 1) : min(most, left + Double(elapsed.wholeMilliseconds) / 1_000 * perSecond)
    }
    countedAt = now
  }
}
