import Messaging
import Testing

private let now = Timestamp(seconds: 1_795_338_000)

@Suite struct StopWordsTests {
  private let words = StopWords(SendingPolicy.usualStopWords)

  @Test(arguments: [
    ("STOP", "STOP"), ("stop", "STOP"), (" Stop! ", "STOP"), ("Stop please", "STOP"), ("berhenti", "BERHENTI"),
    ("Unsubscribe.", "UNSUBSCRIBE"), ("OPT-OUT", "OPT OUT"), ("stop sms now", "STOP"), ("arrêt", "ARRÊT"),
  ])
  func pleasAreFound(text: String, word: String) {
    #expect(words.found(in: text) == word)
  }

  @Test(arguments: [
    "", "Stop by tomorrow at ten", "don't stop", "STOPWATCH", "the end", "end of the month report", "ok",
    "STOP " + String(repeating: "x", count: 300),
  ])
  func otherMessagesAreNot(text: String) {
    #expect(words.found(in: text) == nil)
  }

  @Test func theKeywordCounts() {
    #expect(words.found(in: "", keyword: "STOP") == "STOP")
    #expect(words.found(in: "all of it", keyword: "IDOL") == nil)
  }

  @Test func withoutWordsNothingIsFound() {
    #expect(StopWords([]).found(in: "STOP") == nil)
    #expect(StopWords(["", "!"]).found(in: "STOP") == nil)
  }
}

@Suite struct SendOptionsTests {
  @Test func unicodeGoesAlongWhenTextOrFooterNeedIt() {
    #expect(!SendOptions().sendsUnicode("hello"))
    #expect(SendOptions().sendsUnicode("谢谢"))
    #expect(SendOptions(footer: .own("谢谢")).sendsUnicode("hello"))
    #expect(SendOptions(unicode: .on).sendsUnicode("hello"))
    #expect(!SendOptions(unicode: .off).sendsUnicode("谢谢"))
  }

  @Test func whatTheServerMakesOfATextCounts() {
    // It hands 中 to the gateway.
    #expect(SendOptions().sendsUnicode("&#20013;"))
    #expect(SendOptions().foreign(in: "&#20013; “so”") == ["“", "”", "中"])
    #expect(!SendOptions().sendsUnicode("&amp; &euro;"))
  }

  @Test func whatOnlyOlderServersKeepCounts() {
    #expect(ServerRewriting("a `b`").kept == "a b")
    #expect(SendOptions().foreign(in: "a `b`") == ["`"])
    #expect(SendOptions().sendsUnicode("a `b`"))
  }

  @Test func onlyAnOwnFooterIsKnown() {
    #expect(SendOptions.Footer.own("a & b").text == "a  b")
    #expect(SendOptions.Footer.account.text.isEmpty)
    #expect(SendOptions.Footer.none.text.isEmpty)
  }
}

@Suite struct SendingCostTests {
  private let price = PriceEvidence(perPart: Credit(thousandths: 450), number: "+62811000000", at: now)

  private func cost(
    _ recipients: [SendingFacts.Recipient], text: String = "hello", options: SendOptions = SendOptions(),
    credit: Credit? = Credit(thousandths: 10_000)
  ) -> SendingCost {
    let facts = SendingFacts(
      recipients: recipients, sentToday: 0, credit: credit, serverTime: now, serverZoneOffset: nil, at: now)
    return SendingCost(facts, text: text, options: options)
  }

  private func known(_ number: String) -> SendingFacts.Recipient {
    SendingFacts.Recipient(destination: .number(number), price: price)
  }

  @Test func partsTimesPriceForEachRecipient() {
    let cost = cost([known("+62811"), known("+62812")], text: String(repeating: "a", count: 161))
    #expect(cost.partsEach == 2)
    #expect(cost.parts == 4)
    #expect(cost.estimate == Credit(thousandths: 1_800))
    #expect(cost.creditAfter == Credit(thousandths: 8_200))
    #expect(cost.uncertain == 0)
    #expect(cost.evidence == price)
  }

  @Test func anUnknownPriceIsNotGuessed() {
    let both = cost([known("+62811"), SendingFacts.Recipient(destination: .number("+49151"))])
    #expect(both.estimate == Credit(thousandths: 450))
    #expect(both.uncertain == 1)
    let none = cost([SendingFacts.Recipient(destination: .number("+49151"))])
    #expect(none.estimate == nil)
    #expect(none.creditAfter == nil)
  }

  @Test func anotherAccountCostsNothing() {
    let cost = cost([SendingFacts.Recipient(destination: .user("bobx"))])
    #expect(cost.parts == 0)
    #expect(cost.estimate == Credit(thousandths: 0))
    #expect(cost.uncertain == 0)
  }

  @Test func aGroupCountsTheMembersOfTheLastTimeAndStaysUncertain() {
    let cost = cost([
      SendingFacts.Recipient(destination: .group("FAMILY"), members: .lately(4, at: now), price: price)
    ])
    #expect(cost.parts == 4)
    #expect(cost.estimate == Credit(thousandths: 1_800))
    #expect(cost.uncertain == 1)
  }

  @Test func theFooterIsBilled() {
    let text = String(repeating: "a", count: 155)
    #expect(cost([known("+62811")], text: text).partsEach == 1)
    #expect(cost([known("+62811")], text: text, options: SendOptions(footer: .own("ACMEX"))).partsEach == 2)
  }
}

@Suite struct GroupOutcomeTests {
  private func taken(_ number: String, _ id: Int64) -> GroupOutcome.Receipt {
    GroupOutcome.Receipt(number: UntrustedText(number), id: MessageID(id), code: nil)
  }
  private let refused = GroupOutcome.Receipt(number: nil, id: nil, code: "200")

  @Test func nobodyRefusedNeedsNoElimination() {
    let outcome = GroupOutcome(receipts: [taken("+62811234567", 1)], earlier: ["+62811234567", "+62812000000"])
    #expect(outcome.refused == .nobody)
    #expect(outcome.sentence == nil)
  }

  @Test func whoIsMissingOfTheEarlierMembersWasRefused() {
    let outcome = GroupOutcome(
      receipts: [taken("+62811234567", 1), refused], earlier: ["0811234567", "+62812000000"])
    #expect(outcome.refused == .likely(["+62812000000"]))
    #expect(outcome.sentence?.contains("by elimination") == true)
  }

  @Test func moreMissingThanRefusedLeavesAChoice() {
    let outcome = GroupOutcome(
      receipts: [taken("+62811234567", 1), refused], earlier: ["+62811234567", "+62812000000", "+62813000000"])
    #expect(outcome.refused == .among(1, ["+62812000000", "+62813000000"]))
  }

  @Test func withoutEarlierMembersNobodyKnows() {
    let outcome = GroupOutcome(receipts: [taken("+62811234567", 1), refused, refused], earlier: [])
    #expect(outcome.refused == .unknown(2))
    #expect(outcome.sentence?.hasPrefix("2 members were refused") == true)
  }

  @Test func fewerMissingThanRefusedIsNotKnownEither() {
    let outcome = GroupOutcome(
      receipts: [taken("+62811234567", 1), refused, refused], earlier: ["+62811234567", "+62812000000"])
    #expect(outcome.refused == .unknown(2))
  }
}
