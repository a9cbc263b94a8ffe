import Dashboard
import Messaging
import Terminal
import Testing

/// What is held is taken back from wherever the screen says so, and no row tells what is not true of it.
@Suite struct HeldFlowTests {
  private static let takesBack = "u takes back"

  private func holding(_ until: Timestamp = Sample.now + .seconds(5)) throws -> Operator {
    var person = try Operator(columns: 120, rows: 40)
    person.items = Sample.items.prefix(1).map { item in
      OutboxItem(
        id: item.id, destination: item.destination, text: item.text, options: item.options, createdAt: Sample.now,
        state: .held(until: until), since: Sample.now, fence: nil)
    }
    person.counters.held = 1
    person.tell(.outboxChanged)
    return person
  }

  /// In lists, in the message's own story, over its details and in help.
  @Test(arguments: ["1", "3 Enter", "3 i", "2 ?", "X"])
  func itIsTakenBackWhereTheScreenSaysSo(keys: String) throws {
    var person = try holding()
    person.press(keys)
    #expect(person.lines.joined().contains(Self.takesBack))
    _ = person.takeEffects()
    person.press("u")
    #expect(person.takeEffects().contains(.write(.takeBack([Sample.items[0].id]))))
  }

  @Test func whereTheKeyTypesALetterNothingIsPromised() throws {
    var person = try holding()
    person.press("m")
    #expect(person.text.contains("1 held 5 s") && !person.text.contains(Self.takesBack))
  }

  @Test func theInboxFollowsTheOutbox() throws {
    var person = try Operator()
    person.press("1")
    person.conversations[0] = ConversationSummary(
      peer: person.conversations[0].peer, name: "Ani", lastText: "See you.", lastAt: Sample.now, lastIsOurs: true,
      unread: 0, total: 2, lastOrigin: .outbox(OutboxItemID(1)), lastState: .settled(went: false))
    person.tell(.outboxChanged)
    #expect(person.lines.contains { $0.contains("x   You: See you.") })
  }
}
