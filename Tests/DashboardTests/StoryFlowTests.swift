import Dashboard
import DashboardViews
import Messaging
import SmsdashResources
import Terminal
import Testing

/// What became of a message, and the operator's word about an unknown one.
@Suite struct StoryFlowTests {
  private static let unknown = OutboxItemID(4)

  private func settling(rows: Int = 40) throws -> Operator {
    var person = try Operator(columns: 100, rows: rows)
    person.items = Sample.items
    person.tell(.outboxChanged)
    person.press("!")
    person.tell(.settlementLoaded(Self.unknown, Sample.evidence))
    person.tell(.storyLoaded(Self.unknown, Sample.story(Sample.unknownItem)))
    _ = person.takeEffects()
    return person
  }

  private func settled(_ person: inout Operator) -> [Bool] {
    person.takeEffects().compactMap { if case .write(.settle(Self.unknown, let went)) = $0 { went } else { nil } }
  }

  @Test func theFenceTheMatchAndEveryRowAreExplained() throws {
    let person = try settling()
    #expect(person.text.contains("asked for its last outgoing row: 20410"))
    #expect(person.text.contains("it fits, and so does another row"))
    #expect(person.text.contains("the server had it before this was sent"))
    #expect(person.text.contains("w  it went"))
  }

  @Test func whatTheServerHadBeforeIsToldApart() throws {
    let lines = try settling().lines
    let since = try #require(lines.firstIndex { $0.contains("Rows of the server for this number since then") })
    let before = try #require(lines.firstIndex { $0.contains("Rows for this number that the server had before") })
    #expect(lines[since..<before].count { $0.contains("it fits, and so does another row") } == 2)
    #expect(lines[before...].contains { $0.contains("20404") })
    #expect(!lines[..<before].contains { $0.contains("20404") })
  }

  @Test func whyItIsUnknownIsToldOnceBesideTheEvidence() throws {
    let person = try settling(rows: 60)
    #expect(person.text.contains("What happened"))
    #expect(person.text.ranges(of: "The connection ended").count == 1)
  }

  @Test func thatThereIsNoRowIsToldOnce() throws {
    var person = try settling()
    let sentence = "No row for this number has come since then."
    person.tell(
      .settlementLoaded(
        Self.unknown,
        SettlementCase(item: Sample.unknownItem, sentAt: Sample.now, candidates: [], sentences: [sentence])))
    #expect(person.text.contains(sentence))
    #expect(!person.text.contains("The server has shown no row"))
  }

  @Test func theStateOfARowHasItsOwnColour() throws {
    let person = try settling()
    let row = try #require(person.lines.firstIndex { $0.contains("20422") })
    let column = try #require(Array(person.lines[row]).firstIndex(of: "◐"))
    #expect(person.frame[row, column].style == (try Theme(parsing: EmbeddedText.theme))[.stateSent])
  }

  @Test func oneOfSeveralUnknownSaysWhichItIs() throws {
    var person = try settling()
    #expect(!person.text.contains("1 of"))
    let other = Sample.items[1]
    person.items.append(
      OutboxItem(
        id: OutboxItemID(6), destination: other.destination, text: "another", options: SendOptions(),
        createdAt: other.createdAt, state: other.state, since: other.since, fence: nil))
    person.tell(.outboxChanged)
    #expect(person.lines[1].contains("1 of 2"))
  }

  @Test func theAnswersStayInSightWhateverThereIsToRead() throws {
    let person = try settling(rows: 14)
    #expect(person.text.contains("more below"))
    #expect(person.text.contains("w  it went") && person.text.contains("q  leave it unknown"))
  }

  @Test(arguments: [("w", true), ("x", false)])
  func theOperatorsWordSettles(key: String, went: Bool) throws {
    var person = try settling()
    person.wait(.milliseconds(500))
    person.press(key)
    #expect(settled(&person).isEmpty, "once is an accident")
    #expect(person.text.contains("\(key)  again, if you know"))
    // A key that is held repeats after half a second and more, and then every thirtieth of one.
    person.wait(.milliseconds(660))
    for _ in 0..<50 {
      person.press(key)
      person.wait(.milliseconds(30))
    }
    #expect(settled(&person).isEmpty, "and so is a key that is held")
    person.wait(.milliseconds(500))
    person.press(key)
    #expect(settled(&person) == [went])
    #expect(person.dashboard.dialog == nil)
  }

  @Test func theOneSaidBeforeIsNotTheOther() throws {
    var person = try settling()
    for key in ["w", "x", "w", "x"] {
      person.wait(.milliseconds(1_100))
      person.press(key)
    }
    #expect(settled(&person).isEmpty)
  }

  @Test func whatIsNewTakesBackWhatWasSaidOnce() throws {
    let other = SettlementCase(item: Sample.unknownItem, sentAt: Sample.now, candidates: [], sentences: ["nothing"])
    var ill = AccountStatus(username: "acme")
    ill.streams[.outgoing] = Completeness()
    ill.streams[.outgoing]?.trouble = "It is ill."
    for event in [Event.settlementLoaded(Self.unknown, other), .accountChanged(ill)] {
      var person = try settling()
      person.wait(.milliseconds(500))
      person.press("x")
      person.wait(.milliseconds(1_100))
      person.tell(event)
      person.wait(.milliseconds(500))
      person.press("x")
      #expect(settled(&person).isEmpty)
    }
  }

  @Test func noRowIsNoProofWhereTheListWasNotReadSince() throws {
    let sentence = "may be there all the same"
    func shown(_ change: (inout Completeness) -> Void) throws -> String {
      var person = try settling(rows: 60)
      let known = Sample.evidence
      person.tell(
        .settlementLoaded(
          Self.unknown,
          SettlementCase(
            item: known.item, sentAt: known.sentAt, candidates: [], sentences: known.sentences, rules: known.rules)))
      var outgoing = Completeness()
      change(&outgoing)
      var status = person.dashboard.account
      status.streams[.outgoing] = outgoing
      person.tell(.accountChanged(status))
      return person.text.split(whereSeparator: \.isWhitespace).joined(separator: " ")
    }
    #expect(try shown { $0.lookedAt = Sample.now + .seconds(60) }.contains(sentence) == false)
    #expect(try shown { $0.readAt = Sample.now + .seconds(60) }.contains("were last read at 09:42:"))
    #expect(try shown { $0.lookedAt = Sample.minutesAgo(60) }.contains("and not since. So its row \(sentence)"))
    #expect(try shown { $0.trouble = "It is ill." }.contains("now. It is ill. So its row \(sentence)"))
    #expect(try shown { _ in }.contains("since this program started. So its row \(sentence)"))
  }

  @Test func aHeldKeySettlesNothing() throws {
    var person = try settling()
    for _ in 0..<50 {
      person.now = person.now + .milliseconds(30)
      person.press("w")
    }
    #expect(settled(&person).isEmpty)
  }

  @Test func askingTheServerKeepsTheQuestionOpen() throws {
    var person = try settling()
    person.wait(.milliseconds(500))
    person.press("a")
    #expect(person.takeEffects() == [.ask(.poll)])
    #expect(person.dashboard.dialog != nil)
  }

  @Test func newEvidenceIsReadBeforeAKeyCounts() throws {
    var person = try settling()
    person.wait(.milliseconds(500))
    let other = SettlementCase(item: Sample.unknownItem, sentAt: Sample.now, candidates: [], sentences: ["nothing"])
    person.tell(.settlementLoaded(Self.unknown, other))
    person.press("x")
    #expect(settled(&person).isEmpty)
  }

  @Test func whatIsNotUnknownAnyMoreIsNoQuestion() throws {
    var person = try settling()
    person.tell(.settlementLoaded(Self.unknown, nil))
    #expect(person.dashboard.dialog == nil)
    #expect(person.text.contains("it is not unknown any more"))
  }

  @Test func howLongAgoIsToldOfTheLastStepAlone() throws {
    let person = try settling(rows: 60)
    #expect(person.lines.contains { $0.hasSuffix("h ◷  held") })
    #expect(person.lines.contains { $0.hasSuffix(">    leaving") })
    #expect(person.lines.contains { $0.hasSuffix("?    unknown, 2 min ago") })
  }

  @Test func aMessageTellsItsWholeWay() throws {
    var person = try Operator(columns: 100, rows: 30)
    person.items = Sample.items
    person.tell(.outboxChanged)
    person.press("3 Enter")
    #expect(person.takeEffects().contains(.read(.story(Self.unknown))))
    person.tell(.storyLoaded(Self.unknown, Sample.story(Sample.unknownItem)))
    #expect(person.text.contains(">  leaving") || person.text.contains("leaving"))
    #expect(person.text.contains("The connection ended before the whole answer was there."))
    #expect(!person.text.contains("the server:"))
    #expect(person.text.contains("sent although: same text 2 h ago (typed override in the review"))
    person.press("q")
    #expect(person.dashboard.dialog == nil)
  }

  @Test func theWayToSettleIsAmongTheFirstHints() throws {
    var person = try Operator()
    #expect(!person.lines[23].contains("! settle"))
    person.items = [Sample.unknownItem]
    person.tell(.outboxChanged)
    for pane in ["0", "1"] {
      person.press(pane)
      #expect(person.lines[23].hasPrefix(" ! settle"), "\(person.lines[23])")
    }
  }

  @Test func theRowAndTheStatusRoundAlike() throws {
    var person = try Operator(columns: 120, rows: 30)
    person.items = Sample.items
    person.tell(.outboxChanged)
    person.press("3")
    person.wait(.milliseconds(300))
    #expect(person.text.contains("in 5 s") && person.text.contains("1 held 5 s"))
  }

  @Test func whatIsHeldCountsDown() throws {
    var person = try Operator(columns: 100, rows: 30)
    person.items = Sample.items
    person.tell(.outboxChanged)
    person.press("3")
    #expect(person.text.contains("in 5 s"))
    person.wait(.seconds(2))
    #expect(person.text.contains("in 3 s"))
  }

  @Test func whatIsScheduledSaysInHowLong() throws {
    var person = try Operator(columns: 100, rows: 30)
    person.items = [Sample.scheduledItem]
    person.tell(.outboxChanged)
    person.press("3")
    #expect(person.lines.contains { $0.contains("T ◴ in 5 h") })
  }
}
