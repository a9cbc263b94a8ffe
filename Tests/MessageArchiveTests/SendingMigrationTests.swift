import Foundation
import GRDB
import Messaging
import Testing

@testable import MessageArchive

struct SendingMigrationTests {
  /// An outbox as the first version wrote it.
  private func firstVersion(_ scratch: Scratch) throws {
    try FileManager.default.createDirectory(
      atPath: scratch.location.folder, withIntermediateDirectories: false, attributes: [.posixPermissions: 0o700])
    let queue = try DatabaseQueue(path: scratch.file("outbox.sqlite"))
    try OutboxSchema.migrations.migrate(queue, upTo: "1 journal")
    try queue.write { db in
      try db.execute(
        sql: """
          INSERT INTO item (kind, destination, text, unicode, sender, schedule, created_at) VALUES
            ('number', '+62811234567', 'old', 1, 'ACME', '2026-12-24 18:00:00', 1000),
            ('group', 'FAMILY', 'old', 0, NULL, NULL, 2000);
          INSERT INTO event (item, at, kind, until, evidence) VALUES
            (1, 1000, 'held', 2000, 'confirmed in the review'), (2, 2000, 'held', 3000, 'confirmed in the review');
          INSERT INTO event (item, at, kind, evidence) VALUES (1, 2000, 'queued', 'over');
          INSERT INTO draft (recipients, text, updated_at) VALUES ('0811', 'unsent', 500);
          """)
    }
    try queue.close()
    for suffix in ["", "-wal", "-shm"] {
      let file = scratch.file("outbox.sqlite" + suffix)
      if FileManager.default.fileExists(atPath: file) {
        try FileManager.default.setAttributes([.posixPermissions: 0o600], ofItemAtPath: file)
      }
    }
  }

  @Test func itemsAndDraftsOfTheFirstVersionStayAsTheyWere() async throws {
    let scratch = try Scratch()
    try firstVersion(scratch)
    let archive = try MessageArchive.open(scratch.location)
    let items = try await archive.openOutboxItems()
    #expect(items.map(\.text) == ["old", "old"])
    #expect(
      items.map(\.options) == [
        SendOptions(unicode: .on, from: "ACME", schedule: "2026-12-24 18:00:00"), SendOptions(unicode: .off),
      ])
    #expect(items.map(\.state) == [.queued, .held(until: Timestamp(milliseconds: 3_000))])
    #expect(items.allSatisfy { $0.overrides.isEmpty })
    let drafts = try await archive.drafts()
    #expect(drafts.map(\.text) == ["unsent"])
    #expect(drafts.map(\.options) == [SendOptions()])
    try archive.close()
  }

  @Test func olderItemsAreFoundByTheirNumber() async throws {
    let scratch = try Scratch()
    try firstVersion(scratch)
    let archive = try MessageArchive.open(scratch.location)
    let facts = try await archive.sendingFacts(
      SendingQuestion(destinations: [.number("0811234567")], text: "old"),
      on: SendingGround(policy: SendingPolicy(), local: .utc), now: Timestamp(milliseconds: 5_000))
    #expect(facts.recipients[0].sameText != nil)
    try archive.close()
  }

  @Test func itemsStillNeverChange() async throws {
    let scratch = try Scratch()
    try firstVersion(scratch)
    let archive = try MessageArchive.open(scratch.location)
    await #expect(throws: ArchiveError.self) {
      try await archive.outbox.write { _ = try $0.prepared("UPDATE item SET tail = ''").run() }
    }
    try archive.close()
  }

  @Test func draftsKeepTheirOptions() async throws {
    try await withArchive { archive in
      let options = SendOptions(
        kind: .flash, unicode: .automatic, footer: .none, from: "ACME", schedule: "tomorrow, as typed")
      _ = try await archive.save(Draft(recipients: "1", text: "x", options: options, updatedAt: noon))
      #expect(try await archive.drafts().map(\.options) == [options])
    }
  }
}
