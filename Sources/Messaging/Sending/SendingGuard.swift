/// What may speak against a send.
public enum SendingGuard: String, Hashable, Sendable, CaseIterable {
  /// The same text went to the same number within the window of the configuration.
  case sameText
  /// The number stands on the local stop list.
  case stopList
  /// A stop word came from the number lately.
  case stopWord
  /// It would leave within the quiet hours.
  case quietHours
  /// More messages a day than the configuration allows.
  case dailyCap
  /// Many recipients, or a group of which nobody knows the size: their number is typed.
  case manyRecipients
  /// Servers since 1.4.8 look for a group's code within names and codes and take the first that fits.
  case group
  /// The credit known does not cover the estimate.
  case credit
  /// The server may not know the sender ID and replace it.
  case sender
  /// The footer would jam the server's queue, or is changed by it.
  case footer
  /// The server would break on the text, or nothing of it would be left.
  case text
  /// `schedule` is past, malformed, or no time of the account's clock: the server would send at once.
  case schedule
  /// The number has more digits than the server keeps.
  case number
}

/// Something that speaks against a send, in words for the operator.
public struct GuardFinding: Hashable, Sendable {
  public enum Weight: Int, Hashable, Sendable, Comparable {
    /// Worth knowing.
    case tells
    /// Nothing is sent until the operator overrides it.
    case blocks
    /// Nothing overrides it.
    case refuses

    public static func < (left: Weight, right: Weight) -> Bool { left.rawValue < right.rawValue }
  }

  public let kind: SendingGuard
  public let weight: Weight
  /// For whom; nil when it is about the whole submission.
  public let destination: Destination?
  /// Begins in small letters, without a full stop, such as `same text 2 h ago`.
  public let sentence: String
  /// Since when it is so: an override from before was not said of it. Nil where no time tells.
  public let since: Timestamp?

  public init(
    kind: SendingGuard, weight: Weight, destination: Destination?, sentence: String, since: Timestamp? = nil
  ) {
    self.kind = kind
    self.weight = weight
    self.destination = destination
    self.sentence = sentence
    self.since = since
  }

  /// Whether nothing leaves because of it, after these overrides.
  public func stands(against overrides: [GuardOverride]) -> Bool {
    switch weight {
    case .tells: false
    case .blocks: !overrides.contains { $0.covers(self) }
    case .refuses: true
    }
  }
}
