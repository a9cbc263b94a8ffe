import GRDB
import Messaging

extension MessageArchive {
  /// Notes what one part to a number cost, as seen from how the credit fell.
  public func note(_ price: PriceEvidence) async throws(ArchiveError) {
    try await outbox.write { try PriceTable($0).put(price) }
  }
}

/// What parts cost, the newest evidence for each beginning of a number.
struct PriceTable {
  /// Servers tell prices by the beginning of the number: a country and its networks lie within so many characters, the
  /// plus included.
  private static let longest = 7
  private static let shortest = 3
  private let db: Database

  init(_ db: Database) { self.db = db }

  func put(_ price: PriceEvidence) throws {
    try db.prepared(
      """
      INSERT INTO price VALUES (?, ?, ?, ?) ON CONFLICT DO UPDATE SET
        per_part = excluded.per_part, number = excluded.number, at = excluded.at WHERE at <= excluded.at
      """
    ).run(
      .text(String(price.number.prefix(Self.longest))), .integer(price.perPart.thousandths), .text(price.number),
      .integer(price.at.milliseconds))
  }

  /// The newest evidence among the numbers that begin most like this one.
  func price(for number: String) throws -> PriceEvidence? {
    let newest = try db.prepared(
      """
      SELECT per_part, number, at FROM price WHERE prefix >= ?1 AND prefix < ?1 || ':' ORDER BY at DESC LIMIT 1
      """)
    var length = min(Self.longest, number.utf8.count)
    while length >= Self.shortest {
      // `:` comes right behind the digits.
      let found = try newest.first(.text(String(number.prefix(length)))) { row in
        PriceEvidence(
          perPart: Credit(thousandths: row.integer(0)), number: row.text(1),
          at: Timestamp(milliseconds: row.integer(2)))
      }
      if let found { return found }
      length -= 1
    }
    return nil
  }
}
