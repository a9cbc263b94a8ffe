import PlaySMSSandbox
import Testing

/// The replies in `xml` and `serialize`.
@Suite struct FormatTests {
  let bench = Bench()

  private func xml(_ text: String) -> String {
    bench.sandbox.receive(src: "x", msg: text)
    let reply = bench.ask("ix", [("format", "xml"), ("c", "1")])
    return reply.firstMatch(of: /<msg(.*?)<dt>/.dotMatchesNewlines()).map { "<msg" + String($0.1) } ?? reply
  }

  @Test func `an envelope in XML has the recorded form`() {
    #expect(
      bench.ask("cr", [("format", "xml")])
        == "<?xml version=\"1.0\"?>\n<response><status>OK</status><error>0</error><credit>100000</credit>"
        + "<error_string/><timestamp>1795334400</timestamp></response>")
  }

  @Test(arguments: [
    ("plain", "<msg>plain</msg>"), ("", "<msg/>"), ("  pad  ", "<msg>  pad  </msg>"),
    ("Tom & Jerry", "<msg/>"), ("http://x/y?a=1&b=2", "<msg/>"),
    ("AT&T; x &lt;b&gt; &amp; &nbsp; end", "<msg>AT&T; x &lt;b&gt; &amp; &nbsp; end</msg>"),
    ("AT&T; and more & more", "<msg>AT&T;</msg>"), ("a &; b", "<msg>a  b</msg>"),
    ("&quot;q&apos; &#65;&#x42;&#0;c", "<msg>'q' ABc</msg>"), ("&#12x34;", "<msg>x34;</msg>"),
    ("<b>bold</b> ]]>", "<msg>&lt;b&gt;bold&lt;/b&gt; ]]&gt;</msg>"),
    ("l1\nl2\r\nl3", "<msg>l1\nl2&#xD;\nl3</msg>"), ("a\tb\u{7f}c", "<msg>a\tb\u{7f}c</msg>"),
    ("a\u{0}b", "<msg>a</msg>"), ("\u{0}b", "<msg/>"),
    ("a\u{1b}[31mred", "<msg></msg>"), ("&#27; &#65;", "<msg></msg>"), ("a\u{fffe}b", "<msg></msg>"),
    ("a\u{1b}b &x; fine", "<msg>&x; fine</msg>"),
    ("é你😀\u{85}\u{feff}", "<msg>&#xE9;&#x4F60;&#x1F600;&#x85;&#xFEFF;</msg>"),
  ])
  func `a text in XML loses what SimpleXML loses`(text: String, written: String) {
    // Quotation marks become apostrophes in every format.
    #expect(xml(text.replacing("&quot;", with: "\"")) == written)
  }

  @Test func `what is null or empty has no content in XML, and a list is its items`() {
    _ = bench.ask("pv", [("to", "@bobx"), ("msg", "x")])
    let rows = bench.ask("ix", [("format", "xml")], as: .bobx)
    #expect(rows.contains("<response><data><item><id>1</id><src>@anna</src><dst/><msg>x</msg>"))
    #expect(rows.contains("</item></data><error_string/><timestamp>1795334400</timestamp></response>"))
    #expect(bench.ask("get_contact", [("kwd", "zz"), ("format", "xml")]).contains("<data/>"))
    #expect(bench.ask("pv", [("to", "@bobx"), ("msg", "x"), ("format", "xml")]).contains("<smslog_id/><queue>"))
  }

  @Test func `serialize tells kinds, and lengths in bytes`() {
    #expect(
      bench.ask("cr", [("format", "serialize")])
        == #"a:5:{s:6:"status";s:2:"OK";s:5:"error";s:1:"0";s:6:"credit";d:100000;s:12:"error_string";N;"#
        + #"s:9:"timestamp";i:1795334400;}"#)
    bench.sandbox.setCredit(-4.5, of: "anna")
    #expect(bench.ask("cr", [("format", "serialize")]).contains(#"s:6:"credit";d:-4.5;"#))
    bench.sandbox.receive(src: "+62811", msg: "é \"😀\" & /")
    #expect(
      bench.ask("ix", [("format", "serialize")])
        == #"a:3:{s:4:"data";a:1:{i:0;a:5:{s:2:"id";i:1;s:3:"src";s:6:"+62811";s:3:"dst";s:4:"1234";"#
        + #"s:3:"msg";s:13:"é '😀' & /";s:2:"dt";s:19:"2026-11-22 08:00:00";}}s:12:"error_string";N;"#
        + #"s:9:"timestamp";i:1795334400;}"#)
  }

  @Test(arguments: [
    ("xml", "text/xml;charset=UTF-8"), ("XML", "text/xml;charset=UTF-8"),
    ("Serialize", "text/plain;charset=UTF-8"), ("json", "application/json"), ("yaml", "application/json"),
    ("", "application/json"),
  ])
  func `each format has its content type, and an unknown one is JSON`(format: String, contentType: String) {
    let reply = bench.respond("query", [("format", format)])
    #expect(reply.headers.first { $0.name == "Content-Type" }?.value == contentType)
  }

  @Test func `errors leave in the format that was asked for, dead scripts in none`() {
    let format = ("format", "xml")
    #expect(
      bench.ask("ix", [format]).contains(
        "<status>ERR</status><error>501</error><error_string>no data returned or result is empty</error_string>"))
    #expect(bench.ask("ix", [format, ("c", "abc")]) == fatal)
    #expect(bench.respond("pv", [format, ("to", "@ghost"), ("msg", "x")]).body.isEmpty)
    #expect(bench.respond("nosuchop", [format]).body.isEmpty)
    #expect(bench.ask("credit", [format]) == "0.00")
  }
}
