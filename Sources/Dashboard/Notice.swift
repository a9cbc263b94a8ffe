import Messaging

/// Something said to the operator. All of them stand in the log pane with their time.
public struct Notice: Hashable, Sendable {
  public enum Level: Hashable, Sendable {
    /// For the log pane alone.
    case detail
    case information
    case done
    case warning
    case fault
  }

  public let at: Timestamp
  public let level: Level
  /// A plain sentence, the server's code last. It may quote the server, so it is untrusted.
  public let sentence: UntrustedText
  /// What to do about it.
  public let hint: String
  /// Whether it stays on the screen until acknowledged: everything about a send that went wrong.
  public let isSticky: Bool
  /// The message in the outbox that it is about.
  public let item: OutboxItemID?

  public init(
    at: Timestamp, level: Level, sentence: UntrustedText, hint: String = "", isSticky: Bool = false,
    item: OutboxItemID? = nil
  ) {
    self.at = at
    self.level = level
    self.sentence = sentence
    self.hint = hint
    self.isSticky = isSticky
    self.item = item
  }
}

/// What was said, newest first, and what of it is on the screen.
public struct Notices: Hashable, Sendable {
  /// Newest first.
  public private(set) var log: [Notice] = []
  /// Not yet acknowledged, oldest first.
  public private(set) var sticky: [Notice] = []
  /// The last passing one.
  public private(set) var toast: Notice?
  /// Row of the log that is selected.
  public internal(set) var selection = 0

  static let most = 500
  /// How long a passing notice stays.
  static let toastDuration = Duration.seconds(2)

  mutating func add(_ notice: Notice) {
    log.insert(notice, at: 0)
    if log.count > Self.most { log.removeLast() }
    // The newest one stays selected while it is; any other stays where it was said.
    if selection > 0 { selection = min(selection + 1, log.count - 1) }
    if notice.level == .detail { return }
    if notice.isSticky {
      let isThere = sticky.contains {
        $0.sentence == notice.sentence && $0.hint == notice.hint && $0.item == notice.item
      }
      if !isThere { sticky.append(notice) }
    } else {
      toast = notice
      // What became of the message is known now: that it is not would be said in vain.
      if let item = notice.item { settle(item) }
    }
  }

  /// Takes off the screen what was said of a message that is settled.
  mutating func settle(_ item: OutboxItemID) { sticky.removeAll { $0.item == item } }

  /// Takes the oldest sticky notice off the screen. False when there is none.
  mutating func acknowledge() -> Bool {
    guard !sticky.isEmpty else { return false }
    sticky.removeFirst()
    return true
  }

  mutating func expire(at now: Timestamp) {
    if let toast, now >= toast.at + Self.toastDuration { self.toast = nil }
  }
}
