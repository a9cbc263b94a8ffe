import Messaging
import Testing

@testable import MessageArchive

struct OutboxJournalTests {
  private static let accepted = OutboxState.accepted(id: MessageID(7), queue: QueueCode("abc"), to: "+62811")

  private static func state(_ kind: OutboxStateKind) -> OutboxState {
    switch kind {
    case .held: .held(until: noon)
    case .queued: .queued
    case .inFlight: .inFlight
    case .accepted: accepted
    case .rejected: .rejected(code: "201", sentence: "destination number or message is empty")
    case .unknown: .unknown(reason: "the connection broke")
    case .cancelled: .cancelled
    case .settled: .settled(went: true)
    }
  }

  /// A lawful way from a new item into each state.
  private static func way(to kind: OutboxStateKind) -> [OutboxStateKind] {
    switch kind {
    case .held: []
    case .queued: [.queued]
    case .inFlight: [.queued, .inFlight]
    case .accepted: [.queued, .inFlight, .accepted]
    case .rejected: [.queued, .inFlight, .rejected]
    case .unknown: [.queued, .inFlight, .unknown]
    case .cancelled: [.cancelled]
    case .settled: [.queued, .inFlight, .unknown, .settled]
    }
  }

  private static let lawful: [OutboxStateKind: Set<OutboxStateKind>] = [
    .held: [.held, .queued, .cancelled, .unknown],
    .queued: [.inFlight, .cancelled, .rejected, .unknown],
    .inFlight: [.accepted, .rejected, .unknown, .queued],
    .unknown: [.unknown, .accepted, .settled],
    .accepted: [], .rejected: [.settled], .cancelled: [], .settled: [],
  ]

  private func item(_ kind: OutboxStateKind, in archive: MessageArchive) async throws -> OutboxItemID {
    let id = try await archive.submitOne()
    for step in Self.way(to: kind) { try await archive.lead(id, through: Self.state(step)) }
    #expect(try await archive.outboxItem(id)?.state.kind == kind)
    return id
  }

  @Test(arguments: OutboxStateKind.allCases)
  func onlyLawfulStepsAreTaken(_ from: OutboxStateKind) async throws {
    try await withArchive { archive in
      for to in OutboxStateKind.allCases {
        let id = try await item(from, in: archive)
        let before = try await archive.history(of: id)
        let isLawful = Self.lawful[from]?.contains(to) ?? false
        let error = await archiveError {
          _ = try await archive.record(Self.state(to), for: id, expecting: [from], evidence: "", at: noon)
        }
        #expect(error == (isLawful ? nil : .unlawful(from: from, to: to)), "\(from) to \(to)")
        #expect(try await archive.history(of: id).count == before.count + (isLawful ? 1 : 0), "\(from) to \(to)")
      }
    }
  }

  @Test(arguments: OutboxStateKind.allCases)
  func theFileItselfRefusesUnlawfulSteps(_ from: OutboxStateKind) async throws {
    try await withArchive { archive in
      for to in OutboxStateKind.allCases {
        let id = try await item(from, in: archive)
        let error = await archiveError {
          try await archive.outbox.write {
            try OutboxJournal($0).append(Self.state(to), to: id, fence: nil, evidence: "", at: noon)
          }
        }
        #expect((error == nil) == (Self.lawful[from]?.contains(to) ?? false), "\(from) to \(to)")
      }
    }
  }

  @Test(arguments: OutboxStateKind.allCases.filter { $0 != .held })
  func aNewItemCanOnlyBeHeld(_ kind: OutboxStateKind) async throws {
    #expect(!kind.mayFollow(nil) && OutboxStateKind.held.mayFollow(nil))
    try await withArchive { archive in
      let error = await archiveError {
        try await archive.outbox.write { db in
          let submission = Submission(destinations: [], text: "x", options: SendOptions(), draft: nil)
          let journal = OutboxJournal(db)
          let id = try journal.add(.number("1234"), submission, now: noon)
          try journal.append(Self.state(kind), to: id, fence: nil, evidence: "", at: noon)
        }
      }
      let items = try await archive.openOutboxItems()
      #expect(error != nil && items.isEmpty)
    }
  }

  @Test(arguments: [
    "UPDATE event SET evidence = 'other'", "DELETE FROM event", "UPDATE item SET text = 'other'", "DELETE FROM item",
  ])
  func whatIsWrittenIsNeverChanged(_ sql: String) async throws {
    try await withArchive { archive in
      let id = try await archive.submitOne("kept")
      let history = try await archive.history(of: id)
      let error = await archiveError { try await archive.outbox.write { _ = try $0.prepared(sql).run() } }
      #expect(error?.detail.contains("never") == true)
      #expect(try await archive.history(of: id) == history)
      #expect(try await archive.outboxItem(id)?.text == "kept")
    }
  }

  @Test func aStepFromAnotherStateThanExpectedIsNotTaken() async throws {
    try await withArchive { archive in
      let id = try await archive.submitOne()
      #expect(
        try await !archive.record(.inFlight, for: id, expecting: [.queued], evidence: "send", at: noon))
      #expect(try await archive.history(of: id).map(\.state) == [.held(until: noon.later(5))])
    }
  }

  @Test func ofManyWhoTakeAStepOneDoes() async throws {
    try await withArchive { archive in
      let id = try await archive.submitOne()
      try await archive.lead(id, through: .queued)
      let winners = try await withThrowingTaskGroup(of: Bool.self) { group in
        for _ in 0..<16 {
          group.addTask { try await archive.record(.inFlight, for: id, expecting: [.queued], evidence: "", at: noon) }
        }
        return try await group.reduce(0) { $0 + ($1 ? 1 : 0) }
      }
      #expect(winners == 1)
    }
  }

  @Test func anUnknownItemIsNamed() async throws {
    try await withArchive { archive in
      let error = await archiveError {
        _ = try await archive.record(.queued, for: OutboxItemID(9), expecting: [.held], evidence: "", at: noon)
      }
      #expect(error == .noSuchItem(OutboxItemID(9)))
    }
  }

  @Test func theHistoryHoldsEveryStepWithItsEvidence() async throws {
    try await withArchive { archive in
      let id = try await archive.submitOne()
      let steps = OutboxStateKind.allCases.filter { [.queued, .inFlight, .unknown, .settled].contains($0) }
      for (index, kind) in steps.enumerated() {
        _ = try await archive.record(
          Self.state(kind), for: id, expecting: Set(OutboxStateKind.allCases),
          fence: kind == .inFlight ? MessageID(41) : nil, evidence: "why \(index)", at: noon.later(Int64(index)))
      }
      let history = try await archive.history(of: id).dropFirst()
      #expect(history.map(\.state) == steps.map(Self.state))
      #expect(history.map(\.evidence) == ["why 0", "why 1", "why 2", "why 3"])
      #expect(history.map(\.at) == (0..<4).map { noon.later($0) })
      let item = try #require(try await archive.outboxItem(id))
      #expect(item.fence == MessageID(41) && item.since == noon.later(3) && item.createdAt == noon)
    }
  }

  @Test(arguments: [
    OutboxState.accepted(id: nil, queue: QueueCode(""), to: ""), accepted, .settled(went: false), .settled(went: true),
  ])
  func statesComeBackAsTheyWere(_ state: OutboxState) async throws {
    try await withArchive { archive in
      let id = try await archive.submitOne()
      try await archive.lead(id, through: .queued, .inFlight, .unknown(reason: "\u{1B}[2J\0"), state)
      #expect(try await archive.history(of: id).suffix(2).map(\.state) == [.unknown(reason: "\u{1B}[2J\0"), state])
    }
  }

  @Test func whatIsHeldAtTheStartCanBeTakenBackForAsLongAsAtFirst() async throws {
    try await withArchive { archive in
      let held = try await item(.held, in: archive)
      let waiting = try await item(.queued, in: archive)
      let later = noon.later(3_600)
      #expect(try await archive.holdAnew(now: later) == [held])
      #expect(try await archive.outboxItem(held)?.state == .held(until: later.later(5)))
      #expect(try await archive.outboxItem(held)?.since == later)
      #expect(try await archive.outboxItem(waiting)?.state == .queued)
      #expect(try await archive.holdAnew(now: later.later(2)) == [held])
      #expect(try await archive.outboxItem(held)?.state == .held(until: later.later(7)))
    }
  }

  @Test func whatIsHeldAnewStandsInItsConversationOnceAlsoAfterTheNextOpening() async throws {
    let scratch = try Scratch()
    let first = try MessageArchive.open(scratch.location)
    let id = try await first.submitOne("kept", to: .number("+62811234567"))
    _ = try await first.holdAnew(now: noon.later(60))
    try first.close()
    let archive = try MessageArchive.open(scratch.location)
    #expect(archive.setAsideAtOpening == nil)
    #expect(try await archive.all(with: Peer(address: "+62811234567")).map(\.origin) == [.outbox(id)])
    try archive.close()
  }

  @Test func whatIsNotToBeHeldIsNotHeldAtTheStartEither() async throws {
    try await withArchive { archive in
      let submission = Submission(destinations: [.number("1234")], text: "x", options: SendOptions(), draft: nil)
      let id = try #require(try await archive.submit(submission, heldUntil: noon, now: noon).first)
      #expect(try await archive.holdAnew(now: noon.later(60)).isEmpty)
      #expect(try await archive.outboxItem(id)?.state == .held(until: noon))
    }
  }

  @Test func whatWaitedWhenTheOutboxCameFromAnotherMachineIsUnknown() async throws {
    try await withArchive { archive in
      #expect(try await archive.recoverInFlight(now: noon, on: "one").isEmpty)
      let waiting = [try await item(.held, in: archive), try await item(.queued, in: archive)]
      for kind in [OutboxStateKind.accepted, .rejected, .cancelled, .settled] { _ = try await item(kind, in: archive) }
      #expect(try await archive.recoverInFlight(now: noon, on: "one").isEmpty)
      #expect(try await archive.recoverInFlight(now: noon, on: nil).isEmpty)
      let copied = try await archive.recoverInFlight(now: noon, on: "other")
      #expect(copied == waiting)
      #expect(try await archive.openOutboxItems().map(\.state.kind) == [.unknown, .unknown])
      let next = try await item(.queued, in: archive)
      #expect(try await archive.recoverInFlight(now: noon, on: "other").isEmpty)
      #expect(try await archive.outboxItem(next)?.state == .queued)
    }
  }

  @Test func whatIsInFlightAtTheStartIsUnknown() async throws {
    try await withArchive { archive in
      let flying = try await item(.inFlight, in: archive)
      let waiting = try await item(.queued, in: archive)
      #expect(try await archive.recoverInFlight(now: noon.later(60)) == [flying])
      #expect(try await archive.recoverInFlight(now: noon.later(60)).isEmpty)
      #expect(try await archive.outboxItem(flying)?.state.kind == .unknown)
      #expect(try await archive.outboxItem(flying)?.since == noon.later(60))
      #expect(try await archive.outboxItem(waiting)?.state == .queued)
    }
  }
}
