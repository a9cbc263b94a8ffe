import Foundation
import GRDB
import Glibc
import MessageArchive
import Messaging
import Testing

/// What attached processes are told of the account, and may ask.
@Suite(.timeLimit(.minutes(2))) struct PostedStatusTests {
  private let scratch: Scratch
  private let poller: MessageArchive

  init() throws {
    scratch = try Scratch()
    poller = try MessageArchive.open(scratch.location)
  }

  private func status(_ seconds: Int64) -> AccountStatus {
    var status = AccountStatus(username: "acme")
    status.phase = .live
    status.lastAnswer = noon.later(seconds)
    status.streams = [
      .inbox: Completeness(StreamProgress(mark: MessageID(7))),
      .outgoing: Completeness(StreamProgress(mark: MessageID(9))),
    ]
    status.history = .fetching(windowsLeft: 3)
    return status
  }

  @Test func anAttachedOneLearnsHowTheAccountIs() async throws {
    let asked = poller.sharingNews()
    let guest = try MessageArchive.join(scratch.location)
    let news = guest.sharingNews()
    poller.post(status(1))
    #expect(await news.first { $0 == .status(status(1)) } != nil)
    try guest.close()
    try poller.close()
    _ = asked
  }

  @Test func whoComesLaterLearnsWhatWasPostedLast() async throws {
    let atPoller = poller.sharingNews()
    poller.post(status(1))
    #expect(access(scratch.file("status"), F_OK) != 0, "written for nobody")
    let guest = try MessageArchive.join(scratch.location)
    #expect(await guest.sharingNews().first { $0 == .status(status(1)) } != nil)
    try guest.close()
    try poller.close()
    _ = atPoller
  }

  @Test func whatAnEarlierPollerPostedIsNotTakenForTrue() async throws {
    let guest = try MessageArchive.join(scratch.location)
    poller.post(status(1))
    #expect(access(scratch.file("status"), F_OK) == 0)
    try guest.close()
    try poller.close()
    let next = try MessageArchive.open(scratch.location)
    let other = try MessageArchive.join(scratch.location)
    let news = other.sharingNews()
    try other.close()
    var heard: [SharingNews] = []
    for await one in news { heard.append(one) }
    #expect(heard == [.poller(.process(getpid()))])
    try next.close()
  }

  @Test func whatAVersionWithOtherWordsPostedIsLeftOut() async throws {
    let guest = try MessageArchive.join(scratch.location)
    try #"{"process":\#(getpid()),"status":{"mood":"fine"}}"#
      .write(toFile: scratch.file("status"), atomically: false, encoding: .utf8)
    let news = guest.sharingNews()
    try guest.close()
    var heard: [SharingNews] = []
    for await one in news { heard.append(one) }
    #expect(heard == [.poller(.process(getpid()))])
    try poller.close()
  }

  @Test func thePollerIsAskedToPollAndToResume() async throws {
    let news = poller.sharingNews()
    let guest = try MessageArchive.join(scratch.location)
    guest.ask(.poll)
    #expect(await news.first { $0 == .asked(.poll) } != nil)
    try guest.close()
    try poller.close()
  }

  @Test func resumingIsAskedForAsWell() async throws {
    let news = poller.sharingNews()
    let guest = try MessageArchive.join(scratch.location)
    guest.ask(.resume)
    #expect(await news.first { $0 == .asked(.resume) } != nil)
    try guest.close()
    try poller.close()
  }

  @Test func attentionIsPassedOnAsWell() async throws {
    let news = poller.sharingNews()
    let guest = try MessageArchive.join(scratch.location)
    guest.ask(.attend)
    #expect(await news.first { $0 == .asked(.attend) } != nil)
    try guest.close()
    try poller.close()
  }

  @Test func aProcessThatLetsNobodyInIsNotJoined() throws {
    let file = scratch.file("lock")
    try "4711\n".write(toFile: file, atomically: false, encoding: .utf8)
    let refusal = ArchiveError.otherVersion(by: 4_711)
    #expect(throws: refusal) { try MessageArchive.join(scratch.location) }
    #expect(refusal.sentence.contains("4711"))
    try poller.close()
  }

  @Test func filesOfAnOlderVersionAreNotTouchedWhileItWorks() async throws {
    try poller.run(on: "archive.sqlite", "DELETE FROM grdb_migrations")
    #expect(throws: ArchiveError.otherVersion(by: getpid())) { try MessageArchive.join(scratch.location) }
    try poller.close()
  }

  @Test func nothingIsWrittenOnceANewerVersionHasTakenOver() async throws {
    let guest = try MessageArchive.join(scratch.location)
    let news = guest.sharingNews()
    try poller.run(
      on: "outbox.sqlite", "INSERT INTO grdb_migrations VALUES ('999 from the future'); CREATE TABLE future (x)")
    let refusal = await archiveError { _ = try await guest.submitOne() }
    #expect(refusal == .newerFormat(file: scratch.file("outbox.sqlite")))
    #expect(try await poller.openOutboxItems().isEmpty)
    #expect(poller.poller == .thisProcess)
    try guest.close()
    try poller.close()
    _ = news
  }
}

extension MessageArchive {
  /// Carries out `sql` in one of the archive's files as another program would.
  fileprivate func run(on file: String, _ sql: String) throws {
    try DatabaseQueue(path: "\(location.folder)/\(file)").write { try $0.execute(sql: sql) }
  }
}
