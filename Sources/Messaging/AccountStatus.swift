/// What is true of an account at this moment, as far as the engine knows.
public struct AccountStatus: Hashable, Sendable, Codable {
  /// What the engine is doing with the server.
  public enum Phase: Hashable, Sendable, Codable {
    /// Nothing was answered yet.
    case connecting
    case live
    /// The last exchange failed; the next one is tried by itself.
    case offline(since: Timestamp, nextTry: Timestamp, why: String)
    /// Nothing is asked until the operator says so.
    case paused(why: String)
  }

  /// How far history is known.
  public enum History: Hashable, Sendable, Codable {
    /// Not begun.
    case waiting
    /// Fetching; `windowsLeft` date windows are known to be missing.
    case fetching(windowsLeft: Int)
    case complete
  }

  /// How much of history is there, where that can be told.
  public struct HistoryProgress: Hashable, Sendable, Codable {
    /// Rounded down, never 100 while something is missing.
    public var percent: Int
    /// About how long the rest takes; nil while too little was seen to tell.
    public var left: Duration?

    public init(percent: Int, left: Duration? = nil) {
      self.percent = percent
      self.left = left
    }
  }

  public var phase: Phase
  /// Between two polls at the moment.
  public var interval: Duration
  public var username: String
  public var credit: Credit?
  /// When the server last answered.
  public var lastAnswer: Timestamp?
  /// The server's own clock minus ours at the last answer, in seconds.
  public var serverClockAhead: Int64
  /// What can be promised of each list; those not met yet are absent.
  public var streams: [Stream: Completeness]
  public var history: History
  public var historyProgress: HistoryProgress?
  /// What else the server does not give at the moment, by name, and why.
  public var troubles: [String: String]

  public init(username: String) {
    phase = .connecting
    interval = .seconds(15)
    self.username = username
    credit = nil
    lastAnswer = nil
    serverClockAhead = 0
    streams = [:]
    history = .waiting
    historyProgress = nil
    troubles = [:]
  }

  /// Per stream, the id up to which nothing is missing but what its completeness names.
  public var completeTo: [Stream: MessageID] { streams.compactMapValues(\.completeTo) }

  /// The moment up to which every list was read: no list is older. Nil until all were read once.
  public var syncedAt: Timestamp? {
    let moments = Stream.allCases.map { streams[$0]?.readAt }
    return moments.contains(nil) ? nil : moments.compactMap(\.self).min()
  }

  /// Lists that are older than so many seconds were not read when they should have been.
  public var lateAge: Int64 { max(60, interval.wholeSeconds * 2) }
}
