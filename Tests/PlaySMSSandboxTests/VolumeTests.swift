import PlaySMSSandbox
import Testing

/// A very full account.
@Suite struct VolumeTests {
  @Test func `a hundred thousand messages each way are there, and polls find what is new among them`() {
    let bench = Bench()
    bench.sandbox.fill(messages: 100_000)
    #expect(bench.ask("query").contains(#""user_inbox":100000,"user_incoming":0,"user_outgoing":100000"#))
    for _ in 1...200 {
      #expect(bench.ask("ix", [("last", "100000")]) == nothingNew)
      #expect(bench.ask("ds", [("last", "99990"), ("c", "3")]).contains(#""smslog_id":100000,"#))
      #expect(bench.ask("ds", [("dt", "2026-03"), ("last", "99999")]) == noStatus)
    }
    let queue = values("queue", in: bench.ask("pv", [("to", "+6281"), ("msg", "new")])).first ?? ""
    bench.clock.advance(by: .seconds(5))
    for _ in 1...200 { #expect(bench.ask("ds", [("queue", queue)]).contains(#""msg":"new""#)) }
  }

  @Test func `the short way by ids and the long way by dates find the same`() {
    // Late ids, equal dates, and holes.
    let bench = Bench()
    for number in 1...600 {
      let day = 1 + (number * 7) % 28
      bench.sandbox.addOutgoing(
        dst: "+62\(number % 9)", msg: "x", dt: "2026-01-\(day < 10 ? "0" : "")\(day) 00:00:00", status: 3)
    }
    for id in [560, 595, 600] as [Int64] { bench.sandbox.deleteRow(id, from: .outgoing) }
    for last in [0, 300, 555, 580, 590, 598] {
      for (c, dt) in [("5", ""), ("1000", ""), ("3", "2026-01"), ("100", "2026-01-15"), ("2,4", "")] {
        let short = values("smslog_id", in: bench.ask("ds", [("last", "\(last)"), ("c", c), ("dt", dt)]))
        // A pattern cannot be looked up by date, and a negative bound not by id.
        let all = values("smslog_id", in: bench.ask("ds", [("c", "1000"), ("dt", dt + "%")]))
        let above = all.filter { (Int($0) ?? 0) > last }
        #expect(short == (c == "2,4" ? Array(above.dropFirst(2).prefix(4)) : Array(above.prefix(Int(c) ?? 0))))
      }
    }
  }
}
