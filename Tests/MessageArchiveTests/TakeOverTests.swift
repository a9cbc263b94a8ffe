import Foundation
import Glibc
import MessageArchive
import Messaging
import Testing

/// Who polls when the one that did has ended.
@Suite(.timeLimit(.minutes(2))) struct TakeOverTests {
  private let scratch: Scratch

  init() throws { scratch = try Scratch() }

  @Test func whoComesFirstPolls() throws {
    let archive = try MessageArchive.join(scratch.location)
    #expect(archive.poller == .thisProcess)
    try archive.close()
  }

  @Test func ofManyThatComeAtOnceOnePolls() async throws {
    let location = scratch.location
    let archives = try await withThrowingTaskGroup(of: MessageArchive.self) { group in
      for _ in 0..<8 { group.addTask { try MessageArchive.join(location) } }
      return try await group.reduce(into: [MessageArchive]()) { $0.append($1) }
    }
    #expect(archives.filter { $0.poller == .thisProcess }.count == 1)
    for archive in archives { #expect(try await archive.counters() == Counters()) }
    for archive in archives { try archive.close() }
  }

  @Test func oneOfThoseWhoWaitTakesOverAndPassesItOn() async throws {
    let poller = try MessageArchive.open(scratch.location)
    let waiting = try (0..<3).map { _ in try MessageArchive.join(scratch.location) }
    let news = waiting.map { $0.sharingNews() }
    try poller.close()
    var followed: Set<Int> = []
    try await withThrowingTaskGroup(of: Int.self) { group in
      for (index, stream) in news.enumerated() {
        group.addTask {
          _ = await stream.first { $0 == .poller(.thisProcess) }
          return index
        }
      }
      while let index = try await group.next() {
        #expect(waiting.filter { $0.poller == .thisProcess }.count == followed.count + 1)
        #expect(followed.insert(index).inserted)
        try waiting[index].close()
      }
    }
    #expect(followed.count == 3)
    try MessageArchive.open(scratch.location).close()
  }

  @Test func whoOnlyReadsTakesNothingOver() async throws {
    let poller = try MessageArchive.open(scratch.location)
    let reader = try MessageArchive.join(scratch.location)
    let heir = try MessageArchive.join(scratch.location)
    let changes = reader.changes()
    let news = heir.sharingNews()
    try poller.close()
    #expect(await news.first { $0 == .poller(.thisProcess) } != nil)
    try await heir.takeLive(.inbox([inbox(1)]))
    _ = await changes.first { $0.subjects.contains(.stream(.inbox)) }
    #expect(reader.poller == .process(getpid()))
    try reader.close()
    try heir.close()
  }

  @Test func anArchiveThatWasClosedTakesNothingOver() async throws {
    let poller = try MessageArchive.open(scratch.location)
    let guest = try MessageArchive.join(scratch.location)
    let news = guest.sharingNews()
    try guest.close()
    try poller.close()
    for await one in news { #expect(one != .poller(.thisProcess)) }
    try MessageArchive.open(scratch.location).close()
  }

  /// The poller is another process here: it dies in the middle of a send, having told nobody.
  @Test func aKilledPollerIsFollowedAndWhatItWasSendingIsUnknown() async throws {
    let path = scratch.path
    async let child = #expect(processExitsWith: .signal(SIGKILL)) { [path = path as String] in
      let archive = try MessageArchive.open(ArchiveLocation(folder: path + "/account"))
      let id = try await archive.submitOne("half way")
      try await archive.lead(id, through: .queued, .inFlight)
      Sign.put(path, "sending")
      await Sign.seen(path, "die")
      kill(getpid(), SIGKILL)
    }
    await Sign.seen(path, "sending")
    let guest = try MessageArchive.join(scratch.location)
    guard case .process(let other?) = guest.poller else {
      Issue.record("attached to nobody: \(guest.poller)")
      return
    }
    #expect(other != getpid())
    #expect(await archiveError { _ = try await guest.recoverInFlight(now: noon) } == .inUse(by: other))
    let news = guest.sharingNews()
    Sign.put(path, "die")
    #expect(await news.first { $0 == .poller(.thisProcess) } != nil)
    let recovered = try await guest.recoverInFlight(now: noon)
    #expect(recovered.count == 1)
    #expect(try await guest.openOutboxItems().map(\.state.kind) == [.unknown])
    _ = await child
    try guest.close()
  }

  /// An attached process is killed between its commit and telling of it.
  @Test func theEndOfAProcessIsNewsToo() async throws {
    let path = scratch.path
    let poller = try MessageArchive.open(scratch.location)
    let changes = poller.changes()
    async let child = #expect(processExitsWith: .signal(SIGKILL)) { [path = path as String] in
      let archive = try MessageArchive.join(ArchiveLocation(folder: path + "/account"))
      _ = try await archive.submitOne("the last words")
      kill(getpid(), SIGKILL)
    }
    let change = await changes.first { $0.subjects.contains(.outbox) }
    #expect(change?.isFromElsewhere == true)
    _ = await child
    #expect(try await poller.openOutboxItems().map(\.text) == ["the last words"])
    #expect(try await poller.all(with: Peer(key: "+62811234567")).count == 1)
    try poller.close()
  }

  @Test func whatBothProcessesWriteIsThere() async throws {
    let path = scratch.path
    let poller = try MessageArchive.open(scratch.location)
    async let child = #expect(processExitsWith: .success) { [path = path as String] in
      let archive = try MessageArchive.join(ArchiveLocation(folder: path + "/account"))
      for round in 0..<100 { _ = try await archive.submitOne("child \(round)") }
      try archive.close()
    }
    for round in 0..<100 {
      _ = try await poller.submitOne("parent \(round)")
      try await poller.takeLive(.inbox([inbox(Int64(round))]))
    }
    _ = await child
    #expect(try await poller.openOutboxItems().count == 200)
    #expect(try await poller.all(with: Peer(key: "+62811234567")).count == 300)
    try poller.close()
  }
}

/// A file whose being there tells another process something.
enum Sign {
  static func put(_ path: String, _ name: String) {
    close(open("\(path)/\(name)", O_WRONLY | O_CREAT, 0o600))
  }

  static func seen(_ path: String, _ name: String) async {
    for _ in 0..<6_000 where access("\(path)/\(name)", F_OK) != 0 {
      try? await Task.sleep(for: .milliseconds(10))
    }
  }
}
