import Dashboard
import Messaging
import Terminal
import Testing

@Suite struct AnySizeTests {
  /// Keys that lead to each pane and dialog.
  static let ways = ["", "1 Enter", "2", "3", "4", "7", "m", "1 r", "?", "Z", "/", "!"]

  @Test(arguments: ways) func everySizeDrawsSomethingAndOnlySafeText(way: String) throws {
    for (columns, rows) in [(1, 1), (2, 2), (19, 4), (20, 5), (40, 12), (59, 11), (60, 12), (97, 13), (300, 100)] {
      var person = try Operator(columns: columns, rows: rows)
      person.items = Sample.items
      person.tell(.outboxChanged)
      person.press(way)
      let lines = person.lines
      #expect(lines.count == rows)
      #expect(lines.allSatisfy { Gate.width($0) <= columns })
      let isSafe = person.text.unicodeScalars.allSatisfy { $0 == "\n" || ($0.value >= 0x20 && $0.value != 0x7f) }
      #expect(isSafe)
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
