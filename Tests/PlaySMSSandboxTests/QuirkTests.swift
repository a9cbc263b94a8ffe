import PlaySMSSandbox
import Testing

/// In what the versions differ, switch by switch.
@Suite struct QuirkTests {
  private func bench(_ name: String, _ change: @escaping (inout SandboxQuirks) -> Void = { _ in }) throws -> Bench {
    var quirks = try #require(SandboxQuirks(named: name))
    change(&quirks)
    return Bench { $0.quirks = quirks }
  }

  private func quirky(_ change: (inout SandboxQuirks) -> Void) -> Bench { Bench { change(&$0.quirks) } }

  @Test func `every name is a set, and nothing else is`() {
    for name in SandboxQuirks.names { #expect(SandboxQuirks(named: name) != nil) }
    #expect(SandboxQuirks(named: "1.5.0") == nil && SandboxQuirks(named: "") == nil)
  }

  @Test func `before PHP 8 point 1 numbers of the tables are texts, those of query are not`() throws {
    let bench = try bench("1.4.6")
    bench.sandbox.receive(src: "+62811", msg: "x")
    let pid = bench.sandbox.addContact(SandboxContact(name: "Budi", number: "+62811"))
    bench.sandbox.addGroup(name: "Group", code: "GROUP", members: [pid])
    #expect(bench.ask("ix").contains(#""id":"1""#))
    #expect(bench.ask("pv", [("to", "+62811"), ("msg", "x")]).contains(#""smslog_id":"1","queue""#))
    #expect(bench.ask("pv", [("to", "@bobx"), ("msg", "x")]).contains(#""smslog_id":null"#))
    bench.clock.advance(by: .seconds(5))
    #expect(bench.ask("ds").contains(#""status":"3"}"#))
    #expect(bench.ask("get_contact", [("kwd", "B")]).contains(#"{"pid":"1","p_desc":"Budi""#))
    #expect(bench.ask("get_contact_group", [("kwd", "G")]).contains(#"{"gpid":"1","#))
    #expect(bench.ask("query").contains(#""uid":2,"status":3"#))
    #expect(bench.ask("query").contains(#""user_inbox":1,"#))
  }

  @Test(arguments: [("1.4.8", 64, 15), ("1.4.7", 32, 20), ("1.4.6", 32, 20), ("seed", 32, 20)])
  func `queue codes and numbers have the version's length`(name: String, code: Int, digits: Int) throws {
    let text = try bench(name).ask("pv", [("to", "+628111111101123456789123"), ("msg", "x")])
    #expect(values("queue", in: text).first?.count == code)
    #expect(values("to", in: text).first?.count == digits)
  }

  @Test func `a comma list is split before 1_4_7, and runs together since`() throws {
    let list = [("to", "+62811, @bobx,+62812,,+62811"), ("msg", "x")]
    #expect(values("to", in: try bench("1.4.6").ask("pv", list)) == ["@bobx", "+62811", "+62812"])
    #expect(values("to", in: try bench("1.4.7").ask("pv", list)) == ["+62811+62812+62811"])
  }

  @Test func `a group is found by a part of its name on 1_4_8 alone`() throws {
    for (name, reaches) in [("1.4.8", true), ("1.4.7", false), ("1.4.6", false), ("seed", false)] {
      let bench = try bench(name)
      let pid = bench.sandbox.addContact(SandboxContact(name: "N", number: "+6281"))
      bench.sandbox.addGroup(name: "Family", code: "FAMILY", members: [pid])
      #expect(bench.ask("pv", [("to", "#FAM"), ("msg", "x")]).contains("+6281") == reaches)
      #expect(bench.ask("pv", [("to", "#family"), ("msg", "x")]).contains("+6281"))
    }
  }

  @Test func `a character of four bytes kills the query where the tables are too narrow`() throws {
    let emoji = [("to", "+6281"), ("msg", "e 😀 end")]
    #expect(try bench("1.4.7").ask("pv", emoji) == fatal)
    #expect(try bench("1.4.6").ask("pv", emoji).contains(#"{"status":"ERR","error":"200""#))
    #expect(try bench("1.4.8").ask("pv", emoji).contains(#""status":"OK""#))
    #expect(try bench("1.4.7").ask("pv", [("to", "+6281"), ("msg", "é你")]).contains(#""status":"OK""#))
  }

  @Test(arguments: [
    ("1.4.8", #"say "hello" 'hi' tick backslash"#, "bold &  a < b > c  end"),
    ("1.4.7", #"say \"hello\" \'hi\' `tick` back\\slash"#, "<b>bold</b> & <i> a < b > c  end"),
    ("1.4.6", #"say "hello" 'hi' `tick` back\slash"#, "<b>bold</b> & <i> a < b > c  end"),
    ("seed", #"say "hello" 'hi' `tick` \back\\slash"#, "<b>bold</b> &amp; &lt;i&gt; a < b > c <script>x</script> end"),
  ])
  func `a text is cleaned as the version does it`(name: String, quotes: String, tags: String) throws {
    let bench = try bench(name)
    _ = bench.ask("pv", [("to", "+6281"), ("msg", #"say "hello" 'hi' `tick` \back\\slash"#)])
    _ = bench.ask("pv", [("to", "+6281"), ("msg", "<b>bold</b> &amp; &lt;i&gt; a < b > c <script>x</script> end")])
    #expect(bench.keptTexts == [quotes, tags])
  }

  @Test func `a queue being worked on is 400, or stays 401`() {
    for (isHidden, code) in [(true, "400"), (false, "401")] {
      let bench = quirky { $0.hidesQueueWhileProcessing = isHidden }
      let queue = values("queue", in: bench.ask("pv", [("to", "+6281"), ("msg", "x")])).first ?? ""
      bench.sandbox.reconfigure { $0.queue.processing = 600_000 }
      bench.clock.advance(by: .seconds(2))
      #expect(values("error", in: bench.ask("ds", [("queue", queue)])) == [code])
    }
  }

  @Test func `before PHP 8 who reached nobody got a blank entry, and up to 1_3 one that tells`() {
    let stopped = [("to", "62899"), ("msg", "x")]
    let blank = #"{"status":"ERR","error":"200","smslog_id":"","queue":"","to":""}"#
    for (echoes, entry) in [(false, blank), (true, blank.replacing(#""to":"""#, with: #""to":"62899""#))] {
      let bench = quirky {
        $0.php8 = false
        $0.echoesFailedEntries = echoes
      }
      _ = bench.ask("stoplist", [("from", "62899")])
      #expect(bench.ask("pv", stopped).contains(entry))
    }
  }

  @Test func `garbage in c or last is the server's sentence, or before 1_4_7 an empty list`() throws {
    for parameter in [("c", "abc"), ("last", "abc")] {
      #expect(try bench("1.4.7").ask("ix", [parameter]) == fatal)
      #expect(try bench("1.4.6").ask("ix", [parameter]) == nothingNew)
      #expect(try bench("1.4.6").ask("ds", [parameter]) == noStatus)
    }
    let ghost = [("data_username", "ghost"), ("data_amount", "1")]
    for (op, code) in [("creditadd", "622"), ("creditdeduct", "624"), ("loginkeyset", "626")] {
      #expect(values("error", in: try bench("1.4.6").ask(op, ghost, as: .admin)) == [code])
    }
  }

  @Test func `one byte finds contacts before 1_4_8`() throws {
    for (name, finds) in [("1.4.8", false), ("1.4.7", true)] {
      let bench = try bench(name)
      bench.sandbox.addContact(SandboxContact(name: "Budi", number: "+6281"))
      #expect(bench.ask("get_contact", [("kwd", "B")]).contains("Budi") == finds)
      #expect(!bench.ask("get_contact").contains("Budi"))
    }
  }

  @Test func `app may stand in the body before 1_4_8`() throws {
    for (name, status) in [("1.4.8", 302), ("1.4.7", 200)] {
      let form = [("app", "ws"), ("op", "cr"), ("u", "anna"), ("h", SandboxAccount.anna.token)]
      let request = SandboxRequest(target: "/index.php", form: form.map { (name: $0.0, value: $0.1) })
      #expect(try bench(name).sandbox.answer(request).status == status)
    }
  }

  @Test func `credit follows on 1_4_7`() throws {
    let bench = try bench("1.4.7")
    _ = bench.ask("pv", [("to", "+6281"), ("msg", "x")])
    bench.clock.advance(by: .seconds(61))
    #expect(bench.ask("cr").contains(#""credit":99999,"#))
  }

  @Test func `credit was once a text with three decimals`() {
    let bench = quirky { $0.creditStyle = .threeDecimals }
    for (credit, shown) in [(99.5, "99.500"), (0.0, "0.000"), (-0.25, "-0.250"), (7.012, "7.012")] {
      bench.sandbox.setCredit(credit, of: "anna")
      #expect(bench.ask("cr").contains(#""credit":"\#(shown)","#))
    }
  }

  @Test func `XML of 1_4_7 ends with a line end`() throws {
    #expect(try bench("1.4.7").ask("cr", [("format", "xml")]).hasSuffix("</response>\n"))
    #expect(try !bench("1.4.7").ask("cr").hasSuffix("\n"))
  }
}
