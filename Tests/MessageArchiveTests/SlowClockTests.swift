import GRDB
import Messaging
import Testing

@testable import MessageArchive

/// What came while this machine's clock was far behind stands where it belongs once the clock is right.
struct SlowClockTests {
  private let behind = noon.later(-5 * 86_400)

  /// The machine's clock and the server's show the same, and something comes.
  private func takeWhileRight(_ archive: MessageArchive, _ id: Int64 = 100_000) async throws {
    let row = inbox(id, from: "NOW", "parcel now", at: noon.later(60))
    _ = try await archive.take(
      Intake(.inbox([row]), seenAt: noon.later(62), serverTime: noon.later(61), arrival: .live))
  }

  @Test func itIsDatedAnewOnceTheClockIsRight() async throws {
    try await withArchive { archive in
      let rows = [inbox(1, from: "A", at: noon.later(-90)), inbox(2, from: "B", at: noon.later(-6 * 86_400))]
      _ = try await archive.take(Intake(.inbox(rows), seenAt: behind, serverTime: noon, arrival: .firstContact))
      _ = try await archive.take(
        Intake(.outgoing([outgoing(1, to: "C", at: noon.later(-80))]), seenAt: behind, serverTime: noon, arrival: .live)
      )
      #expect(try await archive.details(of: .inbox(MessageID(1)))?.at == behind)
      try await takeWhileRight(archive)
      let first = try await archive.details(of: .inbox(MessageID(1)))
      #expect(first?.at == noon.later(-90) && first?.firstSeen == noon && first?.shown == noon)
      #expect(try await archive.details(of: .inbox(MessageID(2)))?.at == noon.later(-6 * 86_400))
      #expect(try await archive.details(of: .outgoing(MessageID(1)))?.at == noon.later(-80))
      let order = try await archive.conversations(.newest(count: 9)).rows.map(\.peer.key)
      #expect(order == ["NOW", "C", "A", "B"])
    }
  }

  @Test func whereTheServersClockWasWrongNothingMoves() async throws {
    try await withArchive { archive in
      let ahead = noon.later(5 * 86_400)
      _ = try await archive.take(Intake(.inbox([inbox(1, at: ahead)]), seenAt: noon, serverTime: ahead, arrival: .live))
      try await takeWhileRight(archive)
      #expect(try await archive.details(of: .inbox(MessageID(1)))?.at == noon)
      // What the server named then is over by now, but that says nothing any more.
      _ = try await archive.take(
        Intake(.inbox([inbox(3, at: ahead)]), seenAt: ahead.later(90), serverTime: ahead.later(90), arrival: .live))
      #expect(try await archive.details(of: .inbox(MessageID(1)))?.at == noon)
    }
  }

  @Test func ofManyAPartIsDatedAtATimeAlsoAfterReopening() async throws {
    let scratch = try Scratch()
    var archive = try MessageArchive.open(scratch.location)
    let count: Int64 = 12_000
    let rows = (1...count).map {
      inbox($0, from: "P\($0 % 100)", "parcel \($0)", at: noon.later(9 * ($0 - count) - 60))
    }
    _ = try await archive.take(Intake(.inbox(rows), seenAt: behind, serverTime: noon, arrival: .history))
    try await archive.finishUpkeep()
    try await takeWhileRight(archive)
    #expect(try await archive.details(of: .inbox(MessageID(count)))?.at == behind)
    try archive.close()
    archive = try MessageArchive.open(scratch.location)
    try await archive.finishUpkeep()
    let right = try await archive.archive.read { db in
      try db.prepared("SELECT count(*) FROM message WHERE at = dt_seconds * 1000").first { $0.integer(0) }
    }
    #expect(right == count + 1)
    let found = try await archive.search("parcel", limit: 3).hits.map(\.entry.text.raw)
    #expect(found == ["parcel now", "parcel \(count)", "parcel \(count - 1)"])
    let list = try await archive.conversations(.newest(count: 200)).rows
    #expect(list.map(\.lastAt) == list.map(\.lastAt).sorted(by: >) && list.count == 101)
    try await archive.archive.write { db in
      try db.execute(sql: "INSERT INTO message_search (message_search) VALUES ('integrity-check')")
      #expect(try db.prepared("SELECT 1 FROM counter WHERE name LIKE 'slow%'").first { _ in true } == nil)
    }
    try archive.close()
  }

  @Test func itIsNotRemovedForAnAgeThatItHasNot() async throws {
    try await withArchive { archive in
      _ = try await archive.take(
        Intake(
          .inbox([inbox(1, at: noon.later(-90))]), seenAt: noon.later(-900 * 86_400), serverTime: noon,
          arrival: .history))
      let removal = try await archive.removeMessages(before: noon.later(-86_400))
      #expect(removal.removed == 0 && removal.spared == 1)
    }
  }
}
