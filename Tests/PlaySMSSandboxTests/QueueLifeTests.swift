import PlaySMSSandbox
import Testing

@Suite struct QueueLifeTests {
  let bench = Bench()

  private func send(_ more: [(String, String)] = []) -> (queue: String, id: String) {
    let text = bench.ask("pv", [("to", "+628111111109"), ("msg", "life")] + more)
    return (values("queue", in: text).first ?? "", values("smslog_id", in: text).first ?? "")
  }

  private func error(_ queue: String) -> String { values("error", in: bench.ask("ds", [("queue", queue)])).first ?? "" }

  @Test func `a queue goes from 401 over 400 to a row that is delivered`() {
    bench.sandbox.reconfigure { $0.queue.pickUp = 500...500 }
    let (queue, id) = send()
    #expect(error(queue) == "401")
    bench.clock.advance(by: .milliseconds(499))
    #expect(error(queue) == "401")
    bench.clock.advance(by: .milliseconds(1))
    #expect(error(queue) == "400")
    bench.clock.advance(by: .milliseconds(400))
    let row = bench.ask("ds", [("queue", queue)])
    #expect(
      row.hasPrefix(
        #"{"data":[{"smslog_id":\#(id),"src":"1234","dst":"+628111111109","msg":"life","dt":"2026-11-22 08:00:00","#
          + #""update":"0000-00-00 00:00:00","status":0}],"error_string":null"#))
    bench.clock.advance(by: .seconds(1))
    let done = bench.ask("ds", [("queue", queue)])
    #expect(done.contains(#""update":"2026-11-22 08:00:01","status":3"#))
  }

  @Test func `a finished queue whose rows a filter hides is 402, for strangers too`() {
    let (queue, _) = send()
    bench.clock.advance(by: .seconds(5))
    #expect(bench.ask("ds", [("queue", queue), ("last", "50")]).contains(#""error":"402""#))
    #expect(bench.ask("ds", [("queue", queue)], as: .bobx).contains(#""error":"402""#))
    #expect(bench.ask("ds", [("queue", "nope")]).contains(#""error":"400""#))
  }

  @Test func `a scheduled message appears late, under an id that last never shows`() {
    let scheduled = send([("schedule", "2026-11-22 08:30:00")])
    let immediate = send()
    bench.clock.advance(by: .seconds(10))
    #expect(error(scheduled.queue) == "401")
    #expect(values("smslog_id", in: bench.ask("ds")) == [immediate.id])
    bench.clock.advance(by: .seconds(1_800))
    #expect(values("smslog_id", in: bench.ask("ds")) == [scheduled.id, immediate.id])
    #expect(bench.ask("ds", [("last", immediate.id)]).contains(#""error":"400""#))
    #expect(bench.ask("query").contains(#""user_outgoing":\#(immediate.id)"#))
  }

  @Test func `schedule is read on the account's own clock, and nonsense means now`() {
    bench.sandbox.change("anna") { $0.timezone = "+0200" }
    let (queue, _) = send([("schedule", "2026-11-22 10:01:00")])
    bench.clock.advance(by: .seconds(50))
    #expect(error(queue) == "401")
    bench.clock.advance(by: .seconds(20))
    #expect(bench.ask("ds", [("queue", queue)]).contains("08:01:0"))
    for text in ["xx yy", "2020-01-01 00:00:00"] {
      let (queue, _) = send([("schedule", text)])
      bench.clock.advance(by: .seconds(3))
      #expect(bench.ask("ds", [("queue", queue)]).contains(#""data":["#))
    }
    let (later, _) = send([("schedule", "tomorrow noon")])
    bench.clock.advance(by: .seconds(23 * 3_600))
    #expect(error(later) == "401")
  }

  @Test func `rows of a group appear one after the other`() {
    let pids = (1...3).map { bench.sandbox.addContact(SandboxContact(name: "N", number: "+628\($0)")) }
    bench.sandbox.addGroup(name: "Three", code: "THREE", members: pids)
    bench.sandbox.reconfigure { configuration in
      configuration.queue.pickUp = 1_000...1_000
      configuration.queue.perRow = 100
    }
    _ = bench.ask("pv", [("to", "#THREE"), ("msg", "x")])
    bench.clock.advance(by: .milliseconds(1_500))
    #expect(values("smslog_id", in: bench.ask("ds")) == ["1", "2"])
    bench.clock.advance(by: .milliseconds(100))
    #expect(values("smslog_id", in: bench.ask("ds")).count == 3)
  }

  @Test func `what becomes of a message can be chosen for its number`() {
    let outcomes: [(SandboxOutcome, String)] = [
      (.delivered, "3"), (.failed, "2"), (.sentOnly, "1"), (.hanging, "0"), (.sentThenDelivered, "3"),
    ]
    for (index, (outcome, _)) in outcomes.enumerated() {
      bench.sandbox.setOutcome(outcome, for: "+628\(index)")
      _ = bench.ask("pv", [("to", "+628\(index)"), ("msg", "x")])
    }
    bench.clock.advance(by: .seconds(10))
    for (index, (_, status)) in outcomes.enumerated() {
      #expect(values("status", in: bench.ask("ds", [("smslog_id", "\(index + 1)")])) == [status])
    }
  }

  @Test func `a status moves in any order and update is the last report's time`() {
    let (_, id) = send()
    bench.clock.advance(by: .seconds(5))
    for status in [3, 0, 1, 9] {
      bench.clock.advance(by: .seconds(1))
      #expect(bench.sandbox.setStatus(status, of: Int64(id) ?? 0))
      #expect(values("status", in: bench.ask("ds")) == [String(status)])
    }
    #expect(values("update", in: bench.ask("ds")) == ["2026-11-22 08:00:09"])
    #expect(!bench.sandbox.setStatus(3, of: 999))
  }

  @Test func `a footer of thirty bytes jams its queue for ever`() {
    let jammed = send([("footer", String(repeating: "f", count: 60))])
    let fine = send([("footer", String(repeating: "f", count: 29))])
    bench.clock.advance(by: .seconds(3_600))
    #expect(error(jammed.queue) == "400")
    #expect(values("smslog_id", in: bench.ask("ds")) == [fine.id])
  }

  @Test func `by chance most are delivered, some fail and some hang`() {
    let bench = Bench { $0.outcomes = .chance(failed: 10, hanging: 10) }
    for number in 1...200 { _ = bench.ask("pv", [("to", "+628\(number)"), ("msg", "x")]) }
    bench.clock.advance(by: .seconds(60))
    let statuses = values("status", in: bench.ask("ds", [("c", "500")]))
    #expect(statuses.count == 200)
    for (status, range) in [("3", 130...190), ("2", 5...40), ("0", 5...40)] {
      #expect(range.contains(statuses.filter { $0 == status }.count))
    }
  }

  @Test func `a clock that goes back undoes nothing`() {
    let (queue, _) = send()
    bench.clock.advance(by: .seconds(5))
    _ = bench.ask("ds")
    bench.clock.advance(by: .seconds(-3_600))
    #expect(bench.ask("ds", [("queue", queue)]).contains(#""status":3"#))
  }
}
