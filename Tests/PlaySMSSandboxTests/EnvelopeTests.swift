import PlaySMSSandbox
import Testing

@Suite struct EnvelopeTests {
  let bench = Bench()

  @Test func `query has the recorded keys in the recorded order`() {
    #expect(
      bench.ask("query")
        == #"{"status":"OK","error":"0","data":{"user":{"username":"anna","uid":2,"status":3,"name":"Anna Example","#
        + #""email":"anna@example.test","mobile":"+628110000001","credit":100000},"last_id":{"user_inbox":0,"#
        + #""user_incoming":0,"user_outgoing":0}},"error_string":null,"# + timestamp)
  }

  @Test(arguments: [(0.0, #""0""#), (2.5, "2.5"), (12.345, "12.345"), (-4.5, "-4.5"), (99.5, "99.5"), (7, "7")])
  func `credit is a number but the text 0 for nothing`(credit: Double, shown: String) {
    bench.sandbox.setCredit(credit, of: "anna")
    #expect(bench.ask("cr") == #"{"status":"OK","error":"0","credit":\#(shown),"error_string":null,"# + timestamp)
  }

  @Test func `without an operation there is only the end of the envelope`() {
    #expect(bench.ask("") == #"{"error_string":null,"# + timestamp)
  }

  @Test func `an unknown operation gets an empty page`() {
    let reply = bench.respond("nosuchop")
    #expect(reply.status == 200 && reply.body.isEmpty)
    #expect(reply.headers.contains { $0.name == "Content-Type" && $0.value.hasPrefix("text/html") })
  }

  @Test(arguments: ["CR", " cr ", "c/r", "Cr"]) func `the name of an operation is read leniently`(op: String) {
    #expect(bench.ask(op).contains(#""credit":100000"#))
  }

  @Test func `an array parameter kills the script`() {
    let reply = bench.respond("pv", [("to[]", "+62811"), ("msg", "x")])
    #expect(reply.status == 500 && reply.body.isEmpty)
  }

  @Test func `headers are as recorded`() {
    let reply = bench.sandbox.answer(.call("cr", ["u": "anna", "h": SandboxAccount.anna.token]))
    let names = Set(reply.headers.map(\.name))
    #expect(names == ["Set-Cookie", "Expires", "Cache-Control", "Pragma", "X-Frame-Options", "Content-Type"])
    #expect(reply.headers.contains { $0.name == "Content-Type" && $0.value == "application/json" })
    #expect(reply.headers.contains { $0.name == "Set-Cookie" && $0.value.hasPrefix("PHPSESSID=") })
    #expect(!bench.respond("cr").headers.contains { $0.name == "Set-Cookie" })
  }

  @Test func `app in the body alone is redirected`() {
    let reply = bench.sandbox.answer(
      SandboxRequest(target: "/index.php", form: [("app", "ws"), ("op", "cr"), ("u", "anna")]))
    #expect(reply.status == 302 && reply.body.isEmpty)
    let location = reply.headers.first { $0.name == "Location" }?.value
    #expect(location == "index.php?app=main&inc=core_auth&route=block&op=block")
  }

  @Test func `the singular alias works for GET and is redirected for POST`() {
    let query = "/index.php?app=webservice&op=cr&u=anna&h=\(SandboxAccount.anna.token)"
    #expect(bench.sandbox.answer(SandboxRequest(method: "GET", target: query)).status == 200)
    #expect(bench.sandbox.answer(SandboxRequest(method: "POST", target: query)).status == 302)
  }

  @Test func `the form wins over the query`() {
    let reply = bench.sandbox.answer(
      SandboxRequest(
        target: "/?app=webservices&op=query&u=anna&h=\(SandboxAccount.anna.token)", form: [("op", "cr")]))
    #expect(reply.text.contains(#""credit":100000,"error_string""#))
  }

  @Test func `another path is not found`() {
    #expect(bench.sandbox.answer(SandboxRequest(target: "/index.php/?app=ws")).status == 404)
  }

  @Test func `text leaves as json_encode writes it`() {
    bench.sandbox.receive(src: "N", msg: "a\u{1b}[31m \"q\" é 😀 /\\ \u{0} \n\r\t\u{8}\u{c} \u{7f} \u{202e}")
    let escaped =
      #"a\u001b[31m 'q' \u00e9 \ud83d\ude00 \/\\ \u0000 \n\r\t\b\f "# + "\u{7f}" + #" \u202e"#
    #expect(bench.ask("ix").contains(#""msg":"\#(escaped)""#))
  }

  @Test func `requests are counted and kept without their secrets`() {
    _ = bench.ask("cr")
    _ = bench.ask("get_token", [("p", "annapass1")])
    #expect(bench.sandbox.requestCounts == ["cr": 1, "get_token": 1])
    #expect(bench.sandbox.requests.map(\.op) == ["cr", "get_token"])
    #expect(bench.sandbox.requests.allSatisfy { $0.parameters["h"] == nil && $0.parameters["p"] == nil })
    #expect(bench.sandbox.requests.first?.parameters["u"] == "anna")
  }
}
