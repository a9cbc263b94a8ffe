import Messaging

/// Spaces requests that are in no hurry, so that they never crowd the polls.
struct RequestBudget: Hashable, Sendable {
  private let spacing: Duration
  private var lastAt: Timestamp?

  init(perMinute: Int) { spacing = .seconds(60) / max(1, perMinute) }

  mutating func spent(at now: Timestamp) { lastAt = now }

  /// How long the next one has to wait; zero when it may go.
  func wait(at now: Timestamp) -> Duration {
    guard let lastAt else { return .zero }
    let elapsed = now.since(lastAt)
    return elapsed < .zero ? spacing : max(.zero, spacing - elapsed)
  }
}
