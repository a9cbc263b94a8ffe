import Foundation
import Glibc
import Messaging
import Testing

@testable import MessageArchive

struct BackupTests {
  private func used() async throws -> (Scratch, MessageArchive) {
    let scratch = try Scratch()
    let archive = try MessageArchive.open(scratch.location)
    try await WellUsedAccount.fill(archive)
    return (scratch, archive)
  }

  private func takeBackWhatWaits(_ archive: MessageArchive) async throws {
    for item in try await archive.openOutboxItems() where [.held, .queued].contains(item.state.kind) {
      try await archive.lead(item.id, through: .cancelled)
    }
  }

  @Test func whatWaitedIsUnknownInTheBackupAndWaitsOnInTheAccount() async throws {
    let (scratch, archive) = try await used()
    let before = try await ArchiveContent(of: archive)
    let waiting = before.outbox.filter { [.held, .queued].contains($0.state.kind) }
    #expect(waiting.count == 4)
    let backup = try ArchiveBackup.make(of: scratch.location, in: scratch.path + "/copy", now: noon.later(60))
    #expect(try await ArchiveContent(of: archive) == before)
    let copy = try MessageArchive.open(ArchiveLocation(folder: backup.folder))
    let open = try await copy.openOutboxItems()
    #expect(!open.isEmpty && open.allSatisfy { [.unknown, .inFlight].contains($0.state.kind) })
    for item in open where waiting.contains(where: { $0.id == item.id }) {
      // Its row settles it: what the archive had then is below.
      #expect(item.fence == MessageID(6) && item.since == noon.later(60))
      let history = try await copy.history(of: item.id)
      #expect(history.last?.evidence == "copied while it waited")
    }
    #expect(try await copy.counters().unknown == before.counters.unknown + 2)
    try copy.close()
    try archive.close()
  }

  @Test func aBackupIsTheAccountAsItWas() async throws {
    let (scratch, archive) = try await used()
    try await takeBackWhatWaits(archive)
    let expected = try await ArchiveContent(of: archive)
    let backup = try ArchiveBackup.make(of: scratch.location, in: scratch.path + "/copy", now: noon)
    try await archive.takeLive(.inbox([inbox(99, "after the backup")]))
    #expect(backup.messages == 13 && backup.outboxItems == 10 && backup.drafts == 1)
    let copy = try MessageArchive.open(ArchiveLocation(folder: backup.folder))
    #expect(try await ArchiveContent(of: copy) == expected)
    #expect(try await copy.search("parcel").hits.count == 6)
    try copy.close()
    try archive.close()
  }

  @Test func aClosedAccountCanBeBackedUpToo() async throws {
    let (scratch, archive) = try await used()
    try await takeBackWhatWaits(archive)
    let expected = try await ArchiveContent(of: archive)
    try archive.close()
    let backup = try ArchiveBackup.make(of: scratch.location, in: scratch.path + "/copy", now: noon)
    let copy = try MessageArchive.open(ArchiveLocation(folder: backup.folder))
    #expect(try await ArchiveContent(of: copy) == expected)
    try copy.close()
  }

  @Test func onlyItsOwnerCanReadIt() async throws {
    let (scratch, archive) = try await used()
    let before = umask(0)
    defer { umask(before) }
    let backup = try ArchiveBackup.make(of: scratch.location, in: scratch.path + "/copy", now: noon)
    for (name, expected) in [("", mode_t(0o700)), ("/archive.sqlite", 0o600), ("/outbox.sqlite", 0o600)] {
      var facts = stat()
      #expect(stat(backup.folder + name, &facts) == 0 && facts.st_mode & 0o7777 == expected, "\(name)")
    }
    #expect(
      try FileManager.default.contentsOfDirectory(atPath: backup.folder).sorted() == [
        "archive.sqlite", "outbox.sqlite",
      ])
    try archive.close()
  }

  @Test(arguments: ["a folder", "a file", "a link"]) func whatStandsThereIsLeftAlone(_ kind: String) async throws {
    let (scratch, archive) = try await used()
    let target = scratch.path + "/copy"
    switch kind {
    case "a folder": try FileManager.default.createDirectory(atPath: target, withIntermediateDirectories: false)
    case "a file": try Data("mine".utf8).write(to: URL(fileURLWithPath: target))
    default: try FileManager.default.createSymbolicLink(atPath: target, withDestinationPath: "/nowhere")
    }
    #expect(throws: ArchiveError.exists(path: target)) {
      try ArchiveBackup.make(of: scratch.location, in: target, now: noon)
    }
    #expect(try FileManager.default.contentsOfDirectory(atPath: scratch.path).sorted() == ["account", "copy"])
    try archive.close()
  }

  @Test func aDamagedAccountGivesNoBackup() async throws {
    let (scratch, archive) = try await used()
    try archive.close()
    let file = scratch.file("outbox.sqlite")
    var bytes = try #require(FileManager.default.contents(atPath: file))
    bytes.replaceSubrange(4_096..<bytes.count, with: Data(repeating: 0xFF, count: bytes.count - 4_096))
    try bytes.write(to: URL(fileURLWithPath: file))
    let error = #expect(throws: ArchiveError.self) {
      try ArchiveBackup.make(of: scratch.location, in: scratch.path + "/copy", now: noon)
    }
    guard case .damaged? = error else {
      Issue.record("\(String(describing: error))")
      return
    }
    #expect(try FileManager.default.contentsOfDirectory(atPath: scratch.path) == ["account"])
  }

  @Test func anAccountThatIsNotThereGivesNone() throws {
    let scratch = try Scratch()
    #expect(throws: ArchiveError.self) {
      try ArchiveBackup.make(of: scratch.location, in: scratch.path + "/copy", now: noon)
    }
    #expect(try FileManager.default.contentsOfDirectory(atPath: scratch.path).isEmpty)
  }
}
