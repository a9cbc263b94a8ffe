import Foundation
import Messaging
import Testing

@testable import MessageArchive

struct SchemaTests {
  @Test func anEmptyFolderBecomesAnEmptyArchive() async throws {
    let scratch = try Scratch()
    let archive = try MessageArchive.open(scratch.location)
    #expect(try await archive.counters() == Counters())
    #expect(try await archive.conversations(.newest(count: 10)) == RowWindow())
    #expect(try await archive.progress(of: .inbox) == StreamProgress())
    #expect(try await archive.openOutboxItems().isEmpty)
    try archive.close()
  }

  @Test func whatWasWrittenIsThereAfterReopening() async throws {
    let scratch = try Scratch()
    let first = try MessageArchive.open(scratch.location)
    try await first.takeLive(.inbox([inbox(1, "kept")]))
    try first.close()
    let second = try MessageArchive.open(scratch.location)
    #expect(try await second.all(with: Peer(key: "+62811234567")).map(\.text) == ["kept"])
    try second.close()
  }

  @Test(arguments: ["archive.sqlite", "outbox.sqlite"])
  func aFileOfANewerProgramIsRefusedAndLeftAlone(_ name: String) async throws {
    let scratch = try Scratch()
    let archive = try MessageArchive.open(scratch.location)
    let file = name == "archive.sqlite" ? archive.archive : archive.outbox
    try await file.write { _ = try $0.prepared("INSERT INTO grdb_migrations VALUES ('9 from the future')").run() }
    try archive.close()
    let before = FileManager.default.contents(atPath: scratch.file(name))
    let refusal = ArchiveError.newerFormat(file: scratch.file(name))
    #expect(throws: refusal) { try MessageArchive.open(scratch.location) }
    #expect(refusal.sentence.contains("newer version"))
    #expect(FileManager.default.contents(atPath: scratch.file(name)) == before)
  }

  @Test func anOutboxThatIsNoDatabaseIsToldAndLeftAlone() throws {
    let scratch = try Scratch()
    let file = scratch.file("outbox.sqlite")
    try MessageArchive.open(scratch.location).close()
    let rubbish = Data(repeating: 0x41, count: 8_192)
    try rubbish.write(to: URL(fileURLWithPath: file))
    let error = #expect(throws: ArchiveError.self) { try MessageArchive.open(scratch.location) }
    #expect(error?.sentence == "The outbox \(file) is damaged: nothing is sent.")
    #expect(FileManager.default.contents(atPath: file) == rubbish)
  }

  @Test func everythingFailsInWordsAfterClosing() async throws {
    let scratch = try Scratch()
    let archive = try MessageArchive.open(scratch.location)
    try archive.close()
    let read = await archiveError { _ = try await archive.counters() }
    let write = await archiveError { _ = try await archive.submitOne() }
    #expect(read?.sentence.isEmpty == false)
    #expect(write?.sentence.isEmpty == false)
  }

  @Test func aCancelledReadSaysSo() async throws {
    try await withArchive { archive in
      try await archive.takeLive(.inbox([inbox(1)]))
      let task = Task {
        while !Task.isCancelled { await Task.yield() }
        _ = try await archive.conversations(.newest(count: 10), matching: "nothing")
      }
      task.cancel()
      let result = await task.result
      #expect(throws: ArchiveError.cancelled) { try result.get() }
    }
  }
}
