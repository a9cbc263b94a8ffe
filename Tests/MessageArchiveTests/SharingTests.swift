import Foundation
import Glibc
import MessageArchive
import Messaging
import Testing

/// Two openings of one archive in one process, which are to each other as two processes are.
@Suite(.timeLimit(.minutes(2))) struct SharingTests {
  private let scratch: Scratch
  private let poller: MessageArchive
  private let guest: MessageArchive

  init() throws {
    scratch = try Scratch()
    poller = try MessageArchive.open(scratch.location)
    guest = try MessageArchive.join(scratch.location)
  }

  private func end() throws {
    try guest.close()
    try poller.close()
  }

  @Test func theSecondIsAttachedAndSeesWhatIsThere() async throws {
    try await poller.takeLive(.inbox([inbox(1)]))
    #expect(poller.poller == .thisProcess)
    #expect(guest.poller == .process(getpid()))
    #expect(try await guest.conversations(.newest(count: 10)).rows.count == 1)
    try end()
  }

  @Test func anAttachedOneHearsOfACommit() async throws {
    let changes = guest.changes()
    try await poller.takeLive(.inbox([inbox(1)]))
    let change = await changes.first { $0.subjects.contains(.stream(.inbox)) }
    #expect(change?.isFromElsewhere == true)
    #expect(try await guest.counters().received == 1)
    try end()
  }

  @Test func thePollerHearsOfASubmission() async throws {
    let changes = poller.changes()
    let id = try await guest.submitOne("from there")
    let change = await changes.first { $0.subjects.contains(.outbox) }
    #expect(change?.isFromElsewhere == true)
    #expect(try await poller.openOutboxItems().map(\.id) == [id])
    try end()
  }

  @Test func readMarksAndDraftsGoBothWays() async throws {
    try await poller.takeLive(.inbox([inbox(1)]))
    #expect(try await guest.markRead(Peer(key: "+62811234567")) == 1)
    #expect(try await poller.counters().unread == 0)
    let id = try await guest.save(Draft(recipients: "1", text: "half", updatedAt: noon))
    #expect(try await poller.drafts().map(\.id) == [id])
    try await poller.deleteDraft(id)
    #expect(try await guest.drafts().isEmpty)
    try end()
  }

  @Test func whatOneChangesItselfItHearsOfOnce() async throws {
    let own = poller.changes()
    let others = guest.changes()
    for id in 1...20 { try await poller.takeLive(.inbox([inbox(Int64(id))])) }
    _ = await others.first { _ in true }
    _ = try await guest.submitOne("the last")
    var heard: [ArchiveChange] = []
    for await change in own {
      heard.append(change)
      if change.isFromElsewhere { break }
    }
    // The guest's submission touches both files, and is told as one or as two.
    #expect(heard.filter { !$0.isFromElsewhere }.count == 20)
    #expect(heard.count == 21)
    try end()
  }

  @Test func anAttachedOneCanNeitherSendNorDeclareWhatIsBeingSentUnknown() async throws {
    let id = try await guest.submitOne()
    try await poller.lead(id, through: .queued)
    let refusal = ArchiveError.inUse(by: getpid())
    #expect(await archiveError { try await guest.lead(id, through: .inFlight) } == refusal)
    try await poller.lead(id, through: .inFlight)
    #expect(await archiveError { _ = try await guest.recoverInFlight(now: noon) } == refusal)
    #expect(try await poller.outboxItem(id)?.state == .inFlight)
    try end()
  }

  @Test func ofTakingBackAndSendingExactlyOneHappens() async throws {
    let (poller, guest) = (poller, guest)
    var ids: [OutboxItemID] = []
    for _ in 0..<60 { ids.append(try await guest.submitOne()) }
    for id in ids { try await poller.lead(id, through: .queued) }
    let race = ids
    async let back = withThrowingTaskGroup(of: Set<OutboxItemID>.self) { _ in
      var back: Set<OutboxItemID> = []
      for id in race
      where try await guest.record(
        .cancelled, for: id, expecting: [.held, .queued], evidence: "taken back", at: noon)
      { back.insert(id) }
      return back
    }
    var sent: Set<OutboxItemID> = []
    for id in race.reversed()
    where try await poller.record(.inFlight, for: id, expecting: [.queued], evidence: "about to be sent", at: noon) {
      sent.insert(id)
    }
    let cancelled = try await back
    #expect(sent.isDisjoint(with: cancelled))
    #expect(sent.union(cancelled) == Set(ids))
    for id in ids {
      let state = try await poller.outboxItem(id)?.state
      #expect(state == (sent.contains(id) ? .inFlight : .cancelled))
    }
    try end()
  }

  @Test func manyWriteAtOnceAndNothingIsLost() async throws {
    let archives = [poller, guest]
    try await withThrowingTaskGroup(of: Void.self) { group in
      for (number, archive) in archives.enumerated() {
        group.addTask {
          for round in 0..<40 {
            _ = try await archive.submitOne("\(number) \(round)")
            _ = try await archive.save(Draft(recipients: "1", text: "\(number) \(round)", updatedAt: noon))
          }
        }
      }
      try await group.waitForAll()
    }
    #expect(try await poller.openOutboxItems().count == 80)
    #expect(try await guest.drafts().count == 80)
    #expect(try await guest.counters().held == 80)
    #expect(try await poller.conversations(.newest(count: 10)).rows.count == 1)
    #expect(try await poller.all(with: Peer(key: "+62811234567")).count == 80)
    try end()
  }

  @Test(.timeLimit(.minutes(5))) func anArchiveThatIsPutInThePlaceOfTheOldIsSeen() async throws {
    try await poller.takeLive(.inbox([inbox(1), inbox(2)]))
    #expect(try await guest.counters().received == 2)
    // What a poller does that finds it damaged: it sets it aside and begins a new one.
    let other = try Scratch()
    let new = try MessageArchive.open(other.location)
    try await new.takeLive(.inbox([inbox(7)]))
    try new.close()
    let changes = guest.changes()
    for suffix in ["", "-wal", "-shm"] {
      _ = rename(scratch.file("archive.sqlite" + suffix), scratch.file("aside.sqlite" + suffix))
    }
    #expect(rename(other.file("archive.sqlite"), scratch.file("archive.sqlite")) == 0)
    _ = try await poller.save(Draft(recipients: "1", text: "any news", updatedAt: noon))
    // News of what came before may be heard only now.
    for await change in changes where change.subjects.contains(.stream(.inbox)) {
      if try await guest.counters().received == 1 { return try end() }
    }
    Issue.record("the changes ended")
  }
}
