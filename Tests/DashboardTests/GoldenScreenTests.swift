import Dashboard
import Messaging
import Terminal
import Testing

/// Each pane as it looks at three sizes.
@Suite struct GoldenScreenTests {
  static let sizes = [Size(columns: 80, rows: 24), Size(columns: 120, rows: 40), Size(columns: 200, rows: 60)]

  private func name(_ pane: String, _ size: Size) -> String { "\(pane)-\(size.columns)x\(size.rows)" }

  @Test(arguments: sizes) func theOverviewShowsEverythingThatFits(size: Size) throws {
    let person = try Operator(columns: size.columns, rows: size.rows)
    expectGolden(person.lines, name("overview", size))
  }

  @Test(arguments: sizes) func theInboxShowsConversationsAndTheOpenOne(size: Size) throws {
    var person = try Operator(columns: size.columns, rows: size.rows)
    person.press("1 Enter")
    expectGolden(person.lines, name("conversation", size))
  }

  @Test(arguments: sizes) func theOutgoingPaneShowsDelivery(size: Size) throws {
    var person = try Operator(columns: size.columns, rows: size.rows)
    person.press("2 j")
    expectGolden(person.lines, name("outgoing", size))
  }

  @Test(arguments: sizes) func theComposerCountsSegments(size: Size) throws {
    var person = try Operator(columns: size.columns, rows: size.rows)
    person.press("1 r")
    person.type("See you then. Please bring the form “B7”.")
    expectGolden(person.lines, name("composer", size))
  }

  @Test(arguments: sizes) func theReviewShowsWhatTheServerKeeps(size: Size) throws {
    var person = try Operator(columns: size.columns, rows: size.rows)
    person.press("m")
    person.type("+62811234567, +62813777888; +62 811 234 567")
    person.press("Tab")
    person.type("Tuesday 10:00 is free.\nBring C:\\forms\\b7.pdf")
    person.press("C-x")
    expectGolden(person.lines, name("review", size))
  }

  @Test(arguments: sizes) func theOutboxShowsEveryState(size: Size) throws {
    var person = try Operator(columns: size.columns, rows: size.rows)
    person.items = Sample.items
    person.drafts = [
      Draft(id: DraftID(1), recipients: "+62813777888", text: "about the invoice", updatedAt: Sample.now)
    ]
    person.tell(.outboxChanged)
    person.press("3 j")
    expectGolden(person.lines, name("outbox", size))
  }

  @Test(arguments: sizes) func theContactsShowPeopleAndGroups(size: Size) throws {
    var person = try Operator(columns: size.columns, rows: size.rows)
    person.press("4")
    expectGolden(person.lines, name("contacts", size))
  }

  @Test(arguments: sizes) func helpListsTheKeysOfTheMode(size: Size) throws {
    var person = try Operator(columns: size.columns, rows: size.rows)
    person.press("?")
    expectGolden(person.lines, name("help", size))
  }

  @Test(arguments: sizes) func detailsTellEverythingOfAMessage(size: Size) throws {
    var person = try Operator(columns: size.columns, rows: size.rows)
    person.facts = Sample.facts
    person.press("2 i")
    expectGolden(person.lines, name("details", size))
  }

  @Test(arguments: sizes) func marksChipsAndOrderAreSeen(size: Size) throws {
    var person = try Operator(columns: size.columns, rows: size.rows)
    person.press("1 &")
    person.type("unread after:3d")
    person.press("Enter O Space V j")
    person.wait(.seconds(3))
    expectGolden(person.lines, name("marks", size))
  }

  @Test func theFilterLineSaysWhatItTakes() throws {
    var person = try Operator()
    person.press("1 &")
    expectGolden(person.lines, "filter-80x24")
  }

  @Test func copyAndExportAskBeforeTheyAct() throws {
    var person = try Operator()
    person.press("2 y")
    expectGolden(person.lines, "copy-80x24")
    person.press("q s")
    expectGolden(person.lines, "export-80x24")
  }

  @Test func anUnknownIsSettledWithItsEvidence() throws {
    var person = try Operator()
    person.items = Sample.items
    person.tell(.outboxChanged)
    person.press("!")
    let unknown = try #require(Sample.items.first { if case .unknown = $0.state { true } else { false } })
    person.tell(.evidenceLoaded(unknown.id, ["09:30:00 UTC, inFlight: sent to the server"]))
    expectGolden(person.lines, "settle-80x24")
  }

  @Test func asciiDrawsWithPlainCharacters() throws {
    let person = try Operator(columns: 120, rows: 30, isASCII: true)
    expectGolden(person.lines, "overview-ascii-120x30")
  }

  @Test func aPausedAccountSaysWhy() throws {
    var person = try Operator()
    var status = Sample.status
    status.phase = .paused(why: "The server refused the login (error 100).")
    person.tell(.accountChanged(status))
    person.tell(
      .noticed(
        Notice(
          at: Sample.now, level: .fault, sentence: "The server refused the login (error 100).", hint: "R asks again.",
          isSticky: true)))
    expectGolden(person.lines, "paused-80x24")
  }
}
