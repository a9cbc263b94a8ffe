import GRDB
import GRDBSQLite
import Messaging
import Testing

@testable import MessageArchive

/// What a read costs SQLite, in steps of its machine, on archives of different sizes: nothing on the way to the screen
/// or of a poll may grow with the archive.
struct WorkTests {
  private static let peer = Peer(key: "+6281000000001")
  private static let small = 1_000
  private static let large = 4_000

  private typealias Read = @Sendable (MessageArchive) async throws -> Void

  private static let reads: [(name: String, read: Read)] = [
    ("counters", { _ = try await $0.counters(lately: noon.later(-60)) }),
    ("newest conversations", { _ = try await $0.conversations(.newest(count: 50)) }),
    ("oldest conversations", { _ = try await $0.conversations(.oldest(count: 50)) }),
    ("a conversation", { _ = try await $0.conversation(with: peer, .newest(count: 50)) }),
    ("newest outgoing", { _ = try await $0.outgoing(.newest(count: 50)) }),
    ("faults", { _ = try await $0.outgoing(.newest(count: 50), faultsOnly: true) }),
    ("archived conversations", { _ = try await $0.conversations(.newest(count: 50), archived: true) }),
    (
      "archived conversations, filtered",
      { _ = try await $0.conversations(.newest(count: 50), filter: MessageFilter([.archived]), order: .time) }
    ),
    (
      "unread conversations",
      { _ = try await $0.conversations(.newest(count: 50), filter: MessageFilter([.unread]), order: .time) }
    ),
    (
      "conversations by number",
      { _ = try await $0.conversations(.newest(count: 50), filter: MessageFilter([]), order: .number) }
    ),
    (
      "what failed",
      { _ = try await $0.outgoing(.newest(count: 20), filter: MessageFilter([.status(.failed)]), order: .time) }
    ),
    (
      "what hangs",
      { _ = try await $0.outgoing(.newest(count: 50), filter: MessageFilter([.status(.sent)]), order: .time) }
    ),
    (
      "what went out lately",
      {
        _ = try await $0.outgoing(.newest(count: 50), filter: MessageFilter([.before(noon.later(-60))]), order: .time)
      }
    ),
    (
      "outgoing by number",
      { _ = try await $0.outgoing(.newest(count: 50), filter: MessageFilter(), order: .number) }
    ),
    ("whether it is archived", { _ = try await $0.isArchived(peer) }),
    ("how far the last day's have come", { _ = try await $0.delivery(at: noon) }),
    ("who wants nothing", { _ = try await $0.stopList() }),
    ("next unread", { _ = try await $0.nextUnread(after: nil) }),
    ("completeness", { _ = try await $0.completeness() }),
    ("progress", { _ = try await $0.progress(of: .outgoing) }),
    ("highest id", { _ = try await $0.highestID(of: .outgoing) }),
    ("newest outgoing ids", { _ = try await $0.newestOutgoing(limit: 100) }),
    ("awaited rows", { _ = try await $0.awaitingRow() }),
    ("open items of the outbox", { _ = try await $0.openOutboxItems() }),
    ("what needs attention", { _ = try await $0.outboxAttention() }),
    ("search for a word that one message has", { _ = try await $0.search("needle") }),
    ("search for a word that all have", { _ = try await $0.search("parcel") }),
    ("search for a beginning", { _ = try await $0.search("parc") }),
    ("search for what is within words", { _ = try await $0.search("arce", limit: 20) }),
    (
      "conversations with what is within words",
      { _ = try await $0.conversations(.newest(count: 20), matching: "arce") }
    ),
    ("outgoing with what is within words", { _ = try await $0.outgoing(.newest(count: 20), matching: "arce") }),
    ("conversations with a word", { _ = try await $0.conversations(.newest(count: 50), matching: "needle") }),
    (
      "conversations with a word that all have",
      { _ = try await $0.conversations(.newest(count: 20), matching: "parcel") }
    ),
    ("outgoing with a word", { _ = try await $0.outgoing(.newest(count: 50), matching: "parcel") }),
    ("messages under way", { _ = try await $0.openDeliveries(limit: 100) }),
    (
      "what a new message meets",
      {
        _ = try await $0.sendingFacts(
          SendingQuestion(destinations: [.number(peer.key)], text: "your parcel 1"),
          on: SendingGround(policy: SendingPolicy(), local: .utc), now: noon)
      }
    ),
    ("a message that came", { _ = try await $0.takeLive(.inbox([inbox(.random(in: 100_000...900_000))])) }),
  ]

  @Test func nothingCostsMoreInALargerArchive() async throws {
    let few = try await steps(rows: WorkTests.small)
    let many = try await steps(rows: WorkTests.large)
    for (name, _) in WorkTests.reads {
      let (small, large) = (few[name] ?? 0, many[name] ?? 0)
      #expect(
        small > 0 && large < small * 2 + 500,
        "\(name): \(small) steps at \(WorkTests.small) rows each way, \(large) at \(WorkTests.large)")
    }
  }

  private func steps(rows: Int) async throws -> [String: Int64] {
    var steps: [String: Int64] = [:]
    try await withArchive { archive in
      try await archive.takeLive(.inbox((1...Int64(rows)).map(row)))
      try await archive.takeLive(
        .outgoing(
          (1...Int64(rows)).map { id in
            outgoing(
              id, to: number(id), "your parcel \(id)", at: moment(id), status: id % 50 == 0 ? .failed : .delivered)
          }))
      try await archive.finishUpkeep()
      for (name, read) in WorkTests.reads {
        // What is asked for the first time has a schema to read too.
        try await read(archive)
        let before = try await stepsSoFar(archive)
        try await read(archive)
        steps[name] = try await stepsSoFar(archive) - before
      }
    }
    return steps
  }

  /// One writes more and more, and more and more others write ten times.
  private func number(_ id: Int64) -> String {
    id.isMultiple(of: 2) ? "+6281000000001" : "+62820000\(10_000 + id / 20)"
  }
  private func moment(_ id: Int64) -> Timestamp { noon.later(-id * 60) }

  private func row(_ id: Int64) -> InboxMessage {
    inbox(id, from: number(id), id == 17 ? "a needle" : "where is parcel \(id)", at: moment(id))
  }

  /// Of all statements that its connections keep.
  private func stepsSoFar(_ archive: MessageArchive) async throws -> Int64 {
    let reading = try await archive.archive.read { WorkTests.steps($0) }
    let writing = try await archive.archive.write { WorkTests.steps($0) }
    return reading + writing
  }

  private static func steps(_ db: Database) -> Int64 {
    var steps: Int64 = 0
    var statement = sqlite3_next_stmt(db.sqliteConnection, nil)
    while let current = statement {
      steps += Int64(sqlite3_stmt_status(current, SQLITE_STMTSTATUS_VM_STEP, 0))
      statement = sqlite3_next_stmt(db.sqliteConnection, current)
    }
    return steps
  }
}
