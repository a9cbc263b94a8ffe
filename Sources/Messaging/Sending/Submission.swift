/// What the operator confirmed in the review: one text, each recipient on its own.
public struct Submission: Hashable, Sendable {
  public let destinations: [Destination]
  public let text: String
  public let options: SendOptions
  /// The draft that it was written as, removed in the same transaction.
  public let draft: DraftID?
  /// When that was saved last, as far as its writer knows: saved again elsewhere, it stays.
  public let draftSavedAt: Timestamp?
  /// The guards that the operator overrode knowingly. The outbox refuses what a guard holds back and none of these is for.
  public let overrides: [GuardOverride]

  public init(
    destinations: [Destination], text: String, options: SendOptions, draft: DraftID?, draftSavedAt: Timestamp? = nil,
    overrides: [GuardOverride] = []
  ) {
    self.destinations = destinations
    self.text = text
    self.options = options
    self.draft = draft
    self.draftSavedAt = draftSavedAt
    self.overrides = overrides
  }
}

/// The operator's word that a message is to go although a guard holds it back. It is kept with the item as evidence.
public struct GuardOverride: Hashable, Sendable {
  public let kind: SendingGuard
  /// For whom; nil for every recipient.
  public let destination: Destination?
  /// What the guard said, as the operator read it.
  public let finding: String
  /// What the operator did or typed to say so.
  public let said: String
  public let at: Timestamp

  public init(kind: SendingGuard, destination: Destination?, finding: String, said: String, at: Timestamp) {
    self.kind = kind
    self.destination = destination
    self.finding = finding
    self.said = said
    self.at = at
  }

  /// Whether it lets a finding pass: what came about after the operator's word was not meant by it.
  public func covers(_ finding: GuardFinding) -> Bool {
    guard kind == finding.kind, destination == nil || destination == finding.destination else { return false }
    return finding.since.map { $0 <= at } ?? true
  }
}
