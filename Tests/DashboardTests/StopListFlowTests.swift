import Dashboard
import Messaging
import Terminal
import Testing

/// To whom nothing is sent: read, added to, taken from.
@Suite struct StopListFlowTests {
  @Test func itTellsWhoSinceWhenAndWhy() throws {
    var person = try Operator()
    person.press("3 X")
    #expect(person.text.contains("+62 812 000 111"))
    #expect(person.text.contains("STOP received"))
    #expect(person.text.contains("Ani Wijaya"))
    #expect(person.text.contains("no reason given"))
    #expect(person.text.contains("3 entries"))
  }

  @Test func aNumberAndAReasonPutSomebodyOnIt() throws {
    var person = try Operator()
    person.press("3 X a")
    person.type("+62 811 900 200")
    person.press("Enter")
    person.type("asked by letter")
    #expect(person.takeEffects().isEmpty, "nothing before the last Enter")
    person.press("Enter")
    let stopped = Effect.write(.stop(.number("+62811900200"), note: "asked by letter"))
    #expect(person.takeEffects() == [stopped])
    #expect(person.text.contains("nothing is sent to +62811900200 from now on"))
  }

  @Test func whoeverIsChosenIsProposedWithTheStopWord() throws {
    var person = try Operator()
    person.press("1 j X a")
    #expect(person.text.contains("+62812000111"))
    person.press("Enter Enter")
    #expect(person.takeEffects().contains(.write(.stop(.number("+62812000111"), note: "STOP received"))))
  }

  @Test func theReasonOfOneIsNotPutDownForAnother() throws {
    var person = try Operator()
    person.press("1 j X a")
    person.press("Backspace")
    person.type("9")
    #expect(person.lines.contains { $0.contains("Why") && !$0.contains("STOP") })
    person.press("Enter Enter")
    #expect(person.takeEffects().contains(.write(.stop(.number("+62812000119"), note: ""))))
  }

  @Test func whatIsNoNumberIsSaidBesideTheField() throws {
    var person = try Operator()
    person.press("3 X a")
    person.type("nobody at all")
    person.press("Enter Enter")
    #expect(person.text.contains("is no number"))
    #expect(person.takeEffects().isEmpty)
  }

  @Test func takingSomebodyOffAsksFirst() throws {
    var person = try Operator()
    person.press("3 X j x")
    #expect(person.text.contains("Take +62 813 777 888 Ani Wijaya off?"))
    person.press("Enter")
    #expect(person.takeEffects().isEmpty, "the harmless answer is the usual one")
    person.press("x")
    person.wait(Review.deafness)
    person.press("y")
    #expect(person.takeEffects() == [.write(.unstop(.number("+62813777888")))])
  }

  @Test func aQuestionAboutOneIsNeverAnsweredForAnother() throws {
    var person = try Operator()
    person.press("3 X x")
    person.stopList.removeFirst()
    person.tell(.outboxChanged)
    person.press("y")
    #expect(person.takeEffects().isEmpty)
  }

  @Test func itOpensOverWhatIsBeingWritten() throws {
    var person = try Operator()
    person.press("1 r")
    person.type("hello")
    person.press("F4")
    #expect(person.text.contains("Stop list"))
    person.press("q")
    #expect(person.text.contains("hello"))
    #expect(person.dashboard.mode == .input)
  }

  @Test func keysOfTheListAreLettersInAField() throws {
    var person = try Operator()
    person.press("3 X a")
    person.type("q")
    #expect(person.text.contains("Whom"))
    person.tell(.input(.paste("+62811")))
    #expect(person.text.contains("q+62811"))
    person.press("Esc")
    #expect(person.text.contains("STOP received"))
    person.press("q")
    #expect(!person.text.contains("STOP received"))
  }

  @Test func thePaletteFindsIt() throws {
    var person = try Operator()
    person.press("1 :")
    person.type("stop list")
    person.press("Enter")
    #expect(person.text.contains("Stop list"))
  }
}
