import GRDB
import Messaging

extension MessageArchive {
  /// The newest row that may be an item which has not left from here: for its number, with its text, sent and first seen
  /// since it was written, and no other item of the outbox. Nil for an item that is not to a number.
  public func rowSentElsewhere(_ item: OutboxItem) async throws(ArchiveError) -> OutgoingMessage? {
    guard case .number(let number) = item.destination else { return nil }
    let rows = try await archive.read { db in
      try SettlementRows(db).firstSeen(since: item.createdAt, for: number)
    }
    .filter { ServerRewriting.couldBe(sent: item.text, shown: $0.msg.raw) }
    guard !rows.isEmpty else { return nil }
    return try await outbox.read { db in
      let records = SettlementRecords(db)
      let owners = try records.owners(of: rows.map(\.id))
      let rivals = try records.rivals(of: item)
      return rows.first { row in owners[row.id] == nil && !rivals.contains { $0.fits(row) } }
    }
  }
}
