import GRDB
import Messaging

extension MessageArchive {
  /// The whole way of a message that was written here, from the journal and the server's rows; nil when there is no such
  /// item.
  public func story(of id: OutboxItemID) async throws(ArchiveError) -> SendingStory? {
    guard let item = try await outboxItem(id) else { return nil }
    let (events, receipts, earlier) = try await outbox.read { db in
      let receipts = ReceiptTable(db)
      return (try OutboxJournal(db).events(of: id), try receipts.all(of: id), try receipts.earlierMembers(than: item))
    }
    let ids = events.compactMap { $0.state.messageID } + receipts.compactMap(\.id)
    let rows = try await archive.read { db in
      try Set(ids).sorted().prefix(StoryRow.most).compactMap { try StoryRow($0, db) }
    }
    let isShown = !rows.isEmpty
    let steps = events.map { $0.step(of: item, isShown: isShown) } + rows.flatMap(\.steps).sorted { $0.at < $1.at }
    return SendingStory(
      item: item, stage: rows.map(\.stage).min { $0.progress < $1.progress } ?? item.stage,
      steps: steps, group: receipts.isEmpty ? nil : GroupOutcome(receipts: receipts, earlier: earlier))
  }
}

/// A row of `ds` with what it was before.
private struct StoryRow {
  /// Of a large group the first so many are told one by one.
  static let most = 200
  let steps: [SendingStory.Step]
  let stage: SendingStage

  /// Nil for a row that is not here.
  init?(_ id: MessageID, _ db: Database) throws {
    let found = try db.prepared(
      "SELECT row, status, updated, dt, shown, first_seen FROM message WHERE stream = 3 AND id = ?"
    ).first(.integer(id.rawValue)) { row in
      (row.integer(0), Mark(row, from: 1), Timestamp(milliseconds: row.integer(5)))
    }
    guard let (row, current, firstSeen) = found else { return nil }
    let past = try db.prepared(
      "SELECT status, updated, dt, shown FROM past WHERE message = ? AND status IS NOT NULL ORDER BY number"
    ).rows([.integer(row)]) { Mark($0, from: 0) }
    var marks = past + [current]
    marks[0].shown = firstSeen
    // A row may have been written anew without another status.
    var last: Int64?
    steps = marks.filter { mark in
      defer { last = mark.status }
      return mark.status != last
    }.map { $0.step(of: id) }
    stage = current.stage
  }

  /// What a row said at a time.
  private struct Mark {
    let status: Int64
    let updated: String
    let dt: String?
    var shown: Timestamp

    init(_ row: Columns, from start: Int) {
      status = row.integer(start)
      updated = row.optionalText(start + 1) ?? ""
      dt = row.optionalText(start + 2)
      shown = Timestamp(milliseconds: row.integer(start + 3))
    }

    var stage: SendingStage {
      switch DeliveryStatus(code: Int(status)) {
      case .pending, .other: .pending
      case .sent: .sent
      case .failed: .failed
      case .delivered: .delivered
      }
    }

    func step(of id: MessageID) -> SendingStory.Step {
      let date = dt.map { ", dt \($0)" } ?? ""
      return SendingStory.Step(
        stage: stage, at: shown, evidence: "row \(id) of the outgoing list showed it so, first seen then",
        words: UntrustedText("status \(status)\(date), update \(updated)"), row: id)
    }
  }
}

extension OutboxState {
  fileprivate var messageID: MessageID? {
    if case .accepted(let id, _, _) = self { id } else { nil }
  }
}

extension OutboxState {
  fileprivate func stage(isScheduled: Bool) -> SendingStage {
    switch self {
    case .held: .held
    case .queued: .queued
    case .inFlight: .inFlight
    case .accepted: isScheduled ? .scheduled : .accepted
    case .rejected: .rejected
    case .unknown: .unknown
    case .cancelled: .cancelled
    case .settled(let went): went ? .settledSent : .settledUnsent
    }
  }
}

extension OutboxEvent {
  fileprivate func step(of item: OutboxItem, isShown: Bool) -> SendingStory.Step {
    let words =
      switch state {
      case .accepted(let id, let queue, let to):
        [id.map { "smslog_id \($0)" }, queue.text.isEmpty ? nil : "queue \(queue.text)", to.isEmpty ? nil : "to \(to)"]
          .compactMap(\.self).joined(separator: ", ")
      case .rejected(let code, _): code.isEmpty ? "" : "error \(code)"
      case .unknown, .held, .queued, .inFlight, .cancelled, .settled: ""
      }
    return SendingStory.Step(
      stage: state.stage(isScheduled: item.options.schedule != nil && !isShown), at: at, evidence: howItIsKnown,
      words: UntrustedText(words))
  }

  /// What was written down as evidence, with our sentence about the end where it is not among that.
  private var howItIsKnown: String {
    switch state {
    case .rejected(_, let sentence), .unknown(let sentence):
      evidence.isEmpty ? sentence : evidence.contains(sentence) ? evidence : "\(evidence): \(sentence)"
    case .accepted, .held, .queued, .inFlight, .cancelled, .settled: evidence
    }
  }
}

extension SendingStage {
  /// How far a message has come, the least first; what failed counts as least.
  fileprivate var progress: Int {
    switch self {
    case .failed: 0
    case .draft, .held, .queued, .inFlight, .rejected, .unknown, .cancelled, .settledUnsent, .settledSent: 1
    case .accepted, .scheduled: 2
    case .pending: 3
    case .sent: 4
    case .delivered: 5
    }
  }
}
