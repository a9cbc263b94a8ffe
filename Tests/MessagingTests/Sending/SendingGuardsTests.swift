import Messaging
import Testing

/// 2026-11-22 09:00:00 UTC.
private let now = Timestamp(seconds: 1_795_338_000)
private let budi = Destination.number("+62811234567")

private func facts(
  _ recipients: [SendingFacts.Recipient] = [SendingFacts.Recipient(destination: budi)], sentToday: Int = 0,
  credit: Credit? = nil
) -> SendingFacts {
  SendingFacts(
    recipients: recipients, sentToday: sentToday, credit: credit, serverTime: now, serverZoneOffset: nil, at: now)
}

private func findings(
  _ facts: SendingFacts = facts(), policy: SendingPolicy = SendingPolicy(), text: String = "hello",
  options: SendOptions = SendOptions()
) -> [GuardFinding] {
  SendingGuards(policy, local: .utc).findings(facts, text: text, options: options)
}

private func finding(
  _ kind: SendingGuard, _ weight: GuardFinding.Weight, _ sentence: String, for destination: Destination? = nil,
  since: Timestamp? = nil
) -> GuardFinding {
  GuardFinding(kind: kind, weight: weight, destination: destination, sentence: sentence, since: since)
}

@Suite struct SendingGuardsTests {
  @Test func whoIsAlsoInAGroupOfTheSameSendWouldGetItTwice() {
    let family = Destination.group("FAMILY")
    func found(_ isSameSend: Bool) -> [GuardFinding] {
      let beside = SendingFacts.GroupBeside(group: family, isSameSend: isSameSend, members: ["0811234567"])
      return findings(facts([SendingFacts.Recipient(destination: budi, groupsBeside: [beside])]))
    }
    #expect(
      found(true) == [
        finding(.sameText, .blocks, "also in #FAMILY, as of its last message: would get this twice", for: budi)
      ])
    #expect(found(false) == [finding(.group, .tells, "also in #FAMILY, to which a message goes first", for: budi)])
  }

  @Test func whoIsWrittenWithCountryAndWithoutWouldGetItTwice() {
    let numbers = ["+62811234567", "0811234567", "+62812000000"].map { Destination.number($0) }
    let found = findings(facts(numbers.map { SendingFacts.Recipient(destination: $0) }))
    #expect(
      found == [
        finding(.sameText, .blocks, "may be +62811234567 as well: would get this twice", for: .number("0811234567"))
      ])
  }

  @Test func anOverrideLetsNothingPassThatCameAboutAfterIt() {
    func override(at instant: Timestamp) -> GuardOverride {
      GuardOverride(kind: .sameText, destination: budi, finding: "same text 2 h ago", said: "typed yes", at: instant)
    }
    // Written before the word was given; it was accepted only after.
    let same = SendingFacts.SameText(at: now, stage: .outbox(.queued), since: now - .seconds(60))
    let found = findings(facts([SendingFacts.Recipient(destination: budi, sameText: same)]))
    #expect(found.map { $0.stands(against: [override(at: now - .seconds(30))]) } == [false])
    #expect(found.map { $0.stands(against: [override(at: now - .seconds(90))]) } == [true])
  }

  @Test func nothingSpeaksAgainstAnOrdinaryMessage() {
    #expect(findings().isEmpty)
  }

  @Test func theSameTextBlocks() {
    let same = SendingFacts.SameText(at: now - .seconds(7_300), stage: .server(.delivered))
    #expect(
      findings(facts([SendingFacts.Recipient(destination: budi, sameText: same)]))
        == [finding(.sameText, .blocks, "same text 2 h ago", for: budi, since: same.at)])
  }

  @Test func theSameTextOfUnknownFateSaysSo() {
    let same = SendingFacts.SameText(at: now - .seconds(60), stage: .outbox(.unknown(reason: "?")))
    let found = findings(facts([SendingFacts.Recipient(destination: budi, sameText: same)]))
    #expect(found.map(\.sentence) == ["same text 1 min ago, and nobody knows whether it went"])
  }

  @Test func theStopListAndAStopWordBlock() {
    let recipient = SendingFacts.Recipient(
      destination: budi,
      stopListed: StopListEntry(destination: budi, note: "asked by phone", since: now - .seconds(86_400)),
      stopWord: SendingFacts.StopWord(word: "STOP", at: now - .seconds(3 * 86_400)))
    #expect(
      findings(facts([recipient])) == [
        finding(
          .stopList, .blocks, "put on the stop list 1 d ago (asked by phone)", for: budi,
          since: now - .seconds(86_400)),
        finding(.stopWord, .blocks, "STOP received 3 d ago", for: budi, since: now - .seconds(3 * 86_400)),
      ])
  }

  @Test(arguments: [("08:30-10:00", true), ("21:00-08:00", false), ("09:00-09:01", true), ("09:01-09:00", false)])
  func quietHoursBlock(hours: String, isQuiet: Bool) {
    let policy = SendingPolicy(quietHours: QuietHours(hours))
    let found = findings(policy: policy)
    #expect(found.map(\.kind) == (isQuiet ? [.quietHours] : []))
    #expect(found.allSatisfy { $0.sentence == "quiet hours \(hours): it would leave at 09:00" })
  }

  @Test func quietHoursAreThoseOfTheAccountsClockAndOfTheScheduledTime() throws {
    let quiet = try #require(QuietHours("21:00-08:00"))
    let kiribati = SendingPolicy(quietHours: quiet, zone: ZoneRules(initialOffset: 14 * 3_600))
    #expect(findings(policy: kiribati).map(\.kind) == [.quietHours])
    let day = SendOptions(schedule: "2026-11-24 12:00:00")
    #expect(findings(policy: kiribati, options: day).isEmpty)
    let night = SendOptions(schedule: "2026-11-24 22:00:00")
    #expect(
      findings(policy: kiribati, options: night).map(\.sentence) == [
        "quiet hours 21:00-08:00: it would leave at 22:00"
      ])
  }

  @Test(arguments: [(9, false), (10, true)])
  func theDailyCapCountsWhatIsToGo(sent: Int, blocks: Bool) {
    let found = findings(facts(sentToday: sent), policy: SendingPolicy(dailyCap: 10))
    #expect(found.map(\.kind) == (blocks ? [.dailyCap] : []))
  }

  @Test func manyRecipientsAndAGroupOfUnknownSizeBlock() {
    let many = (1...11).map { SendingFacts.Recipient(destination: .number("+6281100000\($0)")) }
    #expect(findings(facts(many)) == [finding(.manyRecipients, .blocks, "11 people get it")])
    #expect(findings(facts(Array(many.prefix(10)))).isEmpty)
    let group = Destination.group("FAMILY")
    let unknown = SendingFacts.Recipient(destination: group, members: .unknown)
    #expect(
      findings(facts([unknown]))
        == [finding(.manyRecipients, .blocks, "nobody knows how many people are in the group")])
    let small = SendingFacts.Recipient(destination: group, members: .lately(3, at: now))
    #expect(findings(facts([small])).isEmpty)
    let large = SendingFacts.Recipient(destination: group, members: .lately(30, at: now))
    #expect(findings(facts([large])).map(\.sentence) == ["30 people get it"])
  }

  @Test func anotherGroupThatTheServerMayTakeIsTold() {
    let recipient = SendingFacts.Recipient(
      destination: .group("FAM"), members: .lately(2, at: now), mistakableGroups: ["FAMILY"])
    let found = findings(facts([recipient]))
    #expect(found.map(\.kind) == [.group])
    #expect(found.first?.weight == .tells)
  }

  @Test(arguments: [
    ("2026-11-22 09:00:00", SchedulePlan.Fault.past), ("soon", .malformed), ("2026-11-22 09:00:30", .past),
  ])
  func aTimeThatTheServerWouldTakeForNowIsRefused(schedule: String, fault: SchedulePlan.Fault) {
    let policy = SendingPolicy(zone: .utc)
    let found = findings(policy: policy, options: SendOptions(schedule: schedule))
    #expect(found == [finding(.schedule, .refuses, fault.sentence)])
    #expect(found.allSatisfy { $0.stands(against: [override(.schedule)]) })
  }

  @Test func aGuessedZoneHoldsBack() {
    let found = findings(options: SendOptions(schedule: "2026-11-23 12:00"))
    #expect(found.map(\.weight) == [.blocks])
    #expect(findings(policy: SendingPolicy(zone: .utc), options: SendOptions(schedule: "2026-11-23 12:00")).isEmpty)
  }

  @Test func aFooterThatJamsTheQueueIsRefused() {
    func found(_ footer: String) -> [GuardFinding] { findings(options: SendOptions(footer: .own(footer))) }
    #expect(found(String(repeating: "f", count: 30)).map(\.weight) == [.refuses])
    #expect(found(String(repeating: "é", count: 15)).map(\.weight) == [.refuses])
    #expect(found(String(repeating: "f", count: 29)).isEmpty)
    #expect(found("a&b").map(\.sentence) == ["the server makes the footer “ab”"])
    #expect(found("!!").map(\.weight) == [.tells])
    #expect(findings(options: SendOptions(footer: .none)).isEmpty)
  }

  @Test func aTextThatTheServerBreaksOnIsRefusedForEachRecipientThatGetsItSo() {
    let long = String(repeating: "م", count: 500)
    let recipients = [SendingFacts.Recipient(destination: budi), SendingFacts.Recipient(destination: .user("bobx"))]
    let found = findings(facts(recipients), text: long)
    #expect(found.map(\.kind) == [.text])
    #expect(found.map(\.destination) == [budi])
    #expect(findings(text: "0").map(\.weight) == [.refuses])
    #expect(findings(text: " ").map(\.weight) == [.refuses])
  }

  @Test func aNumberThatTheServerWouldCutIsRefused() {
    let long = SendingFacts.Recipient(destination: .number("+621234567890123"))
    #expect(findings(facts([long])).map(\.kind) == [.number])
  }

  @Test func aSenderIsTold() {
    #expect(findings(options: SendOptions(from: "ACME")).map(\.kind) == [.sender])
    #expect(findings(options: SendOptions(from: "ACME-AND-SONS")).first?.sentence.contains("11") == true)
    #expect(findings(options: SendOptions(from: "12345678901234567")).first?.sentence.contains("16") == true)
  }

  @Test func tooLittleCreditIsTold() {
    let price = PriceEvidence(perPart: Credit(thousandths: 500), number: "+62811", at: now)
    let recipient = SendingFacts.Recipient(destination: budi, price: price)
    #expect(findings(facts([recipient], credit: Credit(thousandths: 499))).map(\.kind) == [.credit])
    #expect(findings(facts([recipient], credit: Credit(thousandths: 500))).isEmpty)
    #expect(findings(facts([recipient])).isEmpty)
  }

  private func override(_ kind: SendingGuard, for destination: Destination? = nil) -> GuardOverride {
    GuardOverride(kind: kind, destination: destination, finding: "", said: "y", at: now)
  }

  @Test func anOverrideLetsItsOwnGuardPassForItsOwnRecipientOnly() {
    let blocking = finding(.sameText, .blocks, "", for: budi)
    #expect(blocking.stands(against: []))
    #expect(blocking.stands(against: [override(.stopList, for: budi)]))
    #expect(blocking.stands(against: [override(.sameText, for: .number("+62811"))]))
    #expect(!blocking.stands(against: [override(.sameText, for: budi)]))
    #expect(!blocking.stands(against: [override(.sameText)]))
    #expect(!finding(.sender, .tells, "").stands(against: []))
  }
}

@Suite struct QuietHoursTests {
  @Test(arguments: [
    ("21:00-08:00", 21, 0, true), ("21:00-08:00", 7, 59, true), ("21:00-08:00", 8, 0, false),
    ("21:00-08:00", 20, 59, false), ("12:30-13:15", 12, 29, false), ("12:30-13:15", 13, 14, true),
    ("12:30-13:15", 13, 15, false), ("00:00-00:00", 5, 0, true),
  ])
  func holdFromTheFirstMinuteUpToTheLast(hours: String, hour: Int, minute: Int, isQuiet: Bool) throws {
    let time = CivilTime(year: 2026, month: 11, day: 22, hour: hour, minute: minute)
    #expect(try #require(QuietHours(hours)).contain(time) == isQuiet)
  }

  @Test(arguments: ["", "21:00", "21-08", "24:00-08:00", "21:60-08:00", "21:00-08:00-09:00", "9:5-10:00", "a:00-08:00"])
  func whatCannotBeReadIsRefused(text: String) {
    #expect(QuietHours(text) == nil)
  }

  @Test func areWrittenAsTheyAreRead() {
    #expect(QuietHours("9:05 - 17:30")?.text == "09:05-17:30")
  }
}
