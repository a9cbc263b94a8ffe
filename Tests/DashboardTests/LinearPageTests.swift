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
