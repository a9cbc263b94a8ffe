/// How far what was sent lately has come, as the server's list tells it.
public struct DeliveryFigures: Hashable, Sendable {
  /// The stretch of time that is looked at.
  public static let period = Duration.seconds(24 * 3_600)
  /// More messages than this are not looked at: the newest count, and the period is shorter then.
  public static let most = 5_000

  /// One message in the list.
  public struct Row: Hashable, Sendable {
    public let at: Timestamp
    public let status: DeliveryStatus
    /// From the server's date to its last report, in whole seconds of the server's own clock; nil before there is one.
    public let took: Int?

    public init(at: Timestamp, status: DeliveryStatus, took: Int?) {
      self.at = at
      self.status = status
      self.took = took
    }
  }

  /// When it was looked.
  public let at: Timestamp
  /// The beginning of the period.
  public let since: Timestamp
  public private(set) var total = 0
  public private(set) var pending = 0
  public private(set) var sent = 0
  public private(set) var failed = 0
  public private(set) var delivered = 0
  /// The oldest of the pending ones.
  public private(set) var oldestPending: Timestamp?
  /// Half of the delivered ones took no longer, in seconds.
  public let median: Int?
  /// Of twenty delivered ones nineteen took no longer.
  public let slow: Int?
  /// Messages in each hour back from `at`, the oldest first.
  public private(set) var hours = [Int](repeating: 0, count: 24)

  /// - Parameter newestFirst: the messages of the period, the newest first; `most` of them mean that there are more.
  public init(newestFirst rows: [Row], at: Timestamp) {
    self.at = at
    let isCut = rows.count >= DeliveryFigures.most
    since = isCut ? rows.last?.at ?? at : at - DeliveryFigures.period
    // A clock that was put right between the two dates tells nothing of how long it took.
    let times = rows.compactMap { row in row.status == .delivered ? row.took.flatMap { $0 >= 0 ? $0 : nil } : nil }
      .sorted()
    median = times.isEmpty ? nil : times[(times.count - 1) / 2]
    slow = times.isEmpty ? nil : times[(times.count * 19 + 19) / 20 - 1]
    for row in rows { count(row) }
  }

  /// Whether the period is shorter, since there were too many.
  public var isCut: Bool { total >= DeliveryFigures.most }

  private mutating func count(_ row: Row) {
    total += 1
    switch row.status {
    case .pending:
      pending += 1
      oldestPending = min(row.at, oldestPending ?? row.at)
    case .sent: sent += 1
    case .failed: failed += 1
    case .delivered: delivered += 1
    case .other: break
    }
    let hour = Int(at.since(row.at).wholeSeconds / 3_600)
    if hours.indices.contains(hour) { hours[23 - hour] += 1 }
  }
}
