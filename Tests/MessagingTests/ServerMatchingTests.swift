import Messaging
import Testing

@Suite struct ServerMatchingTests {
  @Test(arguments: RecordedText.all)
  func knowsEveryRecordedTextAgain(text: RecordedText) {
    #expect(ServerRewriting.couldBe(sent: text.sent, shown: text.shown), "\(text.version) \(text.name)")
  }

  @Test(arguments: RecordedText.all)
  func takesNoRecordedTextForAnother(text: RecordedText) {
    for other in RecordedText.all where other.sent != text.sent {
      #expect(!ServerRewriting.couldBe(sent: text.sent, shown: other.shown), "\(text.name) \(other.name)")
    }
  }

  @Test(arguments: ServerRewritingTests.recordedCases + ServerRewritingTests.computedCases)
  func knowsWhatItForetold(row: ServerRewritingTests.Row) {
    #expect(ServerRewriting.couldBe(sent: row.sent, shown: ServerRewriting(row.sent).shown))
  }

  @Test(arguments: [
    ("Hello", "hello"), ("Hello", "Hello!"), ("Hello", "Hell"), ("Hello", ""), ("é", "e\u{301}"), ("1 2", "12"),
    ("code 4411", "code 4412"), ("", ""), ("0", "0"), ("<b></b>", ""), ("\\\\", ""),
  ])
  func anotherTextIsAnother(sent: String, shown: String) {
    #expect(!ServerRewriting.couldBe(sent: sent, shown: shown))
  }

  @Test(arguments: [160, 155, 130, 306, 300, 459, 453, 428, 918])
  func aCutTextIsKnownByItsBeginning(bytes: Int) {
    let sent = String(repeating: "0123456789", count: 100)
    #expect(ServerRewriting.couldBe(sent: sent, shown: String(sent.prefix(bytes))))
  }

  @Test(arguments: [1, 5, 100, 170, 250, 310, 400, 420])
  func aBeginningOfALengthThatNoCutLeavesIsAnotherText(bytes: Int) {
    let sent = String(repeating: "0123456789", count: 100)
    #expect(!ServerRewriting.couldBe(sent: sent, shown: String(sent.prefix(bytes))))
  }

  @Test func aCutTextOfAnotherBeginningIsAnother() {
    let sent = String(repeating: "0123456789", count: 100)
    #expect(!ServerRewriting.couldBe(sent: sent, shown: "x" + sent.prefix(452)))
  }

  @Test func aCutThroughABackslashedTextIsKnown() {
    let sent = String(repeating: "C:\\dir ", count: 100)
    let shown = ServerRewriting(sent, rules: ServerRules(accountFooterBytes: 5)).shown
    #expect(shown.utf8.count == 453)
    #expect(ServerRewriting.couldBe(sent: sent, shown: shown))
  }

  @Test func tagsThatOldServersKeepMakeNoOtherText() {
    for sent in [#"<a href="https://example.com/pay?id=1234567">Pay</a>"#, "<b><i><u>a</u></i></b>"] {
      #expect(ServerRewriting.couldBe(sent: sent, shown: sent))
    }
  }

  /// Looking for the end of each would take minutes.
  @Test func megabytesOfMarkupAreAnotherText() {
    #expect(!ServerRewriting.couldBe(sent: "hello", shown: String(repeating: "<![CDATA[", count: 500_000)))
  }
}
