import MessageArchive
import Messaging
import PlaySMS

/// What the engine tells about itself.
extension AccountEngine {
  /// How many requests left in this run, by operation.
  public func requestCounts() -> [String: Int] {
    Dictionary(uniqueKeysWithValues: requests.map { ($0.key.rawValue, $0.value) })
  }

  /// What was done in this run, in figures.
  public func report() -> AccountReport {
    let now = clock.now
    var report = AccountReport(
      startedAt: startedAt, pace: cadence.pace(at: now), interval: cadence.interval(at: now))
    report.requests = requestCounts()
    report.historyRequests = historyRequests
    report.historyBudget = settings.historyPerMinute
    report.polls = polls
    report.followUp = followUp.figures
    report.followUp.followed = followUp.rowCount
    return report
  }

  /// Reads from the archive what can be promised of each list.
  func readCompleteness() async {
    let found = try? await archived { archive throws(ArchiveError) in try await archive.completeness() }
    if let found { completeness = found }
  }

  /// Brings the status up to date and hands it on when it changed.
  func publish() {
    let before = status
    status.phase = phase
    status.interval = cadence.interval(at: clock.now)
    status.streams = completeness
    for stream in completeness.keys {
      status.streams[stream]?.readAt = streams[stream]?.readAt
      if stream == .outgoing { status.streams[stream]?.lookedAt = streams[stream]?.lookedAt }
      status.streams[stream]?.trouble = brokenParts[PollPart(stream)]
    }
    status.troubles = [:]
    for (part, why) in brokenParts where part.stream.map({ completeness[$0] == nil }) ?? true {
      status.troubles[part.rawValue] = why
    }
    let windowsLeft = completeness.values.reduce(0) { $0 + $1.windowsLeft }
    let isPlanned = completeness.count == Stream.allCases.count
    status.history = !isPlanned ? .waiting : windowsLeft == 0 ? .complete : .fetching(windowsLeft: windowsLeft)
    let unfinished = completeness.filter { $0.value.windowsLeft > 0 }.map(\.key)
    status.historyProgress = historyGauge.progress(of: unfinished, at: clock.now)
    if status != before || statusBoard.hasSaidNothing { statusBoard.send(status) }
  }

  /// A live connection is of no use to the operator while nothing of it can be kept.
  private var phase: AccountStatus.Phase {
    guard connection.isLive, let trouble = archiveTrouble else { return connection.phase }
    return .offline(since: trouble.since, nextTry: trouble.nextTry, why: trouble.why)
  }

  /// Tells once a minute, in the log alone, what following deliveries cost.
  func tellFollowUp() {
    let now = clock.now
    let waited = followUpToldAt.map { now.since($0) } ?? .seconds(60)
    guard followUp.figures.requests != followUpTold.requests, waited >= .seconds(60) || waited < .zero else { return }
    var asked = 0
    var parts: [String] = []
    var total = 0
    for plan in FollowUpFigures.Plan.allCases {
      let count = (followUp.figures.requests[plan] ?? 0) - (followUpTold.requests[plan] ?? 0)
      asked += (followUp.figures.messages[plan] ?? 0) - (followUpTold.messages[plan] ?? 0)
      total += count
      if count > 0 { parts.append(plan.words(count)) }
    }
    let requests = total == 1 ? "1 request" : "\(total) requests"
    tell(
      .detail,
      "Delivery of messages under way: \(asked == 1 ? "1 status" : "\(asked) statuses") asked for in \(requests), "
        + "\(parts.joined(separator: ", ")).")
    followUpTold = followUp.figures
    followUpToldAt = now
  }
}

extension FollowUpFigures.Plan {
  fileprivate func words(_ count: Int) -> String {
    switch self {
    case .newest: "\(count) for the newest page"
    case .queue: "\(count) by submission"
    case .day: "\(count) by day"
    case .single: "\(count) for a single message"
    }
  }
}
