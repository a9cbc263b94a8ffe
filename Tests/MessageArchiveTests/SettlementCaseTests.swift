import Messaging
import Testing

@testable import MessageArchive

struct SettlementCaseTests {
  private let number = Destination.number("+62811234567")
  private let lost = OutboxState.unknown(reason: "the reply was lost")

  /// An item that was sent above `fence` and whose fate is unknown.
  private func lose(
    _ archive: MessageArchive, to destination: Destination? = nil, fence: Int64 = 50, as states: [OutboxState] = []
  ) async throws -> OutboxItemID {
    let id = try await archive.submitOne(to: destination ?? number)
    try await archive.lead(id, through: .queued)
    _ = try await archive.record(
      .inFlight, for: id, expecting: [.queued], fence: MessageID(fence), evidence: "test", at: noon)
    for state in states.isEmpty ? [lost] : states { try await archive.lead(id, through: state) }
    return id
  }

  private func verdicts(_ archive: MessageArchive, _ id: OutboxItemID) async throws -> [SettlementCase.Verdict] {
    try #require(try await archive.settlementCase(of: id)).candidates.map(\.verdict)
  }

  @Test(arguments: ["+62811234567", "0811234567", "62811234567"])
  func theOneRowThatFitsIsProofInAnySpelling(shown: String) async throws {
    try await withArchive { archive in
      let id = try await lose(archive)
      try await archive.takeLive(.outgoing([outgoing(51, to: shown), outgoing(52, to: "+62812000000")]))
      let found = try #require(try await archive.settlementCase(of: id))
      #expect(found.candidates.map(\.verdict) == [.proof])
      #expect(found.proof?.id == MessageID(51))
      #expect(found.sentAt == noon)
      #expect(found.sentences.contains("the reply was lost"))
      #expect(found.rules.contains { $0.contains("50. Its own must be above") })
      #expect(found.sentences.last == "One row for this number since then is it.")
    }
  }

  @Test func rowsThatTheServerHadBeforeAreNotCountedAsRowsSinceThen() async throws {
    try await withArchive { archive in
      let id = try await lose(archive)
      try await archive.takeLive(.outgoing([outgoing(49), outgoing(50)]))
      let found = try #require(try await archive.settlementCase(of: id))
      #expect(found.candidates.map(\.verdict) == [.belowFence, .belowFence])
      #expect(found.sentences.last == "No row for this number has come since then.")
    }
  }

  @Test func aRowOfAnotherItemIsTakenAlsoThroughAGroupsReceipts() async throws {
    try await withArchive { archive in
      let other = try await archive.submitOne(to: number)
      try await archive.lead(
        other, through: .queued, .inFlight, .accepted(id: MessageID(51), queue: QueueCode("q"), to: ""))
      let group = try await archive.submitOne(to: .group("FAMILY"))
      try await archive.lead(group, through: .queued, .inFlight)
      _ = try await archive.record(
        .accepted(id: nil, queue: QueueCode("q"), to: ""), for: group, expecting: [.inFlight],
        receipts: [GroupOutcome.Receipt(number: "+62811234567", id: MessageID(52), code: nil)], evidence: "", at: noon)
      let id = try await lose(archive)
      try await archive.takeLive(.outgoing([outgoing(51), outgoing(52), outgoing(53)]))
      #expect(try await verdicts(archive, id) == [.proof, .taken(by: group), .taken(by: other)])
    }
  }

  @Test(
    arguments: [
      [OutboxState.unknown(reason: "?")], [.unknown(reason: "?"), .settled(went: true)],
      [.unknown(reason: "?"), .settled(went: false)], [.queued, .cancelled],
    ] as [[OutboxState]])
  func anotherItemOfTheSameTextWithoutARowIsARival(states: [OutboxState]) async throws {
    try await withArchive { archive in
      let other = try await lose(archive, to: .number("0811234567"), fence: 49, as: states)
      let id = try await lose(archive)
      try await archive.takeLive(.outgoing([outgoing(51)]))
      #expect(try await verdicts(archive, id) == [.rival(other)])
    }
  }

  @Test func aGroupWithoutKnownRowsIsARivalForEveryNumber() async throws {
    try await withArchive { archive in
      let group = try await lose(archive, to: .group("FAMILY"))
      let id = try await lose(archive)
      try await archive.takeLive(.outgoing([outgoing(51)]))
      #expect(try await verdicts(archive, id) == [.rival(group)])
    }
  }

  @Test(arguments: [(Int64(998), SettlementCase.Verdict.proof), (999, .oneOfSeveral)])
  func whereThereMayBeMoreRowsThanAreLookedThroughNoneIsProof(
    others: Int64, verdict: SettlementCase.Verdict
  ) async throws {
    try await withArchive { archive in
      let id = try await lose(archive)
      try await archive.takeLive(.outgoing([outgoing(51)] + (0..<others).map { outgoing(52 + $0, "another text") }))
      let found = try #require(try await archive.settlementCase(of: id))
      #expect(found.candidates.first { $0.row.id == MessageID(51) }?.verdict == verdict)
    }
  }

  @Test func whatNeverLeftOrWasRefusedIsNoRival() async throws {
    try await withArchive { archive in
      _ = try await archive.submitOne()
      _ = try await lose(archive, as: [.rejected(code: "200", sentence: "")])
      _ = try await lose(archive, as: [.queued])
      let held = try await archive.submitOne()
      try await archive.lead(held, through: .cancelled)
      let id = try await lose(archive)
      try await archive.takeLive(.outgoing([outgoing(51)]))
      #expect(try await verdicts(archive, id) == [.proof])
    }
  }

  @Test func oneRowNeverSettlesTwoItems() async throws {
    try await withArchive { archive in
      let first = try await lose(archive)
      try await archive.takeLive(.outgoing([outgoing(51)]))
      _ = try await archive.record(
        .accepted(id: MessageID(51), queue: QueueCode(""), to: ""), for: first, expecting: [.unknown], evidence: "",
        at: noon)
      let second = try await lose(archive)
      #expect(try await verdicts(archive, second) == [.taken(by: first)])
    }
  }

  @Test func aServersWrongClockIsReckonedWith() async throws {
    try await withArchive { archive in
      let id = try await lose(archive)
      // The server's clock is five hours behind, and shows local time seven hours ahead of UTC.
      let row = outgoing(51, at: noon.later(10 - 5 * 3_600), ahead: 7 * 3_600)
      _ = try await archive.take(
        Intake(
          .outgoing([row]), seenAt: noon.later(12), serverTime: noon.later(12 - 5 * 3_600), isFreshLive: true,
          arrival: .live))
      #expect(try await verdicts(archive, id) == [.proof])
    }
  }

  @Test func aRowFromLongBeforeOrAfterIsNoProof() async throws {
    try await withArchive { archive in
      let id = try await lose(archive)
      let late = noon.later(4 * 86_400)
      _ = try await archive.take(
        Intake(.outgoing([outgoing(51, at: late)]), seenAt: late, serverTime: late, isFreshLive: true, arrival: .live))
      #expect(try await verdicts(archive, id) == [.otherTime])
    }
  }

  @Test(arguments: [(Destination.user("bobx"), "no row"), (.group("FAMILY"), "no row can tell")])
  func whereNoRowCanTellItSaysSo(destination: Destination, words: String) async throws {
    try await withArchive { archive in
      let id = try await lose(archive, to: destination)
      let found = try #require(try await archive.settlementCase(of: id))
      #expect(found.candidates.isEmpty)
      #expect(found.sentences.last?.contains(words) == true)
    }
  }

  @Test func anItemThatIsNotUnknownHasNoCase() async throws {
    try await withArchive { archive in
      let id = try await archive.submitOne()
      #expect(try await archive.settlementCase(of: id) == nil)
      #expect(try await archive.settlementCase(of: OutboxItemID(99)) == nil)
    }
  }
}
