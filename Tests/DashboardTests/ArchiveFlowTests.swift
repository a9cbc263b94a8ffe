import Dashboard
import Messaging
import Terminal
import Testing

/// `d` and `u`: out of the inbox, back, and undone.
@Suite struct ArchiveFlowTests {
  private let budi = Peer(key: "+62811234567")

  private func orders(_ person: inout Operator) -> [LocalAction] {
    person.takeEffects().compactMap { if case .write(.local(let action)) = $0 { action } else { nil } }
  }

  /// Tells what the archive made of an order, as it would.
  private func carriedOut(_ action: LocalAction, _ change: (inout LocalChange) -> Void) -> Event {
    var done = LocalChange()
    change(&done)
    return .changedLocally(action, done)
  }

  @Test func dArchivesTheChosenConversationWithWhatWasSeenOfIt() throws {
    var person = try Operator()
    person.press("1 d")
    let action = try #require(orders(&person).first)
    #expect(action.order == .archive([LocalOrder.Seen(peer: budi, unread: 1)]))
    person.tell(carriedOut(action) { $0.archived = [budi] })
    #expect(person.text.contains("archived: Budi Santoso, u undoes"))
  }

  @Test func dArchivesAllThatIsMarked() throws {
    var person = try Operator()
    person.press("1 Space Space d")
    let action = try #require(orders(&person).first)
    #expect(action.count == 2 && action.whom == "2 conversations")
    #expect(person.dashboard.marked(in: .inbox) == 0)
    person.tell(carriedOut(action) { $0.archived = [budi, Peer(key: "+62812000111")] })
    #expect(person.text.contains("archived: 2 conversations"))
  }

  @Test func uUndoesOneAfterTheOther() throws {
    var person = try Operator()
    person.press("1")
    var changes: [LocalChange] = []
    for key in ["d", "U"] {
      person.press(key)
      let action = try #require(orders(&person).first)
      var change = LocalChange()
      if key == "d" { change.archived = [budi] } else { change.read = [.inbox(MessageID(3))] }
      changes.append(change)
      person.tell(.changedLocally(action, change))
    }
    person.press("u")
    var undoing = try #require(orders(&person).first)
    #expect(undoing.order == .undo(changes[1]))
    person.tell(carriedOut(undoing) { $0.unread = [.inbox(MessageID(3))] })
    #expect(person.text.contains("undone; Budi Santoso is unread"))
    person.press("u")
    undoing = try #require(orders(&person).first)
    #expect(undoing.order == .undo(changes[0]))
    person.tell(carriedOut(undoing) { $0.broughtBack = [budi] })
    #expect(person.text.contains("undone; back in the inbox: Budi Santoso"))
    person.press("u")
    #expect(orders(&person).isEmpty)
    #expect(person.text.contains("there is nothing to undo"))
  }

  @Test func whatIsHeldIsTakenBackBeforeAnythingElseIsUndone() throws {
    var person = try Operator()
    person.press("1 d")
    let action = try #require(orders(&person).first)
    person.tell(carriedOut(action) { $0.archived = [budi] })
    person.items = Sample.items
    person.tell(.outboxChanged)
    _ = person.takeEffects()
    person.press("u")
    #expect(person.takeEffects().contains(.write(.takeBack([OutboxItemID(5)]))))
  }

  @Test func whatGotSomethingNewIsToldToStay() throws {
    var person = try Operator()
    person.press("1 d")
    let action = try #require(orders(&person).first)
    person.tell(carriedOut(action) { $0.stayed = [budi] })
    #expect(person.text.contains("not archived: something new came from Budi Santoso"))
    person.press("u")
    #expect(orders(&person).isEmpty)
  }

  @Test func theChipShowsWhatIsArchivedAndDBringsItBack() throws {
    var person = try Operator()
    let row = person.conversations[0]
    person.conversations[0] = ConversationSummary(
      peer: row.peer, name: row.name, lastText: row.lastText, lastAt: row.lastAt, lastIsOurs: false, unread: 0,
      total: 5, isArchived: true)
    person.counters.archived = 1
    person.tell(.archiveChanged)
    person.press("1")
    #expect(!person.text.contains("Budi Santoso"))
    person.press("\\")
    person.type("archived")
    person.press("Enter")
    #expect(person.text.contains("[archived]"))
    #expect(person.text.contains("1 archived"))
    #expect(person.text.contains("Budi Santoso"))
    person.press("d")
    #expect(orders(&person).map(\.order) == [.bringBack([budi])])
  }

  @Test func inAConversationItIsArchivedAndLeft() throws {
    var person = try Operator()
    person.press("1 Enter d")
    #expect(orders(&person).map(\.order) == [.archive([LocalOrder.Seen(peer: budi, unread: 1)])])
    #expect(person.dashboard.focus == .inbox)
  }

  @Test func inTheOutboxItPutsAwayAsTheKeyForThatDoes() throws {
    var person = try Operator()
    person.drafts = [Draft(id: DraftID(3), recipients: "+62811", text: "half a thought", updatedAt: Sample.now)]
    person.tell(.outboxChanged)
    person.press("3 d")
    #expect(person.text.contains("Delete the draft?"))
    #expect(orders(&person).isEmpty)
  }

  @Test(arguments: ["2", "4", "7"]) func elsewhereItSaysWhyNot(pane: String) throws {
    var person = try Operator()
    person.press("\(pane) d")
    #expect(person.text.contains("only conversations of the inbox are archived"))
  }

  @Test func detailsOfARowOfTheInboxAreThoseOfItsLastMessage() throws {
    var person = try Operator()
    let row = person.conversations[0]
    person.conversations[0] = ConversationSummary(
      peer: row.peer, name: row.name, lastText: row.lastText, lastAt: row.lastAt, lastIsOurs: false, unread: 1,
      total: 5, lastOrigin: .outgoing(MessageID(20_420)))
    person.facts = Sample.facts
    person.tell(.archiveChanged)
    person.press("1 j v k i")
    #expect(person.text.contains("20420"))
  }
}
