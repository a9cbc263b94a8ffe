import PlaySMSSandbox
import Testing

@Suite struct ListTests {
  let bench = Bench()

  private func ids(_ op: String, _ parameters: [(String, String)] = []) -> [Int] {
    values(op == "ds" ? "smslog_id" : "id", in: bench.ask(op, parameters)).compactMap { Int($0) }
  }

  /// Rows 1 to `count`, one each minute.
  private func fillInbox(_ count: Int) {
    for number in 1...count {
      bench.sandbox.receive(src: "+62812000\(100 + number)", msg: "no \(number)")
      bench.clock.advance(by: .seconds(60))
    }
  }

  @Test func `an inbox row has the recorded keys in the recorded order`() {
    bench.sandbox.receive(src: "+628777000012", msg: "hi \"anna\"")
    #expect(
      bench.ask("ix")
        == #"{"data":[{"id":1,"src":"+628777000012","dst":"1234","msg":"hi 'anna'","dt":"2026-11-22 08:00:00"}],"#
        + #""error_string":null,"# + timestamp)
  }

  @Test func `an empty list is 501, an empty ds is 400`() {
    #expect(bench.ask("ix") == nothingNew)
    #expect(bench.ask("in") == nothingNew)
    #expect(bench.ask("ds") == noStatus)
  }

  @Test func `rows come newest date first, whatever their ids`() {
    for dt in ["2026-11-20 10:00:00", "2026-11-22 07:00:00", "2026-11-21 10:00:00", ""] {
      bench.sandbox.addOutgoing(dst: "+62811", msg: "x", dt: dt, status: 3)
    }
    #expect(ids("ds") == [2, 3, 1, 4])
  }

  @Test func `a page holds c rows, 100 when c is blank or zero`() {
    fillInbox(130)
    #expect(ids("ix", [("c", "5")]) == [130, 129, 128, 127, 126])
    for c in ["", "0"] { #expect(ids("ix", [("c", c)]).count == 100) }
    #expect(ids("ix", [("c", "1000")]).count == 130)
    #expect(ids("ix", [("c", "100,5")]) == [30, 29, 28, 27, 26])
    #expect(ids("ix", [("c", "2 OFFSET 3")]) == [127, 126])
  }

  @Test func `last is an exclusive lower bound on the id`() {
    fillInbox(5)
    #expect(ids("ix", [("last", "3")]) == [5, 4])
    #expect(bench.ask("ix", [("last", "5")]).contains(#""error":"501""#))
    for last in ["", "0", "-5", "2.5", "0x2", "2e0"] { #expect(!ids("ix", [("last", last)]).isEmpty) }
    #expect(ids("ix", [("last", "2.5")]) == [5, 4, 3])
    #expect(bench.ask("ix", [("last", "99999999999999999999999")]).contains(#""error":"501""#))
  }

  @Test func `what is no number in c or last kills the query`() {
    fillInbox(1)
    for c in ["abc", "-1", "1.5", "+5", "1e1", "99999999999999999999999"] {
      #expect(bench.ask("ix", [("c", c)]) == fatal)
      #expect(bench.ask("ds", [("c", c)]) == fatal)
    }
    for last in ["abc", "10099998abc", "--1", "e5"] { #expect(bench.ask("ix", [("last", last)]) == fatal) }
  }

  @Test func `whoever moves last to the highest id of a full page loses what was behind it`() {
    bench.sandbox.receive(1_000, src: "+62811", text: { "no \($0)" })
    let page = ids("ix", [("last", "0"), ("c", "100")])
    #expect(page.count == 100)
    var known = Set(page)
    known.formUnion(ids("ix", [("last", String(page.max() ?? 0)), ("c", "100")]))
    // All in one second: the page is the lowest ids of it, so the next poll gets on; by date it would not.
    #expect(known.count == 200)

    let dated = Bench()
    for number in 1...1_000 {
      dated.sandbox.receive(src: "+62811", msg: "no \(number)")
      dated.clock.advance(by: .seconds(1))
    }
    let newest = values("id", in: dated.ask("ix", [("c", "100")])).compactMap { Int($0) }
    #expect(newest.max() == 1_000)
    let after = dated.ask("ix", [("last", "1000"), ("c", "100")])
    #expect(after.contains(#""error":"501""#), "900 of 1000 are never shown")
  }

  @Test func `dt finds a part of the date and knows wildcards`() {
    for dt in ["2025-03-04 05:14:00", "2025-03-04 06:05:14", "2025-12-31 23:14:04", "2026-03-04 00:00:00"] {
      bench.sandbox.addOutgoing(dst: "+62811", msg: "x", dt: dt, status: 3)
    }
    #expect(ids("ds", [("dt", "2025-03-04")]) == [2, 1])
    #expect(ids("ds", [("dt", "2025-03-04 05")]) == [1])
    #expect(ids("ds", [("dt", "2025")]) == [3, 2, 1])
    #expect(ids("ds", [("dt", "3-04")]) == [4, 2, 1])
    #expect(ids("ds", [("dt", "05:14")]) == [2, 1])
    #expect(ids("ds", [("dt", "2025%04")]) == [3, 2, 1])
    #expect(ids("ds", [("dt", "2025%31")]) == [3])
    #expect(ids("ds", [("dt", "202_-03")]) == [4, 2, 1])
    #expect(ids("ds", [("dt", "%")]).count == 4)
    #expect(ids("ds", [("dt", "2099")]).isEmpty)
  }

  @Test func `an address loses its first three characters, and date joins it by OR`() {
    for (number, day) in [("+628120000123", "01"), ("+628120000999", "02"), ("12345", "03")] {
      bench.sandbox.addOutgoing(dst: number, msg: "x", dt: "2026-01-\(day) 00:00:00", status: 3)
    }
    for dst in ["+628120000123", "628120000123", "08120000123", "8120000123"] {
      #expect(ids("ds", [("dst", dst)]) == [1])
    }
    for dst in ["12", "+62", "0"] { #expect(ids("ds", [("dst", dst)]).count == 3) }
    #expect(ids("ds", [("dst", "+628120000123"), ("dt", "2026-01-03")]) == [3, 1])
  }

  @Test func `src of the inbox finds an account by @ and not by its bare name`() {
    bench.sandbox.receive(src: "@bobx", msg: "hi")
    #expect(ids("ix", [("src", "@bobx")]) == [1])
    #expect(ids("ix", [("src", "nobody")]).isEmpty)
    #expect(ids("ix", [("dst", "1234")]) == [1])
    #expect(ids("ix", [("dst", "999")]).isEmpty)
    #expect(ids("ix", [("smslog_id", "77"), ("queue", "x"), ("kwd", "y")]) == [1])
  }

  @Test func `ds takes src whole, in any case, and smslog_id up to its comma`() {
    bench.sandbox.addOutgoing(dst: "+62811", msg: "x", dt: "2026-01-01 00:00:00", status: 3, src: "ACME")
    #expect(ids("ds", [("src", "acme")]) == [1])
    #expect(ids("ds", [("src", "ACM")]).isEmpty)
    #expect(ids("ds", [("smslog_id", "1,2")]) == [1])
    #expect(ids("ds", [("smslog_id", "1"), ("last", "5")]).isEmpty)
    #expect(ids("ds", [("smslog_id", "1"), ("dt", "2026-01-01")]) == [1])
    #expect(ids("ds", [("smslog_id", "1"), ("dt", "2026-01-02")]).isEmpty)
    #expect(bench.ask("ds", [("smslog_id", "1")], as: .bobx) == noStatus)
  }

  @Test func `a list that is too long exhausts the server`() {
    bench.sandbox.reconfigure { $0.quirks.rowLimit = 3 }
    fillInbox(4)
    #expect(ids("ix", [("c", "3")]).count == 3)
    let reply = bench.respond("ix", [("c", "4")])
    #expect(reply.status == 500 && reply.body.isEmpty)
  }

  @Test func `last_id falls when the newest row is deleted`() {
    fillInbox(3)
    #expect(bench.ask("query").contains(#""user_inbox":3"#))
    #expect(bench.sandbox.deleteRow(3, from: .inbox))
    #expect(bench.ask("query").contains(#""user_inbox":2"#))
    #expect(ids("ix") == [2, 1])
    #expect(!bench.sandbox.deleteRow(3, from: .inbox))
  }

  @Test func `keywords go to in, the rest to sx, which only administrators see`() {
    bench.sandbox.change("anna") { $0.keywords = ["HELP"] }
    bench.sandbox.arrive(src: "+628777000011", msg: "help ME")
    bench.sandbox.arrive(src: "+628777000013", msg: "nobody")
    bench.sandbox.arrive(src: "+628777000012", msg: "@anna hi")
    #expect(
      bench.ask("in")
        == #"{"data":[{"id":1,"src":"+628777000011","dst":"1234","kwd":"HELP","msg":"ME","#
        + #""dt":"2026-11-22 08:00:00","status":1}],"error_string":null,"# + timestamp)
    #expect(ids("in", [("kwd", "help")]) == [1])
    #expect(ids("in", [("kwd", "NOPE")]).isEmpty)
    #expect(
      bench.ask("sx", as: .admin)
        == #"{"data":[{"id":2,"src":"+628777000013","dst":"1234","msg":"nobody","dt":"2026-11-22 08:00:00"}],"#
        + #""error_string":null,"# + timestamp)
    #expect(bench.ask("sx") == nothingNew)
    #expect(bench.ask("ix").contains("@anna hi"))
    #expect(bench.ask("query").contains(#""user_inbox":1,"user_incoming":1"#))
  }

  @Test func `a row without a keyword moves last_id and is never listed`() {
    bench.sandbox.addIncoming(src: "+62811", kwd: "", msg: "forwarded")
    #expect(bench.ask("query").contains(#""user_incoming":1,"#))
    #expect(bench.ask("in") == nothingNew)
  }

  @Test func `dates may be empty or zero`() {
    for dt in ["", "0000-00-00 00:00:00"] { bench.sandbox.addInbox(src: "", msg: "", dt: dt) }
    #expect(values("dt", in: bench.ask("ix")) == ["0000-00-00 00:00:00", ""])
    #expect(ids("ix", [("dt", "0000-00-00")]) == [2])
  }

  @Test func `each list has its own slip of the clock`() {
    let bench = Bench { $0.zones = .jakarta }
    bench.sandbox.change("anna") { $0.keywords = ["HELP"] }
    bench.sandbox.receive(src: "+62811", msg: "x")
    bench.sandbox.arrive(src: "+62811", msg: "HELP")
    _ = bench.ask("pv", [("to", "@anna"), ("msg", "x")], as: .bobx)
    _ = bench.ask("pv", [("to", "+62811"), ("msg", "x")])
    bench.clock.advance(by: .seconds(2))
    #expect(values("dt", in: bench.ask("ix")) == ["2026-11-22 15:00:00", "2026-11-22 01:00:00"])
    #expect(values("dt", in: bench.ask("in")) == ["2026-11-22 15:00:00"])
    #expect(values("dt", in: bench.ask("ds")).first?.hasPrefix("2026-11-22 08:00:0") == true)
  }
}
