/// Whether the next frame waits a moment for rows that are being read, so that a key is one update and not two.
///
/// A read of this machine's archive takes well under a millisecond. Where it does not, nobody waits for it: not longer
/// than ``limit``, not again while the same rows are still missing, and not for the next ones after that either until
/// some have come in time.
struct Patience {
  /// Far below what a person notices.
  static let limit = Duration.milliseconds(4)

  /// Since when rows have been missing.
  private var since: ContinuousClock.Instant?
  private var isQuick = true

  /// When to draw at the latest; nil for at once.
  mutating func deadline(isAwaiting: Bool, now: ContinuousClock.Instant) -> ContinuousClock.Instant? {
    guard isAwaiting else {
      if let since { isQuick = now <= since + Patience.limit }
      since = nil
      return nil
    }
    let end = (since ?? now) + Patience.limit
    if since == nil { since = now }
    return isQuick && now < end ? end : nil
  }
}
