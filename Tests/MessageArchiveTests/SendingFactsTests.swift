import Messaging
import Testing

@testable import MessageArchive

struct SendingFactsTests {
  private let budi = Destination.number("+62811234567")
  private let day = Duration.seconds(86_400)

  private func ground(_ policy: SendingPolicy = SendingPolicy()) -> SendingGround {
    SendingGround(policy: policy, local: .utc)
  }

  private func facts(
    _ archive: MessageArchive, to destinations: [Destination], _ text: String = "hi", on ground: SendingGround? = nil,
    at now: Timestamp = noon.later(7_200)
  ) async throws -> SendingFacts {
    try await archive.sendingFacts(
      SendingQuestion(destinations: destinations, text: text), on: ground ?? self.ground(), now: now)
  }

  @Test func ofAStrangerNothingIsKnown() async throws {
    try await withArchive { archive in
      let facts = try await facts(archive, to: [budi, .user("bobx"), .group("FAMILY")])
      #expect(
        facts.recipients == [
          SendingFacts.Recipient(destination: budi), SendingFacts.Recipient(destination: .user("bobx")),
          SendingFacts.Recipient(destination: .group("FAMILY"), members: .unknown),
        ])
      #expect(facts.sentToday == 0)
      #expect(facts.credit == nil)
      #expect(facts.serverZoneOffset == nil)
    }
  }

  @Test(arguments: ["+62811234567", "0811234567", "62811234567"])
  func theSameTextInARowIsFoundInAnySpelling(number: String) async throws {
    try await withArchive { archive in
      try await archive.takeLive(.outgoing([outgoing(7, "say 'hi'", status: .delivered)]))
      let found = try await facts(archive, to: [.number(number)], "say \"hi\"")
      #expect(found.recipients[0].sameText == SendingFacts.SameText(at: noon, stage: .server(.delivered)))
      #expect(try await facts(archive, to: [.number(number)], "say").recipients[0].sameText == nil)
      #expect(try await facts(archive, to: [.number("+62811999999")], "say \"hi\"").recipients[0].sameText == nil)
    }
  }

  @Test func whatFailedOrIsOlderThanTheWindowDoesNotCount() async throws {
    try await withArchive { archive in
      try await archive.takeLive(.outgoing([outgoing(7, "a", status: .failed), outgoing(8, "b")]))
      #expect(try await facts(archive, to: [budi], "a").recipients[0].sameText == nil)
      #expect(try await facts(archive, to: [budi], "b").recipients[0].sameText != nil)
      let narrow = ground(SendingPolicy(sameTextWithin: .seconds(600)))
      #expect(try await facts(archive, to: [budi], "b", on: narrow).recipients[0].sameText == nil)
      let never = ground(SendingPolicy(sameTextWithin: nil))
      #expect(try await facts(archive, to: [budi], "b", on: never).recipients[0].sameText == nil)
    }
  }

  @Test(arguments: [
    ([OutboxState](), true), ([.queued], true), ([.queued, .inFlight, .unknown(reason: "?")], true),
    ([.cancelled], false), ([.queued, .inFlight, .rejected(code: "200", sentence: "")], false),
    ([.queued, .inFlight, .unknown(reason: "?"), .settled(went: false)], true),
    ([.queued, .inFlight, .unknown(reason: "?"), .settled(went: true)], true),
  ])
  func theSameTextInTheOutboxCountsWhereItWentOrMayHaveGone(states: [OutboxState], counts: Bool) async throws {
    try await withArchive { archive in
      let id = try await archive.submitOne(to: .number("0811234567"))
      for state in states { try await archive.lead(id, through: state) }
      let same = try await facts(archive, to: [budi]).recipients[0].sameText
      #expect((same != nil) == counts)
      if counts { #expect(same?.stage == .outbox(states.last ?? .held(until: noon.later(5)))) }
    }
  }

  /// Nobody's word stands against a row, or another message with the same text.
  @Test func whatWasSettledAsNotSentHidesNothingThatWent() async throws {
    try await withArchive { archive in
      let denied: [OutboxState] = [.queued, .inFlight, .unknown(reason: "?"), .settled(went: false)]
      let other = try await archive.submitOne(to: .number("0811234567"))
      for state in denied.dropLast() { try await archive.lead(other, through: state) }
      let id = try await archive.submitOne(to: .number("0811234567"))
      for state in denied { try await archive.lead(id, through: state) }
      let same = try await facts(archive, to: [budi]).recipients[0].sameText
      #expect(same?.stage == .outbox(.unknown(reason: "?")))
      try await archive.lead(other, through: .settled(went: false))
      try await archive.takeLive(.outgoing([outgoing(7, "hi", status: .delivered)]))
      let shown = try await facts(archive, to: [budi]).recipients[0].sameText
      #expect(shown?.stage == .server(.delivered) && shown?.isDenied == false)
    }
  }

  @Test func whatTheServerRefusedAndWasPutAwayDoesNotCount() async throws {
    try await withArchive { archive in
      let id = try await archive.submitOne(to: .number("0811234567"))
      for state in [OutboxState.queued, .inFlight, .rejected(code: "200", sentence: ""), .settled(went: false)] {
        try await archive.lead(id, through: state)
      }
      #expect(try await facts(archive, to: [budi]).recipients[0].sameText == nil)
    }
  }

  @Test func theSameTextToAGroupOrAnAccountIsFoundInTheOutbox() async throws {
    try await withArchive { archive in
      for destination in [Destination.user("bobx"), .group("FAMILY")] {
        _ = try await archive.submitOne(to: destination)
        #expect(try await facts(archive, to: [destination]).recipients[0].sameText != nil)
      }
      #expect(try await facts(archive, to: [.group("FAM")]).recipients[0].sameText == nil)
    }
  }

  @Test func aStopWordIsFoundByItsNumberInAnySpelling() async throws {
    try await withArchive { archive in
      try await archive.takeLive(.inbox([inbox(1, from: "+62811234567", "Stop"), inbox(2, from: "+62899", "STOP")]))
      try await archive.takeLive(.incoming([incoming(3, from: "+62812000000", "all")]))
      let found = try await facts(archive, to: [.number("0811234567"), .number("+62812000000")])
      #expect(found.recipients[0].stopWord == SendingFacts.StopWord(word: "STOP", at: noon))
      #expect(found.recipients[1].stopWord == nil)
      let late = noon + .seconds(91 * 86_400)
      #expect(try await facts(archive, to: [budi], at: late).recipients[0].stopWord == nil)
    }
  }

  @Test func theStopListHoldsEverySpellingAndOutlivesTheArchive() async throws {
    try await withArchive { archive in
      try await archive.stop(.number("0811234567"), note: "asked by phone", at: noon)
      try await archive.stop(.user("bobx"), note: "", at: noon)
      let entry = StopListEntry(destination: .number("0811234567"), note: "asked by phone", since: noon)
      #expect(try await facts(archive, to: [budi]).recipients[0].stopListed == entry)
      #expect(try await facts(archive, to: [.user("bobx")]).recipients[0].stopListed != nil)
      #expect(
        try await facts(archive, to: [.user("bob"), .number("+62811234568")]).recipients.allSatisfy {
          $0.stopListed == nil
        })
      #expect(try await archive.stopList().count == 2)
      #expect(try await archive.unstop(budi))
      #expect(try await !archive.unstop(budi))
      #expect(try await facts(archive, to: [budi]).recipients[0].stopListed == nil)
    }
  }

  @Test func todayCountsRowsAndWhatIsToGoSinceMidnightOfTheAccount() async throws {
    try await withArchive { archive in
      // 09:00 UTC: in the zone of the account it is 23:00, and its day began ten hours before.
      try await archive.takeLive(
        .outgoing([
          outgoing(1, at: noon.later(-3_600)), outgoing(2, at: noon.later(-23 * 3_600 - 60)), outgoing(3, at: noon),
        ]))
      _ = try await archive.submitOne()
      let taken = try await archive.submitOne("other")
      try await archive.lead(taken, through: .cancelled)
      let zone = ground(SendingPolicy(zone: ZoneRules(initialOffset: 14 * 3_600)))
      #expect(try await facts(archive, to: [budi], on: zone, at: noon.later(60)).sentToday == 3)
      #expect(try await facts(archive, to: [budi], on: zone, at: noon.later(3_600)).sentToday == 0)
    }
  }

  @Test func anAcceptedMessageCountsOnceBeforeItsRowAndAfterIt() async throws {
    try await withArchive { archive in
      let id = try await archive.submitOne()
      func count() async throws -> Int { try await facts(archive, to: [budi], at: noon.later(60)).sentToday }
      #expect(try await count() == 1)
      try await archive.lead(id, through: .queued, .inFlight)
      #expect(try await count() == 1)
      try await archive.lead(id, through: .accepted(id: MessageID(7), queue: QueueCode("q"), to: ""))
      #expect(try await count() == 1)
      // Its own row, and one of another program.
      try await archive.takeLive(.outgoing([outgoing(7, at: noon), outgoing(8, at: noon)]))
      #expect(try await count() == 2)
    }
  }

  @Test func eachMemberOfAGroupCountsOnceBeforeItsRowAndAfterIt() async throws {
    try await withArchive { archive in
      let id = try await archive.submitOne(to: .group("FAMILY"))
      try await archive.lead(id, through: .queued, .inFlight)
      let receipts = [
        GroupOutcome.Receipt(number: "+62811234567", id: MessageID(50), code: nil),
        GroupOutcome.Receipt(number: "+62811234568", id: MessageID(51), code: nil),
        GroupOutcome.Receipt(number: nil, id: nil, code: "200"),
      ]
      _ = try await archive.record(
        .accepted(id: nil, queue: QueueCode("q"), to: ""), for: id, expecting: [.inFlight], receipts: receipts,
        evidence: "test", at: noon)
      #expect(try await facts(archive, to: [budi], at: noon.later(60)).sentToday == 2)
      try await archive.takeLive(.outgoing([outgoing(50, at: noon)]))
      #expect(try await facts(archive, to: [budi], at: noon.later(60)).sentToday == 2)
    }
  }

  @Test func whatWasAcceptedWithoutARowToComeCounts() async throws {
    try await withArchive { archive in
      let id = try await archive.submitOne(to: .user("bobx"))
      try await archive.lead(
        id, through: .queued, .inFlight, .accepted(id: nil, queue: QueueCode("q"), to: "@bobx"))
      #expect(try await facts(archive, to: [budi], at: noon.later(60)).sentToday == 1)
    }
  }

  @Test func whoIsAlsoInAGroupThatGetsSomethingIsTold() async throws {
    try await withArchive { archive in
      let family = Destination.group("FAMILY")
      let ani = Destination.number("+62812000000")
      #expect(try await facts(archive, to: [family, budi]).recipients[1].groupsBeside == [])
      let id = try await archive.submitOne(to: family)
      try await archive.lead(id, through: .queued, .inFlight)
      _ = try await archive.record(
        .accepted(id: nil, queue: QueueCode("q"), to: ""), for: id, expecting: [.inFlight],
        receipts: [GroupOutcome.Receipt(number: "0811234567", id: MessageID(50), code: nil)], evidence: "", at: noon)
      let beside = SendingFacts.GroupBeside(group: family, isSameSend: true, members: ["0811234567"])
      #expect(try await facts(archive, to: [family, budi, ani]).recipients.map(\.groupsBeside) == [[], [beside], []])
      #expect(try await facts(archive, to: [budi]).recipients[0].groupsBeside == [])
      // One that waits counts too, until it is accepted or given up.
      let waiting = try await archive.submitOne("later", to: family)
      #expect(try await facts(archive, to: [budi, ani]).recipients.map(\.groupsBeside.count) == [1, 0])
      #expect(try await facts(archive, to: [budi]).recipients[0].groupsBeside.first?.isSameSend == false)
      try await archive.lead(waiting, through: .cancelled)
      #expect(try await facts(archive, to: [budi]).recipients[0].groupsBeside == [])
      #expect(
        try await archive.knownMembers(of: [family, .group("OTHER")]) == [family: ["0811234567"], .group("OTHER"): []])
    }
  }

  @Test func aGroupsSizeIsThatOfTheLastTime() async throws {
    try await withArchive { archive in
      let id = try await archive.submitOne(to: .group("FAMILY"))
      try await archive.lead(id, through: .queued, .inFlight)
      let receipts = [
        GroupOutcome.Receipt(number: "+62811234567", id: MessageID(50), code: nil),
        GroupOutcome.Receipt(number: nil, id: nil, code: "200"),
      ]
      _ = try await archive.record(
        .accepted(id: nil, queue: QueueCode("q"), to: ""), for: id, expecting: [.inFlight], receipts: receipts,
        evidence: "test", at: noon)
      let found = try await facts(archive, to: [.group("FAMILY")])
      #expect(found.recipients[0].members == .lately(2, at: noon))
    }
  }

  @Test func groupsThatTheServerMayTakeInsteadAreNamed() async throws {
    try await withArchive { archive in
      let groups = [
        ContactGroup(id: 1, name: "Family", code: "FAM"), ContactGroup(id: 2, name: "All of them", code: "ALLFAM"),
        ContactGroup(id: 3, name: "Work", code: "WORK"),
      ]
      try await archive.take(contacts: [contact(1, "Budi", "0811234567")], groups: groups, complete: true, seenAt: noon)
      let found = try await facts(archive, to: [.group("FAM"), budi])
      #expect(found.recipients[0].name == "Family")
      #expect(found.recipients[0].mistakableGroups == ["ALLFAM"])
      #expect(found.recipients[1].name == "Budi")
    }
  }

  @Test func thePriceIsThatOfTheNumberThatBeginsMostAlike() async throws {
    try await withArchive { archive in
      func price(_ thousandths: Int64, _ number: String, _ at: Timestamp) -> PriceEvidence {
        PriceEvidence(perPart: Credit(thousandths: thousandths), number: number, at: at)
      }
      try await archive.note(price(450, "+62811000000", noon))
      try await archive.note(price(900, "+62855000000", noon.later(60)))
      try await archive.note(price(400, "+62811000001", noon.later(-60)))
      let found = try await facts(
        archive, to: [budi, .number("+62856123456"), .number("+4915100000042"), .number("+62899123456")])
      #expect(found.recipients.map(\.price?.perPart.thousandths) == [450, 900, nil, 900])
    }
  }

  @Test func creditServerClockAndZoneComeAlong() async throws {
    try await withArchive { archive in
      let intake = Intake(
        .outgoing([outgoing(1, ahead: 25_200)]), seenAt: noon, serverTime: noon, isFreshLive: true, arrival: .live)
      _ = try await archive.take(intake)
      let ground = SendingGround(
        policy: SendingPolicy(), local: .utc, credit: Credit(thousandths: 5), serverClockAhead: 60)
      let found = try await facts(archive, to: [budi], on: ground, at: noon)
      #expect(found.credit == Credit(thousandths: 5))
      #expect(found.serverTime == noon.later(60))
      #expect(found.serverZoneOffset == 25_200)
    }
  }
}
