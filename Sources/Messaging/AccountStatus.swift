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

  public var phase: Phase
  public var username: String
  public var credit: Credit?
  /// When the server last answered.
  public var lastAnswer: Timestamp?
  /// The server's own clock minus ours at the last answer, in seconds.
  public var serverClockAhead: Int64
  /// Per stream, the id up to which nothing new is missing.
  public var completeTo: [Stream: MessageID]
  public var history: History

  public init(username: String) {
    phase = .connecting
    self.username = username
    credit = nil
    lastAnswer = nil
    serverClockAhead = 0
    completeTo = [:]
    history = .waiting
  }
}
