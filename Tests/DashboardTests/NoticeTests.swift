import Dashboard
import Messaging
import Terminal
import Testing

/// What is said stands in rows of its own, and covers nothing that wants an answer.
@Suite struct NoticeTests {
  private static let long =
    "Nobody knows whether a message was sent. The connection ended before the whole answer was there. "
    + "Whether the server took the message is not known, whatever was said about it before by anybody at all."
  private static let hint =
    "It is never sent again by itself. Settle it, or wait: its row among the outgoing ones settles it too."

  private func fault(_ sentence: String, hint: String = "") -> Event {
    .noticed(
      Notice(at: Sample.now, level: .fault, sentence: UntrustedText(sentence), hint: hint, isSticky: true))
  }

  private func toast(_ sentence: String) -> Event {
    .noticed(Notice(at: Sample.now, level: .warning, sentence: UntrustedText(sentence)))
  }

  /// Rows of the body as one text, blanks made one.
  private func words(_ person: Operator) -> String {
    person.lines.joined(separator: " ").split(separator: " ").joined(separator: " ")
  }

  @Test func theLogStandsStillWhereItIsReadAndFollowsAtItsTop() throws {
    var person = try Operator()
    for number in 1...4 { person.tell(toast("entry \(number)")) }
    person.press("7 j")
    #expect(person.lines.contains { $0.contains("▌") && $0.contains("entry 3") })
    person.tell(toast("entry 5"))
    #expect(person.lines.contains { $0.contains("▌") && $0.contains("entry 3") })
    person.press("g g")
    person.tell(toast("entry 6"))
    #expect(person.lines.contains { $0.contains("▌") && $0.contains("entry 6") })
  }

  @Test func aLongToastAndALongNoticeAreBothRead() throws {
    var person = try Operator()
    person.tell(fault(Self.long, hint: Self.hint))
    person.tell(toast(String(repeating: "a passing word, ", count: 9) + "the end of it"))
    let text = words(person)
    #expect(text.contains("! Nobody knows whether a message was sent."))
    #expect(text.contains(Self.long + " " + Self.hint + " Esc a passing word,"))
    #expect(text.contains("a passing word, the end of it"))
  }

  @Test func theReasonsOfARefusedLoginAreReadWhole() throws {
    var person = try Operator()
    let sentence =
      "The server refused the login (error 100): wrong token, address not on the account's list, account banned, or"
      + " webservices off."
    let hint =
      "Check user name and token before trying again: too many failures block this address for everybody."
    person.tell(fault(sentence, hint: hint))
    #expect(words(person).contains("! " + sentence + " " + hint + " Esc"))
  }

  @Test(arguments: [40, 60, 80, 120, 200])
  func whatCanBeDoneStaysWholeWhereASentenceIsTooLong(columns: Int) throws {
    var person = try Operator(columns: columns, rows: 24)
    person.tell(fault(Self.long, hint: "R asks again."))
    person.tell(fault("Another one."))
    #expect(words(person).contains("R asks again. (1 more) Esc"))
  }

  @Test(arguments: [(80, 24), (120, 40), (60, 14)])
  func noAnswerOfADialogIsCovered(columns: Int, rows: Int) throws {
    var person = try Operator(columns: columns, rows: rows)
    person.items = Sample.items
    person.tell(.outboxChanged)
    person.press("!")
    person.tell(.settlementLoaded(Sample.unknownItem.id, Sample.evidence))
    person.tell(fault(Self.long, hint: Self.hint))
    person.tell(toast("something passing"))
    for answer in ["w  it went", "x  it did not", "a  ask the server", "q  leave it unknown"] {
      #expect(person.text.contains(answer))
    }
    #expect(person.text.contains("! Nobody knows") && person.text.contains("something passing"))
    // The key would close the dialog.
    #expect(!person.text.contains("Esc"))
  }

  @Test func aDialogInASmallWindowKeepsAllItsRows() throws {
    var person = try Operator(columns: 40, rows: 7)
    person.tell(fault(Self.long, hint: Self.hint))
    person.press("s")
    person.type("x")
    #expect(person.text.contains("into ") && !person.text.contains("Nobody knows"))
  }

  @Test func theEndOfALongDialogIsReachedBesideANotice() throws {
    var person = try Operator()
    person.tell(fault(Self.long, hint: Self.hint))
    person.press("?")
    for _ in 0..<200 { person.press("j") }
    #expect(person.text.contains("the end"))
  }

  @Test func whatIsTypedToNarrowAListIsNotCovered() throws {
    var person = try Operator()
    person.tell(fault(Self.long, hint: Self.hint))
    person.press("1 \\")
    person.type("from:budi")
    #expect(person.text.contains("\\from:budi"))
    #expect(person.text.contains("! Nobody knows"))
  }

  // MARK: The status line

  private func offline(columns: Int, unknown: Int = 1) throws -> String {
    var person = try Operator(columns: columns, rows: 24)
    person.counters.unknown = unknown
    person.counters.failedLately = 2
    person.counters.unread = 17
    person.counters.pending = 4
    person.tell(.archiveChanged)
    var status = Sample.status
    status.phase = .offline(since: Sample.minutesAgo(1), nextTry: Sample.now + .seconds(20), why: "refused")
    person.tell(.accountChanged(status))
    return person.lines[22]
  }

  @Test func thatTheServerIsGoneIsSaidBeforeTheTime() throws {
    let line = try offline(columns: 80)
    #expect(line.contains("?1 unknown  2 failed in 24 h  17 unread  5 under way  offline 1 min"))
    #expect(try offline(columns: 120).contains("offline 1 min, next try 20 s"))
    #expect(try offline(columns: 120).hasSuffix("09:41 +0"))
  }

  @Test func whatMattersLeastIsLeftOutFirst() throws {
    let wide = ["?", "failed", "unread", "under way", "offline", "next try", "09:41"]
    for columns in 60...120 {
      let line = try offline(columns: columns)
      let there = wide.map { line.contains($0) }
      // The clock alone may stand beside the short form of what has a longer one.
      let parts = Array(there[0...4]) + [there[6]]
      #expect(parts == parts.sorted { $0 && !$1 }, "\(columns): \(line)")
      #expect(line.contains("offline"), "\(columns): \(line)")
    }
  }
}
