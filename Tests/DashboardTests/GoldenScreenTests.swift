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
    person.items = Sample.items + [Sample.scheduledItem]
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

  /// Also where there is hardly room.
  static let sizesWithSmall = sizes + [Size(columns: 40, rows: 12)]

  @Test(arguments: sizesWithSmall) func theComposerShowsItsOptions(size: Size) throws {
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
    expectGolden(person.lines, name("composer-options", size))
  }

  @Test(arguments: sizesWithSmall) func theReviewShowsWhatSpeaksAgainstItAndWhenItGoes(size: Size) throws {
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
    expectGolden(person.lines, name("review-findings", size))
  }

  @Test(arguments: sizesWithSmall) func anUnknownIsSettledWithItsEvidence(size: Size) throws {
    var person = try Operator(columns: size.columns, rows: size.rows)
    person.items = Sample.items
    person.tell(.outboxChanged)
    person.press("!")
    person.tell(.settlementLoaded(Sample.unknownItem.id, Sample.evidence))
    person.tell(.storyLoaded(Sample.unknownItem.id, Sample.story(Sample.unknownItem)))
    expectGolden(person.lines, name("settle", size))
  }

  @Test(arguments: sizes) func theOutboxTellsTheWayOfAMessage(size: Size) throws {
    var person = try Operator(columns: size.columns, rows: size.rows)
    person.items = Sample.items
    person.tell(.outboxChanged)
    person.press("3 j Enter")
    person.tell(.storyLoaded(Sample.unknownItem.id, Sample.story(Sample.unknownItem)))
    expectGolden(person.lines, name("story", size))
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
