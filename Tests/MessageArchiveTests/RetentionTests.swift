import GRDB
import Messaging
import Testing

@testable import MessageArchive

struct RetentionTests {
  private let limit = noon.later(-86_400)

  /// Old and young ones in all streams, some of which may not go.
  private func fill(_ archive: MessageArchive) async throws {
    func take(_ rows: Intake.Rows, _ arrival: Intake.Arrival = .history) async throws {
      _ = try await archive.take(Intake(rows, seenAt: noon, arrival: arrival))
    }
    try await take(.inbox([inbox(1, "old", at: limit.later(-90)), inbox(2, "young", at: limit.later(90))]))
    try await take(.inbox([inbox(3, from: "LATE", "old and unread", at: limit.later(-80))]), .live)
    try await take(.incoming([incoming(1, "old key", at: limit.later(-70))]))
    try await take(
      .outgoing(
        DeliveryStatus.usual.enumerated().map { index, status in
          outgoing(Int64(index + 1), to: "OUT", "\(status)", at: limit.later(-60), status: status)
        }))
  }

  @Test func whatIsOldAndSettledGoes() async throws {
    try await withArchive { archive in
      try await fill(archive)
      let item = try await archive.submitOne("ours", now: limit.later(-500))
      let removal = try await archive.removeMessages(before: limit)
      #expect(removal.removed == 4 && removal.spared == 3)
      let left = try await archive.search("o", limit: 100).hits.map(\.entry.origin)
      #expect(left.contains(.inbox(MessageID(2))) && left.contains(.inbox(MessageID(3))))
      #expect(left.contains(.outbox(item)))
      #expect(try await archive.openDeliveries(limit: 9).count == 2)
      #expect(try await archive.all(with: Peer(key: "OUT")).count == 2)
      let counters = try await archive.counters()
      #expect(counters.received == 2 && counters.outgoing == 2 && counters.failed == 0 && counters.unread == 1)
      #expect(try await archive.openOutboxItems().map(\.id) == [item])
    }
  }

  @Test func whatWasRemovedIsNotTakenForNewAgain() async throws {
    try await withArchive { archive in
      try await fill(archive)
      try await archive.removeMessages(before: limit)
      let outcome = try await archive.takeLive(.inbox([inbox(1, "old", at: limit.later(-90)), inbox(4, "new")]))
      #expect(outcome.newRows.map(\.id.rawValue) == [4] && outcome.known == 1)
      let ids = (Int64(1)...5).map { MessageID($0) }
      #expect(try await archive.knows(ids, in: .inbox).count == 4)
      #expect(try await archive.search("old").hits.map(\.entry.origin) == [.inbox(MessageID(3))])
    }
  }

  @Test func aNumberThatTheServerGivesAgainIsANewMessage() async throws {
    try await withArchive { archive in
      try await fill(archive)
      try await archive.removeMessages(before: limit)
      // Restored from a backup, a server counts on from where it was then.
      let later = noon.later(3 * 86_400)
      let outcome = try await archive.take(
        Intake(.inbox([inbox(1, "quite another", at: later)]), seenAt: later.later(9), arrival: .live))
      #expect(outcome.newRows.count == 1)
    }
  }

  @Test func manyGoInManyTransactionsAndTheIndexWithThem() async throws {
    try await withArchive { archive in
      let rows = (Int64(1)...3_000).map {
        inbox($0, from: "P\($0 % 50)", "parcel \($0)", at: limit.later(-9_000 + 3 * $0))
      }
      _ = try await archive.take(Intake(.inbox(rows), seenAt: noon, arrival: .history))
      try await archive.finishUpkeep()
      let removal = try await archive.removeMessages(before: limit.later(-3_000))
      #expect(removal.removed == 1_999 && removal.spared == 0)
      try await archive.archive.write { db in
        try db.execute(sql: "INSERT INTO message_search (message_search) VALUES ('integrity-check')")
      }
      #expect(try await archive.search("parcel", limit: 5_000).hits.count == 1_001)
      #expect(try await archive.counters().received == 1_001)
      #expect(
        try await archive.archive.read { try $0.prepared("SELECT count(*) FROM removed").first { $0.integer(0) } } == 1)
    }
  }

  static let seeds: [UInt64] = [1, 2, UInt64.random(in: 0 ... .max)]

  @Test(arguments: seeds) func runsOfRemovedNumbersHoldWhatWasAdded(_ seed: UInt64) async throws {
    try await withArchive { archive in
      try await archive.archive.write { db in
        var generator = Seeded(seed)
        let gone = RemovedRows(db)
        var expected: Set<Int64> = []
        for _ in 0..<200 {
          let id = Int64.random(in: 1...120, using: &generator)
          try gone.add(id, of: .inbox)
          expected.insert(id)
        }
        #expect(try Set((Int64(0)...121).filter { try gone.holds($0, of: .inbox) }) == expected, "seed \(seed)")
        #expect(try !gone.holds(expected.first ?? 1, of: .outgoing))
        let runs = expected.filter { !expected.contains($0 - 1) }.count
        #expect(try db.prepared("SELECT count(*) FROM removed").first { Int($0.integer(0)) } == runs, "seed \(seed)")
      }
    }
  }
}

extension DeliveryStatus {
  fileprivate static let usual: [DeliveryStatus] = [.pending, .sent, .failed, .delivered]
}
