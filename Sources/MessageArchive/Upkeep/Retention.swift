import GRDB
import Messaging

/// How long messages are kept.
public enum Retention: Hashable, Sendable {
  case all
  /// So many days; older ones are removed from this archive, never from the server.
  case days(Int)

  /// Messages before this instant are removed; nil where none are.
  public func limit(at now: Timestamp) -> Timestamp? {
    switch self {
    case .all: nil
    case .days(let days): now - .seconds(Int64(days) * 86_400)
    }
  }
}

/// What removing old messages came to.
public struct Removal: Hashable, Sendable {
  /// How many were removed.
  public internal(set) var removed = 0
  /// How many are older and stay all the same: unread, or of a fate that is not known yet.
  public internal(set) var spared = 0
}

extension MessageArchive {
  /// Removes what the server dated before `limit`, some hundred messages a transaction, so that nobody waits for it.
  ///
  /// What nobody has read stays, and so does what has no final status, or was dated by a clock far behind. The outbox is not touched. What was removed is
  /// not taken for new when the server shows it again. Cancelled, it ends between two transactions with `.cancelled`;
  /// what is removed by then is removed.
  @discardableResult
  public func removeMessages(before limit: Timestamp) async throws(ArchiveError) -> Removal {
    var removal = Removal()
    var place = Moment.start
    var isDone = false
    while !isDone {
      guard !Task.isCancelled else { throw .cancelled }
      let from = place
      let step = try await archive.write { try RetentionStep($0, from: from, before: limit) }
      removal.removed += step.removal.removed
      removal.spared += step.removal.spared
      if step.removal.removed > 0 {
        hub.publish(ArchiveChange(subjects: [.stream(.inbox), .stream(.incoming), .stream(.outgoing)]))
      }
      isDone = step.next == nil
      place = step.next ?? place
    }
    return removal
  }
}

/// One transaction's worth of old messages.
private struct RetentionStep {
  private(set) var removal = Removal()
  /// Where the next step begins; nil after the last one.
  private(set) var next: Moment?

  private static let size = 500

  init(_ db: Database, from place: Moment, before limit: Timestamp) throws {
    let gone = RemovedRows(db)
    try gone.note(limit: limit)
    let old = try db.prepared(
      """
      SELECT row, stream, id, moment, unread = 0 AND (stream <> 3 OR status IN (2, 3))
        AND NOT (at = first_seen AND ifnull(server_time, 0) > max(first_seen + \(SlowClock.farBehind), ?))
      FROM message INDEXED BY message_by_moment
      WHERE moment >= ? AND moment < ? AND at < ? AND stream <= 3 ORDER BY moment LIMIT ?
      """
    ).rows([
      .integer(limit.milliseconds), .integer(place.raw),
      .integer(Moment.first(ofSecond: Moment.second(of: limit) + 1).raw),
      .integer(limit.milliseconds), .integer(Int64(RetentionStep.size)),
    ]) { row in
      (
        row: row.integer(0), stream: StreamCode(rawValue: row.integer(1)), id: row.integer(2),
        moment: row.integer(3), mayGo: row.flag(4)
      )
    }
    let delete = try db.prepared("DELETE FROM message WHERE row = ?")
    for message in old {
      guard message.mayGo, let stream = message.stream else {
        removal.spared += 1
        continue
      }
      try delete.run(.integer(message.row))
      try gone.add(message.id, of: stream)
      removal.removed += 1
    }
    if old.count == RetentionStep.size, let last = old.last { next = Moment(raw: last.moment + 1) }
  }
}
