import Messaging

/// The kinds of `OutboxState`, by the names under which the journal keeps them.
public enum OutboxStateKind: String, CaseIterable, Hashable, Sendable {
  case held
  case queued
  case inFlight
  case accepted
  case rejected
  case unknown
  case cancelled
  case settled

  /// Whether an item in state `previous`, or a new one for nil, may come into this one.
  ///
  /// Nothing leaves a final state, except that a rejected item is put aside by being settled. `held` follows itself where
  /// the moment to be taken back begins anew. `inFlight` goes back to
  /// `queued` only where it is proven that no byte left; `queued` is rejected without having left when its scheduled
  /// time has passed; what waits becomes `unknown` where another copy of the outbox may have sent it; `unknown` may
  /// follow itself, with other evidence.
  public func mayFollow(_ previous: OutboxStateKind?) -> Bool {
    guard let previous else { return self == .held }
    return switch previous {
    case .held: self == .held || self == .queued || self == .cancelled || self == .unknown
    case .queued: self == .inFlight || self == .cancelled || self == .rejected || self == .unknown
    case .inFlight: self == .accepted || self == .rejected || self == .unknown || self == .queued
    case .unknown: self == .unknown || self == .accepted || self == .settled
    case .rejected: self == .settled
    case .accepted, .cancelled, .settled: false
    }
  }
}

extension OutboxState {
  /// The state without what is known about it.
  public var kind: OutboxStateKind {
    switch self {
    case .held: .held
    case .queued: .queued
    case .inFlight: .inFlight
    case .accepted: .accepted
    case .rejected: .rejected
    case .unknown: .unknown
    case .cancelled: .cancelled
    case .settled: .settled
    }
  }
}

/// One line of an outbox item's journal.
public struct OutboxEvent: Hashable, Sendable {
  /// What the item became.
  public let state: OutboxState
  /// When.
  public let at: Timestamp
  /// The highest outgoing id known when it was written, where that mattered.
  public let fence: MessageID?
  /// Why, in the words of whoever recorded it. It may quote the server.
  public let evidence: String

  public init(state: OutboxState, at: Timestamp, fence: MessageID?, evidence: String) {
    self.state = state
    self.at = at
    self.fence = fence
    self.evidence = evidence
  }
}

extension OutboxState {
  /// The columns `kind, until, smslog_id, queue, echoed, code, words, went` of an event.
  var columns: [Value] {
    var until: Int64?
    var id: Int64?
    var queue: String?
    var echoed: String?
    var code: String?
    var words: String?
    var went = Value.null
    switch self {
    case .held(let moment): until = moment.milliseconds
    case .accepted(let given, let queueCode, let to):
      id = given?.rawValue
      queue = queueCode.text
      echoed = to
    case .rejected(let error, let sentence):
      code = error
      words = sentence
    case .unknown(let reason): words = reason
    case .settled(let didGo): went = Value(didGo)
    case .queued, .inFlight, .cancelled: break
    }
    return [
      .text(kind.rawValue), Value(until), Value(id), Value(queue), Value(echoed), Value(code), Value(words), went,
    ]
  }

  /// Reads what `columns` wrote, from the column `start` on. Nil for a kind that only a newer program knows.
  init?(_ row: Columns, from start: Int) {
    guard let kind = OutboxStateKind(rawValue: row.text(start)) else { return nil }
    self =
      switch kind {
      case .held: .held(until: Timestamp(milliseconds: row.integer(start + 1)))
      case .queued: .queued
      case .inFlight: .inFlight
      case .accepted:
        .accepted(
          id: row.optionalInteger(start + 2).map { MessageID($0) }, queue: QueueCode(row.text(start + 3)),
          to: row.text(start + 4))
      case .rejected: .rejected(code: row.text(start + 5), sentence: row.text(start + 6))
      case .unknown: .unknown(reason: row.text(start + 6))
      case .cancelled: .cancelled
      case .settled: .settled(went: row.flag(start + 7))
      }
  }
}
