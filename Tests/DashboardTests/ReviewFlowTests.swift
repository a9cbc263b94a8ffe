import Dashboard
import Messaging
import Terminal
import Testing

/// What the review shows, what holds a message back, and what never sends.
@Suite struct ReviewFlowTests {
  private static let budi = Destination.number("+62811234567")

  private func inReview(
    _ text: String = "See you then.", to recipients: String = "+62811234567", rows: Int = 40,
    settings: Dashboard.Settings? = nil, _ prepare: (inout Operator) -> Void = { _ in }
  ) throws -> Operator {
    var person = try Operator(columns: 100, rows: rows, settings: settings)
    prepare(&person)
    person.press("1 m")
    person.type(recipients)
    person.press("Tab")
    person.type(text)
    person.press("C-x")
    person.wait(.milliseconds(500))
    _ = person.takeEffects()
    return person
  }

  private func submissions(_ person: inout Operator) -> [Submission] {
    person.takeEffects().compactMap { if case .write(.submit(let submission, _)) = $0 { submission } else { nil } }
  }

  private func repeated(_ person: inout Operator) {
    person.known[Self.budi] = {
      $0.sameText = .init(at: Sample.minutesAgo(120), stage: .server(.delivered))
    }
  }

  // MARK: What never sends

  @Test func aPasteWithoutMarksNeverSends() throws {
    var person = try inReview()
    for key in ["y", "Enter", "y", "Enter"] { person.press(key) }
    person.wait(.seconds(1))
    #expect(submissions(&person).isEmpty)
    #expect(person.dashboard.review != nil)
  }

  @Test func aPasteWithMarksNeverSends() throws {
    var person = try inReview()
    person.tell(.input(.paste("y\ny\n")))
    person.wait(.seconds(1))
    #expect(submissions(&person).isEmpty)
  }

  @Test func aPasteThatFollowsTheKeyAtOnceTakesItBack() throws {
    var person = try inReview()
    person.press("y")
    person.tell(.input(.paste("hello\n")))
    person.wait(.seconds(1))
    #expect(submissions(&person).isEmpty)
    #expect(person.text.contains("Review"))
  }

  @Test(arguments: ["okay", "a b y", "y"])
  func aPasteWithoutMarksThatEndsInTheKeyNeverSends(text: String) throws {
    var person = try inReview()
    person.press("x")
    person.type(text)
    person.wait(.seconds(1))
    #expect(submissions(&person).isEmpty)
    #expect(person.text.contains("another key came with it"))
    person.send()
    #expect(submissions(&person).count == 1)
  }

  @Test func aDoubleEnterNeverSends() throws {
    var person = try inReview()
    person.press("Enter Enter")
    person.wait(.seconds(1))
    #expect(submissions(&person).isEmpty)
  }

  @Test func aKeyHeldSinceTheComposerNeverSends() throws {
    var person = try inReview()
    person.press("e C-x")
    for _ in 0..<60 {
      person.now = person.now + .milliseconds(30)
      person.press("y")
    }
    person.wait(.milliseconds(200))
    #expect(submissions(&person).isEmpty)
  }

  @Test func aResizeAPollAndTheClockNeverSend() throws {
    var person = try inReview()
    person.tell(.input(.resized(Size(columns: 80, rows: 24))))
    person.tell(.archiveChanged)
    person.tell(.outboxChanged)
    person.wait(.seconds(60))
    #expect(submissions(&person).isEmpty)
    #expect(person.dashboard.review != nil)
  }

  @Test func aResizeBetweenTheKeyAndItsMomentChangesNothing() throws {
    var person = try inReview()
    person.press("y")
    person.tell(.input(.resized(Size(columns: 80, rows: 24))))
    person.wait(Review.quiet)
    #expect(submissions(&person).count == 1)
  }

  @Test func nothingIsSentBeforeItIsKnownWhatWasSentBefore() throws {
    var person = try inReview { $0.answersFacts = false }
    person.send()
    #expect(submissions(&person).isEmpty)
    #expect(person.text.contains("still looking"))
  }

  @Test(arguments: ["yx", "y\n", "yy", "okay"])
  func aPasteWithoutMarksBeforeThatNeverSends(text: String) throws {
    var person = try inReview { $0.answersFacts = false }
    person.type(text)
    person.answer(about: Self.budi)
    person.wait(.seconds(1))
    #expect(submissions(&person).isEmpty)
    #expect(person.dashboard.review != nil)
  }

  @Test func theKeyPressedOnceMoreBeforeThatSendsOnce() throws {
    var person = try inReview { $0.answersFacts = false }
    person.press("y")
    person.wait(.seconds(1))
    person.press("y")
    person.wait(.seconds(1))
    person.answer(about: Self.budi)
    person.wait(.seconds(1))
    #expect(submissions(&person).count == 1)
  }

  @Test func aKeyPressedBeforeThatCountsWhenNothingSpeaksAgainstIt() throws {
    var person = try inReview { $0.answersFacts = false }
    person.send()
    person.answer(about: Self.budi)
    person.wait(Review.quiet)
    #expect(submissions(&person).count == 1)
  }

  @Test func aKeyPressedBeforeThatDoesNotCountWhenSomethingDoes() throws {
    var person = try inReview { person in
      person.answersFacts = false
      repeated(&person)
    }
    person.send()
    person.answer(about: Self.budi)
    person.wait(.seconds(1))
    #expect(submissions(&person).isEmpty)
    #expect(person.text.contains("! same text 2 h ago"))
  }

  // MARK: Guards

  @Test func aRepetitionIsHeldBackAndSaysSo() throws {
    var person = try inReview { repeated(&$0) }
    #expect(person.text.contains("! same text 2 h ago"))
    person.send()
    #expect(submissions(&person).isEmpty)
    #expect(person.text.contains("O overrides it knowingly"))
  }

  @Test func theHintsLeadWithWhatMustBeDone() throws {
    var person = try inReview { repeated(&$0) }
    #expect(person.text.contains(" O override  e edit"))
    #expect(!person.text.contains("y send "))
    person.press("O")
    person.type("override")
    person.press("Enter")
    #expect(person.text.contains(" y send  e edit"))
  }

  @Test func anOverrideIsTypedAndGoesAlongAsEvidence() throws {
    var person = try inReview { repeated(&$0) }
    person.press("O")
    person.type("override")
    person.press("Enter")
    #expect(person.text.contains("same text 2 h ago, overridden"))
    person.wait(.milliseconds(500))
    person.send()
    let overrides = try #require(submissions(&person).first).overrides
    #expect(overrides.map(\.kind) == [.sameText])
    #expect(overrides.first?.destination == Self.budi)
    #expect(overrides.first?.finding == "same text 2 h ago")
    #expect(overrides.first?.said == "typed override in the review")
  }

  @Test func anotherWordOverridesNothing() throws {
    var person = try inReview { repeated(&$0) }
    person.press("O")
    person.type("yes")
    person.press("Enter")
    person.wait(.milliseconds(500))
    person.send()
    #expect(submissions(&person).isEmpty)
  }

  @Test func aStopThatComesInMeanwhileIsSeenBeforeAnythingLeaves() throws {
    var person = try inReview()
    person.known[Self.budi] = { $0.stopWord = .init(word: "STOP", at: Sample.now) }
    person.press("y")
    person.tell(.archiveChanged)
    person.wait(Review.quiet)
    #expect(submissions(&person).isEmpty)
    #expect(person.text.contains("! STOP received"))
  }

  @Test func whatCameToLightJustNowIsLookedAtBeforeAnyKeyCounts() throws {
    var person = try inReview()
    person.known[Self.budi] = {
      $0.groupsBeside = [.init(group: .group("FAMILY"), isSameSend: false, members: ["+62811234567"])]
    }
    person.tell(.archiveChanged)
    #expect(person.text.contains("also in #FAMILY"))
    person.send()
    #expect(submissions(&person).isEmpty)
    person.wait(.milliseconds(500))
    person.send()
    #expect(submissions(&person).count == 1)
  }

  @Test func anOverrideEndsWithWhatItWasFor() throws {
    var settings = Dashboard.Settings(account: "acme")
    settings.sending.quietHours = QuietHours("09:00-10:00")
    var person = try inReview(settings: settings)
    person.press("O")
    person.type("override")
    person.press("Enter")
    person.wait(.milliseconds(500))
    person.press("S")
    person.type("18:00")
    person.press("Enter")
    person.wait(.milliseconds(500))
    person.press("S C-u Enter")
    person.wait(.milliseconds(500))
    #expect(person.text.contains("! quiet hours 09:00-10:00"))
    person.send()
    #expect(submissions(&person).isEmpty)
  }

  @Test func whatNothingOverridesIsNotSent() throws {
    var person = try inReview()
    person.press("S")
    person.type("18:00")
    person.press("Enter")
    person.wait(.seconds(10 * 3_600))
    person.tell(.archiveChanged)
    person.wait(.milliseconds(500))
    person.send()
    #expect(submissions(&person).isEmpty)
    #expect(person.text.contains("this cannot be sent: this is past"))
    person.press("O")
    person.wait(.milliseconds(500))
    person.send()
    #expect(submissions(&person).isEmpty)
  }

  @Test func quietHoursHoldBackWhatWouldLeaveWithinThem() throws {
    var settings = Dashboard.Settings(account: "acme")
    settings.sending.quietHours = QuietHours("09:00-10:00")
    settings.sending.zone = Sample.zone
    var person = try inReview(settings: settings)
    #expect(person.text.contains("! quiet hours 09:00-10:00"))
    person.press("S")
    person.type("18:00")
    person.press("Enter")
    #expect(!person.text.contains("quiet hours"))
    person.wait(.milliseconds(500))
    person.send()
    #expect(submissions(&person).first?.options.schedule == "2026-11-20 18:00:00")
  }

  @Test func theDailyCapHoldsBack() throws {
    var settings = Dashboard.Settings(account: "acme")
    settings.sending.dailyCap = 10
    var person = try inReview(settings: settings) { $0.sentToday = 10 }
    #expect(person.text.contains("daily cap of 10"))
    person.send()
    #expect(submissions(&person).isEmpty)
  }

  @Test func whatTheOutboxRefusesComesBackWithTheReason() throws {
    var person = try inReview()
    person.send()
    let submission = try #require(submissions(&person).first)
    let finding = GuardFinding(kind: .dailyCap, weight: .blocks, destination: nil, sentence: "too many today")
    person.tell(.submissionGuarded(submission, token: 1, [finding]))
    #expect(person.dashboard.composer?.text.text == "See you then.")
    #expect(person.text.contains("too many today"))
  }

  // MARK: When

  @Test func aScheduleIsShownOnThreeClocksAndAsASpan() throws {
    var settings = Dashboard.Settings(account: "acme")
    settings.sending.zone = ZoneRules(initialOffset: 7 * 3_600)
    var person = try inReview(settings: settings)
    person.press("S")
    person.type("2026-11-20 22:00")
    person.press("Enter")
    #expect(person.text.contains("2026-11-20 22:00 on the account's clock"))
    #expect(person.text.contains("in 5 h 18 min"))
    #expect(person.text.contains("15:00 here"))
    #expect(person.text.contains("15:00 in the server's list"))
  }

  @Test func aTimeInThePastIsRefused() throws {
    var person = try inReview()
    person.press("S")
    person.type("2026-11-20 09:00")
    person.press("Enter")
    #expect(person.text.contains("this is past by the server's clock"))
    person.press("Esc")
    #expect(person.dashboard.review?.options.schedule == nil)
  }

  // MARK: What is shown

  @Test func eachRecipientIsWalkedAndNothingSendsMeanwhile() throws {
    var person = try inReview(to: "+62811234567, +62813777888") { repeated(&$0) }
    person.press("v")
    #expect(person.text.contains("1 of 2"))
    #expect(person.text.contains("to=+62811234567"))
    person.press("v")
    #expect(person.text.contains("to=+62813777888"))
    person.send()
    #expect(submissions(&person).isEmpty)
    #expect(person.text.contains("only the whole review sends; q goes back to it"))
    #expect(person.text.contains("? help"))
    person.press("?")
    #expect(person.text.contains("(only the whole review sends; q goes back to it)"))
    person.press("q q")
    #expect(person.dashboard.review?.walk == nil)
    #expect(person.dashboard.review != nil)
  }

  @Test func aLongReviewSaysHowMuchIsBelowAndScrolls() throws {
    var person = try inReview(to: (10..<60).map { "+6281100\($0)" }.joined(separator: ","), rows: 24)
    #expect(person.text.contains("more below"))
    person.press("PgDn PgDn PgDn PgDn")
    #expect(person.text.contains("the end"))
    #expect(person.text.contains("When"))
  }

  @Test func whatTheServerDropsIsMarked() throws {
    let person = try inReview("Bring C:\\forms\\b7.pdf")
    #expect(person.text.contains("Bring C:formsb7.pdf"))
    #expect(person.lines.contains { $0.trimmingBlanks() == "^     ^" })
    #expect(person.text.contains("the server drops backslashes"))
  }

  @Test func thePriceComesFromWhatWasPaidBefore() throws {
    let person = try inReview { person in
      person.known[Self.budi] = {
        $0.price = PriceEvidence(perPart: Credit(thousandths: 20), number: "+62811234567", at: Sample.minutesAgo(60))
      }
    }
    #expect(person.text.contains("0.02 → credit 1 204.48"))
  }
}
