import Dashboard
import Messaging
import Terminal
import Testing

/// Each pane and dialog: its text, its looks with and without colours, and all of it in ASCII.
@Suite struct GoldenScreenTests {
  static let sizes = [
    Size(columns: 40, rows: 12), Size(columns: 80, rows: 24), Size(columns: 120, rows: 40),
    Size(columns: 200, rows: 60),
  ]

  private func name(_ pane: String, _ size: Size) -> String { "\(pane)-\(size.columns)x\(size.rows)" }

  @Test(arguments: sizes) func theOverviewShowsEverythingThatFits(size: Size) throws {
    let person = try Operator(columns: size.columns, rows: size.rows)
    expectScreen(person, name("overview", size))
  }

  @Test(arguments: sizes) func theInboxShowsConversationsAndTheOpenOne(size: Size) throws {
    var person = try Operator(columns: size.columns, rows: size.rows)
    person.press("1 Enter")
    expectScreen(person, name("conversation", size))
  }

  @Test(arguments: sizes) func theOutgoingPaneShowsDelivery(size: Size) throws {
    var person = try Operator(columns: size.columns, rows: size.rows)
    person.press("2 j")
    expectScreen(person, name("outgoing", size))
  }

  @Test(arguments: sizes) func theComposerCountsSegments(size: Size) throws {
    var person = try Operator(columns: size.columns, rows: size.rows)
    person.press("1 r")
    person.type("See you then. Please bring the form “B7”.")
    expectScreen(person, name("composer", size))
  }

  @Test(arguments: sizes) func theReviewShowsWhatTheServerKeeps(size: Size) throws {
    var person = try Operator(columns: size.columns, rows: size.rows)
    person.press("m")
    person.type("+62811234567, +62813777888; +62 811 234 567")
    person.press("Tab")
    person.type("Tuesday 10:00 is free.\nBring C:\\forms\\b7.pdf")
    person.press("C-x")
    expectScreen(person, name("review", size))
  }

  @Test(arguments: sizes) func theOutboxShowsEveryState(size: Size) throws {
    var person = try Operator(columns: size.columns, rows: size.rows)
    person.items = Sample.items + [Sample.scheduledItem]
    person.drafts = [
      Draft(id: DraftID(1), recipients: "+62813777888", text: "about the invoice", updatedAt: Sample.now)
    ]
    person.tell(.outboxChanged)
    person.press("3 j")
    expectScreen(person, name("outbox", size))
  }

  @Test(arguments: sizes) func theContactsShowPeopleAndGroups(size: Size) throws {
    var person = try Operator(columns: size.columns, rows: size.rows)
    person.press("4")
    expectScreen(person, name("contacts", size))
  }

  @Test(arguments: sizes) func helpListsTheKeysOfTheMode(size: Size) throws {
    var person = try Operator(columns: size.columns, rows: size.rows)
    person.press("?")
    expectScreen(person, name("help", size))
  }

  @Test(arguments: sizes) func detailsTellEverythingOfAMessage(size: Size) throws {
    var person = try Operator(columns: size.columns, rows: size.rows)
    person.facts = Sample.facts
    person.press("2 i")
    expectScreen(person, name("details", size))
  }

  @Test(arguments: sizes) func marksChipsAndOrderAreSeen(size: Size) throws {
    var person = try Operator(columns: size.columns, rows: size.rows)
    person.press("1 &")
    person.type("unread after:3d")
    person.press("Enter O Space V j")
    person.wait(.seconds(3))
    expectScreen(person, name("marks", size))
  }

  @Test(arguments: sizes) func faultsAreShownWithWhatIsUnknown(size: Size) throws {
    var person = try Operator(columns: size.columns, rows: size.rows)
    person.items = Sample.items
    person.counters.unknown = 1
    person.tell(.archiveChanged)
    person.tell(.outboxChanged)
    person.press("2 F")
    expectScreen(person, name("faults", size))
  }

  @Test(arguments: sizes) func theStopListSaysWhoAndWhy(size: Size) throws {
    var person = try Operator(columns: size.columns, rows: size.rows)
    person.press("3 X j")
    expectScreen(person, name("stop-list", size))
    person.press("a")
    person.type("+62 811 900 200")
    person.press("Tab")
    person.type("asked by letter")
    expectScreen(person, name("stop-list-add", size))
  }

  @Test(arguments: sizes) func theAccountTellsWhatIsComplete(size: Size) throws {
    var person = try Operator(columns: size.columns, rows: size.rows)
    person.press("I")
    expectScreen(person, name("account", size))
  }

  @Test(arguments: sizes) func aConversationIsNarrowedToo(size: Size) throws {
    var person = try Operator(columns: size.columns, rows: size.rows)
    person.press("1 Enter \\")
    person.type("Tuesday")
    person.press("Enter")
    expectScreen(person, name("conversation-filter", size))
  }

  @Test(arguments: sizes) func theFilterLineSaysWhatItTakes(size: Size) throws {
    var person = try Operator(columns: size.columns, rows: size.rows)
    person.press("1 &")
    expectScreen(person, name("filter", size))
  }

  @Test(arguments: sizes) func whatWasSearchedForIsMarked(size: Size) throws {
    var person = try Operator(columns: size.columns, rows: size.rows)
    person.press("2 /")
    person.type("PARCEL")
    person.press("Enter")
    expectScreen(person, name("hits", size))
  }

  @Test(arguments: sizes) func copyAndExportAskBeforeTheyAct(size: Size) throws {
    var person = try Operator(columns: size.columns, rows: size.rows)
    person.press("2 y")
    expectScreen(person, name("copy", size))
    person.press("?")
    expectScreen(person, name("copy-help", size))
    person.press("q q s")
    expectScreen(person, name("export", size))
  }

  @Test(arguments: sizes) func anotherAccountIsChosen(size: Size) throws {
    var settings = Dashboard.Settings(account: "acme")
    settings.accounts = ["acme", "a-test-account"].map {
      AccountChoice(name: $0, host: "sms.example.org", user: "office", isOpen: $0 == "acme")
    }
    var person = try Operator(columns: size.columns, rows: size.rows, settings: settings)
    person.press("1 A j")
    expectScreen(person, name("accounts", size))
  }

  @Test(arguments: sizes) func deletingADraftAndTakingSomebodyOffAreAskedAbout(size: Size) throws {
    var person = try Operator(columns: size.columns, rows: size.rows)
    person.items = Sample.items
    person.drafts = [
      Draft(id: DraftID(1), recipients: "+62813777888", text: "about the invoice", updatedAt: Sample.now)
    ]
    person.tell(.outboxChanged)
    person.press("3 G d")
    expectScreen(person, name("delete-draft", size))
    person.press("q X j x")
    expectScreen(person, name("stop-list-remove", size))
  }

  @Test(arguments: sizes) func theComposerShowsItsOptions(size: Size) throws {
    var settings = Dashboard.Settings(account: "acme")
    settings.sending.numbers = NumberPlan(countryCode: "62", trunkPrefix: "0")
    var person = try Operator(columns: size.columns, rows: size.rows, settings: settings)
    person.press("1 m")
    person.type("0811234567, 0813777888, @bob")
    person.press("Tab")
    person.type("See you then. Please bring the form “B7”.")
    person.press("F2 Right Tab")
    person.type("ACMEBANK")
    person.press("Tab")
    person.type("ACME")
    person.press("Tab Tab")
    person.type("18:00")
    expectScreen(person, name("composer-options", size))
  }

  @Test(arguments: sizes) func theReviewShowsWhatSpeaksAgainstItAndWhenItGoes(size: Size) throws {
    var settings = Dashboard.Settings(account: "acme")
    settings.sending.zone = ZoneRules(initialOffset: 7 * 3_600)
    var person = try Operator(columns: size.columns, rows: size.rows, settings: settings)
    for number in ["+62811234567", "+62813777888", "+4915100000042"] {
      person.known[.number(number)] = {
        $0.price = PriceEvidence(perPart: Credit(thousandths: 20), number: "+62811234567", at: Sample.minutesAgo(60))
        if number == "+4915100000042" {
          $0.sameText = .init(at: Sample.minutesAgo(120), stage: .server(.delivered))
          $0.stopWord = .init(word: "STOP", at: Sample.minutesAgo(60 * 72))
        }
      }
    }
    person.press("1 m")
    person.type("+62811234567, +62813777888, +4915100000042")
    person.press("Tab")
    person.type("Tuesday 10:00 is free.\nBring C:\\forms\\b7.pdf &amp; ID")
    person.press("F2 Tab")
    person.type("ACMEBANK")
    person.press("Tab")
    person.type("ACME")
    person.press("Tab Tab")
    person.type("2026-11-20 22:00")
    person.press("C-x")
    expectScreen(person, name("review-findings", size))
  }

  @Test(arguments: sizes) func anUnknownIsSettledWithItsEvidence(size: Size) throws {
    var person = try Operator(columns: size.columns, rows: size.rows)
    person.items = Sample.items
    person.tell(.outboxChanged)
    person.press("!")
    person.tell(.settlementLoaded(Sample.unknownItem.id, Sample.evidence))
    person.tell(.storyLoaded(Sample.unknownItem.id, Sample.story(Sample.unknownItem)))
    expectScreen(person, name("settle", size))
  }

  @Test(arguments: sizes) func theOutboxTellsTheWayOfAMessage(size: Size) throws {
    var person = try Operator(columns: size.columns, rows: size.rows)
    person.items = Sample.items
    person.tell(.outboxChanged)
    person.press("3 Enter")
    person.tell(.storyLoaded(Sample.unknownItem.id, Sample.story(Sample.unknownItem)))
    expectScreen(person, name("story", size))
  }

  @Test(arguments: sizes) func theLogTellsWhatWasSaid(size: Size) throws {
    var person = try Operator(columns: size.columns, rows: size.rows)
    person.press("R 7")
    expectScreen(person, name("log", size))
  }

  @Test(arguments: sizes) func commandsAreFoundByName(size: Size) throws {
    var person = try Operator(columns: size.columns, rows: size.rows)
    person.press("1 :")
    person.type("out")
    expectScreen(person, name("palette", size))
  }

  @Test(arguments: sizes) func leavingAsksWhereSomethingIsNotSent(size: Size) throws {
    var person = try Operator(columns: size.columns, rows: size.rows)
    person.items = Sample.items
    person.counters.held = 1
    person.counters.unknown = 1
    person.tell(.archiveChanged)
    person.tell(.outboxChanged)
    person.press("Q")
    expectScreen(person, name("quit", size))
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
    expectScreen(person, "paused-80x24")
  }
}
