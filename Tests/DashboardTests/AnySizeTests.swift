import Dashboard
import Glibc
import Messaging
import Terminal
import TestThreads
import Testing

@Suite(.ownThreads()) struct AnySizeTests {
  /// Keys that lead to each pane and dialog.
  static let ways = [
    "", "1 Enter", "2", "3", "4", "7", "m", "1 r", "?", "Z", "/", "!", "1 Space V j", "1 y", "1 s", "1 &",
    "2 i", "? /", ":", "1 , 3", "+ + _", "I", "Q", "3 X", "3 X a", "3 X x", "2 F", "2 F j j", "3 \\", "1 Enter \\",
    "1 Enter i", "3 j Enter", "1 o O", "1 r F2", "? G", "F1",
    "2 y F1", "1 s F1", "! F1", "3 G d", "1 / o Enter", "1 Enter / o Enter",
  ]

  static let sizes = [
    (1, 1), (1, 100), (2, 2), (3, 300), (19, 4), (20, 5), (21, 6), (40, 12), (59, 11), (60, 12), (80, 24), (97, 13),
    (120, 40), (300, 5), (300, 100),
  ]

  @Test(arguments: ways) func everySizeDrawsSomethingAndOnlySafeText(way: String) throws {
    for (columns, rows) in Self.sizes {
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

  static let hostile =
    "\u{1b}[2J\u{9b}31m谢谢\u{202e}\u{301}\u{301}\u{301}👩‍👩‍👧‍👦\r\n\u{0}\u{feff}שלום 12 مرحبا\u{2066}\t"

  /// An account in which everything that somebody else chose is hostile.
  static func hostileAccount(columns: Int, rows: Int) throws -> Operator {
    var person = try Operator(columns: columns, rows: rows)
    let text = UntrustedText(hostile)
    person.conversations = (0..<40).map { number in
      ConversationSummary(
        peer: Peer(key: "\(number)\(hostile)"), name: text, lastText: text, lastAt: Sample.now,
        lastIsOurs: number % 2 == 0, unread: number % 3, total: 4)
    }
    person.entries = (0..<30).map { number in
      ConversationEntry(
        origin: .inbox(MessageID(number)), at: Sample.minutesAgo(Int(number)), serverDate: ServerDate(hostile),
        keyword: text, text: UntrustedText(String(repeating: hostile, count: 3)), isUnread: number < 2)
    }
    person.outgoing = (0..<30).map { number in
      OutgoingSummary(
        id: MessageID(number), peer: Peer(key: hostile), name: text, src: text, text: text, at: Sample.now,
        serverDate: ServerDate(hostile), update: ServerDate(""), status: number % 2 == 0 ? .failed : .other(9))
    }
    let contact = Contact(id: 1, name: text, number: text, email: text, tags: text)
    person.contacts = [
      .contact(ContactSummary(contact: contact, lastAt: nil)), .group(ContactGroup(id: 1, name: text, code: text)),
    ]
    person.items = Sample.items.map { item in
      OutboxItem(
        id: item.id, destination: .user(hostile), text: hostile, options: SendOptions(), createdAt: item.createdAt,
        state: item.id == OutboxItemID(3) ? .rejected(code: hostile, sentence: hostile) : item.state,
        since: item.since, fence: nil)
    }
    person.drafts = [Draft(id: DraftID(1), recipients: hostile, text: hostile, updatedAt: Sample.now)]
    person.stopList = [StopListEntry(destination: .user(hostile), note: hostile, since: Sample.now)]
    person.facts = MessageFacts(
      origin: .outgoing(MessageID(0)), sections: [.init(hostile, [.init(hostile, text)])], text: text)
    var status = Sample.status
    status.phase = .offline(since: Sample.minutesAgo(3), nextTry: Sample.now, why: hostile)
    status.troubles = [hostile: hostile]
    person.tell(.accountChanged(status))
    person.tell(.archiveChanged)
    person.tell(.outboxChanged)
    person.tell(.noticed(Notice(at: Sample.now, level: .fault, sentence: text, isSticky: true)))
    return person
  }

  @Test(arguments: ways) func aHostileAccountFitsAnySizeOfEverything(way: String) throws {
    for (columns, rows) in Self.sizes {
      var person = try Self.hostileAccount(columns: columns, rows: rows)
      person.press(way)
      person.tell(.input(.paste(Self.hostile)))
      for step in ["", "j", "G", "Tab"] {
        person.press(step)
        let lines = person.lines
        #expect(lines.count == rows && lines.allSatisfy { Gate.width($0) <= columns }, "\(columns)x\(rows) \(way)")
        #expect(lines.allSatisfy { $0.unicodeScalars.allSatisfy { $0.value >= 0x20 && $0.value != 0x7f } })
        #expect(person.frame.reorderedNeighbours().isEmpty, "\(columns)x\(rows) \(way) \(step)\n\(person.text)")
      }
    }
  }

  /// The screens that are tried in the whole grid of sizes: those with the most to lay out, and with
  /// `SMSDASH_EXTENT=large` all.
  static let ofTheGrid =
    getenv("SMSDASH_EXTENT") == nil ? ["", "1 Enter", "1 r F2", "2 F", "3 X", "?", "I", "!"] : ways

  @Test(arguments: ofTheGrid)
  func everySizeUpToAWallOfScreensIsDrawn(way: String) throws {
    var person = try Self.hostileAccount(columns: 80, rows: 24)
    person.press(way)
    for columns in Array(1...42) + [59, 60, 72, 80, 97, 98, 120, 169, 170, 171, 200, 300] {
      for rows in Array(1...8) + [11, 12, 13, 24, 40, 100] {
        person.tell(.input(.resized(Size(columns: columns, rows: rows))))
        let lines = person.lines
        #expect(lines.count == rows && lines.allSatisfy { Gate.width($0) <= columns }, "\(columns)x\(rows)")
      }
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
