import Dashboard
import Messaging
import Terminal
import Testing

/// Walking, reading, finding.
@Suite struct ReadingFlowTests {
  @Test func enterOpensAConversationAndMarksItRead() throws {
    var person = try Operator()
    person.press("1")
    _ = person.takeEffects()
    person.press("Enter")
    #expect(person.text.contains("Can I move my appointment?"))
    #expect(person.takeEffects().contains(.write(.markRead(Peer(key: "+62811234567")))))
  }

  @Test func lookingAtThePreviewMarksNothing() throws {
    var person = try Operator(columns: 120, rows: 40)
    person.press("1 j j")
    #expect(person.takeEffects().isEmpty)
  }

  @Test func aNewMessageAppearsWithoutAKey() throws {
    var person = try Operator()
    person.conversations.insert(
      ConversationSummary(
        peer: Peer(key: "+62899"), name: nil, lastText: "brand new", lastAt: Sample.now, lastIsOurs: false, unread: 1,
        total: 1), at: 0)
    person.tell(.archiveChanged)
    #expect(person.text.contains("brand new"))
    #expect(person.dashboard.inbox.selected?.peer.key == "+62811234567", "the selection stays on its row")
  }

  @Test func theWayBackReadsAgainOnlyWhatChangedMeanwhile() throws {
    var person = try Operator()
    person.press("1 j Enter")
    person.tell(.archiveChanged)
    let afterNews = person.reads.count
    person.press("q")
    #expect(person.reads.count == afterNews + 1, "the list was not on the screen when the archive changed")
    person.press("Enter")
    let before = person.reads.count
    person.press("q")
    #expect(person.reads.count == before)
    #expect(person.text.contains("Your code is 991 204"))
    person.press("2 1")
    person.outgoing = []
    person.tell(.archiveChanged)
    person.press("2")
    #expect(!person.text.contains("your parcel is on its way"))
  }

  @Test func backLeadsFromTheConversationToTheList() throws {
    var person = try Operator()
    person.press("1 Enter q")
    #expect(person.dashboard.mode == .list)
    #expect(person.text.contains("Inbox"))
  }

  @Test func qAtTheRootLeaves() throws {
    var person = try Operator()
    person.press("q")
    #expect(person.takeEffects().contains(.quit))
  }

  @Test func leavingAsksWhenSomethingIsNotSent() throws {
    var person = try Operator()
    var counters = Sample.counters
    counters.held = 2
    person.tell(.countersLoaded(counters))
    person.press("Q")
    #expect(!person.takeEffects().contains(.quit))
    #expect(person.text.contains("2 held (anew at the next start)"))
    person.press("q")
    #expect(!person.takeEffects().contains(.quit))
    person.press("Q y")
    #expect(!person.takeEffects().contains(.quit), "a key that came too early is no answer")
    person.wait(Review.deafness)
    person.press("y")
    #expect(person.takeEffects().contains(.quit))
  }

  @Test func theQuestionSaysWhatIsUnderWayNow() throws {
    var person = try Operator()
    var counters = Sample.counters
    counters.held = 2
    person.tell(.countersLoaded(counters))
    person.press("Q")
    counters.held = 1
    person.tell(.countersLoaded(counters))
    #expect(person.text.contains("1 held (anew at the next start)"))
    counters.held = 0
    person.tell(.countersLoaded(counters))
    #expect(person.text.contains("Nothing is on its way any more."))
  }

  @Test func findingNarrowsAndEscapeWidens() throws {
    var person = try Operator()
    person.press("1 &")
    person.type("invoice")
    #expect(person.dashboard.inbox.rows.map(\.peer.key) == ["+62813777888"])
    person.press("Enter")
    #expect(person.text.contains("[invoice]"))
    person.press("q")
    #expect(person.dashboard.inbox.rows.count == Sample.conversations.count)
  }

  @Test func faultsOnlyShowsWhatFailed() throws {
    var person = try Operator()
    person.press("2 F")
    #expect(person.dashboard.outgoing.rows.map(\.status) == [.failed])
  }

  @Test func aContactIsFoundAndWrittenTo() throws {
    var person = try Operator()
    person.press("4 &")
    person.type("ani")
    person.press("Enter Enter")
    #expect(person.dashboard.composer?.recipients.text == "+62813777888")
  }

  @Test func aNameCannotBeAnswered() throws {
    var person = try Operator()
    person.press("1 j j r")
    #expect(person.dashboard.composer == nil)
    #expect(person.text.contains("cannot be answered"))
  }

  @Test func anUnknownKeySaysWhereHelpIs() throws {
    var person = try Operator()
    person.press("x")
    #expect(person.text.contains("x means nothing here; ? shows the keys"))
    person.wait(.seconds(3))
    #expect(!person.text.contains("means nothing"))
  }

  @Test func aPasteOutsideFieldsIsRefused() throws {
    var person = try Operator()
    person.tell(.input(.paste("mQy")))
    #expect(person.dashboard.composer == nil)
    #expect(person.text.contains("nothing was pasted"))
  }

  @Test func pollNowResumesAPausedAccount() throws {
    var person = try Operator()
    person.press("R")
    #expect(person.takeEffects() == [.ask(.poll)])
    var status = Sample.status
    status.phase = .paused(why: "wrong token")
    person.tell(.accountChanged(status))
    person.press("R")
    #expect(person.takeEffects() == [.ask(.resume)])
  }

  @Test(arguments: ["1", "2"]) func anEmptyListOfAPausedAccountSaysWhy(pane: String) throws {
    var person = try Operator()
    person.conversations = []
    person.outgoing = []
    person.tell(.archiveChanged)
    var status = AccountStatus(username: "acme")
    person.tell(.accountChanged(status))
    person.press(pane)
    #expect(person.text.contains("the server has not answered yet"))
    // It named ids, and the list itself was not given yet, or is not.
    status.lastAnswer = person.now
    person.tell(.accountChanged(status))
    #expect(person.text.contains("this list has not been read yet"))
    status.phase = .paused(why: "The server refused the login (error 100): wrong token.")
    person.tell(.accountChanged(status))
    #expect(person.text.contains("polling is paused, R resumes. The server refused the login (error 100)"))
    #expect(!person.text.contains("has not answered"))
  }

  @Test func stickyNoticesStayUntilAcknowledged() throws {
    var person = try Operator()
    person.tell(.noticed(Notice(at: Sample.now, level: .fault, sentence: "It may have been sent.", isSticky: true)))
    person.wait(.seconds(60))
    #expect(person.text.contains("It may have been sent."))
    person.press("Esc")
    #expect(!person.text.contains("It may have been sent."))
    person.press("7")
    #expect(person.text.contains("It may have been sent."))
  }

  @Test func aStickyNoticeGoesOnceItIsNotTrueAnyMore() throws {
    var person = try Operator()
    for (item, sentence) in [(1, "It may have been sent."), (2, "So may this.")] {
      person.tell(
        .noticed(
          Notice(
            at: Sample.now, level: .fault, sentence: UntrustedText(sentence), isSticky: true,
            item: OutboxItemID(Int64(item)))))
    }
    person.tell(.noticed(Notice(at: Sample.now, level: .done, sentence: "It went.", item: OutboxItemID(1))))
    #expect(!person.text.contains("It may have been sent."))
    #expect(person.text.contains("So may this."))
    person.tell(.noticed(Notice(at: Sample.now, level: .done, sentence: "Something else.")))
    #expect(person.text.contains("So may this."))
  }

  @Test func aNumberIsSearchedForAsTheScreenWritesIt() throws {
    var person = try Operator()
    person.press("1 /")
    person.type("+62 811 234 567")
    person.press("Enter")
    #expect(person.dashboard.needle == "+62811234567")
  }

  @Test func nothingChangesOnAnIdleScreenWithinSeconds() throws {
    var person = try Operator()
    let before = person.frame
    person.wait(.seconds(5))
    #expect(person.frame == before)
  }

  @Test func thePaletteFindsACommandByItsLetters() throws {
    var person = try Operator()
    person.press("1 :")
    #expect(person.text.contains("Commands"))
    person.type("nxunr")
    #expect(person.text.contains("next unread"))
    person.press("Enter")
    #expect(person.takeEffects().contains { if case .read(.nextUnread) = $0 { true } else { false } })
    #expect(person.dashboard.dialog == nil)
  }

  @Test func thePaletteIsLeftByEscapeAndCarriesNothingOut() throws {
    var person = try Operator()
    person.press("1")
    _ = person.takeEffects()
    person.press(":")
    person.type("quit")
    person.press("Esc")
    #expect(person.dashboard.dialog == nil)
    #expect(person.takeEffects().isEmpty)
  }

  @Test func escapeAtTheRootNeverLeaves() throws {
    var person = try Operator()
    person.press("Esc Esc h Left Esc")
    #expect(!person.takeEffects().contains(.quit))
    person.press("q")
    #expect(person.takeEffects().contains(.quit))
  }

  @Test(arguments: ["#staff", "#a;+1900555", "111,222", "@a,b"])
  func aSendersNameChoosesNoRecipients(name: String) throws {
    var person = try Operator()
    person.conversations = [
      ConversationSummary(
        peer: Peer(key: name), name: nil, lastText: "hello", lastAt: Sample.now, lastIsOurs: false, unread: 1, total: 1)
    ]
    person.tell(.archiveChanged)
    person.press("1 r")
    #expect(person.dashboard.composer == nil)
    person.press("e")
    #expect(person.dashboard.composer?.recipients.text.isEmpty == true)
  }

  @Test func nextUnreadTakesTheSelectionAlong() throws {
    var person = try Operator(columns: 120, rows: 40)
    let third = Sample.conversations[2]
    person.tell(.nextUnreadFound(third))
    #expect(person.dashboard.conversation?.peer == third.peer)
    #expect(person.dashboard.inbox.selected?.peer == third.peer)
    person.press("q")
    #expect(person.dashboard.conversation?.peer == third.peer)
  }

  @Test func aLateNextUnreadDoesNotTakeTheKeysFromTheComposer() throws {
    var person = try Operator(columns: 120, rows: 40)
    person.press("m")
    person.tell(.nextUnreadFound(Sample.conversations[2]))
    #expect(person.dashboard.focus == .composer)
  }

  @Test func whatIsOffTheScreenIsNotMarkedRead() throws {
    var person = try Operator()
    person.press("1 Enter k k")
    _ = person.takeEffects()
    person.entries.insert(
      ConversationEntry(
        origin: .inbox(MessageID(999)), at: Sample.now, serverDate: nil, text: "new", isUnread: true), at: 0)
    person.tell(.archiveChanged)
    #expect(!person.takeEffects().contains(.write(.markRead(Peer(key: "+62811234567")))))
  }
}
