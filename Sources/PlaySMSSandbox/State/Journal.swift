/// One submission that the sandbox took: the judge of every test about sending.
public struct SandboxSubmission: Sendable, Hashable {
  /// The username of the sender.
  public let username: String
  /// The destination as it was echoed.
  public let to: String
  /// The text as it was kept.
  public let msg: String
  /// Nil for a message to another account.
  public let smslogID: Int64?
  public let queue: String
  /// Milliseconds since 1970.
  public let at: Int64
}

/// One request as it came, without its secrets.
public struct SandboxRequestRecord: Sendable, Hashable {
  /// The operation, empty when there was none.
  public let op: String
  /// All parameters but tokens, passwords and login keys.
  public let parameters: [String: String]
  /// Milliseconds since 1970.
  public let at: Int64
}

/// What the sandbox remembers for tests.
struct Journal: Sendable {
  private static let longest = 10_000

  var accepted: [SandboxSubmission] = []
  private(set) var requests: [SandboxRequestRecord] = []
  private(set) var counts: [String: Int] = [:]

  /// Notes a request. Only the last ones are kept, so that a demo may run for weeks; the counts are of all.
  mutating func note(_ parameters: Parameters, at now: Int64) {
    counts[parameters.operation, default: 0] += 1
    if requests.count >= Journal.longest { requests.removeFirst(Journal.longest / 2) }
    requests.append(
      SandboxRequestRecord(op: parameters.operation, parameters: parameters.loggable, at: now))
  }
}
