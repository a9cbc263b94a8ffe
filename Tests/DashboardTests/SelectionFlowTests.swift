import Dashboard
import Messaging
import Terminal
import Testing

/// What stays selected while rows come and go.
@Suite struct SelectionFlowTests {
  private var group: ContactRow { .group(ContactGroup(id: 1, name: "Family", code: "FAMILY")) }

  @Test func aSelectionThatNobodyMadeIsTheFirstContact() throws {
    var person = try Operator()
    let all = person.contacts
    person.contacts = [group]
    person.press("4")
    person.contacts = all
    person.tell(.archiveChanged)
    #expect(person.dashboard.contacts.selected == all[0])
    #expect(person.lines[2].hasPrefix("▌"))
  }

  @Test func aSelectionThatWasMadeStaysOnItsContact() throws {
    var person = try Operator()
    let all = person.contacts
    person.contacts = [all[2], group]
    person.press("4 j")
    person.contacts = all
    person.tell(.archiveChanged)
    #expect(person.dashboard.contacts.selected == group)
    person.contacts = Array(all.dropLast())
    person.tell(.archiveChanged)
    #expect(person.dashboard.contacts.selected == all[2], "the nearest that stayed")
  }

  @Test func anotherSizeAsksForNothingThatIsHere() throws {
    var person = try Operator()
    person.press("2")
    let effects = person.dashboard.handle(.input(.resized(.init(columns: 80, rows: 30))), at: person.now)
    #expect(effects.isEmpty)
  }

  @Test func whatBecomesVisibleWithMoreRoomIsRead() throws {
    var person = try Operator()
    person.press("1")
    let effects = person.dashboard.handle(.input(.resized(.init(columns: 120, rows: 40))), at: person.now)
    #expect(effects.contains { if case .read(.conversation) = $0 { true } else { false } })
  }
}
