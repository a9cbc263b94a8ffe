import Foundation
import Messaging
import Testing

@testable import MessageArchive

struct DurabilityTests {
  @Test func theOutboxSyncsEveryCommitAndTheArchiveNot() async throws {
    try await withArchive { archive in
      let isDurable = try await archive.isJournalDurable()
      let levels = try await [archive.outbox.durability(), archive.archive.durability()]
      #expect(isDurable && levels == [.full, .normal])
    }
  }

  @Test func closingFoldsTheLogsIn() async throws {
    let scratch = try Scratch()
    let archive = try MessageArchive.open(scratch.location)
    _ = try await archive.submitOne()
    _ = try await archive.conversations(.newest(count: 1))
    try archive.close()
    for name in ["archive.sqlite-wal", "outbox.sqlite-wal"] {
      #expect(FileManager.default.contents(atPath: scratch.file(name))?.isEmpty ?? true)
    }
  }

  @Test func whatIsInFlightIsOnDiskWithoutClosing() async throws {
    let scratch = try Scratch()
    let archive = try MessageArchive.open(scratch.location)
    let id = try await archive.submitOne("once")
    try await archive.lead(id, through: .queued, .inFlight)
    _ = try await archive.save(Draft(recipients: "1", text: "half", updatedAt: noon))
    let crashed = try scratch.copyAsAfterACrash()
    let again = try MessageArchive.open(crashed.location)
    #expect(try await again.outboxItem(id)?.state == .inFlight)
    #expect(try await again.outboxItem(id)?.text == "once")
    #expect(try await again.drafts().map(\.text) == ["half"])
    #expect(try await again.recoverInFlight(now: noon) == [id])
    try again.close()
    try archive.close()
  }

  @Test func aTornEndOfTheLogCostsNoEarlierCommit() async throws {
    let scratch = try Scratch()
    let archive = try MessageArchive.open(scratch.location)
    let id = try await archive.submitOne("once")
    try await archive.lead(id, through: .queued)
    let log = scratch.file("outbox.sqlite-wal")
    let length = try #require(FileManager.default.contents(atPath: log)?.count)
    try await archive.lead(id, through: .inFlight)
    let crashed = try scratch.copyAsAfterACrash()
    try archive.close()
    let torn = try FileHandle(forWritingTo: URL(fileURLWithPath: crashed.file("outbox.sqlite-wal")))
    try torn.truncate(atOffset: UInt64(length + 100))
    try torn.close()
    let again = try MessageArchive.open(crashed.location)
    #expect(try await again.outboxItem(id)?.state == .queued)
    try again.close()
  }

  @Test func withoutTheArchiveTheOutboxIsWhole() async throws {
    let scratch = try Scratch()
    let first = try MessageArchive.open(scratch.location)
    let held = try await first.submitOne("held")
    let gone = try await first.submitOne("taken back")
    try await first.lead(gone, through: .cancelled)
    try first.close()
    for suffix in ["", "-wal", "-shm"] {
      try? FileManager.default.removeItem(atPath: scratch.file("archive.sqlite" + suffix))
    }
    let second = try MessageArchive.open(scratch.location)
    #expect(try await second.openOutboxItems().map(\.id) == [held])
    #expect(try await second.all(with: Peer(key: "+62811234567")).map(\.text) == ["held"])
    try second.close()
  }

  @Test func anotherOutboxReplacesWhatConversationsHeldOfTheFirst() async throws {
    let scratch = try Scratch()
    let first = try MessageArchive.open(scratch.location)
    _ = try await first.submitOne("of the first")
    try await first.takeLive(.inbox([inbox(1)]))
    try first.close()
    for suffix in ["", "-wal", "-shm"] {
      try? FileManager.default.removeItem(atPath: scratch.file("outbox.sqlite" + suffix))
    }
    let second = try MessageArchive.open(scratch.location)
    #expect(try await second.all(with: Peer(key: "+62811234567")).map(\.text) == ["hello"])
    #expect(try await second.conversations(.newest(count: 1)).rows.first?.total == 1)
    try second.close()
  }
}
