import Messaging
import Testing

@testable import MessageArchive

struct StoryTests {
  private let accepted = OutboxState.accepted(id: MessageID(50), queue: QueueCode("q1"), to: "+62811234567")

  private func stages(_ archive: MessageArchive, _ id: OutboxItemID) async throws -> [SendingStage] {
    try #require(try await archive.story(of: id)).steps.map(\.stage)
  }

  @Test func itTellsTheWholeWayInOrder() async throws {
    try await withArchive { archive in
      let id = try await archive.submitOne()
      try await archive.lead(id, through: .queued, .inFlight, accepted)
      for (status, seconds) in [(DeliveryStatus.pending, 10), (.sent, 20), (.sent, 25), (.delivered, 30)] {
        let row = outgoing(50, status: status, update: "2026-11-22 09:00:\(seconds)")
        _ = try await archive.take(Intake(.outgoing([row]), seenAt: noon.later(Int64(seconds)), arrival: .live))
      }
      let story = try #require(try await archive.story(of: id))
      #expect(story.steps.map(\.stage) == [.held, .queued, .inFlight, .accepted, .pending, .sent, .delivered])
      #expect(story.steps.map(\.at).suffix(3) == [noon.later(10), noon.later(20), noon.later(30)])
      #expect(story.steps[3].words == "smslog_id 50, queue q1, to +62811234567")
      #expect(story.steps.last?.words.raw.hasPrefix("status 3, dt 2026-11-22 09:00:00, update") == true)
      #expect(story.steps.last?.row == MessageID(50))
      #expect(story.stage == .delivered)
      #expect(story.group == nil)
    }
  }

  @Test func aScheduledOneIsScheduledUntilItsRowIsThere() async throws {
    try await withArchive { archive in
      let submission = Submission(
        destinations: [.number("+62811234567")], text: "hi", options: SendOptions(schedule: "2026-12-24 18:00:00"),
        draft: nil)
      let id = try #require(try await archive.submit(submission, heldUntil: noon, now: noon).first)
      try await archive.lead(id, through: .queued, .inFlight, accepted)
      let before = try #require(try await archive.story(of: id))
      #expect(before.stage == .scheduled)
      #expect(before.steps.last?.stage == .scheduled)
      #expect(try await archive.outboxAttention().map(\.stage) == [.scheduled])
      try await archive.takeLive(.outgoing([outgoing(50)]))
      let after = try #require(try await archive.story(of: id))
      #expect(after.stage == .pending)
      #expect(after.steps.map(\.stage).suffix(2) == [.accepted, .pending])
      #expect(try await archive.outboxAttention().isEmpty)
    }
  }

  @Test(
    arguments: [
      ([OutboxState.cancelled], SendingStage.cancelled),
      ([.queued, .rejected(code: "", sentence: "late")], .rejected),
      ([.queued, .inFlight, .rejected(code: "201", sentence: "no")], .rejected),
      ([.queued, .inFlight, .unknown(reason: "lost")], .unknown),
      ([.queued, .inFlight, .unknown(reason: "lost"), .settled(went: true)], .settledSent),
      ([.queued, .inFlight, .unknown(reason: "lost"), .settled(went: false)], .settledUnsent),
    ] as [([OutboxState], SendingStage)])
  func everyEndIsTold(states: [OutboxState], stage: SendingStage) async throws {
    try await withArchive { archive in
      let id = try await archive.submitOne()
      for state in states { try await archive.lead(id, through: state) }
      let story = try #require(try await archive.story(of: id))
      #expect(story.stage == stage)
      #expect(story.steps.last?.stage == stage)
    }
  }

  @Test func theServersOwnWordsAreKept() async throws {
    try await withArchive { archive in
      let id = try await archive.submitOne()
      try await archive.lead(id, through: .queued, .inFlight, .rejected(code: "201", sentence: "nothing in it"))
      let step = try #require(try await archive.story(of: id)?.steps.last)
      #expect(step.words == "error 201")
      #expect(step.evidence.contains("nothing in it"))
    }
  }

  @Test func aSentenceOfOursIsToldOnceAndNotAsTheServers() async throws {
    try await withArchive { archive in
      let id = try await archive.submitOne()
      try await archive.lead(id, through: .queued, .inFlight, .unknown(reason: "The connection ended."))
      let step = try #require(try await archive.story(of: id)?.steps.last)
      #expect(step.words.raw.isEmpty)
      #expect(step.evidence.ranges(of: "The connection ended.").count == 1)
    }
  }

  @Test func aGroupIsAsFarAsTheLeastOfItsMembersAndNamesWhoWasRefused() async throws {
    try await withArchive { archive in
      func send(_ receipts: [GroupOutcome.Receipt]) async throws -> OutboxItemID {
        let id = try await archive.submitOne(to: .group("FAMILY"))
        try await archive.lead(id, through: .queued, .inFlight)
        _ = try await archive.record(
          .accepted(id: nil, queue: QueueCode("q"), to: ""), for: id, expecting: [.inFlight], receipts: receipts,
          evidence: "test", at: noon)
        return id
      }
      func taken(_ number: String, _ id: Int64) -> GroupOutcome.Receipt {
        GroupOutcome.Receipt(number: UntrustedText(number), id: MessageID(id), code: nil)
      }
      _ = try await send([taken("+62811234567", 1), taken("+62812000000", 2)])
      let id = try await send([taken("+62811234567", 3), GroupOutcome.Receipt(number: nil, id: nil, code: "200")])
      #expect(try await archive.story(of: id)?.stage == .accepted)
      #expect(try await archive.story(of: id)?.group?.refused == .likely(["+62812000000"]))
      try await archive.takeLive(.outgoing([outgoing(3, status: .delivered)]))
      #expect(try await archive.story(of: id)?.stage == .delivered)
      #expect(try await archive.details(of: .outgoing(MessageID(3)))?.item?.id == id)
    }
  }

  @Test func aGroupAwaitsEachOfItsRows() async throws {
    try await withArchive { archive in
      let id = try await archive.submitOne(to: .group("FAMILY"))
      try await archive.lead(id, through: .queued, .inFlight)
      let receipts = (1...3).map { GroupOutcome.Receipt(number: "+62811", id: MessageID($0), code: nil) }
      _ = try await archive.record(
        .accepted(id: nil, queue: QueueCode("q"), to: ""), for: id, expecting: [.inFlight], receipts: receipts,
        evidence: "test", at: noon)
      #expect(try await archive.awaitedRows(of: id) == [MessageID(1), MessageID(2), MessageID(3)])
      try await archive.takeLive(.outgoing([outgoing(1), outgoing(3)]))
      #expect(try await archive.awaitedRows(of: id) == [MessageID(2)])
      #expect(try await archive.awaitingRow().map(\.id) == [id])
      try await archive.takeLive(.outgoing([outgoing(2)]))
      #expect(try await archive.awaitingRow().isEmpty)
    }
  }

  @Test func thereIsNoneOfAnItemThatDoesNotExist() async throws {
    try await withArchive { archive in
      let story = try await archive.story(of: OutboxItemID(9))
      #expect(story == nil)
    }
  }
}
