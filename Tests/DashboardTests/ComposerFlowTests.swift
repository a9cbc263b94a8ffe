import Dashboard
import Messaging
import Terminal
import Testing

/// Writing with every option, and who is found as a recipient.
@Suite struct ComposerFlowTests {
  private func writing(_ text: String = "hello", settings: Dashboard.Settings? = nil) throws -> Operator {
    var person = try Operator(columns: 120, rows: 40, settings: settings)
    person.press("1 m")
    person.type("+62811234567")
    person.press("Tab")
    person.type(text)
    return person
  }

  private func savedOptions(_ person: inout Operator) -> SendOptions? {
    person.takeEffects().compactMap {
      if case .write(.saveDraft(_, _, _, let options)) = $0 { options } else { nil }
    }.last
  }

  @Test func leavingGoesBackToWhereItWasOpened() throws {
    var person = try Operator(columns: 120, rows: 40)
    person.press("0")
    while person.dashboard.focus != .contacts { person.press("Tab") }
    person.press("Enter Esc")
    #expect(person.dashboard.focus == .contacts)
    person.press("1 m Esc")
    #expect(person.dashboard.focus == .inbox)
  }

  @Test func optionsAreOutOfTheWayUntilWanted() throws {
    var person = try writing()
    #expect(!person.text.contains("Unicode"))
    person.press("F2")
    #expect(person.text.contains("[text] flash"))
    #expect(person.text.contains("[automatic]"))
    person.press("F2")
    #expect(!person.text.contains("Unicode"))
    #expect(person.dashboard.composer?.field == .text)
  }

  @Test func everyOptionIsChosenAndSavedWithTheDraft() throws {
    var person = try writing()
    person.press("F2 Right Tab")
    person.type("ACME")
    person.press("Tab")
    person.type("Bye")
    person.press("Tab Right Tab")
    person.type("2026-12-24 18:00")
    let expected = SendOptions(
      kind: .flash, unicode: .on, footer: .own("Bye"), from: "ACME", schedule: "2026-12-24 18:00")
    #expect(savedOptions(&person) == expected)
    person.press("F2")
    #expect(person.text.contains("flash · from ACME · footer “Bye” · unicode on · at 2026-12-24"))
  }

  @Test func aDraftComesBackWithItsOptions() throws {
    var person = try Operator()
    let options = SendOptions(kind: .flash, footer: .none)
    person.drafts = [
      Draft(id: DraftID(7), recipients: "+62811234567", text: "half", options: options, updatedAt: Sample.now)
    ]
    person.tell(.outboxChanged)
    person.press("3 Enter")
    #expect(person.dashboard.composer?.options.asTyped == options)
    #expect(person.text.contains("flash · no footer"))
  }

  @Test func spaceTakesTheFooterAwayAndBringsItBack() throws {
    var person = try writing()
    person.press("F2 Tab Tab Space")
    #expect(person.dashboard.composer?.options.asTyped.footer == SendOptions.Footer.none)
    person.press("Space")
    #expect(person.dashboard.composer?.options.asTyped.footer == .account)
  }

  @Test func aFooterThatWouldJamTheServerIsRefusedBesideItsField() throws {
    var person = try writing()
    person.press("F2 Tab Tab")
    person.type("abcdefghijklmnopqrstuvwxyz0123")
    person.press("C-x")
    #expect(person.dashboard.review == nil)
    #expect(person.dashboard.composer?.field == .footer)
    #expect(person.text.contains("would stay in the server's queue"))
  }

  @Test func aTimeInThePastIsRefusedBesideItsField() throws {
    var person = try writing()
    person.press("F2 S-Tab S-Tab")
    #expect(person.dashboard.composer?.field == .recipients)
    person.press("S-Tab")
    person.type("2026-11-20 09:00")
    person.press("C-x")
    #expect(person.dashboard.review == nil)
    #expect(person.dashboard.composer?.field == .schedule)
    #expect(person.text.contains("this is past by the server's clock"))
  }

  @Test(arguments: [
    ("18:00", "2026-11-20 18:00:00"), ("09:00", "2026-11-21 09:00:00"), ("+2h", "2026-11-20 11:42:00"),
    ("2026-12-24 18:00", "2026-12-24 18:00:00"),
  ])
  func aTimeIsWrittenInShort(typed: String, wire: String) throws {
    let person = try writing()
    #expect(try person.dashboard.schedulePlan(typed, facts: nil).wire == wire)
  }

  @Test func numbersAreShownAsTheyGoOut() throws {
    var settings = Dashboard.Settings(account: "acme")
    settings.sending.numbers = NumberPlan(countryCode: "62", trunkPrefix: "0")
    var person = try Operator(columns: 100, rows: 30, settings: settings)
    person.press("1 m")
    person.type("0811234567")
    person.press("Tab")
    person.type("hello")
    #expect(person.text.contains("+62 811 234 567 Budi Santoso"))
    person.press("C-x")
    #expect(person.dashboard.review?.destinations == [.number("+62811234567")])
  }

  @Test func theFooterAndTheUnicodeChoiceAreCounted() throws {
    var person = try writing("hello")
    person.press("F2 Tab Tab")
    person.type("ACME")
    #expect(person.text.contains("GSM-7: 10 of 160 with the footer"))
    person.press("Tab Right")
    #expect(person.text.contains("UCS-2, as chosen: 10 of 70"))
  }

  @Test func aGroupIsOfferedByItsCode() throws {
    var person = try Operator()
    person.contacts = [.group(ContactGroup(id: 1, name: "#FAMILY", code: "FAMILY"))]
    person.press("m")
    person.type("#F")
    person.press("Tab")
    #expect(person.dashboard.composer?.recipients.text == "#FAMILY, ")
    #expect(person.text.contains("nobody knows how many"))
  }

  @Test func theCharactersThatForceUCS2AreMarked() throws {
    let person = try writing("bring “B7”")
    let frame = person.frame
    let row = try #require(frame.text.firstIndex { $0.contains("bring “B7”") })
    let marked = frame.row(row).filter { $0.style.attributes.contains(.underline) }
    #expect(marked.count == 2)
  }

  @Test func inASCIIACharacterThatItCannotShowIsNamed() throws {
    var person = try Operator(isASCII: true)
    person.press("1 r")
    person.type("form “B7”")
    #expect(person.text.contains("UCS-2 for U+201C U+201D"))
  }

  @Test func aTextOfNothingHasNoFigures() throws {
    var person = try Operator()
    person.press("1 r Enter")
    #expect(person.text.contains("nothing of this text is left on the server"))
    #expect(!person.text.contains("0 segments"))
  }

  @Test func whatTheFooterIsStandsInTheSameColumnWhereverTheKeysAre() throws {
    var person = try Operator()
    person.press("1 r F2")
    let before = try #require(person.lines.first { $0.contains("Footer") }?.firstRange(of: "the account's")?.lowerBound)
    while person.dashboard.composer?.field != .footer { person.press("Tab") }
    let after = try #require(person.lines.first { $0.contains("Footer") }?.firstRange(of: "the account's")?.lowerBound)
    #expect(before == after)
  }
}
