import PlaySMSSandbox
import Testing

@Suite struct ServerTests {
  private let ask = "op=cr&u=anna&h=b0000000000000000000000000000002"
  private let send = "op=pv&u=anna&h=b0000000000000000000000000000002&to=%2B62811&msg=hello"

  private func serve(
    _ framing: SandboxServer.Framing = .chunked, _ body: (SandboxServer, Sandbox, Int) async throws -> Void
  ) async throws {
    let sandbox = Sandbox(clock: ManualSandboxClock())
    let server = SandboxServer(sandbox, framing: framing)
    let port = try await server.start()
    do {
      try await body(server, sandbox, port)
    } catch {
      await server.stop()
      throw error
    }
    await server.stop()
  }

  @Test func `a form is answered over HTTP, with the server's headers`() async throws {
    try await serve { _, _, port async throws in
      let reply = try await RawClient.post(ask, to: port)
      #expect(reply.hasPrefix("HTTP/1.1 200 OK\r\n"))
      #expect(reply.contains("Content-Type: application/json\r\n") && reply.contains("Set-Cookie: PHPSESSID="))
      #expect(reply.lowercased().contains("transfer-encoding: chunked"))
      #expect(!reply.lowercased().contains("content-length"))
      #expect(reply.contains(#""credit":100000"#))
    }
  }

  @Test func `a connection serves many requests and the address comes from the connection`() async throws {
    try await serve { _, sandbox, port async throws in
      let client = try RawClient(port: port)
      for _ in 1...3 {
        try await client.write(RawClient.request(ask))
        #expect(try await client.read(until: "0\r\n\r\n").contains("100000"))
      }
      #expect(sandbox.requestCounts == ["cr": 3])
      client.close()
    }
  }

  @Test func `a query, a HEAD, a cookie, and a multipart form are understood`() async throws {
    try await serve { _, _, port async throws in
      let get = "GET /index.php?app=ws&\(ask) HTTP/1.1\r\nHost: x\r\nCookie: PHPSESSID=1\r\nConnection: close\r\n\r\n"
      let reply = try await RawClient.exchange(get, port)
      #expect(reply.contains("100000") && !reply.contains("Set-Cookie"))
      let head = try await RawClient.exchange(get.replacing("GET", with: "HEAD"), port)
      #expect(head.hasPrefix("HTTP/1.1 200") && !head.contains("100000"))
      let parts = ask.split(separator: "&").map { $0.split(separator: "=") }
      let body = parts.map { "--XX\r\nContent-Disposition: form-data; name=\"\($0[0])\"\r\n\r\n\($0[1])\r\n" }.joined()
      let form = RawClient.request(body + "--XX--\r\n", type: "multipart/form-data; boundary=XX", close: true)
      #expect(try await RawClient.exchange(form, port).contains("100000"))
      let json = RawClient.request(#"{"op":"cr"}"#, type: "application/json", close: true)
      #expect(try await RawClient.exchange(json, port).contains(#"{"error_string":null"#))
    }
  }

  @Test func `a body without end is refused`() async throws {
    try await serve { _, sandbox, port async throws in
      let reply = try await RawClient.post(String(repeating: "x", count: 1_100_000), to: port)
      #expect(reply.hasPrefix("HTTP/1.1 413"))
      #expect(sandbox.requestCounts.isEmpty)
    }
  }

  @Test func `faults before the processing leave the sandbox untouched`() async throws {
    for fault in [SandboxFault.closeAtAccept, .closeBeforeReading, .loseRequest] {
      try await serve { server, sandbox, port async throws in
        server.arm(fault)
        #expect(try await RawClient.post(send, to: port).isEmpty)
        #expect(sandbox.acceptedSubmissions.isEmpty)
        #expect(try await RawClient.post(send, to: port).contains("smslog_id"))
      }
    }
  }

  @Test func `a lost reply was processed`() async throws {
    try await serve { server, sandbox, port async throws in
      server.arm(.loseReply, op: "pv")
      #expect(try await RawClient.post(ask, to: port).contains("100000"))
      #expect(try await RawClient.post(send, to: port).isEmpty)
      #expect(sandbox.acceptedSubmissions.count == 1)
    }
  }

  @Test func `another reply can go out, processed or not`() async throws {
    try await serve { server, sandbox, port async throws in
      server.arm(.replace(.html(status: 502, "<h1>Bad Gateway</h1>"), processed: true))
      server.arm(.replace(SandboxResponse(status: 200, headers: [], body: []), processed: false))
      #expect(try await RawClient.post(send, to: port).hasPrefix("HTTP/1.1 502"))
      #expect(sandbox.acceptedSubmissions.count == 1)
      #expect(try await RawClient.post(send, to: port).hasPrefix("HTTP/1.1 200"))
      #expect(sandbox.acceptedSubmissions.count == 1)
    }
  }

  @Test func `a cut body looks whole only where the end is told by closing`() async throws {
    try await serve { server, _, port async throws in
      server.arm(.cutBody(at: 10))
      let reply = try await RawClient.post(ask, to: port)
      #expect(reply.contains(#"{"status":"#) && !reply.contains("credit") && !reply.hasSuffix("0\r\n\r\n"))
    }
    try await serve(.untilClose) { server, _, port async throws in
      #expect(try await RawClient.post(ask, to: port).hasSuffix("}"))
      server.arm(.cutBody(at: 10))
      #expect(try await RawClient.post(ask, to: port).hasSuffix("\r\n\r\n{\"status\":"))
    }
    try await serve(.contentLength) { server, _, port async throws in
      server.arm(.cutBody(at: 10))
      let reply = try await RawClient.post(ask, to: port)
      #expect(reply.lowercased().contains("content-length: ") && !reply.contains("credit"))
    }
  }

  @Test func `a reply can wait, and come in drops`() async throws {
    try await serve { server, _, port async throws in
      server.arm(.delay(.milliseconds(80)))
      server.arm(.drip(bytes: 5, every: .milliseconds(2)))
      let clock = ContinuousClock()
      let start = clock.now
      #expect(try await RawClient.post(ask, to: port).contains("100000"))
      #expect(clock.now - start >= .milliseconds(80))
      let dripped = try await RawClient.post(ask, to: port)
      #expect(dripped.contains(#"{"sta"#) && !dripped.contains("100000"), "in chunks of five bytes")
      #expect(dripped.hasSuffix("0\r\n\r\n"))
    }
  }

  @Test func `faults wait for their operation, skip, and last as long as told`() async throws {
    try await serve { server, _, port async throws in
      server.arm(.loseRequest, op: "cr", times: 2, skipping: 1)
      var lost: [Bool] = []
      for _ in 1...4 { lost.append(try await RawClient.post(ask, to: port).isEmpty) }
      #expect(lost == [false, true, true, false])
      server.arm(.loseRequest, times: 5)
      server.disarm()
      #expect(try await !RawClient.post(ask, to: port).isEmpty)
    }
  }

  @Test func `stopping cuts what hangs, and another server goes on with the same state`() async throws {
    let sandbox = Sandbox(clock: ManualSandboxClock())
    let first = SandboxServer(sandbox)
    let port = try await first.start()
    first.arm(.delay(.seconds(600)))
    let client = try RawClient(port: port)
    try await client.write(RawClient.request(send))
    while sandbox.acceptedSubmissions.isEmpty { try await Task.sleep(for: .milliseconds(2)) }
    await first.stop()
    #expect(try await client.readToEnd().isEmpty)
    client.close()
    let second = SandboxServer(sandbox)
    #expect(try await second.start(port: port) == port)
    #expect(try await RawClient.post(ask, to: port).contains("100000"))
    #expect(sandbox.acceptedSubmissions.count == 1)
    await second.stop()
    await #expect(throws: (any Error).self) { try await RawClient.post(ask, to: port) }
  }
}
