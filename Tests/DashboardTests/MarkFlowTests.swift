import Dashboard
import Messaging
import Terminal
import Testing

/// Marking rows and acting on them; counts before keys; copying.
@Suite struct MarkFlowTests {
  private func copied(_ person: inout Operator) -> String? {
    person.takeEffects().compactMap { if case .copy(let text) = $0 { text } else { nil } }.last
  }

  @Test func spaceMarksAndStepsOn() throws {
    var person = try Operator()
    person.press("1 Space Space")
    #expect(person.text.contains("2 marked"))
    #expect(person.dashboard.inbox.selection == 2)
    #expect(person.lines[2].hasPrefix("✓"))
    #expect(person.lines[4].hasPrefix("▌"))
  }

  @Test func vMarksAndTakesTheMarkAwayAgain() throws {
    var person = try Operator()
    person.press("1 v")
    #expect(person.dashboard.marked(in: .inbox) == 1)
    person.press("v")
    #expect(person.dashboard.marked(in: .inbox) == 0)
  }

  @Test func aRangeGoesWithTheSelectionBothWays() throws {
    var person = try Operator()
    person.press("1 j V j j")
    #expect(person.dashboard.marked(in: .inbox) == 3)
    person.press("k")
    #expect(person.dashboard.marked(in: .inbox) == 2)
    person.press("V j j")
    #expect(person.dashboard.marked(in: .inbox) == 2, "the range has ended")
  }

  @Test func theStarMarksAllAndThenNone() throws {
    var person = try Operator()
    person.press("2 *")
    #expect(person.dashboard.marked(in: .outgoing) == Sample.outgoing.count)
    person.press("*")
    #expect(person.dashboard.marked(in: .outgoing) == 0)
  }

  @Test func escapeEndsTheRangeAndThenTheMarksBeforeItLeavesThePane() throws {
    var person = try Operator()
    person.press("1 V j Esc")
    #expect(person.dashboard.marked(in: .inbox) == 2)
    person.press("Esc")
    #expect(person.dashboard.marked(in: .inbox) == 0)
    #expect(person.dashboard.pane == .inbox)
    person.press("Esc")
    #expect(person.dashboard.pane == .overview)
  }

  @Test func marksStayOnTheirRowsWhenNewOnesArrive() throws {
    var person = try Operator()
    person.press("1 v")
    person.conversations.insert(
      ConversationSummary(
        peer: Peer(key: "+62899"), name: nil, lastText: "new", lastAt: Sample.now, lastIsOurs: false, unread: 1,
        total: 1), at: 0)
    person.tell(.archiveChanged)
    #expect(person.lines[3].hasPrefix("✓"))
    #expect(!person.lines[2].hasPrefix("✓"))
  }

  @Test func unreadActsOnAllThatIsMarked() throws {
    var person = try Operator()
    person.press("1 Space Space")
    _ = person.takeEffects()
    person.press("U")
    let peers = Sample.conversations.prefix(2).map(\.peer)
    let action = LocalAction(order: .read(Array(peers)), whom: "2 conversations", count: 2)
    #expect(person.takeEffects() == [.write(.local(action))])
    #expect(person.dashboard.marked(in: .inbox) == 0)
  }

  @Test func composeWritesToAllMarkedContacts() throws {
    var person = try Operator()
    person.press("4 Space Space m")
    #expect(person.dashboard.composer?.recipients.text == "+62811234567, +62215550101")
  }

  @Test func composeFromTheInboxTakesOnlyThoseWhoCanBeAnswered() throws {
    var person = try Operator()
    person.press("1 Space Space Space m")
    #expect(person.dashboard.composer?.recipients.text == "+62811234567, +62812000111")
  }

  @Test func forwardTakesTheMarkedTextsTheOldestFirst() throws {
    var person = try Operator()
    person.press("1 Enter v k v f")
    #expect(person.dashboard.composer?.text.text == "Tuesday 10:00 is free. Shall I book it?\nok, see you at 10")
  }

  @Test func copyAsksWhatAndEnterIsTheText() throws {
    var person = try Operator()
    person.press("1 y")
    #expect(person.text.contains("n  number: +62811234567"))
    _ = person.takeEffects()
    person.press("Enter")
    #expect(copied(&person) == "ok, see you at 10")
    #expect(person.dashboard.dialog == nil)
  }

  @Test(arguments: [("n", "+62811900100"), ("i", "20420"), ("t", "your parcel is on its way")])
  func copyTakesTheFieldThatIsAskedFor(key: String, text: String) throws {
    var person = try Operator()
    person.press("2 y \(key)")
    #expect(copied(&person) == text)
  }

  @Test func copyAsJSONHasAllFields() throws {
    var person = try Operator()
    person.press("2 y j")
    #expect(
      copied(&person)
        == "{\"kind\":\"outgoing\",\"id\":\"20420\",\"number\":\"+62811900100\",\"time\":\"2026-11-20T09:40:07Z\","
        + "\"server_date\":\"2026-11-20 09:40:00\",\"status\":\"pending\",\"text\":\"your parcel is on its way\"}")
  }

  @Test func copyingALetterThatIsNoChoiceCopiesNothing() throws {
    var person = try Operator()
    person.press("1 y x")
    #expect(copied(&person) == nil)
    person.press("q")
    #expect(person.dashboard.dialog == nil)
  }

  @Test func nothingCopiedIsAControlCharacter() throws {
    var person = try Operator()
    person.press("1 G y t")
    let text = try #require(copied(&person))
    #expect(text.unicodeScalars.allSatisfy { $0.value >= 0x20 && $0.value != 0x7f && $0.value != 0x202e })
    person.press("y j")
    let json = try #require(copied(&person))
    #expect(json.contains("\\u001b[2J") || json.contains("␛"))
  }

  @Test func severalAreCopiedLineByLine() throws {
    var person = try Operator()
    person.press("1 Space Space y n")
    #expect(copied(&person) == "+62812000111\n+62811234567")
  }

  @Test func aCountRepeatsTheStep() throws {
    var person = try Operator()
    person.press("1 , 3 j")
    #expect(person.dashboard.inbox.selection == 3)
    person.press(", 2 k")
    #expect(person.dashboard.inbox.selection == 1)
    person.press(", 5 G")
    #expect(person.dashboard.inbox.selection == 4)
  }

  @Test func aDigitThatMeansNothingElseBeginsACount() throws {
    var person = try Operator()
    person.press("1 8")
    #expect(person.text.contains("8 …"))
    person.press("j")
    #expect(person.dashboard.inbox.selection == 8)
  }

  @Test func escapeGivesUpACount() throws {
    var person = try Operator()
    person.press("1 , 4 Esc j")
    #expect(person.dashboard.inbox.selection == 1)
    #expect(person.dashboard.pane == .inbox)
  }

  @Test func aCountMarksSoMany() throws {
    var person = try Operator()
    person.press("1 , 4 Space")
    #expect(person.dashboard.marked(in: .inbox) == 4)
  }

  @Test func helpIsSearched() throws {
    var person = try Operator()
    person.press("1 ? /")
    person.type("unread")
    #expect(person.text.contains("unread on and off"))
    #expect(!person.text.contains("half a page"))
    person.press("Enter Esc")
    #expect(person.text.contains("half a page"))
    person.press("Esc")
    #expect(person.dashboard.dialog == nil)
  }

  @Test func helpSaysWhyAKeyCannotAct() throws {
    var person = try Operator(columns: 120, rows: 60)
    person.press("1 ?")
    #expect(person.text.contains("(there is nothing to undo)"))
    #expect(person.text.contains("(only in the outbox)"))
  }
}

@Suite struct ExportFormatTests {
  private func card(_ text: String) -> MessageCard {
    var card = MessageCard(.inbox)
    card.id = "7"
    card.number = "+62811"
    card.at = Sample.now
    card.text = text
    return card
  }

  @Test func csvQuotesAndKeepsLineEndsInside() {
    #expect(
      ExportFormat.csv.line(for: card("a \"b\"\nc"))
        == "\"inbox\",\"7\",\"+62811\",\"\",\"2026-11-20T09:41:07Z\",\"\",\"\",\"\",\"a \"\"b\"\"\nc\"\r\n")
  }

  @Test(arguments: ["=1+1", "+cmd|' /C calc'!A0", "-2+3", "@SUM(A1)"]) func aStrangersFormulaBecomesAText(text: String)
  {
    #expect(ExportFormat.csv.line(for: card(text)).contains("\"'\(text)\""))
  }

  @Test func jsonHoldsNoControlCharacter() {
    let line = ExportFormat.jsonLines.line(for: card("\u{1b}]0;x\u{7}\u{202e}\n\"\\"))
    #expect(line.contains("\\u001b]0;x\\u0007\\u202e\\n\\\"\\\\"))
    #expect(line.unicodeScalars.filter { $0.value < 0x20 }.count == 1)
  }
}
