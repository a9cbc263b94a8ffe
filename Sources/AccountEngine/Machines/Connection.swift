import Messaging

/// Whether the server may be asked, and when.
///
/// After a refused login nothing leaves until the operator says so: every check that fails counts, and after the
/// eleventh the server shuts out the whole address, for every account and for ever.
struct Connection: Hashable, Sendable {
  private(set) var phase: AccountStatus.Phase
  private var backoff: Backoff
  /// Since when something always failed before all that is read in one go was read; nil while all is well.
  private(set) var troubledSince: Timestamp?

  /// - Parameter pausedBecause: why a login was refused that nobody has resumed since; nil to begin by asking.
  init(backoff: Backoff, pausedBecause: String? = nil) {
    self.backoff = backoff
    phase = pausedBecause.map { .paused(why: $0) } ?? .connecting
  }

  var mayAsk: Bool {
    switch phase {
    case .connecting, .live, .offline: true
    case .paused: false
    }
  }

  var isLive: Bool { phase == .live }

  /// A reply came that the protocol knows. One that was on its way when the login was refused changes nothing. One
  /// reply does not end a trouble: the next may fail again, and the server is spared until all goes well.
  mutating func answered() {
    guard mayAsk else { return }
    phase = .live
  }

  /// All that is read in one go was read.
  /// - Returns: since when that had failed, if it had.
  mutating func recovered() -> Timestamp? {
    guard isLive else { return nil }
    backoff.succeeded()
    defer { troubledSince = nil }
    return troubledSince
  }

  /// - Parameter random: between 0 and 1.
  mutating func failed(at now: Timestamp, why: String, random: Double) {
    switch phase {
    case .paused: return
    case .offline(_, let nextTry, _):
      // Two requests that failed together are one failure.
      if nextTry.wait(at: now, longest: backoff.longest) > .zero { return }
    case .connecting, .live: break
    }
    let since = troubledSince ?? now
    troubledSince = since
    phase = .offline(since: since, nextTry: now + backoff.failed(random: random), why: why)
  }

  mutating func loginRefused(why: String) { phase = .paused(why: why) }

  /// The operator wants the server asked again, whatever it said last.
  mutating func resumed() {
    backoff.succeeded()
    troubledSince = nil
    phase = .connecting
  }

  /// The operator does not want to wait for the retry.
  mutating func hurry() {
    guard case .offline(let since, _, let why) = phase else { return }
    phase = .offline(since: since, nextTry: since, why: why)
  }

  /// How long a retry has to wait; zero when nothing failed.
  func wait(at now: Timestamp, longest: Duration) -> Duration {
    guard case .offline(_, let nextTry, _) = phase else { return .zero }
    return nextTry.wait(at: now, longest: longest)
  }
}
