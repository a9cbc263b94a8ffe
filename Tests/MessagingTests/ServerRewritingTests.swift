import Messaging
import Testing

@Suite struct ServerRewritingTests {
  typealias Change = ServerRewriting.Change

  struct Row: Sendable {
    let sent: String
    let kept: String
    let changes: [Change]
    init(_ sent: String, _ kept: String, _ changes: Change...) {
      self.sent = sent
      self.kept = kept
      self.changes = changes
    }
  }

  /// Sent to a 1.4.8 server, under the case names above them, and accepted. Their rows were not recorded, so what is
  /// kept is what its cleaning is known to leave.
  static let recordedCases = [
    // blanks
    Row("   leading and trailing   ", "leading and trailing", .trimmed),
    // controls
    Row("a\u{1B}[31mred\u{7}bell\0nul\u{8}bs\u{7F}del\u{85}nel end", "a[31mredbellnulbsdelnel end", .controls),
    // html
    Row(
      "<b>bold</b> &amp; &lt;i&gt; a < b > c & d <script>alert(1)</script> end",
      "bold &  a < b > c & d  end", .entities, .markup, .hiddenElements),
    // html_lt_only
    Row("I <3 you", "I <3 you"),
    // msg_percent
    Row("100% off %20 + plus", "100% off %20 + plus"),
    // msg_gsm_ext
    Row("€ [] {} ~ ^ | \\ @ £ $ ¥ è", "€ [] {} ~ ^ |  @ £ $ ¥ è", .backslashes),
    // newlines
    Row("line1\nline2\r\nline3\rline4", "line1\nline2\nline3\nline4", .lineEnds),
    // php_tag
    Row("<?php echo 1; ?> after", "echo 1;  after", .trimmed, .phpMarks),
    // quotes
    Row(
      #"say "hello" and 'hi' `tick` \back\slash \" end"#,
      #"say "hello" and 'hi' tick backslash " end"#, .backslashes, .backticks),
    // tabs
    Row("a\tb", "a\tb"),
    // unicode1_arabic
    Row("مرحبا بالعالم", "مرحبا بالعالم"),
    // single_ok
    Row("Hello plain GSM-7", "Hello plain GSM-7"),
  ]

  /// Computed by the server's own stages: PHP's string functions and its HTML filter on libxml2.
  static let computedCases = [
    Row("Bring C:\\forms\\b7.pdf", "Bring C:formsb7.pdf", .backslashes),
    Row("\\\\\\\\\\\\\\\\x", "\\x", .backslashes),
    Row("a\\0b", "ab", .backslashes, .controls),
    Row("Tom & Jerry", "Tom & Jerry"),
    Row("http://x/y?a=1&b=2", "http://x/y?a=1&b=2"),
    Row("AT&amp;T", "AT&T", .entities),
    Row("&amp;amp;", "&", .entities),
    Row("&amp;lt;b&amp;gt;", "<b>", .entities),
    Row("&copy; 2026 &euro;5 &thetasym;", "© 2026 €5 ϑ", .entities),
    Row("&unknown; &eacute &", "&unknown; &eacute &"),
    Row("x &#65 y &#x42; z", "x A y B z", .entities),
    Row("R&#D", "RD", .entities),
    Row("&#99999999999999;&#x110000;x", "x", .entities),
    Row("&#X26;lt; &quot;&#39;", "< \"'", .entities),
    Row("a&#27;b&#0;c", "abc", .entities),
    Row("5 < 6 > 4 <= 7 -> <-", "5 < 6 > 4 <= 7 -> <-"),
    Row("if a<b then", "if a", .markup),
    Row("a<b and c>d", "ad", .markup),
    Row("write <user@example.org> now", "write  now", .markup),
    Row("x <br> y", "x  y", .markup),
    Row("<<b>>", "<>", .markup),
    Row("broken </3 heart", "broken 3 heart", .markup),
    Row("half </b", "half", .trimmed, .markup),
    Row("1 <!-- c --> 2", "1  2", .markup),
    Row("wow <! really", "wow <! really"),
    Row("<a title=\"a>b\" x=y>link</a>", "link", .markup),
    Row("<a title='a>b'>link</a>", "link", .markup),
    Row("<STYLE>p{}</STYLE>ok", "ok", .markup, .hiddenElements),
    Row("x <script src=y/>z", "x", .trimmed, .markup, .hiddenElements),
    Row("<![CDATA[a<b]]>", "a<b", .markup),
    Row("what??>ok", "what?ok", .phpMarks),
    Row("x\u{0B}y\u{0C}z", "xyz", .controls),
    Row("\u{FEFF}hi", "\u{FEFF}hi"),
    Row("\u{FEFF}hi\u{7}", "hi", .controls),
    Row("\u{A0}x\u{A0}", "\u{A0}x\u{A0}"),
    Row("e\u{301}\u{202E}\u{2028}", "e\u{301}\u{202E}\u{2028}"),
  ]

  @Test(arguments: recordedCases + computedCases)
  func keepsWhatTheServerKeeps(row: Row) {
    let rewriting = ServerRewriting(row.sent)
    #expect(Array(rewriting.kept.unicodeScalars) == Array(row.kept.unicodeScalars), "\(row.sent)")
    #expect(Set(rewriting.changes) == Set(row.changes), "\(row.sent)")
    #expect(rewriting.refusal == nil)
  }

  @Test func quotesComeBackAsApostrophesOnly() {
    let rewriting = ServerRewriting("say \"hello\"")
    #expect(rewriting.kept == "say \"hello\"")
    #expect(rewriting.shown == "say 'hello'")
    #expect(rewriting.changes.isEmpty)
  }

  @Test(arguments: ["", "   ", "\n\t", "<b></b>", "`", "\\", "\\\\", "<script>x</script>", "\u{7}", "&#0;", "<?"])
  func nothingLeftIsRefused(text: String) {
    #expect(ServerRewriting(text).refusal == .empty)
  }

  @Test(arguments: ["0", " 0 ", "&#48;", "<b>0</b>"])
  func zeroIsRefused(text: String) {
    #expect(ServerRewriting(text).refusal == .zero)
  }

  @Test(arguments: ["00", "0.", "1", "-"])
  func almostZeroIsNot(text: String) {
    #expect(ServerRewriting(text).refusal == nil)
  }

  @Test func theReasonsComeInTheOrderOfTheServersStages() {
    let rewriting = ServerRewriting(" <b>`\\a`</b>\r\n&amp;\u{7} x")
    #expect(
      rewriting.changes == [.trimmed, .backslashes, .entities, .backticks, .lineEnds, .controls, .markup])
  }

  @Test func everyReasonHasItsOwnSentence() {
    #expect(Set(Change.allCases.map(\.sentence)).count == Change.allCases.count)
    #expect(Change.backslashes.sentence == "the server drops backslashes")
  }

  @Test func anotherAccountGetsTheTextEscapedAndUncut() {
    // The same filter and form were recorded for a text that came in as `inject`.
    let rewriting = ServerRewriting("@anna hi \"anna\" <b>bold</b> & co", toUser: true)
    #expect(rewriting.shown == "@anna hi 'anna' bold &amp; co")
    #expect(rewriting.changes == [.markup, .escaped])
    #expect(ServerRewriting(String(repeating: "a", count: 2_000), toUser: true).kept.count == 2_000)
  }
}
