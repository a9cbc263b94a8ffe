import PlaySMSSandbox
import Testing

/// Clocks that jump and servers that lose what they knew.
@Suite struct ClockAndRestartTests {
  let bench = Bench()

  @Test func `a clock put forward shows in every reply and brings on what was planned`() {
    _ = bench.ask("pv", [("to", "+6281"), ("msg", "x"), ("schedule", "2026-11-22 08:30:00")])
    bench.sandbox.jumpClock(by: .seconds(3_600))
    #expect(values("timestamp", in: bench.ask("cr")) == ["1795338000"])
    #expect(values("status", in: bench.ask("ds")) == ["3"])
  }

  @Test func `a clock put back dates new rows below old ones`() {
    bench.sandbox.receive(src: "+6281", msg: "before")
    bench.sandbox.jumpClock(by: .seconds(-7_200))
    bench.sandbox.receive(src: "+6281", msg: "after")
    let text = bench.ask("ix")
    #expect(values("id", in: text) == ["1", "2"])
    #expect(values("dt", in: text) == ["2026-11-22 08:00:00", "2026-11-22 06:00:00"])
  }

  @Test func `a reset forgets all but what was counted`() {
    bench.sandbox.receive(src: "+6281", msg: "x")
    _ = bench.ask("pv", [("to", "+6281"), ("msg", "x")])
    bench.sandbox.setCredit(5, of: "anna")
    let token = values("token", in: bench.ask("set_token")).first
    bench.sandbox.reset()
    #expect(token != nil && bench.ask("cr").contains("100000"), "the old token is good again")
    #expect(bench.ask("query").contains(#""user_inbox":0,"user_incoming":0,"user_outgoing":0"#))
    #expect(values("smslog_id", in: bench.ask("pv", [("to", "+6281"), ("msg", "y")])) == ["1"])
    bench.clock.advance(by: .seconds(5))
    #expect(values("msg", in: bench.ask("ds")) == ["y"])
    #expect(bench.keptTexts == ["x", "y"])
    #expect(Set(bench.sandbox.acceptedSubmissions.map(\.queue)).count == 2, "codes never come twice")
    #expect(bench.sandbox.requestCounts["pv"] == 2)
  }

  @Test func `a story begins anew after a reset`() throws {
    let story = try SandboxStory(demoStory)
    let bench = Bench(story: story)
    let account = try #require(story.accounts.first)
    let before = bench.ask("ix", [("c", "5000")], as: account)
    bench.sandbox.receive(src: "+6281", msg: "x")
    bench.sandbox.reset()
    #expect(bench.ask("ix", [("c", "5000")], as: account) == before)
  }

  @Test func `a server comes back on its port, with its state or without`() async throws {
    let server = SandboxServer(bench.sandbox)
    let port = try await server.start()
    let send = "op=pv&u=anna&h=\(SandboxAccount.anna.token)&to=%2B6281&msg=x"
    #expect(try await RawClient.post(send, to: port).contains(#""smslog_id":1,"#))
    #expect(try await server.restart() == port)
    #expect(try await RawClient.post(send, to: port).contains(#""smslog_id":2,"#))
    #expect(try await server.restart(keepingState: false) == port)
    #expect(try await RawClient.post(send, to: port).contains(#""smslog_id":1,"#))
    #expect(bench.sandbox.acceptedSubmissions.count == 3)
    await server.stop()
  }
}
