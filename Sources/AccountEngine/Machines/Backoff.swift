import Messaging

/// How long to leave a failing server alone: twice as long each time, up to a limit, shortened by chance so that many
/// clients do not come back at once.
struct Backoff: Hashable, Sendable {
  private let first: Duration
  let longest: Duration
  private(set) var failures = 0

  init(first: Duration, longest: Duration) {
    self.first = first
    self.longest = longest
  }

  /// - Parameter random: between 0 and 1; it takes away up to half of the wait.
  mutating func failed(random: Double) -> Duration {
    var wait = first
    for _ in 0..<min(failures, 62) where wait < longest { wait = wait * 2 }
    failures += 1
    return min(wait, longest) * (1 - min(max(random, 0), 1) / 2)
  }

  mutating func succeeded() { failures = 0 }
}
