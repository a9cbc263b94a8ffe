import PlaySMSSandbox
import Testing

@Suite struct SubmitTests {
  let bench = Bench()

  private func send(_ to: String, _ msg: String = "hello", _ more: [(String, String)] = []) -> SandboxResponse {
    bench.respond("pv", [("to", to), ("msg", msg)] + more)
  }

  @Test func `an accepted message is told with its id, its queue and its destination`() {
    let text = send("+628111111101").text
    let queue = values("queue", in: text).first ?? ""
    #expect(queue.count == 64 && queue.allSatisfy { $0.isHexDigit && !$0.isUppercase })
    #expect(
      text == #"{"data":[{"status":"OK","error":"0","smslog_id":1,"queue":"\#(queue)","to":"+628111111101"}],"#
        + #""error_string":null,"# + timestamp)
    let kept = bench.sandbox.acceptedSubmissions
    #expect(kept.count == 1)
    #expect(kept.first?.to == "+628111111101" && kept.first?.msg == "hello" && kept.first?.smslogID == 1)
    #expect(kept.first?.queue == queue && kept.first?.at == bench.clock.now && kept.first?.username == "anna")
  }

  @Test(arguments: [("", "x"), ("+62811", ""), ("+62811", "   "), ("+62811", "0"), ("+62811", "<b></b>")])
  func `an empty destination or text is 201`(to: String, msg: String) {
    #expect(send(to, msg).text == refusal(201, "destination number or message is empty"))
  }

  @Test(arguments: [
    ("+628111111101123456789", "+62811111110112"), ("+628111111101,+628111111102", "+628111111101+6"),
    ("+628111111101, +628111111102", "+628111111101+6"), ("+628111111101,@bobx,#GRP", "+628111111101"),
    ("+62 811-111 (101)", "+62811111101"), ("12", "12"), ("08111111101", "08111111101"),
  ])
  func `a number is cleaned and cut, and a comma list runs together`(to: String, echoed: String) {
    let text = send(to).text
    #expect(values("to", in: text) == [echoed])
  }

  @Test(arguments: ["abcdef", "@ghost", "@anna", "@bobx,+628111111101", "#NOPE", "#"])
  func `reaching nobody kills the script`(to: String) {
    let reply = send(to)
    #expect(reply.status == 500 && reply.body.isEmpty)
    #expect(bench.sandbox.acceptedSubmissions.isEmpty)
  }

  @Test func `before PHP 8 reaching nobody was a blank failed entry`() {
    bench.sandbox.reconfigure { $0.quirks.php8 = false }
    #expect(
      send("abcdef").text
        == #"{"data":[{"status":"ERR","error":"200","smslog_id":"","queue":"","to":""}],"error_string":null,"#
        + timestamp)
    #expect(send("@ghost").text == #"{"error_string":null,"# + timestamp)
  }

  @Test func `comma lists are split where the version splits them`() {
    bench.sandbox.reconfigure { $0.quirks.splitsCommaLists = true }
    #expect(values("to", in: send("+6281,+6282,+6281").text) == ["+6281", "+6282"])
  }

  @Test func `a message to an account goes straight into its inbox`() {
    let text = send("@bobx").text
    #expect(text.contains(#""smslog_id":null"#) && text.contains(#""to":"@bobx""#))
    #expect(bench.ask("ix", as: .bobx).contains(#""src":"@anna","dst":"","msg":"hello""#))
    let queue = values("queue", in: text).first ?? ""
    bench.clock.advance(by: .seconds(60))
    #expect(bench.ask("ds", [("queue", queue)]).contains(#""error":"400""#))
  }

  @Test func `a banned account is not reached`() {
    bench.sandbox.change("bobx") { $0.isBanned = true }
    #expect(send("@bobx").status == 500)
  }

  @Test func `a group is found by a part of its name, and each member has an id in one queue`() {
    let pids = ["+628111111101", "+628111111102", "+628111111101"].map {
      bench.sandbox.addContact(SandboxContact(name: "N", number: $0))
    }
    bench.sandbox.addGroup(name: "Family", code: "FAMILY", members: pids)
    bench.sandbox.addGroup(name: "Empty", code: "NONE", members: [])
    for code in ["#FAM", "#family", "#FAMILY"] {
      let text = send(code).text
      #expect(values("to", in: text) == ["+628111111101", "+628111111102"])
      #expect(Set(values("queue", in: text)).count == 1)
    }
    #expect(send("#NONE").status == 500)
    bench.sandbox.reconfigure { $0.quirks.matchesGroupsBySubstring = false }
    #expect(send("#FAM").status == 500)
  }

  @Test func `a member on the stop list fails in its place without its number`() {
    let pids = ["+6281", "62899", "+6282"].map {
      bench.sandbox.addContact(SandboxContact(name: "N", number: $0))
    }
    bench.sandbox.addGroup(name: "Partial", code: "PARTIAL", members: pids)
    _ = bench.ask("stoplist", [("from", "+62899")])
    let text = send("#PARTIAL").text
    #expect(values("smslog_id", in: text) == ["1", "", "2"])
    #expect(text.contains(#"{"status":"ERR","error":"200","smslog_id":"","queue":"","to":""}"#))
    #expect(send("62899").status == 500)
    #expect(send("+62899").status == 200)
  }

  @Test func `a sender that is not approved is silently replaced`() {
    bench.sandbox.change("anna") { $0.senders = ["ANNACO"] }
    _ = send("+62811", "one", [("from", "ANNACO")])
    _ = send("+62811", "two", [("from", "EVILCO")])
    bench.clock.advance(by: .seconds(3))
    #expect(Set(values("src", in: bench.ask("ds"))) == ["ANNACO", "1234"])
  }

  @Test func `too little credit for all recipients refuses all of them`() {
    let pids = ["+6281", "+6282", "+6283"].map {
      bench.sandbox.addContact(SandboxContact(name: "N", number: $0))
    }
    bench.sandbox.addGroup(name: "Three", code: "THREE", members: pids)
    bench.sandbox.setCredit(2.5, of: "anna")
    #expect(send("#THREE").status == 500)
    #expect(send("+6281", String(repeating: "x", count: 400)).status == 500)
    #expect(bench.sandbox.acceptedSubmissions.isEmpty)
    #expect(send("+6281").status == 200)
  }

  @Test func `a subuser spends the parent's credit too`() {
    bench.sandbox.change("bobx") { $0.parent = 2 }
    bench.sandbox.setCredit(0.5, of: "anna")
    #expect(bench.respond("pv", [("to", "+6281"), ("msg", "x")], as: .bobx).status == 500)
    bench.sandbox.setCredit(1, of: "anna")
    #expect(bench.respond("pv", [("to", "+6281"), ("msg", "x")], as: .bobx).status == 200)
  }

  @Test func `credit stays as it was although the daemon spends it`() {
    bench.sandbox.setCredit(2, of: "anna")
    for number in 1...3 {
      #expect(send("+628\(number)").status == 200)
      bench.clock.advance(by: .seconds(5))
    }
    #expect(bench.ask("cr").contains(#""credit":2,"#))
    // The third had no credit left when its turn came: failed, and no report ever.
    let text = bench.ask("ds")
    #expect(values("status", in: text) == ["2", "3", "3"])
    #expect(values("update", in: text).first == "0000-00-00 00:00:00")
  }

  @Test func `credit follows where the version refreshes it`() {
    let bench = Bench { $0.quirks.creditRefresh = 30 }
    bench.sandbox.setCredit(2, of: "anna")
    _ = bench.ask("pv", [("to", "+6281"), ("msg", "x")])
    bench.clock.advance(by: .seconds(61))
    #expect(bench.ask("cr").contains(#""credit":1,"#))
  }
}
