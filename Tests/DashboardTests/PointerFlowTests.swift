import Dashboard
import DashboardViews
import Messaging
import Terminal
import TestThreads
import Testing

/// The mouse.
@Suite struct PointerFlowTests {
  @Test func aClickSelectsTheRow() throws {
    var person = try Operator(columns: 120, rows: 40)
    person.press("1")
    person.point(at: "invoice 4411")
    #expect(person.dashboard.inbox.selected?.peer.key == "+62813777888")
    #expect(person.dashboard.conversation?.peer.key == "+62813777888")
  }

  @Test func aDoubleClickOpens() throws {
    var person = try Operator()
    person.press("1")
    person.point(at: "STOP")
    person.now = person.now + .milliseconds(150)
    person.point(at: "STOP")
    #expect(person.dashboard.mode == .reader)
  }

  @Test func twoSlowClicksOpenNothing() throws {
    var person = try Operator()
    person.press("1")
    person.point(at: "STOP")
    person.wait(.seconds(2))
    person.point(at: "STOP")
    #expect(person.dashboard.mode == .list)
  }

  @Test func theWheelWalksThroughTheListUnderIt() throws {
    var person = try Operator(columns: 120, rows: 40)
    person.point(at: "your ta", .wheelDown)
    #expect(person.dashboard.focus == .outgoing)
    #expect(person.dashboard.outgoing.selection == 3)
    person.point(at: "your ta", .wheelUp)
    #expect(person.dashboard.outgoing.selection == 0)
  }

  @Test func aTabShowsItsPane() throws {
    var person = try Operator()
    person.point(at: "4 Contacts")
    #expect(person.dashboard.pane == .contacts)
  }

  @Test func aClickOnTheTitleOrders() throws {
    var person = try Operator()
    person.press("1")
    person.point(at: "Inbox ─")
    #expect(person.dashboard.sort(of: .inbox).isReversed)
    person.point(at: "Inbox  by")
    #expect(person.dashboard.sort(of: .inbox).order == .number)
  }

  @Test func aHintIsAButton() throws {
    var person = try Operator()
    person.press("1")
    person.point(at: "? help")
    #expect(person.text.contains("Keys in lists"))
  }

  @Test func nothingIsAnsweredOrSentByAClick() throws {
    var person = try Operator()
    person.press("1 r")
    person.type("hello")
    person.press("C-x")
    person.wait(.seconds(1))
    _ = person.takeEffects()
    person.point(at: "y send")
    person.wait(.seconds(1))
    person.point(at: "y send")
    #expect(person.dashboard.review != nil)
    #expect(!person.takeEffects().contains { if case .write(.submit) = $0 { true } else { false } })
  }

  @Test func aClickOutsideEverythingDoesNothing() throws {
    var person = try Operator(columns: 10, rows: 3)
    person.tell(.pointed(.nothing, .press(button: 1)))
    person.tell(.pointed(.row(.inbox, 9_999), .press(button: 1)))
    #expect(person.dashboard.inbox.selection == 0)
  }

  @Test(.ownThreads()) func clickingEveryCellAtAnySizeTrapsNothing() throws {
    for (columns, rows) in [(1, 1), (20, 5), (60, 12), (97, 24), (200, 60)] {
      var person = try Operator(columns: columns, rows: rows)
      let screen = try DashboardScreen.plain()
      for row in stride(from: 0, to: rows, by: 3) {
        for column in stride(from: 0, to: columns, by: 7) {
          let target = screen.target(at: Position(column: column, row: row), in: person.dashboard)
          person.tell(.pointed(target, (row + column) % 2 == 0 ? .press(button: 1) : .wheelDown))
          #expect(person.lines.count == rows)
          if person.dashboard.mode != .list { person.press("Esc Esc") }
        }
      }
    }
  }
}

/// What the details view shows.
@Suite struct DetailsFlowTests {
  @Test func iShowsWhatIsKnownOfAMessage() throws {
    var person = try Operator()
    person.facts = Sample.facts
    person.press("2 i")
    for text in [
      "smslog_id", "20420", "queue", "0a0b", "2026-11-20 09:40:07, 1 min ago", "pending, 1 h 10 min ago", "sent",
    ] {
      #expect(person.text.contains(text), "\(text)")
    }
    person.wait(.seconds(26 * 86_400))
    #expect(person.text.contains("2026-11-20 09:40:07, 26 days ago"), "it goes on while it is read")
    person.press("q")
    #expect(person.dashboard.dialog == nil)
  }

  @Test func whatIsNotPlainToSeeIsEscapedBesideIt() throws {
    var person = try Operator()
    person.facts = Sample.facts
    person.press("2 i")
    #expect(person.text.contains("as listed"))
    #expect(person.text.contains("pay \\u{1b}[31mnow\\u{202e}won"))
  }

  @Test func enterInAConversationOpensTheDetails() throws {
    var person = try Operator()
    person.facts = Sample.facts
    person.press("1 Enter Enter")
    #expect(person.text.contains("loading"), "the answer is about another message")
    person.tell(
      .factsLoaded(
        MessageFacts(origin: .inbox(MessageID(412)), sections: [], text: "ok"), of: .inbox(MessageID(412))))
    #expect(!person.text.contains("loading"))
  }

  @Test func aMessageThatIsGoneIsToldAndNotShown() throws {
    var person = try Operator()
    person.press("2 i")
    #expect(person.dashboard.dialog == nil)
    #expect(person.text.contains("the archive does not have it any more"))
  }
}

/// Export, and the room that a part has.
@Suite struct ExportFlowTests {
  private func exports(_ person: inout Operator) -> [Export] {
    person.takeEffects().compactMap { if case .read(.export(let export)) = $0 { export } else { nil } }
  }

  @Test func theWholeListIsWrittenWhereNothingIsMarked() throws {
    var person = try Operator()
    person.press("2 F s")
    #expect(person.text.contains("smsdash-outgoing-20261120-094107.csv"))
    person.press("Enter")
    #expect(
      exports(&person) == [
        Export(
          what: .outgoing(MessageFilter([.status(.failed)]), ListSort()), format: .csv,
          path: "smsdash-outgoing-20261120-094107.csv")
      ])
  }

  @Test func onlyMarkedRowsAreWrittenWhereSomeAre() throws {
    var person = try Operator()
    person.press("1 Space Space s Enter")
    let export = try #require(exports(&person).first)
    #expect(export.what == .cards(Sample.conversations.prefix(2).map { MessageCard($0) }))
  }

  @Test func tabChangesTheFormAndTheNameWithIt() throws {
    var person = try Operator()
    person.press("1 s Tab")
    #expect(person.text.contains(".jsonl"))
    #expect(person.text.contains("JSON, one object a line"))
    person.press("Tab Enter")
    #expect(exports(&person).first?.format == .text)
  }

  @Test func aNameThatSaysNoFormIsNotWritten() throws {
    var person = try Operator()
    person.press("1 s")
    person.type("x")
    person.press("Enter")
    #expect(person.text.contains("must end in .csv, .jsonl or .txt"))
    #expect(exports(&person).isEmpty)
    person.press("Esc")
    #expect(person.dashboard.dialog == nil)
  }

  @Test func aPartGrowsAndShrinks() throws {
    var person = try Operator(columns: 120, rows: 40)
    person.press("1")
    let before = try #require(person.dashboard.layout[.inbox]?.columns)
    person.press("+ +")
    #expect(person.dashboard.layout[.inbox]?.columns == before + 8)
    person.press("_ _ _")
    #expect(person.dashboard.layout[.inbox]?.columns == before - 4)
  }

  @Test func aPartNeverPushesItsNeighbourOut() throws {
    var person = try Operator(columns: 120, rows: 40)
    person.press("1 , 5 0 +")
    #expect(person.dashboard.layout[.conversation].map { $0.columns >= 24 } == true)
  }
}
