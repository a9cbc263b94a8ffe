import Foundation
import Messaging
import Testing

@testable import MessageArchive

/// Files that are really damaged, in many places.
struct IntegrityTests {
  private let peer = Peer(key: "+62811234567")

  /// An account with some thousand messages whose last use was killed: nothing folded in, nothing closed.
  private func killed() async throws -> (scratch: Scratch, content: ArchiveContent) {
    let scratch = try Scratch()
    let archive = try MessageArchive.open(scratch.location)
    #expect(try await archive.inspect() == .inOrder)
    try await WellUsedAccount.fill(archive)
    let rows = (Int64(1_000)...4_000).map { inbox($0, from: "P\($0 % 90)", "message \($0)", at: noon.later($0)) }
    _ = try await archive.take(Intake(.inbox(rows), seenAt: noon.later(9_000), arrival: .history))
    try await archive.finishUpkeep()
    let content = try await ArchiveContent(of: archive)
    try await archive.archive.write { _ in }
    let crashed = try scratch.copyAsAfterACrash()
    try archive.close()
    return (crashed, content)
  }

  /// The same with the log folded in, so that everything is in the file itself.
  private func folded() async throws -> (scratch: Scratch, content: ArchiveContent) {
    let (scratch, content) = try await killed()
    try MessageArchive.open(scratch.location).close()
    return (scratch, content)
  }

  private func change(_ path: String, _ body: (inout Data) -> Void) throws {
    var bytes = try #require(FileManager.default.contents(atPath: path))
    body(&bytes)
    try bytes.write(to: URL(fileURLWithPath: path))
    try FileManager.default.setAttributes([.posixPermissions: 0o600], ofItemAtPath: path)
  }

  /// Opens and inspects what is there. Either it says all that it said, or it was set aside and a new one stands there
  /// with the whole outbox; nothing between.
  private func judge(_ scratch: Scratch, _ content: ArchiveContent, _ comment: Comment) async throws -> Bool {
    let archive = try MessageArchive.open(scratch.location)
    let found = try await archive.inspect()
    #expect(try await archive.openOutboxItems() == Array(content.outbox.suffix(4)), comment)
    #expect(try await archive.drafts() == content.drafts, comment)
    switch found {
    case .inOrder: #expect(try await ArchiveContent(of: archive).differences(from: content) == [], comment)
    case .setAside(let path):
      #expect(FileManager.default.fileExists(atPath: path), comment)
      #expect(path.hasPrefix(scratch.location.folder + "/archive.damaged-20"), comment)
      #expect(try await archive.counters().received == 0, comment)
      #expect(try await archive.progress(of: .inbox) == StreamProgress(), comment)
      // The conversations hold what the outbox has, and messages are taken in again.
      #expect(try await archive.all(with: peer).count == 7, comment)
      try await archive.takeLive(.inbox([inbox(1, "fetched again")]))
      #expect(try await archive.search("fetched").hits.count == 1, comment)
    }
    try archive.close()
    let again = try MessageArchive.open(scratch.location)
    #expect(try await again.inspect() == .inOrder, comment)
    try again.close()
    return found != .inOrder
  }

  @Test func afterAKillAllIsThere() async throws {
    let (scratch, content) = try await killed()
    #expect(try await !judge(scratch, content, "killed"))
  }

  @Test(arguments: [0, 16, 18, 28, 40, 44, 56, 92, 96, 100, 105, 108, 200, 1_000, 4_000])
  func theFirstPageDamaged(_ offset: Int) async throws {
    let (scratch, content) = try await folded()
    try change(scratch.file("archive.sqlite")) { bytes in
      for index in offset..<(offset + 8) { bytes[index] ^= 0xA5 }
    }
    _ = try await judge(scratch, content, "at \(offset)")
  }

  @Test func everyPageOverwritten() async throws {
    let (original, content) = try await folded()
    let pages = try #require(FileManager.default.contents(atPath: original.file("archive.sqlite"))?.count) / 4_096
    var setAside = 0
    let tried = Array(stride(from: 1, to: pages, by: max(1, pages / 25)))
    for page in tried {
      let scratch = try original.copyAsAfterACrash()
      try change(scratch.file("archive.sqlite")) { bytes in
        bytes.replaceSubrange((page * 4_096)..<((page + 1) * 4_096), with: Data(repeating: 0xFF, count: 4_096))
      }
      if try await judge(scratch, content, "page \(page)") { setAside += 1 }
    }
    // A free page may hold anything.
    #expect(setAside * 10 >= tried.count * 8, "\(setAside) of \(tried.count) pages")
  }

  @Test(arguments: [1, 50, 100, 4_000, 4_096, 8_192, 50_000, 100_000])
  func cutOff(_ length: Int) async throws {
    let (scratch, content) = try await folded()
    try change(scratch.file("archive.sqlite")) { $0 = $0.prefix(length) }
    #expect(try await judge(scratch, content, "cut at \(length)"))
  }

  @Test(arguments: ["archive", "outbox"]) func aLogThatIsRubbishFromSomePlaceOn(_ name: String) async throws {
    let (scratch, _) = try await killed()
    try change(scratch.file("\(name).sqlite-wal")) { bytes in
      let middle = bytes.count / 2
      bytes.replaceSubrange(middle..., with: Data(repeating: 0x5A, count: bytes.count - middle))
    }
    // As after a cut of the power: the commits up to there are what there is. What was folded in already may go further,
    // and then the file is not whole.
    let archive = try MessageArchive.open(scratch.location)
    _ = try await archive.inspect()
    _ = try await ArchiveContent(of: archive)
    try archive.close()
  }

  @Test func aDamagedOutboxIsNeverSetAside() async throws {
    let (scratch, _) = try await folded()
    try change(scratch.file("outbox.sqlite")) { bytes in
      bytes.replaceSubrange(4_096..<bytes.count, with: Data(repeating: 0xFF, count: bytes.count - 4_096))
    }
    let before = FileManager.default.contents(atPath: scratch.file("outbox.sqlite"))
    let error = await archiveError {
      let archive = try MessageArchive.open(scratch.location)
      _ = try await archive.inspect()
    }
    guard case .damaged(scratch.file("outbox.sqlite"), _)? = error else {
      Issue.record("\(String(describing: error))")
      return
    }
    #expect(error?.sentence.contains("nothing is sent") == true)
    #expect(FileManager.default.contents(atPath: scratch.file("outbox.sqlite")) == before)
    #expect(!scratch.names.contains { $0.hasPrefix("outbox.damaged") })
  }

  @Test func whatIsSetAsideTwiceADayKeepsBoth() async throws {
    let (scratch, content) = try await folded()
    for _ in 0..<2 {
      try change(scratch.file("archive.sqlite")) { $0 = Data(repeating: 0x41, count: 8_192) }
      #expect(try await judge(scratch, content, "again"))
    }
    #expect(scratch.names.filter { $0.hasPrefix("archive.damaged") && $0.hasSuffix(".sqlite") }.count == 2)
  }

  @Test func nothingIsLookedThroughAfterACleanEnd() async throws {
    let scratch = try Scratch()
    let archive = try MessageArchive.open(scratch.location)
    #expect(try await archive.inspect() == .inOrder)
    #expect(scratch.names.contains("in-use"))
    try archive.close()
    #expect(!scratch.names.contains("in-use"))
  }

  @Test func damageThatIsComeUponIsLookedForAtTheNextStart() async throws {
    let (scratch, _) = try await folded()
    let first = try MessageArchive.open(scratch.location)
    _ = try await first.inspect()
    try first.close()
    try change(scratch.file("archive.sqlite")) { bytes in
      for start in stride(from: 4_096, to: bytes.count, by: 4_096) {
        let page = start..<(start + 4_096)
        guard bytes[page].range(of: Data("message 3".utf8)) != nil else { continue }
        bytes.replaceSubrange(page, with: Data(repeating: 0xFF, count: 4_096))
      }
    }
    let second = try MessageArchive.open(scratch.location)
    #expect(try await second.inspect() == .inOrder)
    let error = await archiveError { _ = try await ArchiveContent(of: second) }
    #expect(error != nil)
    try second.close()
    let third = try MessageArchive.open(scratch.location)
    guard case .setAside = try await third.inspect() else {
      Issue.record("it was not set aside")
      return
    }
    try third.close()
  }
}

extension Scratch {
  fileprivate var names: [String] { (try? FileManager.default.contentsOfDirectory(atPath: location.folder)) ?? [] }
}
