import GRDB
import Messaging

/// What the server's answer to a group said of each member, in its order.
struct ReceiptTable {
  private let db: Database

  init(_ db: Database) { self.db = db }

  func put(_ receipts: [GroupOutcome.Receipt], of item: OutboxItemID) throws {
    let insert = try db.prepared("INSERT INTO receipt VALUES (?, ?, ?, ?, ?)")
    for (place, receipt) in receipts.enumerated() {
      try insert.run(
        .integer(item.rawValue), .integer(Int64(place)), Value(receipt.id?.rawValue), Value(receipt.number?.raw),
        Value(receipt.code))
    }
  }

  func all(of item: OutboxItemID) throws -> [GroupOutcome.Receipt] {
    try db.prepared("SELECT smslog_id, echoed, code FROM receipt WHERE item = ? ORDER BY place")
      .rows([.integer(item.rawValue)]) { row in
        GroupOutcome.Receipt(
          number: row.optionalText(1).map { UntrustedText($0) }, id: row.optionalInteger(0).map { MessageID($0) },
          code: row.optionalText(2))
      }
  }

  /// Numbers that took earlier messages to the same group, of the last few.
  func earlierMembers(than item: OutboxItem) throws -> [UntrustedText] {
    guard case .group(let code) = item.destination else { return [] }
    return try db.prepared(
      """
      SELECT DISTINCT r.echoed FROM receipt r WHERE r.echoed IS NOT NULL AND r.item IN (
        SELECT i.id FROM item i WHERE i.kind = 'group' AND i.kind <> 'number' AND i.destination = ? AND i.id < ?
          AND EXISTS (SELECT 1 FROM receipt e WHERE e.item = i.id)
        ORDER BY i.created_at DESC LIMIT 10)
      """
    ).rows([.text(code), .integer(item.id.rawValue)]) { UntrustedText($0.text(0)) }
  }
}
