import Dashboard
import Messaging
import Terminal
import Testing

@Suite struct AnySizeTests {
  /// Keys that lead to each pane and dialog.
  static let ways = [
    "", "1 Enter", "2", "3", "4", "7", "m", "1 r", "?", "Z", "/", "!", "1 Space V j", "1 y", "1 s", "1 &",
    "2 i", "? /", ":", "1 , 3", "+ + _",
  ]

  @Test(arguments: ways) func everySizeDrawsSomethingAndOnlySafeText(way: String) throws {
    for (columns, rows) in [(1, 1), (2, 2), (19, 4), (20, 5), (40, 12), (59, 11), (60, 12), (97, 13), (300, 100)] {
      var person = try Operator(columns: columns, rows: rows)
      person.items = Sample.items
      person.tell(.outboxChanged)
      person.facts = Sample.facts
      person.press(way)
      let lines = person.lines
      #expect(lines.count == rows)
      #expect(lines.allSatisfy { Gate.width($0) <= columns })
      let isSafe = person.text.unicodeScalars.allSatisfy { $0 == "\n" || ($0.value >= 0x20 && $0.value != 0x7f) }
      #expect(isSafe)
    }
  }

  /// Wide and hostile text wherever a stranger or the operator can put some.
  @Test func hostileTextAnywhereFitsAnySize() throws {
    let hostile = "\u{1b}[2J\u{9b}31m谢谢\u{202e}\u{301}\u{301}\u{301}👩‍👩‍👧‍👦\r\n\u{0}\u{feff}"
    for (columns, rows) in [(1, 1), (20, 5), (21, 6), (40, 12), (60, 12), (80, 24), (97, 13), (120, 40), (300, 100)] {
      var person = try Operator(columns: columns, rows: rows)
      person.conversations = (0..<40).map { number in
        ConversationSummary(
          peer: Peer(key: "\(number)\(hostile)"), name: UntrustedText(hostile), lastText: UntrustedText(hostile),
          lastAt: Sample.now, lastIsOurs: number % 2 == 0, unread: number % 3, total: 4)
      }
      person.facts = Sample.facts
      person.tell(.archiveChanged)
      person.tell(.noticed(Notice(at: Sample.now, level: .fault, sentence: UntrustedText(hostile), isSticky: true)))
      for way in ["", "1", "1 Space", "y", "q &", "Esc /", "Esc s", "Esc 7", "1 Enter", "i"] {
        person.press(way)
        if person.dashboard.finding != nil { person.tell(.input(.paste(hostile))) }
        let lines = person.lines
        #expect(lines.count == rows && lines.allSatisfy { Gate.width($0) <= columns }, "\(columns)x\(rows) \(way)")
        #expect(lines.allSatisfy { $0.unicodeScalars.allSatisfy { $0.value >= 0x20 && $0.value != 0x7f } })
      }
    }
  }

  @Test func aSweepOfSizesNeverTraps() throws {
    var person = try Operator()
    person.press("1 r")
    person.type("a text with wide 谢谢 characters\nand lines")
    for columns in 1...130 {
      for rows in [1, 3, 7, 13, 24, 41] {
        person.tell(.input(.resized(Size(columns: columns, rows: rows))))
        #expect(person.lines.count == rows)
      }
    }
  }
}
