import Foundation
import GRDB
import Messaging
import Testing

@testable import MessageArchive

/// Files as earlier versions left them; see `Fixtures/README.md`.
struct MigrationTests {
  /// The versions of each file of which there is a fixture, oldest first.
  static let archiveVersions = ["1", "2", "3"]
  static let outboxVersions = ["1", "2", "3"]
  static let pairs = archiveVersions.flatMap { archive in outboxVersions.map { (archive, $0) } }

  private func lay(_ name: String, _ version: String, in scratch: Scratch) throws {
    let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent().appendingPathComponent("Fixtures")
    let sql = try String(contentsOf: folder.appendingPathComponent("\(name)-\(version).sql"), encoding: .utf8)
    let queue = try DatabaseQueue(path: scratch.file("\(name).sqlite"))
    try queue.writeWithoutTransaction { db in
      try db.execute(sql: sql)
      try db.execute(sql: "PRAGMA writable_schema = RESET")
    }
    try queue.close()
    try FileManager.default.setAttributes(
      [.posixPermissions: 0o600], ofItemAtPath: scratch.file("\(name).sqlite"))
  }

  private func lay(_ archive: String, _ outbox: String) throws -> Scratch {
    let scratch = try Scratch()
    try FileManager.default.createDirectory(
      atPath: scratch.location.folder, withIntermediateDirectories: false, attributes: [.posixPermissions: 0o700])
    try lay("archive", archive, in: scratch)
    try lay("outbox", outbox, in: scratch)
    return scratch
  }

  @Test(arguments: pairs) func everyEarlierVersionKeepsAllItSays(_ archive: String, _ outbox: String) async throws {
    try await withArchive { fresh in
      try await WellUsedAccount.fill(fresh)
      let expected = try await ArchiveContent(of: fresh)
      #expect(expected.outbox.count > 5 && expected.entries.count > 3 && expected.drafts.count == 1)
      let scratch = try lay(archive, outbox)
      let old = try MessageArchive.open(scratch.location)
      var differences = try await ArchiveContent(of: old).differences(from: expected)
      #expect(differences == [])
      try await old.finishUpkeep()
      differences = try await ArchiveContent(of: old).differences(from: expected)
      #expect(differences == [])
      for needle in ["parcel", "koln", "京", "budi", "code 991", "join"] {
        let (ours, theirs) = (try await old.search(needle).hits, try await fresh.search(needle).hits)
        #expect(ours.map(\.entry) == theirs.map(\.entry) && !ours.isEmpty, "\(needle)")
      }
      try old.close()
      // Its folder goes with it.
      withExtendedLifetime(scratch) {}
    }
  }

  @Test(arguments: pairs) func everyEarlierVersionWorksOn(_ archive: String, _ outbox: String) async throws {
    let scratch = try lay(archive, outbox)
    let old = try MessageArchive.open(scratch.location)
    #expect(try await old.recoverInFlight(now: noon).count == 1)
    try await old.takeLive(.inbox([inbox(77, "a late arrival")]))
    try await old.takeLive(.outgoing([outgoing(900, "awaits its row")]))
    #expect(try await old.search("late").hits.map(\.entry.origin) == [.inbox(MessageID(77))])
    #expect(try await old.awaitingRow().count == 1)
    try old.close()
    let again = try MessageArchive.open(scratch.location)
    #expect(try await again.search("late").hits.count == 1)
    try again.close()
  }

  /// What the tables, indexes and triggers of a file are.
  private func schema(_ path: String) throws -> Set<String> {
    let queue = try DatabaseQueue(path: path)
    return try queue.read { db in
      try Set(String.fetchAll(db, sql: "SELECT sql FROM sqlite_schema WHERE sql IS NOT NULL"))
    }
  }

  @Test(arguments: pairs) func aMigratedFileIsMadeAsANewOneIs(_ archive: String, _ outbox: String) throws {
    let scratch = try lay(archive, outbox)
    try MessageArchive.open(scratch.location).close()
    let fresh = try Scratch()
    try MessageArchive.open(fresh.location).close()
    for name in ["archive.sqlite", "outbox.sqlite"] {
      #expect(try schema(scratch.file(name)) == schema(fresh.file(name)), "\(name)")
    }
  }

  @Test(arguments: ["archive", "outbox"]) func aNewerFormatIsRefusedUntouched(_ name: String) async throws {
    let scratch = try lay("1", "1")
    let queue = try DatabaseQueue(path: scratch.file("\(name).sqlite"))
    try await queue.write { try $0.execute(sql: "INSERT INTO grdb_migrations VALUES ('99 of the future')") }
    try queue.close()
    let before = FileManager.default.contents(atPath: scratch.file("\(name).sqlite"))
    #expect(throws: ArchiveError.newerFormat(file: scratch.file("\(name).sqlite"))) {
      try MessageArchive.open(scratch.location)
    }
    #expect(FileManager.default.contents(atPath: scratch.file("\(name).sqlite")) == before)
  }
}
