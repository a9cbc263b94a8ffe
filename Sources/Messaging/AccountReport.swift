/// Why polls come as often as they do.
public enum PollPace: String, Hashable, Sendable, Codable {
  /// Something arrived or was sent lately.
  case active
  case idle
  /// Nobody pressed a key for a while.
  case away
}

/// What an engine did in this run, in figures: for an operator who wants to know what the server is asked.
public struct AccountReport: Hashable, Sendable, Codable {
  /// Requests by operation, as the protocol names it.
  public var requests: [String: Int] = [:]
  /// How many of them fetched history, and how many of those a minute may make.
  public var historyRequests = 0
  public var historyBudget = 0
  public var startedAt: Timestamp
  public var polls = 0
  public var pace: PollPace
  /// Between two polls at the moment.
  public var interval: Duration
  public var followUp = FollowUpFigures()

  public init(startedAt: Timestamp, pace: PollPace, interval: Duration) {
    self.startedAt = startedAt
    self.pace = pace
    self.interval = interval
  }
}

/// How outgoing messages are followed to their final status: by which questions, and what those told.
public struct FollowUpFigures: Hashable, Sendable, Codable {
  /// A way of asking.
  public enum Plan: String, Hashable, Sendable, Codable, CaseIterable {
    /// The newest page of the outgoing list.
    case newest
    /// All messages of a submission.
    case queue
    /// All messages of a day.
    case day
    /// One message.
    case single
  }

  /// Followed at the moment; the others without a final status are beyond the age to which they are.
  public var followed = 0
  /// By plan: how many requests, and of how many messages they brought the status that was asked for.
  public var requests: [Plan: Int] = [:]
  public var messages: [Plan: Int] = [:]

  public init() {}
}
