import PlaySMSSandbox
import Testing

/// The story that ships with the program.
let demoStory = repositoryText("Resources/demo-story.txt")

@Suite struct LivingAccountTests {
  private func demo(seed: UInt64 = 7) throws -> (bench: Bench, account: SandboxAccount) {
    let story = try SandboxStory(demoStory)
    let bench = Bench(story: story) { configuration in
      configuration.seed = seed
      configuration.outcomes = .chance(failed: 4, hanging: 4)
    }
    return (bench, try #require(story.accounts.first))
  }

  @Test func `the demo's past is a full account`() throws {
    let (bench, account) = try demo()
    let inbox = bench.ask("ix", [("c", "2000")], as: account)
    let outgoing = bench.ask("ds", [("c", "2000")], as: account)
    let received = values("src", in: inbox)
    let sent = values("dst", in: outgoing)
    #expect((350...520).contains(received.count + sent.count))
    #expect((50...70).contains(Set(received + sent).count))
    #expect(Set(values("status", in: outgoing)) == ["0", "1", "2", "3"])
    #expect(values("kwd", in: bench.ask("in", as: account)).count == 8)
    #expect(values("pid", in: bench.ask("get_contact", [("kwd", "__")], as: account)).count == 25)
    #expect(values("gpid", in: bench.ask("get_contact_group", [("kwd", "__")], as: account)).count == 3)
    #expect(bench.ask("cr", as: account).contains(#""credit":1204.5,"#))
    #expect(inbox.contains(#"\u001b]0;pwned\u0007"#), "one message tries what a terminal will do")
    for date in values("dt", in: inbox + outgoing) { #expect(date < "2026-11-22 08:00:00") }
  }

  @Test func `ids of the past grow with its dates`() throws {
    let (bench, account) = try demo()
    for (op, key) in [("ix", "id"), ("ds", "smslog_id"), ("in", "id")] {
      let text = bench.ask(op, [("c", "2000")], as: account)
      let ids = values(key, in: text).compactMap { Int($0) }
      let dates = values("dt", in: text)
      for index in 1..<ids.count where dates[index] != dates[index - 1] { #expect(ids[index] < ids[index - 1]) }
    }
  }

  @Test func `something new arrives at least every forty seconds, for hours`() throws {
    let (bench, account) = try demo()
    var last = ""
    for _ in 1...200 {
      bench.clock.advance(by: .seconds(41))
      let now = bench.ask("query", as: account)
      #expect(values("user_inbox", in: now) + values("user_incoming", in: now) != [last])
      let ids = values("user_inbox", in: now) + values("user_incoming", in: now)
      #expect(ids.joined() != last)
      last = ids.joined()
    }
  }

  @Test func `whoever is written to answers a while later`() throws {
    let (bench, account) = try demo()
    bench.sandbox.reconfigure { $0.outcomes = .always(.delivered) }
    let before = values("src", in: bench.ask("ix", [("c", "2000")], as: account)).filter { $0 == "+62811234567" }.count
    for _ in 1...5 {
      _ = bench.ask("pv", [("to", "+62811234567"), ("msg", "Tuesday?")], as: account)
      bench.clock.advance(by: .seconds(20))
    }
    let after = values("src", in: bench.ask("ix", [("c", "2000")], as: account)).filter { $0 == "+62811234567" }.count
    #expect(after - before >= 2)
  }

  @Test func `credit goes down by what is sent`() throws {
    let (bench, account) = try demo()
    _ = bench.ask("pv", [("to", "+62811234567"), ("msg", "Tuesday?")], as: account)
    bench.clock.advance(by: .seconds(40))
    let credit = try #require(Double(values("credit", in: bench.ask("cr", as: account)).first ?? ""))
    #expect(credit <= 1_204.48 && credit > 1_204)
  }

  @Test func `the same seed, clock and requests give the same answers`() throws {
    func run(_ seed: UInt64) throws -> [String] {
      let (bench, account) = try demo(seed: seed)
      return (1...30).flatMap { round in
        bench.clock.advance(by: .seconds(7 * round))
        return [
          bench.ask("pv", [("to", "+62811234567"), ("msg", "no \(round)")], as: account),
          bench.ask("ds", [("c", "50")], as: account), bench.ask("ix", [("c", "50")], as: account),
        ]
      }
    }
    let first = try run(7)
    #expect(try run(7) == first)
    #expect(try run(8) != first)
  }

  @Test func `asking more often changes nothing that happens`() throws {
    let (quiet, account) = try demo()
    let (busy, _) = try demo()
    for _ in 1...600 {
      busy.clock.advance(by: .seconds(1))
      _ = busy.ask("query", as: account)
    }
    quiet.clock.advance(by: .seconds(600))
    #expect(busy.ask("ix", [("c", "2000")], as: account) == quiet.ask("ix", [("c", "2000")], as: account))
    #expect(busy.ask("ds", [("c", "2000")], as: account) == quiet.ask("ds", [("c", "2000")], as: account))
  }

  @Test(arguments: [
    ("[account]\nusername: a\n[past]\nsoon Budi < x", 4), ("[nonsense]", 1), ("hello", 1),
    ("[account]\ncolour: red", 2), ("[groups]\nA | B | Nobody", 2), ("[account]\nusername: a\n[past]\n2d < x", 4),
    ("[account]\nusername: a\n[replies] 4s..15s\nBudi hello", 4), ("[mix] 9s", 1), ("# nothing", 1),
    ("[account]\nusername: a\n[past]\n2d Budi < \\q", 4),
  ])
  func `a story that cannot be read tells its line`(text: String, line: Int) {
    let error = #expect(throws: SandboxStoryError.self) { try SandboxStory(text) }
    #expect(error?.line == line)
  }

  @Test func `a full account is ready at once and still answers windows`() {
    let bench = Bench()
    bench.sandbox.fill(messages: 20_000, days: 365)
    #expect(bench.ask("query").contains(#""user_inbox":20000,"user_incoming":0,"user_outgoing":20000"#))
    #expect(values("id", in: bench.ask("ix", [("c", "3")])) == ["20000", "19999", "19998"])
    let day = values("dt", in: bench.ask("ds", [("dt", "2026-03-04"), ("c", "500")]))
    #expect(day.count > 40 && day.allSatisfy { $0.hasPrefix("2026-03-04") })
    let months = ["2025-11", "2025-12"] + (1...11).map { "2026-" + ($0 < 10 ? "0\($0)" : "\($0)") }
    let rows = months.map { values("smslog_id", in: bench.ask("ds", [("dt", $0), ("c", "20000")])).count }
    #expect(rows.reduce(0, +) == 20_000)
  }
}
