import Messaging

extension Timestamp {
  /// How long this moment of a plan is still off; zero when it has come.
  ///
  /// Nothing is planned further ahead than `longest`. What is further off than that was planned before the clock was
  /// put back, and is due: nobody knows how much of its wait has passed.
  func wait(at now: Timestamp, longest: Duration) -> Duration {
    let left = since(now)
    return left > longest ? .zero : max(.zero, left)
  }
}
