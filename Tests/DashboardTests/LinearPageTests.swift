import Dashboard
import DashboardViews
import Messaging
import Terminal
import Testing

/// What is told line by line.
@Suite struct LinearPageTests {
  @Test func aNoticeIsNoRowOfTheListThatItLiesOver() throws {
    var person = try Operator()
    person.press("1")
    let before = person.page
    for isSticky in [false, true] {
      let notice = Notice(at: Sample.now, level: .done, sentence: "History is complete.", isSticky: isSticky)
      person.tell(.noticed(notice))
      #expect(person.text.contains("History is complete."))
      #expect(person.page.lines == before.lines)
    }
  }

  @Test func aNumberMeansTheRowThatHadItThoughOthersCameInAbove() throws {
    var person = try Operator()
    person.press("1")
    let told = try #require(person.dashboard.toldRows)
    let third = person.dashboard.inbox.rows[2].rowID
    person.conversations.insert(
      ConversationSummary(
        peer: Peer(key: "+62811222333"), name: nil, lastText: "came in", lastAt: Sample.now, lastIsOurs: false,
        unread: 1, total: 1), at: 0)
    person.tell(.archiveChanged)
    #expect(person.dashboard.inbox.rows[2].rowID != third)
    let steps = try #require(person.dashboard.steps(toRowBelow: 2, in: told))
    for _ in 0..<steps { person.press("Down") }
    #expect(person.dashboard.inbox.selected?.rowID == third)
    person.conversations.removeAll { $0.peer == third }
    person.tell(.archiveChanged)
    #expect(person.dashboard.steps(toRowBelow: 2, in: told) == nil)
  }

  @Test func noTwoCommandsHaveOneNameAndNoneIsNamedTwice() throws {
    var person = try Operator()
    person.press("1")
    let lines = LinearPage.commands(of: person.dashboard)
    let names = lines.compactMap { $0.split(separator: ":").first }
    #expect(Set(names).count == names.count)
    #expect(lines.contains { $0.hasPrefix("details: ids") } && lines.contains { $0.hasPrefix("account.details: ") })
    #expect(lines.contains { $0.hasPrefix("undo: take back") })
  }

  @Test func rowsHaveNoColumns() throws {
    var person = try Operator()
    person.press("4")
    #expect(person.page.lines.dropFirst().allSatisfy { !$0.contains("   ") })
  }

  @Test func theRowsOfAListAreNumberedAndOneIsMarked() throws {
    var person = try Operator()
    person.press("1 j")
    let page = person.page
    #expect(page.lines[0].hasPrefix("-- Inbox"))
    #expect(page.lines[1].hasPrefix("1. "))
    #expect(page.lines[2].hasPrefix("2> "))
    #expect(page.selection == 1)
  }
}
