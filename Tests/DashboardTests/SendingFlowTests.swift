import Dashboard
import Messaging
import Terminal
import Testing

/// From writing to sending, as hands do it: what sends, and what never does.
@Suite struct SendingFlowTests {
  private func inReview(_ text: String = "See you then.") throws -> Operator {
    var person = try Operator()
    person.press("1 Enter r")
    person.type(text)
    person.press("C-x")
    _ = person.takeEffects()
    return person
  }

  private func submissions(_ effects: [Effect]) -> [Submission] {
    effects.compactMap { if case .write(.submit(let submission, _)) = $0 { submission } else { nil } }
  }

  @Test func aReplyGoesToThePeerAfterReviewAndY() throws {
    var person = try inReview()
    #expect(person.text.contains("Review"))
    person.wait(.milliseconds(500))
    person.send()
    let sent = submissions(person.takeEffects())
    #expect(sent.count == 1)
    #expect(sent.first?.destinations == [.number("+62811234567")])
    #expect(sent.first?.text == "See you then.")
    #expect(sent.first?.options.sendsUnicode("See you then.") == false)
    #expect(person.dashboard.composer == nil)
  }

  @Test func theReviewIsDeafForItsFirstMoment() throws {
    var person = try inReview()
    person.send()
    #expect(submissions(person.takeEffects()).isEmpty)
    #expect(person.dashboard.review != nil)
  }

  @Test func aHeldKeyNeverSends() throws {
    var person = try inReview()
    for _ in 0..<100 {
      person.now = person.now + .milliseconds(33)
      person.press("y")
    }
    #expect(submissions(person.takeEffects()).isEmpty)
    person.now = person.now + .milliseconds(450)
    person.send()
    #expect(submissions(person.takeEffects()).count == 1)
  }

  @Test(arguments: ["Enter", "Enter Enter", "Space", "Tab", "n", "C-x", "C-l", "Y"])
  func nothingButYSends(keys: String) throws {
    var person = try inReview()
    person.wait(.milliseconds(500))
    person.send(keys)
    #expect(submissions(person.takeEffects()).isEmpty)
  }

  @Test func aSecondYMeetsNothing() throws {
    var person = try inReview()
    person.wait(.milliseconds(500))
    person.send()
    person.send("y y")
    #expect(submissions(person.takeEffects()).count == 1)
  }

  @Test func aPasteInTheReviewIsRefused() throws {
    var person = try inReview()
    person.wait(.milliseconds(500))
    person.tell(.input(.paste("y\ny\n")))
    #expect(submissions(person.takeEffects()).isEmpty)
    #expect(person.dashboard.review != nil)
  }

  @Test func aResizeAndAPollInTheReviewChangeNothing() throws {
    var person = try inReview()
    person.tell(.input(.resized(.init(columns: 120, rows: 40))))
    person.tell(.archiveChanged)
    person.tell(.outboxChanged)
    #expect(submissions(person.takeEffects()).isEmpty)
    #expect(person.text.contains("Review"))
  }

  @Test func manyRecipientsNeedTheirNumberTyped() throws {
    var person = try Operator()
    person.press("m")
    person.type((10..<22).map { "+6281100\($0)" }.joined(separator: ","))
    person.press("Tab")
    person.type("hello")
    person.press("C-x")
    person.wait(.milliseconds(500))
    person.press("y")
    #expect(submissions(person.takeEffects()).isEmpty)
    person.type("11")
    person.send("Enter")
    #expect(submissions(person.takeEffects()).isEmpty)
    #expect(person.text.contains("That is not the number of recipients"))
    person.type("12")
    person.send("Enter")
    #expect(submissions(person.takeEffects()).first?.destinations.count == 12)
  }

  @Test func duplicatesAreFoldedAndSaid() throws {
    var person = try Operator()
    person.press("m")
    person.type("+62811234567, +62 811 234-567, 0062811234567")
    person.press("Tab")
    person.type("hello")
    person.press("C-x")
    #expect(person.dashboard.review?.destinations == [.number("+62811234567")])
    #expect(person.text.contains("2 repeated recipients left out"))
  }

  @Test func aWrongRecipientIsToldBesideItsField() throws {
    var person = try Operator()
    person.press("m")
    person.type("+62811234567, nobody, ")
    person.press("Tab")
    person.type("hello")
    person.press("C-x")
    #expect(person.dashboard.review == nil)
    #expect(person.text.contains("'nobody' is no number"))
  }

  @Test func anEmptyTextIsNotReviewed() throws {
    var person = try Operator()
    person.press("1 r C-x")
    #expect(person.dashboard.review == nil)
    #expect(person.dashboard.composer?.faults[.text] != nil)
  }

  @Test func whatIsTypedIsSavedAsADraft() throws {
    var person = try Operator()
    person.press("1 r")
    person.type("hi")
    let saved = person.takeEffects().compactMap { effect -> String? in
      if case .write(.saveDraft(_, let recipients, let text, _)) = effect { "\(recipients)|\(text)" } else { nil }
    }
    #expect(saved == ["+62811234567|h", "+62811234567|hi"])
    person.press("Esc")
    #expect(person.dashboard.composer == nil)
    #expect(person.text.contains("kept as a draft"))
  }

  @Test func aReplyTakesUpTheDraftToTheSamePeer() throws {
    var person = try Operator()
    person.drafts = [Draft(id: DraftID(7), recipients: "+62811234567", text: "half", updatedAt: Sample.now)]
    person.tell(.outboxChanged)
    person.press("1 r")
    #expect(person.dashboard.composer?.text.text == "half")
    #expect(
      person.takeEffects().contains { if case .write(.adoptDraft(_, DraftID(7), _)) = $0 { true } else { false } })
  }

  @Test func ofTwoDraftsToTheSamePeerEachIsItself() throws {
    var person = try Operator()
    person.press("m")
    person.type("+62811234567")
    person.press("Tab")
    person.type("first")
    person.press("Esc 3")
    person.drafts = [("first", Int64(7)), ("second", 8)].map {
      Draft(id: DraftID($0.1), recipients: "+62811234567", text: $0.0, updatedAt: Sample.now)
    }
    person.tell(.outboxChanged)
    person.press("g g j Enter")
    #expect(person.dashboard.composer?.text.text == "second")
    person.press("Esc 3 g g Enter")
    #expect(person.dashboard.composer?.text.text == "first")
  }

  @Test func tabTakesTheContactThatFits() throws {
    var person = try Operator()
    person.press("m")
    person.type("Ani")
    #expect(person.text.contains("Ani Wijaya"))
    person.press("Tab")
    #expect(person.dashboard.composer?.parsedRecipients.map(\.typed) == ["+62813777888"])
  }

  @Test func quotesThatForceUCS2AreReplacedByOneKey() throws {
    var person = try Operator()
    person.press("1 r")
    person.type("bring “B7”")
    #expect(person.text.contains("UCS-2"))
    person.press("F8")
    #expect(person.dashboard.composer?.text.text == "bring \"B7\"")
    #expect(person.text.contains("GSM-7"))
  }

  @Test func textThatNeedsUCS2GoesWithTheUnicodeFlag() throws {
    var person = try inReview("谢谢")
    person.wait(.milliseconds(500))
    person.send()
    #expect(submissions(person.takeEffects()).first?.options.sendsUnicode("谢谢") == true)
  }

  @Test func whatIsHeldIsTakenBackAsAWhole() throws {
    var person = try Operator()
    person.items = Sample.items
    person.tell(.outboxChanged)
    person.press("u")
    #expect(person.takeEffects() == [.write(.takeBack([OutboxItemID(5)]))])
  }

  @Test func anUnknownIsSettledByTheOperatorOnly() throws {
    var person = try Operator()
    person.items = Sample.items
    person.tell(.outboxChanged)
    person.press("!")
    #expect(person.takeEffects() == [.read(.settlement(OutboxItemID(4))), .read(.story(OutboxItemID(4)))])
    person.press("w")
    #expect(person.takeEffects().isEmpty, "the dialog is deaf at first")
    person.wait(.milliseconds(500))
    person.press("w")
    person.wait(.milliseconds(1_100))
    person.press("w")
    #expect(person.takeEffects() == [.write(.settle(OutboxItemID(4), went: true))])
  }

  @Test func aSuggestionForOtherTextIsNotTaken() throws {
    var person = try Operator()
    person.press("m")
    person.type("bob, Ani")
    person.press("Home Tab")
    #expect(person.dashboard.composer?.recipients.text == "bob, Ani")
  }

  @Test func whatWasLeftIsTakenUpAsItWasLastTyped() throws {
    var person = try Operator()
    person.press("1 r")
    person.type("hello")
    person.press("Esc")
    person.drafts = [Draft(id: DraftID(7), recipients: "+62811234567", text: "hel", updatedAt: Sample.now)]
    person.tell(.outboxChanged)
    person.press("r")
    #expect(person.dashboard.composer?.text.text == "hello")
  }

  @Test func whatWasJustSentIsNotTakenUpAgain() throws {
    var person = try inReview()
    person.drafts = [Draft(id: DraftID(7), recipients: "+62811234567", text: "See you then.", updatedAt: Sample.now)]
    person.tell(.outboxChanged)
    person.wait(.milliseconds(500))
    person.send()
    person.press("r")
    #expect(person.dashboard.composer?.text.text.isEmpty == true)
  }

  @Test func aGroupOfUnknownSizeNeedsItsNameTyped() throws {
    var person = try Operator()
    person.press("m")
    person.type("#FAMILY")
    person.press("Tab")
    person.type("dinner at eight")
    person.press("C-x")
    person.wait(.milliseconds(500))
    person.press("y")
    #expect(submissions(person.takeEffects()).isEmpty)
    #expect(person.text.contains("nobody knows how many people"))
    person.type("1")
    person.send("Enter")
    #expect(submissions(person.takeEffects()).isEmpty)
    person.type("FAMILY")
    person.send("Enter")
    #expect(submissions(person.takeEffects()).count == 1)
  }

  @Test func whatCouldNotBeWrittenDownComesBack() throws {
    var person = try inReview()
    person.wait(.milliseconds(500))
    person.send()
    let submission = try #require(submissions(person.takeEffects()).first)
    person.tell(.notSubmitted(submission, token: 1))
    #expect(person.dashboard.composer?.text.text == "See you then.")
    #expect(person.dashboard.composer?.recipients.text == "+62811234567")
    // It goes on with its own draft: another one would stand in the outbox after it was sent.
    #expect(person.dashboard.composer?.token == 1)
  }

  @Test func leavingAsksWhileSomethingIsBeingWrittenDown() throws {
    var person = try inReview()
    person.wait(.milliseconds(500))
    person.send()
    person.press("Q")
    #expect(!person.takeEffects().contains(.quit))
  }
}
