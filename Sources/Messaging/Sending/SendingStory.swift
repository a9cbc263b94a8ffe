/// Where a message stands on its whole way, whoever knows it.
public enum SendingStage: String, Hashable, Sendable, CaseIterable {
  case draft
  case held
  case queued
  case inFlight
  /// The server took it and has not shown its row yet.
  case accepted
  /// The server took it for later and shows it only then.
  case scheduled
  case pending
  case sent
  case delivered
  case failed
  case rejected
  case unknown
  case cancelled
  /// An unknown one of which the operator said that it went.
  case settledSent
  /// An unknown one of which the operator said that it did not go, or a rejected one put aside.
  case settledUnsent
}

extension OutboxItem {
  /// Where it stands as far as the outbox knows: an accepted one whose row is not there yet is accepted, or scheduled.
  public var stage: SendingStage {
    switch state {
    case .held: .held
    case .queued: .queued
    case .inFlight: .inFlight
    case .accepted: options.schedule != nil ? .scheduled : .accepted
    case .rejected: .rejected
    case .unknown: .unknown
    case .cancelled: .cancelled
    case .settled(let went): went ? .settledSent : .settledUnsent
    }
  }
}

/// Everything that is known of one message that was written here: the journal of the outbox and the rows of the server,
/// told in order.
public struct SendingStory: Hashable, Sendable {
  /// One thing that happened.
  public struct Step: Hashable, Sendable {
    public let stage: SendingStage
    /// On our clock, as near as it is known.
    public let at: Timestamp
    /// How it is known, in our words.
    public let evidence: String
    /// What the server said or wrote: a status, a date, an answer. Empty for none.
    public let words: UntrustedText
    /// The server's row, for what a row shows.
    public let row: MessageID?

    public init(
      stage: SendingStage, at: Timestamp, evidence: String, words: UntrustedText = UntrustedText(""),
      row: MessageID? = nil
    ) {
      self.stage = stage
      self.at = at
      self.evidence = evidence
      self.words = words
      self.row = row
    }
  }

  public let item: OutboxItem
  /// Where it stands. Of a group: the least advanced of its messages.
  public let stage: SendingStage
  /// Oldest first.
  public let steps: [Step]
  /// For a group what became of its members, as far as that is known.
  public let group: GroupOutcome?

  public init(item: OutboxItem, stage: SendingStage, steps: [Step], group: GroupOutcome?) {
    self.item = item
    self.stage = stage
    self.steps = steps
    self.group = group
  }
}
