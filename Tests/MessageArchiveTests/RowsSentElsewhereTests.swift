import Messaging
import Testing

@testable import MessageArchive

/// Which rows tell that an item that still waits went by another copy of the outbox.
struct RowsSentElsewhereTests {
  private func found(_ archive: MessageArchive, _ id: OutboxItemID) async throws -> MessageID? {
    let item = try #require(try await archive.outboxItem(id))
    return try await archive.rowSentElsewhere(item)?.id
  }

  @Test(arguments: ["+62811234567", "0811234567", "62811234567"])
  func aRowOfItsTextToItsNumberSinceItWasWrittenMayBeIt(number: String) async throws {
    try await withArchive { archive in
      let id = try await archive.submitOne("say \"hi\" ")
      #expect(try await found(archive, id) == nil)
      try await archive.takeLive(
        .outgoing([
          outgoing(51, to: number, "say", at: noon.later(10)), outgoing(52, to: "+628129", "say 'hi'", at: noon),
          outgoing(53, to: number, "say 'hi'", at: noon.later(10)),
        ]))
      #expect(try await found(archive, id) == MessageID(53))
    }
  }

  @Test func whatWasThereWhenItWasWrittenIsNot() async throws {
    try await withArchive { archive in
      // Seen an hour after noon, and the operator wrote the same once more knowingly.
      try await archive.takeLive(.outgoing([outgoing(51, at: noon.later(3_590))]))
      let id = try await archive.submitOne(now: noon.later(3_601))
      #expect(try await found(archive, id) == nil)
    }
  }

  @Test func anOldRowThatCameToLightOnlySinceIsNot() async throws {
    try await withArchive { archive in
      let id = try await archive.submitOne()
      try await archive.takeLive(.outgoing([outgoing(51, at: noon.later(-86_400))]))
      #expect(try await found(archive, id) == nil)
      try await archive.takeLive(.outgoing([outgoing(52, at: noon.later(-600))]))
      #expect(try await found(archive, id) == MessageID(52), "clocks are known to the quarter of an hour")
    }
  }

  @Test func theRowOfAnotherItemIsNot() async throws {
    try await withArchive { archive in
      let other = try await archive.submitOne()
      let id = try await archive.submitOne()
      try await archive.lead(other, through: .queued)
      _ = try await archive.record(
        .inFlight, for: other, expecting: [.queued], fence: MessageID(50), evidence: "test", at: noon)
      try await archive.takeLive(.outgoing([outgoing(51, at: noon.later(10))]))
      #expect(try await found(archive, id) == nil, "it may be the one that is leaving")
      try await archive.lead(other, through: .accepted(id: MessageID(51), queue: QueueCode("q"), to: ""))
      #expect(try await found(archive, id) == nil)
      try await archive.takeLive(.outgoing([outgoing(52, at: noon.later(20))]))
      #expect(try await found(archive, id) == MessageID(52))
    }
  }

  @Test func whereNoRowCanTellNoneIsLookedFor() async throws {
    try await withArchive { archive in
      let id = try await archive.submitOne(to: .user("bobx"))
      try await archive.takeLive(.outgoing([outgoing(51, at: noon.later(10))]))
      #expect(try await found(archive, id) == nil)
    }
  }
}
