import GRDB
import Messaging
import Testing

@testable import MessageArchive

struct RedatingTests {
  /// A long history, and then the row from which the clock is learned.
  private func fill(_ archive: MessageArchive, rows count: Int64) async throws {
    let rows = (1...count).map { id in
      inbox(id, from: "P\(id % 100)", "parcel \(id)", at: noon.later(-9 * count + 9 * id), ahead: -18_000)
    }
    _ = try await archive.take(Intake(.inbox(rows), seenAt: noon, arrival: .history))
    try await archive.finishUpkeep()
    let fresh = inbox(count + 1, from: "NEW", "parcel new", at: noon.later(60), ahead: -18_000)
    _ = try await archive.take(
      Intake(.inbox([fresh]), seenAt: noon.later(62), serverTime: noon.later(61), isFreshLive: true, arrival: .live))
  }

  @Test(arguments: [12_000, 21_000]) func aLongHistoryMovesAPartAtATime(_ count: Int64) async throws {
    try await withArchive { archive in
      try await fill(archive, rows: count)
      func moved() async throws -> Int64 {
        try await archive.archive.read { db in
          try db.prepared("SELECT count(*) FROM message WHERE at = dt_seconds * 1000 + 18000000").first {
            $0.integer(0)
          }
            ?? 0
        }
      }
      #expect(try await moved() == 5_000)
      #expect(try await archive.conversations(.newest(count: 1)).rows.first?.peer.key == "NEW")
      try await archive.finishUpkeep()
      #expect(try await moved() == count + 1)
      let found = try await archive.search("parcel", limit: 3).hits.map(\.entry.text.raw)
      #expect(found == ["parcel new", "parcel \(count)", "parcel \(count - 1)"])
      let list = try await archive.conversations(.newest(count: 200)).rows
      #expect(list.map(\.lastAt) == list.map(\.lastAt).sorted(by: >) && list.count == 101)
      try await archive.archive.write { db in
        try db.execute(sql: "INSERT INTO message_search (message_search) VALUES ('integrity-check')")
      }
    }
  }

  @Test func whatWasNotMovedYetIsMovedAfterReopening() async throws {
    let scratch = try Scratch()
    let archive = try MessageArchive.open(scratch.location)
    try await fill(archive, rows: 6_000)
    try archive.close()
    let again = try MessageArchive.open(scratch.location)
    try await again.finishUpkeep()
    let oldest = try await again.conversation(with: Peer(key: "P1"), .oldest(count: 1)).rows.first?.at
    #expect(oldest == noon.later(-9 * 6_000 + 9))
    try again.close()
  }
}
