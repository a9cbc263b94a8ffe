import PlaySMSSandbox
import Testing

/// The protocol as it was published: the examples of its description, letter for letter.
@Suite struct SeedTests {
  let bench = Bench { configuration in
    configuration.quirks = .seed
    configuration.firstSmslogID = 30
  }

  @Test func `a submission is answered as in the example`() {
    let text = bench.ask("pv", [("to", "0987654321"), ("msg", "test only")])
    let queue = values("queue", in: text).first ?? ""
    #expect(queue.count == 32)
    #expect(
      text == #"{"data":[{"status":"OK","error":"0","smslog_id":"30","queue":"\#(queue)","to":"0987654321"}],"#
        + #""error_string":null}"#)
  }

  @Test func `contacts come with their group and multi`() {
    bench.sandbox.addGroup(name: "Other", code: "OTHER", members: [])
    let pid = bench.sandbox.addContact(SandboxContact(name: "Anton Raharja", number: "08901230659", tags: "x"))
    bench.sandbox.addGroup(name: "Test Group", code: "TESTGROUP", members: [pid])
    let key = #"{"status":"OK","error":"0","data":[{"pid":"1","gpid":"2","p_desc":"Anton Raharja","#
    #expect(
      bench.ask("get_contact", [("kwd", "anton")])
        == key + #""p_num":"08901230659","email":"","group_name":"Test Group","code":"TESTGROUP"}],"multi":true}"#)
  }

  @Test func `a list in XML has nothing but its rows`() {
    bench.sandbox.addIncoming(src: "+629876543210", kwd: "IDOL", msg: "A", dt: "2013-05-20 12:40:38")
    #expect(
      bench.ask("in", [("kwd", "IDOL"), ("format", "xml")])
        == "<?xml version=\"1.0\"?>\n<response><data><item><id>1</id><src>+629876543210</src><dst>1234</dst>"
        + "<kwd>IDOL</kwd><msg>A</msg><dt>2013-05-20 12:40:38</dt><status>1</status></item></data></response>\n")
  }

  @Test func `the codes are given that no server gives`() {
    let cases: [(String, [(String, String)], String)] = [
      ("nosuchop", [], "101"), ("", [], "101"), ("get_contact", [], "102"), ("get_token", [], "102"),
      ("pv", [("to", "abc"), ("msg", "x")], "200"), ("pv", [("to", "@ghost"), ("msg", "x")], "200"),
      ("pv", [("to", "+6281")], "201"),
    ]
    for (op, parameters, code) in cases { #expect(values("error", in: bench.ask(op, parameters)) == [code]) }
    bench.sandbox.setCredit(0.5, of: "anna")
    #expect(
      bench.ask("pv", [("to", "+6281"), ("msg", "x")])
        == #"{"status":"ERR","error":"103","error_string":"not enough credit for this operation"}"#)
  }
}
