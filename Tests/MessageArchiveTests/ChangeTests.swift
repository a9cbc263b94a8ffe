import MessageArchive
import Messaging
import Testing

struct ChangeTests {
  /// What a subscriber sees of `body`, the archive closed behind it.
  private func changes(_ body: (MessageArchive) async throws -> Void) async throws -> [ArchiveChange] {
    let scratch = try Scratch()
    let archive = try MessageArchive.open(scratch.location)
    let stream = archive.changes()
    try await body(archive)
    try archive.close()
    var seen: [ArchiveChange] = []
    for await change in stream { seen.append(change) }
    return seen
  }

  @Test func newMessagesAreToldWithWhatANoticeNeeds() async throws {
    let seen = try await changes { try await $0.takeLive(.inbox([inbox(2, "b", at: noon.later(1)), inbox(1, "a")])) }
    let peer = Peer(key: "+62811234567")
    #expect(
      seen == [
        ArchiveChange(
          subjects: [.stream(.inbox)],
          arrivals: [
            ArrivedMessage(origin: .inbox(MessageID(1)), peer: peer, text: "a", at: noon),
            ArrivedMessage(origin: .inbox(MessageID(2)), peer: peer, text: "b", at: noon.later(1)),
          ])
      ])
  }

  @Test func whatIsReadAlreadyIsNoArrival() async throws {
    let seen = try await changes { archive in
      _ = try await archive.take(Intake(.inbox([inbox(1)]), seenAt: noon, arrival: .history))
      try await archive.takeLive(.outgoing([outgoing(1)]))
      try await archive.takeLive(.outgoing([outgoing(1, update: "2026-11-22 09:00:05")]))
    }
    #expect(seen.map(\.subjects) == [[.stream(.inbox)], [.stream(.outgoing)], [.stream(.outgoing)]])
    #expect(seen.allSatisfy { $0.arrivals.isEmpty })
  }

  @Test func nothingIsToldOfWhatChangesNothing() async throws {
    let seen = try await changes { archive in
      try await archive.takeLive(.inbox([inbox(1)]))
      try await archive.takeLive(.inbox([inbox(1)]))
      _ = try await archive.take(Intake(.inbox([]), seenAt: noon, arrival: .live, progress: StreamProgress()))
      try await archive.markRead(Peer(key: "nobody"))
      try await archive.take(contacts: [contact(1, "A", "1")], groups: [], complete: true, seenAt: noon)
      try await archive.take(contacts: [contact(1, "A", "1")], groups: [], complete: true, seenAt: noon)
      try await archive.deleteDraft(DraftID(1))
    }
    #expect(seen.map(\.subjects) == [[.stream(.inbox)], [.contacts]])
  }

  @Test func everyKindOfChangeIsNamed() async throws {
    let seen = try await changes { archive in
      let draft = try await archive.save(Draft(recipients: "1", text: "x", updatedAt: noon))
      let submission = Submission(
        destinations: [.number("+62811234567")], text: "x", options: SendOptions(), draft: draft)
      let ids = try await archive.submit(submission, heldUntil: noon, now: noon)
      let state = OutboxState.accepted(id: MessageID(3), queue: QueueCode("q"), to: "+62811234567")
      for id in ids { try await archive.lead(id, through: .queued, .inFlight, state) }
      try await archive.takeLive(.outgoing([outgoing(3)]))
      try await archive.takeLive(.outgoing([outgoing(3, status: .delivered)]))
      try await archive.takeLive(.inbox([inbox(1)]))
      try await archive.markRead(Peer(key: "+62811234567"))
    }
    #expect(
      seen.map(\.subjects) == [
        [.drafts], [.outbox, .drafts], [.outbox], [.outbox], [.outbox], [.stream(.outgoing), .outbox],
        [.stream(.outgoing)], [.stream(.inbox)], [.readState],
      ])
  }

  @Test func everySubscriberSeesEverythingFromThenOn() async throws {
    let scratch = try Scratch()
    let archive = try MessageArchive.open(scratch.location)
    let first = archive.changes()
    try await archive.takeLive(.inbox([inbox(1)]))
    let second = archive.changes()
    try await archive.takeLive(.inbox([inbox(2)]))
    try archive.close()
    let late = archive.changes()
    var counts: [Int] = []
    for stream in [first, second, late] { counts.append(await stream.reduce(0) { count, _ in count + 1 }) }
    #expect(counts == [2, 1, 0])
  }
}
