/// What speaks for and against each row of the outgoing list being a message of unknown fate: the evidence that the
/// operator settles by, and the rule by which the engine does.
public struct SettlementCase: Hashable, Sendable {
  /// Why a row is, or is not, the message.
  public enum Verdict: Hashable, Sendable {
    /// It can be nothing else.
    case proof
    /// It could be, and so could another row.
    case oneOfSeveral
    /// The server knew it before the message was sent.
    case belowFence
    case otherText
    /// It was sent before the message or long after.
    case otherTime
    /// It is known to be another message of the outbox.
    case taken(by: OutboxItemID)
    /// Another message of the outbox, of which no row is known, could have it as well.
    case rival(OutboxItemID)

    /// In plain words, without a full stop.
    public var sentence: String {
      switch self {
      case .proof: "it can be nothing else"
      case .oneOfSeveral: "it fits, and so does another row"
      case .belowFence: "the server had it before this was sent"
      case .otherText: "another text"
      case .otherTime: "not at the time at which this was sent"
      case .taken(let item): "it is item \(item.rawValue) of the outbox"
      case .rival(let item): "it may as well be item \(item.rawValue) of the outbox"
      }
    }
  }

  /// A row for the same number, with what it is worth.
  public struct Candidate: Hashable, Sendable {
    public let row: OutgoingMessage
    /// The best estimate of when it was, on our clock.
    public let at: Timestamp
    public let verdict: Verdict

    public init(row: OutgoingMessage, at: Timestamp, verdict: Verdict) {
      self.row = row
      self.at = at
      self.verdict = verdict
    }
  }

  public let item: OutboxItem
  /// When its bytes began to leave.
  public let sentAt: Timestamp
  /// Rows for the same number since about then, newest first.
  public let candidates: [Candidate]
  /// Why it is unknown and what was found, one sentence each.
  public let sentences: [String]
  /// How a row is judged, one sentence each; none where no row can tell.
  public let rules: [String]

  public init(
    item: OutboxItem, sentAt: Timestamp, candidates: [Candidate], sentences: [String], rules: [String] = []
  ) {
    self.item = item
    self.sentAt = sentAt
    self.candidates = candidates
    self.sentences = sentences
    self.rules = rules
  }

  /// The row that proves that it went.
  public var proof: OutgoingMessage? { candidates.first { $0.verdict == .proof }?.row }
}
