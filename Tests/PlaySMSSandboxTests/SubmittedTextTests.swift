import PlaySMSSandbox
import Testing

@Suite struct SubmittedTextTests {
  let bench = Bench()

  private func kept(_ msg: String, _ more: [(String, String)] = []) -> String? {
    let reply = bench.ask("pv", [("to", "+628111111101"), ("msg", msg)] + more)
    return reply == fatal ? nil : bench.keptTexts.last
  }

  @Test(arguments: [
    ("   leading and trailing   ", "leading and trailing"), (#"\\back\slash"#, "backslash"),
    ("tick `x` \"q\" 'a'", "tick x \"q\" 'a'"), ("<b>bold</b> &amp; more", "bold & more"),
    ("a <script>alert(1)</script>end", "a end"), ("<?php echo 1; ?> after", "echo 1;  after"),
    ("I <3 you", "I <3 you"), ("a < b > c & d", "a < b > c & d"), ("&unknown; &#65; &#x42;", "&unknown; A B"),
    ("l1\nl2\r\nl3\rl4", "l1\nl2\nl3\nl4"), ("a\tb", "a\tb"),
    ("a\u{1b}[31mred\u{7}bell\u{0}nul\u{8}bs\u{7f}del\u{85}nel end", "a[31mredbellnulbsdelnel end"),
    ("100% off %20 + plus", "100% off %20 + plus"), ("مرحبا 你好 😀", "مرحبا 你好 😀"),
  ])
  func `a text is cleaned on its way in`(msg: String, expected: String) {
    #expect(kept(msg) == expected)
  }

  @Test func `GSM text is cut by bytes`() {
    #expect(kept(String(repeating: "a", count: 600))?.count == 458)
    #expect(kept(String(repeating: "€", count: 160))?.count == nil, "the cut falls inside a character")
    bench.sandbox.change("anna") { $0.footer = "ACME5" }
    #expect(kept(String(repeating: "a", count: 600))?.count == 453)
    #expect(kept(String(repeating: "€", count: 160))?.count == 151)
  }

  @Test func `other text may have as many characters, but is cut by bytes`() {
    #expect(kept(String(repeating: "م", count: 400), [("unicode", "1")])?.count == 400)
    bench.sandbox.change("anna") { $0.footer = "ACME5" }
    for count in [459, 500] { #expect(kept(String(repeating: "م", count: count)) == nil) }
    #expect(kept(String(repeating: "你", count: 500))?.count == 151)
    #expect(bench.keptTexts.count == 2)
  }

  @Test(arguments: [
    ("a", 160, "0", 1), ("a", 161, "0", 2), ("a", 306, "0", 2), ("a", 307, "0", 3), ("م", 70, "1", 1),
    ("م", 71, "1", 2), ("م", 134, "1", 2), ("م", 135, "1", 3), ("😀", 36, "1", 1),
  ])
  func `segments are charged as recorded`(letter: String, count: Int, unicode: String, parts: Int) {
    bench.sandbox.setCredit(Double(parts), of: "anna")
    let msg = String(repeating: letter, count: count)
    #expect(kept(msg, [("unicode", unicode)]) == msg)
    bench.sandbox.setCredit(Double(parts) - 0.5, of: "anna")
    #expect(bench.respond("pv", [("to", "+6281"), ("msg", msg), ("unicode", unicode)]).status == 500)
  }

  @Test func `the footer counts and can be left out`() {
    bench.sandbox.change("anna") { $0.footer = "ACME" }
    bench.sandbox.setCredit(1, of: "anna")
    let msg = String(repeating: "a", count: 160)
    #expect(bench.respond("pv", [("to", "+6281"), ("msg", msg)]).status == 500)
    #expect(kept(msg, [("nofooter", "1")]) == msg)
  }
}
