import PlaySMSSandbox
import Testing

/// Faults from a script, from chance, and the newer ones one by one.
@Suite struct FaultScriptTests {
  private let ask = "op=cr&u=anna&h=b0000000000000000000000000000002"
  private let send = "op=pv&u=anna&h=b0000000000000000000000000000002&to=%2B62811&msg=hello"

  private func serve(
    _ script: String, seed: UInt64 = 1, _ body: (SandboxServer, Sandbox, Int) async throws -> Void
  ) async throws {
    let sandbox = Sandbox(clock: ManualSandboxClock())
    let server = SandboxServer(sandbox)
    server.arm(try SandboxFaultScript(script), seed: seed)
    let port = try await server.start()
    do {
      try await body(server, sandbox, port)
    } catch {
      await server.stop()
      throw error
    }
    await server.stop()
  }

  @Test func `a script meets its operations, as often as it says`() async throws {
    try await serve("pv:loseReply*2, cr:502+1 ,*:html=before") { _, sandbox, port async throws in
      for _ in 1...2 { #expect(try await RawClient.post(send, to: port).isEmpty) }
      #expect(sandbox.acceptedSubmissions.count == 2)
      #expect(try await RawClient.post(ask, to: port).contains("100000"))
      #expect(try await RawClient.post(ask, to: port).hasPrefix("HTTP/1.1 502"))
      #expect(try await RawClient.post(send, to: port).contains("Please log in"))
      #expect(sandbox.acceptedSubmissions.count == 2)
      #expect(try await RawClient.post(send, to: port).contains("smslog_id"))
    }
  }

  @Test(arguments: [
    ("refuse", "", 0), ("drop", "", 0), ("loseRequest", "", 0), ("loseReply", "", 1),
    ("empty", "HTTP/1.1 200 OK", 1), ("empty=before", "HTTP/1.1 200 OK", 0),
    ("garbage", "Content-Type: application/json", 1), ("fatal=before", "FATAL ERROR : Fail to connect to database", 0),
    ("503=before", "HTTP/1.1 503", 0), ("502", "HTTP/1.1 502", 1), ("half", #"{"data":[{"status""#, 1),
    ("cut=5", #"{"dat"#, 1), ("delay=1ms", "smslog_id", 1), ("drip=5/1ms", "HTTP/1.1 200 OK", 1),
    ("*:empty", "HTTP/1.1 200 OK", 1), ("PV:LOSEREPLY", "", 1),
  ])
  func `every fault has a name, and counts as processed or not`(script: String, shows: String, accepted: Int)
    async throws
  {
    try await serve(script) { _, sandbox, port async throws in
      let reply = try await RawClient.post(send, to: port)
      #expect(shows.isEmpty ? reply.isEmpty : reply.contains(shows))
      #expect(!shows.hasPrefix("HTTP/1.1 200 OK") || !reply.contains("smslog_id"))
      #expect(sandbox.acceptedSubmissions.count == accepted)
    }
  }

  @Test func `half a body looks whole`() async throws {
    try await serve("half") { _, _, port async throws in
      let reply = try await RawClient.post(ask, to: port)
      #expect(reply.hasSuffix("0\r\n\r\n") && reply.contains(#"{"status""#) && !reply.contains("timestamp"))
    }
  }

  @Test func `an old reply goes out again, with or without the new request's effect`() async throws {
    try await serve("pv:repeat+1,pv:repeat=before") { _, sandbox, port async throws in
      for (id, accepted) in [(1, 1), (1, 2), (2, 2), (3, 3)] {
        #expect(try await RawClient.post(send, to: port).contains(#""smslog_id":\#(id),"#))
        #expect(sandbox.acceptedSubmissions.count == accepted)
      }
    }
  }

  @Test func `without an old reply the request is answered`() async throws {
    try await serve("repeat=before") { _, _, port async throws in
      #expect(try await RawClient.post(ask, to: port).contains("100000"))
    }
  }

  @Test func `the clock jumps with a request`() async throws {
    try await serve("jump=1h+1,jump=-2h") { _, _, port async throws in
      for time in [1_795_334_400, 1_795_338_000, 1_795_330_800, 1_795_330_800] {
        #expect(try await RawClient.post(ask, to: port).contains(#""timestamp":\#(time)}"#))
      }
    }
  }

  @Test func `chance is the seed's`() async throws {
    func losses(_ seed: UInt64) async throws -> [Bool] {
      var losses: [Bool] = []
      try await serve("cr:loseRequest%30,cr:502%20,pv:loseReply%100", seed: seed) { _, _, port async throws in
        for _ in 1...40 { losses.append(try await !RawClient.post(ask, to: port).contains("100000")) }
      }
      return losses
    }
    let first = try await losses(7)
    #expect(try await losses(7) == first)
    #expect(try await losses(8) != first)
    #expect((8...32).contains(first.filter { $0 }.count))
  }

  @Test func `a schedule breaks as often as its rates say, and can be taken back`() async throws {
    let server = SandboxServer(Sandbox(clock: ManualSandboxClock()))
    let rates = [
      SandboxFaultSchedule.Rate(.loseRequest, op: "CR", probability: 1),
      SandboxFaultSchedule.Rate(.loseReply, op: "pv", probability: 0),
    ]
    server.arm(SandboxFaultSchedule(seed: 1, rates: rates))
    let port = try await server.start()
    for _ in 1...3 { #expect(try await RawClient.post(ask, to: port).isEmpty) }
    #expect(try await RawClient.post(send, to: port).contains("smslog_id"))
    server.disarm()
    #expect(try await RawClient.post(ask, to: port).contains("100000"))
    await server.stop()
  }

  @Test(arguments: [
    ("nonsense", "'nonsense'"), ("pv:", "''"), ("delay", "no time"), ("delay=soon", "'soon'"), ("cut=x", "'x'"),
    ("drip=5", "drip=5/20ms"), ("502=after", "'=after'"), ("refuse*many", "'many'"), ("refuse%200", "'%200'"),
    ("700", "'700'"),
  ])
  func `a script that cannot be read says what is wrong`(script: String, part: String) {
    let error = #expect(throws: SandboxFaultScriptError.self) { try SandboxFaultScript(script) }
    #expect(error?.sentence.contains(part) == true)
  }
}
