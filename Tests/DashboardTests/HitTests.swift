import Dashboard
import DashboardViews
import Messaging
import Terminal
import Testing

/// What was searched for is marked where it stands.
@Suite struct HitTests {
  /// What is marked, row by row.
  private func marked(_ frame: Frame) -> [String] {
    (1..<frame.size.rows - 3).flatMap { row -> [String] in
      let cells = frame.row(row)
      let runs = cells.split { !$0.style.attributes.contains(.reverse) }
      return runs.map { $0.map(\.text).joined() }
    }
  }

  private func searching(_ text: String, in way: String, _ change: (inout Operator) -> Void = { _ in }) throws
    -> Operator
  {
    var person = try Operator()
    change(&person)
    person.tell(.archiveChanged)
    person.press("\(way) /")
    person.type(text)
    person.press("Enter")
    person.wait(.seconds(3))
    return person
  }

  @Test func itIsFoundWhateverItsCaseAndGoesWhenOneGoesBack() throws {
    var person = try searching("ANI", in: "1")
    #expect(marked(person.frame) == ["Ani"])
    person.press("Enter q")
    #expect(marked(person.frame).isEmpty)
    person.press("n")
    #expect(marked(person.frame) == ["Ani"])
  }

  @Test func aNumberIsFoundThoughItIsGrouped() throws {
    let person = try searching("62811234", in: "1")
    #expect(marked(person.frame) == ["62 811 234"])
  }

  @Test func wideLettersAndMarksOnLettersStayWhole() throws {
    let person = try searching("收到", in: "1")
    #expect(marked(person.frame) == ["收到"])
    #expect(person.frame.text == (try searching("nowhere", in: "1")).frame.text)
  }

  @Test func itIsMarkedInAConversationAndWhatIsHostileStaysSafe() throws {
    let hostile = UntrustedText("a\u{1b}[2Jb e\u{301} A\u{1b}[2JB")
    let person = try searching("a\u{1b}[2jb", in: "1") { person in
      person.conversations = [
        ConversationSummary(
          peer: Peer(key: "+62811"), name: nil, lastText: hostile, lastAt: Sample.now, lastIsOurs: false, unread: 0,
          total: 1)
      ]
    }
    #expect(marked(person.frame) == ["a\u{241b}[2Jb", "A\u{241b}[2JB"])
  }
}
