import Dashboard
import Messaging
import Terminal
import Testing

/// Narrowing lists by chips, searching in them, ordering them.
@Suite struct FilterFlowTests {
  private func keys(_ person: Operator) -> [String] { person.dashboard.inbox.rows.map(\.peer.key) }

  @Test func chipsStackAndEscapeTakesTheLastOneAway() throws {
    var person = try Operator()
    person.press("1 \\")
    person.type("unread")
    person.press("Enter \\")
    person.type("from:+62811")
    person.press("Enter")
    #expect(person.text.contains("[unread] [from:+62811]"))
    #expect(keys(person) == ["+62811234567"])
    person.press("Esc")
    #expect(person.text.contains("[unread]"))
    #expect(keys(person).count == 3)
    person.press("Esc")
    #expect(keys(person).count == Sample.conversations.count)
    #expect(person.dashboard.pane == .inbox)
  }

  @Test(arguments: [
    ("sta", "status:"), ("status:d", "status:d"), ("status:de", "status:delivered"), ("unread fr", "unread from:"),
    ("un", "unread"), ("status:le", "status:leaving"), ("a", "a"), ("arc", "archived"), ("hello", "hello"), ("", ""),
    ("status:nothing", "status:nothing"),
  ])
  func tabCompletesAConditionAndTakesNone(typed: String, completed: String) throws {
    var person = try Operator()
    person.press("1 \\")
    person.type(typed)
    person.press("Tab")
    #expect(person.dashboard.narrowing[.inbox]?.text == completed)
    #expect(person.dashboard.chips(in: .inbox).isEmpty)
  }

  @Test func theOutboxIsNarrowedAndWhatIsHeldIsStillTakenBack() throws {
    var person = try Operator()
    person.items = Sample.items
    person.tell(.outboxChanged)
    person.press("3 \\")
    person.type("invoice")
    person.press("Enter")
    #expect(person.dashboard.outbox.rows.count == 1)
    #expect(person.text.contains("Outbox  [invoice]"))
    #expect(person.lines[22].contains("\\ invoice"), "the status line says so")
    person.press("u")
    #expect(person.takeEffects().contains(.write(.takeBack([OutboxItemID(5)]))))
    person.press("Esc")
    #expect(person.dashboard.outbox.rows.count == Sample.items.count)
  }

  @Test(
    arguments: [
      ("to:81200", 1), ("status:failed", 1), ("status:pending", 2), ("after:09:35", 2), ("nothing", 0),
      ("status:unknown", 1), ("status:held", 1), ("status:queued", 1), ("status:accepted", 1), ("status:refused", 1),
      ("status:leaving", 0), ("status:draft", 1), ("status:u", 1),
    ])
  func theOutboxTakesConditions(typed: String, count: Int) throws {
    var person = try Operator()
    person.items = Sample.items
    person.drafts = [Draft(id: DraftID(1), recipients: "+62811900900", text: "later", updatedAt: Sample.minutesAgo(60))]
    person.tell(.outboxChanged)
    person.press("3 \\")
    person.type(typed)
    #expect(person.dashboard.filterFault == nil)
    #expect(person.dashboard.outbox.rows.count == count)
  }

  @Test func onlyTheOutboxKnowsWhatIsUnknown() throws {
    var person = try Operator()
    person.items = Sample.items
    person.tell(.outboxChanged)
    person.press("2 \\")
    person.type("status:unknown")
    #expect(person.text.contains("only the outbox has what is unknown"))
    person.press("Esc F \\")
    person.type("status:unknown")
    person.press("Enter")
    #expect(person.dashboard.faultItems.map(\.id) == [Sample.unknownItem.id])
    #expect(person.dashboard.outgoing.rows.isEmpty)
  }

  @Test func aConversationIsNarrowedAndLeftInSteps() throws {
    var person = try Operator()
    person.press("1 Enter \\")
    person.type("Tuesday")
    person.press("Enter")
    #expect(person.dashboard.conversation?.list.rows.count == 2)
    #expect(person.text.contains("2 fit"))
    person.press("Esc")
    #expect(person.dashboard.conversation?.list.rows.count == Sample.entries.count)
    #expect(person.dashboard.mode == .reader)
    person.press("Esc")
    #expect(person.dashboard.mode == .list)
  }

  @Test func whatIsNotShownIsNotRead() throws {
    var person = try Operator()
    person.press("1 Enter \\")
    person.type("Yes")
    person.press("Enter")
    _ = person.takeEffects()
    person.tell(.archiveChanged)
    #expect(!person.takeEffects().contains { if case .write(.markRead) = $0 { true } else { false } })
  }

  @Test func anotherConversationIsShownWhole() throws {
    var person = try Operator(columns: 120, rows: 40)
    person.press("1 Enter \\")
    person.type("Tuesday")
    person.press("Enter S-Tab j")
    #expect(person.dashboard.chips(in: .conversation).isEmpty)
    #expect(person.dashboard.conversation?.list.rows.count == Sample.entries.count)
  }

  @Test(arguments: [("from:Budi", "one other side"), ("to:x", "one other side")])
  func aConversationSaysWhatItDoesNotTake(typed: String, sentence: String) throws {
    var person = try Operator()
    person.press("1 Enter \\")
    person.type(typed)
    #expect(person.text.contains(sentence))
  }

  @Test func theListNarrowsWhileTheConditionIsTyped() throws {
    var person = try Operator()
    person.press("1 &")
    person.type("to:Ani")
    #expect(keys(person) == ["+62813777888"])
    person.press("Esc")
    #expect(keys(person).count == Sample.conversations.count, "what was typed and left counts no more")
  }

  @Test func severalConditionsAreTypedAtOnce() throws {
    var person = try Operator()
    person.press("2 &")
    person.type("status:pending to:+62811900101")
    person.press("Enter")
    #expect(person.dashboard.outgoing.rows.map(\.id) == [MessageID(20_419)])
    #expect(person.dashboard.chips(in: .outgoing).count == 2)
  }

  @Test func beforeAndAfterTakeClocksDatesAndAges() throws {
    var person = try Operator()
    person.press("1 &")
    person.type("after:09:00")
    #expect(keys(person).count == 2)
    person.press("C-u")
    person.type("before:2026-11-19")
    #expect(keys(person).count == 4)
    person.press("C-u")
    person.type("after:30h")
    #expect(keys(person).count == 5)
  }

  @Test(arguments: [
    ("status:lost", "status: takes pending"), ("before:tomorrow", "before: takes"), ("from:", "needs something"),
    ("after:2026-02-30", "after: takes"),
  ])
  func whatCannotBeReadIsToldBesideTheFieldAndKeepsItOpen(text: String, said: String) throws {
    var person = try Operator()
    person.press("1 &")
    person.type(text)
    person.press("Enter")
    #expect(person.text.contains(said))
    #expect(person.dashboard.mode == .prompt)
    #expect(person.dashboard.chips(in: .inbox).isEmpty)
  }

  @Test func backspaceInAnEmptyLineLeavesIt() throws {
    var person = try Operator()
    person.press("1 & a Backspace")
    #expect(person.dashboard.mode == .prompt)
    person.press("Backspace")
    #expect(person.dashboard.mode == .list)
  }

  @Test func aConditionThatMeansNothingHereIsRefused() throws {
    var person = try Operator()
    person.press("2 &")
    person.type("unread")
    #expect(person.text.contains("only the inbox knows what is unread"))
    person.press("Esc 4 &")
    person.type("status:sent")
    #expect(person.text.contains("contacts are narrowed by texts only"))
  }

  @Test func quotationMarksKeepBlanksTogether() throws {
    let chips = try FilterChip.parse("from:\"Budi Santoso\" \"see you\"", now: Sample.now, zone: Sample.zone)
    #expect(chips.map(\.condition) == [.from("Budi Santoso"), .text("see you")])
  }

  @Test func aDateIsTheMidnightOfTheClockOnTheScreen() throws {
    let zone = ZoneRules(initialOffset: 7 * 3_600)
    let chips = try FilterChip.parse("after:today", now: Sample.now, zone: zone)
    // 09:41 UTC is 16:41 there; the day began at 17:00 UTC of the day before.
    #expect(chips.first?.condition == .after(Timestamp(seconds: 1_795_107_600)))
  }

  @Test func faultsAreNamedAndEscapeShowsAllAgain() throws {
    var person = try Operator()
    var counters = Sample.counters
    counters.unknown = 2
    person.tell(.countersLoaded(counters))
    person.press("2 F")
    #expect(person.text.contains("2 unknown, ! settles"))
    person.press("Esc")
    #expect(person.dashboard.outgoing.rows.count == Sample.outgoing.count)
    #expect(person.dashboard.pane == .outgoing)
  }

  @Test func marksDoNotOutliveANarrowedList() throws {
    var person = try Operator()
    person.press("1 *")
    person.press("&")
    person.type("unread")
    #expect(person.dashboard.marked(in: .inbox) == 0)
  }

  // MARK: Searching

  @Test func searchingAsksFromTheSelectedRowOnAndNarrowsNothing() throws {
    var person = try Operator()
    person.press("1 j /")
    person.type("invoice")
    #expect(keys(person).count == Sample.conversations.count)
    person.press("Enter")
    let asked = person.takeEffects().compactMap { effect -> Search? in
      if case .read(.match(let search)) = effect { search } else { nil }
    }
    let expected = Search.Place.inbox(
      from: Sample.conversations[1].cursor, filter: MessageFilter(), sort: ListSort())
    #expect(asked.map(\.place) == [expected])
    #expect(asked.first?.isBackwards == false)
  }

  @Test func theFoundRowIsSelected() throws {
    var person = try Operator()
    person.press("1 /")
    person.type("invoice")
    person.press("Enter")
    let search = try #require(lastSearch(&person))
    person.tell(.matched(search, .conversation(Sample.conversations[3]), wentRound: false))
    #expect(person.dashboard.inbox.selected?.peer.key == "+62813777888")
    person.press("N")
    #expect(lastSearch(&person)?.isBackwards == true)
  }

  @Test func whatIsNowhereIsSaid() throws {
    var person = try Operator()
    person.press("1 /")
    person.type("zebra")
    person.press("Enter")
    let search = try #require(lastSearch(&person))
    person.tell(.matched(search, nil, wentRound: true))
    #expect(person.text.contains("'zebra' is nowhere here"))
  }

  @Test func anAnswerThatComesLateDoesNotMoveTheSelection() throws {
    var person = try Operator()
    person.press("1 /")
    person.type("invoice")
    person.press("Enter")
    let search = try #require(lastSearch(&person))
    person.press("2")
    person.tell(.matched(search, .conversation(Sample.conversations[3]), wentRound: false))
    #expect(person.dashboard.inbox.selection == 0)
  }

  @Test func contactsAreSearchedRoundAndRound() throws {
    var person = try Operator()
    person.press("4 /")
    person.type("budi")
    person.press("Enter")
    #expect(person.dashboard.contacts.selection == 1)
    person.press("n")
    #expect(person.dashboard.contacts.selection == 0)
    #expect(person.text.contains("the search went round"))
    person.press("N")
    #expect(person.dashboard.contacts.selection == 1)
  }

  @Test func theNextKeySaysThatNothingWasSearchedYet() throws {
    var person = try Operator()
    person.press("1 n")
    #expect(person.text.contains("nothing was searched for yet"))
  }

  @Test func leavingTheSearchLineSearchesNothing() throws {
    var person = try Operator()
    person.press("1")
    _ = person.takeEffects()
    person.press("/")
    person.type("x")
    person.press("Esc")
    #expect(person.takeEffects().isEmpty)
    #expect(person.dashboard.mode == .list)
  }

  private func lastSearch(_ person: inout Operator) -> Search? {
    person.takeEffects().compactMap { if case .read(.match(let search)) = $0 { search } else { nil } }.last
  }

  // MARK: Order and news

  @Test func oOrdersByNumberAndCapitalOTurnsItUpsideDown() throws {
    var person = try Operator()
    person.press("1 O")
    #expect(person.text.contains("by time, oldest first"))
    #expect(keys(person) == Sample.conversations.reversed().map(\.peer.key))
    person.press("O o")
    #expect(person.dashboard.sort(of: .inbox) == ListSort(order: .number))
    #expect(person.text.contains("by number, highest first"))
  }

  @Test func contactsHaveOneOrderAndSaySo() throws {
    var person = try Operator()
    person.press("4 o")
    #expect(person.text.contains("this list has one order only"))
  }

  @Test func whatComesInAboveIsToldWhileTheListStandsStill() throws {
    var person = try Operator(columns: 80, rows: 12)
    person.press("1 G")
    let top = person.lines[2]
    person.newer = 3
    person.tell(.archiveChanged)
    #expect(person.text.contains("3 new above, gg"))
    #expect(person.lines[2] == top)
    person.press("g g")
    #expect(!person.text.contains("new above"))
  }
}
