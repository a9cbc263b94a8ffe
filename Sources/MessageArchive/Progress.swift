import GRDB
import Messaging

extension MessageArchive {
  /// How far a stream is known; as new before first contact.
  public func progress(of stream: Stream) async throws(ArchiveError) -> StreamProgress {
    try await archive.read { try ProgressTable($0).read(stream) }
  }

  /// Outgoing messages without a final status, newest first, none before `newerThan`.
  /// - Parameter last: the one after which to go on.
  public func openDeliveries(
    newerThan: Timestamp? = nil, after last: OpenDelivery? = nil, limit: Int
  ) async throws(ArchiveError) -> [OpenDelivery] {
    try await archive.read { db in
      try db.prepared(
        """
        SELECT id, at, dt, status FROM message INDEXED BY outgoing_open
        WHERE stream = 3 AND status NOT IN (2, 3) AND at > ? AND (at, id) < (?, ?)
        ORDER BY at DESC, id DESC LIMIT ?
        """
      ).rows([
        .integer(newerThan?.milliseconds ?? .min), .integer(last?.at.milliseconds ?? .max),
        .integer(last?.id.rawValue ?? .max), .integer(Int64(limit)),
      ]) { row in
        OpenDelivery(
          id: MessageID(row.integer(0)), at: Timestamp(milliseconds: row.integer(1)),
          serverDate: ServerDate(row.text(2)), status: DeliveryStatus(code: Int(row.integer(3))))
      }
    }
  }

  /// Which of these rows of a stream are in the archive, or were before they were removed for their age.
  public func knows(
    _ ids: some Sequence<MessageID> & Sendable, in stream: Stream
  ) async throws(ArchiveError) -> Set<MessageID> {
    try await archive.read { db in
      let find = try db.prepared("SELECT 1 FROM message WHERE stream = ? AND id = ?")
      let code = StreamCode(stream).rawValue
      return Set(
        try ids.filter { id in
          let isHere = try find.first(.integer(code), .integer(id.rawValue)) { _ in true } ?? false
          return try isHere || RemovedRows(db).holds(id.rawValue, of: StreamCode(stream))
        })
    }
  }

  /// The highest id of a stream that is in the archive.
  public func highestID(of stream: Stream) async throws(ArchiveError) -> MessageID? {
    try await archive.read { db in
      try db.prepared("SELECT id FROM message WHERE stream = ? ORDER BY id DESC LIMIT 1")
        .first(.integer(StreamCode(stream).rawValue)) { MessageID($0.integer(0)) }
    }
  }
}

/// An outgoing message whose delivery status may still change.
public struct OpenDelivery: Hashable, Sendable {
  /// `smslog_id`.
  public let id: MessageID
  /// As in `OutgoingSummary.at`.
  public let at: Timestamp
  /// For asking about its day.
  public let serverDate: ServerDate
  /// As it was last shown.
  public let status: DeliveryStatus
}

/// Marks, the windows of history not yet asked for, and holes.
struct ProgressTable {
  private let db: Database

  init(_ db: Database) { self.db = db }

  func read(_ stream: Stream) throws -> StreamProgress {
    try db.prepared(
      """
      SELECT mark, history_planned, windows, holes, holes_last, reach, named, unreachable
      FROM stream_progress WHERE stream = ?
      """
    ).first(.integer(StreamCode(stream).rawValue)) { row in
      StreamProgress(
        mark: row.optionalInteger(0).map { MessageID($0) }, historyPlanned: row.flag(1),
        windows: ProgressTable.windows(row.text(2)),
        holes: Holes(
          windows: ProgressTable.windows(row.text(3)), last: row.optionalInteger(4).map { MessageID($0) }),
        reach: row.optionalText(5).map { $0.isEmpty ? .everything : .since($0) },
        named: row.optionalInteger(6).map { MessageID($0) }, unreachable: ProgressTable.windows(row.text(7)))
    } ?? StreamProgress()
  }

  /// Writes where something differs, so that an idle tick leaves the disk alone.
  func write(_ progress: StreamProgress, of stream: Stream) throws {
    guard try read(stream) != progress else { return }
    let reach: String? =
      switch progress.reach {
      case .everything: ""
      case .since(let day): day
      case nil: nil
      }
    try db.prepared(
      """
      INSERT OR REPLACE INTO stream_progress
        (stream, mark, history_planned, windows, holes, holes_last, reach, named, unreachable)
      VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
      """
    ).run(
      .integer(StreamCode(stream).rawValue), Value(progress.mark?.rawValue), Value(progress.historyPlanned),
      .text(ProgressTable.text(progress.windows)), .text(ProgressTable.text(progress.holes.windows)),
      Value(progress.holes.last?.rawValue), Value(reach), Value(progress.named?.rawValue),
      .text(ProgressTable.text(progress.unreachable)))
  }

  /// Each window ends its line, so that one with an empty name is not lost.
  private static func windows(_ text: String) -> [HistoryWindow] {
    text.split(separator: "\n", omittingEmptySubsequences: false).dropLast().map { HistoryWindow(prefix: String($0)) }
  }

  private static func text(_ windows: [HistoryWindow]) -> String { windows.map { $0.prefix + "\n" }.joined() }
}
