import Messaging
import Testing

@testable import MessageArchive

struct OutboxListTests {
  @Test func aSubmissionBecomesAnItemForEachDestination() async throws {
    try await withArchive { archive in
      let destinations: [Destination] = [.number("+62811234567"), .user("bobx"), .group("FAMILY")]
      let options = SendOptions(
        kind: .flash, unicode: .off, footer: .own("bye"), from: "ACME", schedule: "2026-12-24 18:00:00")
      let submission = Submission(destinations: destinations, text: "a\0b", options: options, draft: nil)
      let ids = try await archive.submit(submission, heldUntil: noon.later(5), now: noon)
      let items = try await archive.openOutboxItems()
      #expect(items.map(\.id) == ids)
      #expect(items.map(\.destination) == destinations)
      #expect(items.allSatisfy { $0.options == options && Array($0.text.utf8) == [0x61, 0, 0x62] })
      #expect(items.allSatisfy { $0.state == .held(until: noon.later(5)) && $0.createdAt == noon && $0.fence == nil })
    }
  }

  @Test func submittingTakesTheDraftWithIt() async throws {
    try await withArchive { archive in
      let draft = try await archive.save(Draft(recipients: "1", text: "x", updatedAt: noon))
      let other = try await archive.save(Draft(recipients: "2", text: "y", updatedAt: noon))
      let submission = Submission(
        destinations: [.number("1")], text: "x", options: SendOptions(), draft: draft)
      _ = try await archive.submit(submission, heldUntil: noon, now: noon)
      #expect(try await archive.drafts().map(\.id) == [other])
    }
  }

  @Test func openAndAttentionHoldWhatTheyShould() async throws {
    try await withArchive { archive in
      let held = try await archive.submitOne()
      let rejected = try await archive.submitOne()
      try await archive.lead(rejected, through: .queued, .inFlight, .rejected(code: "201", sentence: "no"))
      let unknown = try await archive.submitOne()
      try await archive.lead(unknown, through: .queued, .inFlight, .unknown(reason: "?"))
      let cancelled = try await archive.submitOne()
      try await archive.lead(cancelled, through: .cancelled)
      let accepted = try await archive.submitOne()
      let state = OutboxState.accepted(id: MessageID(5), queue: QueueCode("q"), to: "+62811234567")
      try await archive.lead(accepted, through: .queued, .inFlight, state)
      let toUser = try await archive.submitOne(to: .user("bobx"))
      try await archive.lead(
        toUser, through: .queued, .inFlight, .accepted(id: nil, queue: QueueCode("r"), to: "@bobx"))

      #expect(try await archive.openOutboxItems().map(\.id) == [held, unknown])
      #expect(try await archive.awaitingRow().map(\.id) == [accepted])
      #expect(try await archive.outboxAttention().map(\.id) == [accepted, unknown, rejected, held])
      #expect(try await archive.outboxAttention(limit: 2).map(\.id) == [accepted, unknown])

      try await archive.takeLive(.outgoing([outgoing(5)]))
      #expect(try await archive.awaitingRow().isEmpty)
      #expect(try await archive.outboxAttention().map(\.id) == [unknown, rejected, held])
    }
  }

  @Test func draftsAreKeptChangedAndThrownAway() async throws {
    try await withArchive { archive in
      let first = try await archive.save(Draft(recipients: "+62811, @bob", text: "half a", updatedAt: noon))
      let second = try await archive.save(Draft(recipients: "", text: "other", updatedAt: noon.later(1)))
      let longer = Draft(id: first, recipients: "+62811", text: "half a sentence", updatedAt: noon.later(2))
      #expect(try await archive.save(longer) == first)
      #expect(try await archive.drafts().map(\.id) == [first, second])
      #expect(try await archive.drafts().first == longer)
      try await archive.deleteDraft(second)
      try await archive.deleteDraft(second)
      #expect(try await archive.counters().drafts == 1)
    }
  }

  @Test func aDraftThatWasSubmittedMeanwhileIsSavedAsANewOne() async throws {
    try await withArchive { archive in
      let id = try await archive.save(Draft(recipients: "1", text: "x", updatedAt: noon))
      try await archive.deleteDraft(id)
      let again = try await archive.save(Draft(id: id, recipients: "1", text: "x y", updatedAt: noon))
      #expect(again != id)
      #expect(try await archive.drafts().map(\.text) == ["x y"])
    }
  }
}
