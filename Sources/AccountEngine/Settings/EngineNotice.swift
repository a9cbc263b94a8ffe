import Messaging

/// Something that the operator should read: in the log pane, and as a toast.
///
/// Sentences are plain and carry their code last. No token, text or number is in them, and nothing of a stranger's;
/// those stand in `about` alone.
public struct EngineNotice: Hashable, Sendable {
  public enum Level: Hashable, Sendable {
    /// For the log alone.
    case detail
    case info
    case warning
    case error
  }

  public let at: Timestamp
  public let level: Level
  public let sentence: String
  /// What to do about it; empty when there is nothing to do.
  public let hint: String
  /// Whether it stays until somebody acknowledges it.
  public let isSticky: Bool
  /// The outbox item that it is about.
  public let item: OutboxItemID?
  /// Whom that is for and how it begins. For the screen only: it goes into no log.
  public let about: UntrustedText?

  public init(
    at: Timestamp, level: Level, sentence: String, hint: String = "", isSticky: Bool = false,
    item: OutboxItemID? = nil, about: UntrustedText? = nil
  ) {
    self.at = at
    self.level = level
    self.sentence = sentence
    self.hint = hint
    self.isSticky = isSticky
    self.item = item
    self.about = about
  }
}

/// Why the engine did not do what it was asked to.
public struct EngineFault: Error, Hashable, Sendable {
  /// What happened, for the operator.
  public let sentence: String
  /// What to do about it.
  public let hint: String
  /// For the log; nothing secret is in it.
  public let detail: String
}
