extension OutboxItem {
  /// What to do while it is unknown whether it went, in whole sentences. Only a message to a number gets a row by which it
  /// can be known.
  public var adviceWhileUnknown: String {
    switch destination {
    case .number where fence != nil:
      "It is never sent again by itself. Settle it, or wait: its row among the outgoing ones settles it too."
    case .number, .user, .group: "It is never sent again by itself. Settle it: no row of the server can."
    }
  }
}

/// Whether rows of `ds` settle a send of unknown outcome.
///
/// A row counts when the number is the same by its end, the text is the same after the server's known changes, its id is
/// above the fence and its time fits. It is proof only when it is the one such row, it is known to be no other message
/// of the outbox, and no other message of the outbox whose row is not known could have it too.
public struct Settlement: Hashable, Sendable {
  /// A row, with the best estimate of when it was on our clock.
  public struct Row: Hashable, Sendable {
    public let message: OutgoingMessage
    public let at: Timestamp

    public init(message: OutgoingMessage, at: Timestamp) {
      self.message = message
      self.at = at
    }
  }

  /// Another message of the outbox that went through the wire, with no row known for it.
  public struct Rival: Hashable, Sendable {
    public let id: OutboxItemID
    public let destination: Destination
    public let text: String
    /// Its own row would be above this.
    public let fence: MessageID

    public init(id: OutboxItemID, destination: Destination, text: String, fence: MessageID) {
      self.id = id
      self.destination = destination
      self.text = text
      self.fence = fence
    }

    /// Whether a row could be this message. A group's members are not known, so any number could be one of them.
    public func fits(_ row: OutgoingMessage) -> Bool {
      guard row.id > fence else { return false }
      let isForIt =
        switch destination {
        case .number(let number): NumberSuffix.areOne(number, row.dst.raw)
        case .group: true
        // Such a message never gets a row.
        case .user: false
        }
      return isForIt && ServerRewriting.couldBe(sent: text, shown: row.msg.raw)
    }
  }

  public let item: OutboxItem
  public let fence: MessageID
  /// When its bytes began to leave.
  public let sentAt: Timestamp

  /// How far a row's estimated time may lie before the send: clocks are known to the quarter of an hour.
  public static let slack = Duration.seconds(900)
  /// How long after it a row may come. A server takes seconds; one that is held up for longer leaves the message
  /// unknown, since another program may send the same text to the same number meanwhile, every day for one.
  public static let longest = Duration.seconds(3_600)

  /// Nil for an item that no row can settle: not unknown, to an account or a group, or without a fence.
  public init?(_ item: OutboxItem, sentAt: Timestamp) {
    guard case .unknown = item.state, case .number = item.destination, let fence = item.fence else { return nil }
    self.item = item
    self.fence = fence
    self.sentAt = sentAt
  }

  /// What each row is worth.
  ///
  /// - Parameters:
  ///   - rows: rows for the same number since about the send.
  ///   - isWhole: whether those are all that there are.
  ///   - owners: rows that are known to be messages of the outbox.
  ///   - rivals: the other messages that may have a row of their own among these.
  public func weigh(
    _ rows: [Row], isWhole: Bool = true, owners: [MessageID: OutboxItemID], rivals: [Rival]
  ) -> [SettlementCase.Candidate] {
    let first = rows.map { (row: $0, verdict: verdict(on: $0, owners: owners, rivals: rivals)) }
    // A row at another time, or one that may be a rival's, is no proof; but while there is one, nothing else is.
    let fitting = first.count { $0.verdict?.leavesDoubt ?? true }
    return first.map { row, verdict in
      SettlementCase.Candidate(
        row: row.message, at: row.at, verdict: verdict ?? (fitting == 1 && isWhole ? .proof : .oneOfSeveral))
    }
  }

  /// Nil for a row that fits by itself.
  private func verdict(
    on row: Row, owners: [MessageID: OutboxItemID], rivals: [Rival]
  ) -> SettlementCase.Verdict? {
    let message = row.message
    guard message.id > fence else { return .belowFence }
    if let owner = owners[message.id], owner != item.id { return .taken(by: owner) }
    guard ServerRewriting.couldBe(sent: item.text, shown: message.msg.raw) else { return .otherText }
    guard row.at >= sentAt - Settlement.slack, row.at <= latest else { return .otherTime }
    return rivals.first { $0.id != item.id && $0.fits(message) }.map { .rival($0.id) }
  }

  /// A scheduled message comes when its time has come, in whatever zone.
  private var latest: Timestamp {
    let schedule = item.options.schedule.flatMap { ServerDate($0).civil }
      .map { Timestamp(seconds: $0.secondsSince1970 + 14 * 3_600) }
    return max(sentAt, schedule ?? sentAt) + Settlement.longest
  }
}

extension SettlementCase.Verdict {
  /// Whether the row could still be the message.
  fileprivate var leavesDoubt: Bool {
    switch self {
    case .proof, .oneOfSeveral, .otherTime, .rival: true
    case .belowFence, .otherText, .taken: false
    }
  }
}
