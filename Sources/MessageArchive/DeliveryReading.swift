import GRDB
import Messaging

extension MessageArchive {
  /// How far what was sent within the last day has come. It walks along the list by time and stops after so many rows,
  /// so that an account that sends without a pause costs no more than any.
  public func delivery(at now: Timestamp) async throws(ArchiveError) -> DeliveryFigures {
    try await archive.read { db in
      let rows = try db.prepared(
        """
        SELECT at, status, CAST(strftime('%s', updated) AS INTEGER) - CAST(strftime('%s', dt) AS INTEGER)
        FROM message INDEXED BY outgoing_by_time WHERE stream = 3 AND at > ? ORDER BY at DESC, id DESC LIMIT ?
        """
      ).rows([
        .integer((now - DeliveryFigures.period).milliseconds), .integer(Int64(DeliveryFigures.most)),
      ]) { row in
        DeliveryFigures.Row(
          at: Timestamp(milliseconds: row.integer(0)), status: DeliveryStatus(code: Int(row.integer(1))),
          took: row.optionalInteger(2).map { Int($0) })
      }
      return DeliveryFigures(newestFirst: rows, at: now)
    }
  }
}
