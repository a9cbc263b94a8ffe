import Messaging

/// How much of history is there, and how long the rest takes.
///
/// Nobody can ask the server how many rows it has. What is told comes from how far ids, or dates where the operator set
/// a limit, have gone down; an account that is younger than its server is done sooner than this says, never later.
struct HistoryGauge: Hashable, Sendable {
  /// Milliseconds: what seems to take more than a year says only that ids are no measure here.
  private static let longest = 365 * 86_400_000.0
  /// Of each stream, between 0 and 1, as far as it could be told in this run.
  private var shares: [Stream: Double] = [:]
  private var began: (at: Timestamp, with: Double)? {
    get { beganAt.map { ($0, beganWith) } }
    set {
      beganAt = newValue?.at
      beganWith = newValue?.with ?? 0
    }
  }
  private var beganAt: Timestamp?
  private var beganWith = 0.0

  /// A page of history came, oldest row last.
  /// - Parameters:
  ///   - top: the highest id of the stream when it was met.
  ///   - newest: from when history goes back.
  mutating func pageArrived(
    _ rows: [(id: MessageID, dt: ServerDate)], of stream: Stream, reach: HistoryReach?, top: MessageID?,
    newest: CivilTime?
  ) {
    switch reach {
    case .everything:
      let ids = rows.map(\.id.rawValue).sorted()
      guard let top, top.rawValue > 0, !ids.isEmpty else { return }
      note(1 - Double(ids[ids.count / 2]) / Double(top.rawValue), of: stream)
    case .since(let day):
      guard let newest, let end = CivilTime(dateText: day), let oldest = rows.compactMap(\.dt.civil).min(),
        newest > end
      else { return }
      let whole = Double(newest.secondsSince1970 - end.secondsSince1970)
      note(Double(newest.secondsSince1970 - oldest.secondsSince1970) / whole, of: stream)
    case nil: return
    }
  }

  private mutating func note(_ share: Double, of stream: Stream) { shares[stream] = min(max(share, 0), 0.99) }

  /// What to show; nil where nothing can be told. The slowest stream counts.
  /// - Parameter unfinished: the streams with windows left.
  mutating func progress(of unfinished: [Stream], at now: Timestamp) -> AccountStatus.HistoryProgress? {
    guard !unfinished.isEmpty else {
      self = HistoryGauge()
      return nil
    }
    let known = unfinished.compactMap { shares[$0] }
    guard known.count == unfinished.count, let share = known.min() else { return nil }
    if began == nil || share < beganWith { began = (now, share) }
    return AccountStatus.HistoryProgress(percent: Int(share * 100), left: left(share, at: now))
  }

  /// Twenty seconds of the same speed are enough to tell, or a twentieth of the way.
  private func left(_ share: Double, at now: Timestamp) -> Duration? {
    guard let began else { return nil }
    let elapsed = now.since(began.at)
    let gained = share - began.with
    guard gained > 0, elapsed > .zero, gained >= 0.05 || elapsed >= .seconds(20) else { return nil }
    let left = (1 - share) / gained * Double(elapsed.wholeMilliseconds)
    return left < Self.longest ? .milliseconds(Int64(left.rounded())) : nil
  }
}
