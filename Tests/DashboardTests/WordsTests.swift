import Dashboard
import Messaging
import Terminal
import Testing

/// What is said is true, and says what can be done.
@Suite struct WordsTests {
  // MARK: Empty lists

  @Test func anInboxThatIsAllArchivedSaysSo() throws {
    var person = try Operator(columns: 120, rows: 40)
    person.conversations = []
    person.counters.archived = 12
    person.tell(.archiveChanged)
    person.press("1")
    let text = person.lines[2...4].map { $0.prefix(46).split(separator: " ").joined(separator: " ") }
    #expect(text.joined(separator: " ").contains("all 12 conversations are archived; \\ archived shows them"))
    #expect(!person.text.contains("no messages yet"))
  }

  @Test func aFilterThatHidesEveryFaultIsNotCalledNoFault() throws {
    var person = try Operator()
    person.press("2 F \\")
    person.type("nowhere")
    #expect(person.text.contains("nothing that failed fits") && !person.text.contains("nothing failed"))
    person.press("Enter")
    #expect(person.text.contains("nothing that failed fits; Esc takes a condition away"))
    person.press("Esc")
    #expect(person.text.contains("no reason given: your table"))
  }

  // MARK: Messages without a text

  private func summary(_ text: String, keyword: String?) -> ConversationSummary {
    ConversationSummary(
      peer: Peer(key: "+62819555066"), name: nil, lastText: UntrustedText(text), lastAt: Sample.now, lastIsOurs: false,
      unread: 1, total: 1, lastKeyword: keyword.map { UntrustedText($0) })
  }

  private func entry(_ text: String, keyword: String?) -> ConversationEntry {
    ConversationEntry(
      origin: .incoming(MessageID(7)), at: Sample.now, serverDate: nil, keyword: keyword.map { UntrustedText($0) },
      text: UntrustedText(text))
  }

  @Test(arguments: [("", "STOP", "kwd STOP"), ("", nil, "(no text)"), (" \n ", nil, "(no text)"), ("hi", "STOP", "hi")])
  func aMessageWithoutATextIsNoEmptyRow(text: String, keyword: String?, shown: String) throws {
    var person = try Operator()
    person.conversations = [summary(text, keyword: keyword)]
    person.entries = [entry(text, keyword: keyword)]
    person.tell(.archiveChanged)
    person.press("1")
    #expect(person.lines[2].hasSuffix("09:41  " + shown))
    person.press("Enter")
    #expect(person.lines.contains { $0.contains("they") && $0.contains(shown) })
  }

  // MARK: What keys do

  @Test func theHintSaysThatADraftIsDeletedAndARefusedOnePutAway() throws {
    var person = try Operator(columns: 120, rows: 40)
    person.drafts = [Draft(id: DraftID(1), recipients: "+62813777888", text: "about it", updatedAt: Sample.now)]
    person.items = Sample.items.filter { if case .rejected = $0.state { true } else { false } }
    person.tell(.outboxChanged)
    person.press("3")
    #expect(person.lines[39].contains("d put away"))
    person.press("j")
    #expect(person.lines[39].contains("d delete"))
  }

  @Test func whatIsUnknownIsNotSaidToBeOnItsWay() throws {
    var person = try Operator()
    person.counters.unknown = 1
    person.tell(.archiveChanged)
    person.press("Q")
    #expect(person.text.contains("1 message is unknown: nobody knows whether it went"))
    #expect(!person.text.contains("There is something on its way"))
    person.press("n")
    person.counters.unknown = 2
    person.counters.held = 1
    person.tell(.archiveChanged)
    person.press("Q")
    let text = person.text.split(whereSeparator: { $0 == " " || $0 == "\n" }).joined(separator: " ")
    #expect(text.contains("on its way: 1 held (anew at the next start). 2 messages are unknown: nobody knows"))
  }

  @Test func aKeyThatAnswersNothingSaysWhereTheAnswersAre() throws {
    var person = try Operator()
    person.press("2 y x")
    #expect(person.text.contains("x means nothing here; ? shows the keys"))
  }

  // MARK: Writing into a file

  @Test func aRefusedFileKeepsWhatWasTyped() throws {
    var person = try Operator()
    person.press("1 s C-u")
    person.type("mine.csv")
    person.press("Enter")
    #expect(person.text.contains("writing"))
    person.press("x")
    person.tell(.exportEnded(.refused("there is a file of this name already")))
    #expect(person.text.contains("into mine.csv"))
    #expect(person.text.contains("! nothing was written: there is a file of this name already"))
    person.press("Backspace")
    #expect(!person.text.contains("nothing was written"))
    person.press("v Enter")
    person.tell(.exportEnded(.written(Notice(at: Sample.now, level: .done, sentence: "9 rows are in mine.csv."))))
    #expect(person.dashboard.dialog == nil)
    #expect(person.text.contains("9 rows are in mine.csv."))
  }

  @Test func aFileThatIsBeingWrittenNeedNotBeWaitedFor() throws {
    var person = try Operator()
    person.press("1 s Enter Esc j")
    #expect(person.dashboard.dialog == nil && person.dashboard.inbox.selection == 1)
    person.tell(.exportEnded(.refused("there is no room")))
    #expect(person.dashboard.dialog == nil)
    #expect(person.text.contains("nothing was written: there is no room"))
  }

  // MARK: Conditions

  @Test func whatIsWrongWithAConditionIsReadToItsEnd() throws {
    var person = try Operator(columns: 120, rows: 40)
    person.press("1 \\")
    func list() -> String {
      person.lines.map { $0.prefix(46).split(separator: " ").joined(separator: " ") }.joined(separator: " ")
    }
    #expect(list().contains("from: to: status: before: after: unread archived, or a text"))
    person.type("before:zzz")
    #expect(list().contains("before: takes 2026-11-20, 09:30, today, yesterday, or 3d, 2h, 30min ago \\before:zzz"))
  }
}
