import Messaging
import PlaySMSSandbox
import Testing

@testable import PlaySMS

@Suite("Over real HTTP against the sandbox", .timeLimit(.minutes(10)))
struct SandboxConversationTests {
  private func withSandbox<Value>(
    _ configuration: SandboxConfiguration = SandboxConfiguration(outcomes: .always(.delivered)),
    framing: SandboxServer.Framing = .chunked, credentials: Credentials = anna,
    _ body: (Sandbox, ManualSandboxClock, PlaySMSClient, SandboxServer) async throws -> Value
  ) async throws -> Value {
    let clock = ManualSandboxClock()
    let sandbox = Sandbox(configuration, clock: clock)
    let server = SandboxServer(sandbox, framing: framing)
    let port = try await server.start()
    do {
      let value = try await withClient(port: port, credentials: credentials) {
        try await body(sandbox, clock, $0, server)
      }
      await server.stop()
      return value
    } catch {
      await server.stop()
      throw error
    }
  }

  @Test(
    "query tells the account and its highest ids",
    arguments: [SandboxServer.Framing.chunked, .untilClose, .contentLength])
  func query(_ framing: SandboxServer.Framing) async throws {
    try await withSandbox(framing: framing) { sandbox, _, client, _ in
      let before = try await client.query()
      #expect(before.value.user.username == "anna" && before.value.user.status == .user)
      #expect(before.value.user.credit == Credit(thousandths: 100_000_000))
      #expect(before.value.lastInbox == nil)
      #expect(before.serverTime == Timestamp(seconds: 1_795_334_400))
      let id = sandbox.receive(src: "+628120000001", msg: "hello")
      #expect(try await client.query().value.lastInbox == MessageID(id))
    }
  }

  @Test("pages of the inbox hold the newest rows above last, and none at all is an empty list")
  func inboxPages() async throws {
    try await withSandbox { sandbox, clock, client, _ in
      #expect(try await client.inbox(Listing()).value.isEmpty)
      var ids: [Int64] = []
      for index in 0..<25 {
        ids.append(sandbox.receive(src: "+628120000001", msg: "message \(index) é😀"))
        clock.advance(by: .seconds(1))
      }
      let page = try await client.inbox(Listing(count: 10))
      #expect(page.value.map(\.id.rawValue) == Array(ids.reversed().prefix(10)))
      #expect(page.value.first?.msg == "message 24 é😀")
      let above = try await client.inbox(Listing(last: MessageID(ids[20]), count: 10))
      #expect(above.value.map(\.id.rawValue) == [ids[24], ids[23], ids[22], ids[21]])
    }
  }

  @Test("a message is accepted, waits, is nothing for a moment, gets its row, and is delivered")
  func sending() async throws {
    try await withSandbox { sandbox, clock, client, _ in
      let answer = try await client.send(hello)
      guard case .accepted(let id?, let queue, let to)? = answer.value.first else {
        Issue.record("not accepted")
        return
      }
      #expect(answer.value.count == 1 && to == "+628111111101")
      #expect(sandbox.acceptedSubmissions.count == 1)
      #expect(try await client.queue(queue).value == .waiting)
      var seen: [QueueAnswer] = []
      for _ in 0..<60 {
        clock.advance(by: .milliseconds(100))
        let state = try await client.queue(queue).value
        if state != seen.last { seen.append(state) }
      }
      #expect(seen.contains(.nothing))
      guard case .rows(let rows)? = seen.last else {
        Issue.record("no row")
        return
      }
      #expect(rows.map(\.id) == [id] && rows.first?.status == .delivered && rows.first?.msg == "Hello")
      #expect(try await client.outgoing(Listing(messageID: id)).value == rows)
      #expect(try await client.outgoing(Listing(last: id)).value.isEmpty)
    }
  }

  @Test("text arrives as it was written, through every encoding on the way")
  func textOnTheWay() async throws {
    try await withSandbox { sandbox, _, client, _ in
      let text = "100% + a=b & c; é 你好 😀 #@/?~-._*"
      _ = try await client.send(
        SendRequest(destination: .number("+628111111101"), text: text, options: SendOptions(unicode: .on)))
      #expect(sandbox.acceptedSubmissions.map(\.msg) == [text])
    }
  }

  @Test("a message to a user is accepted without an id; one to nobody is an HTTP 500 that proves nothing")
  func specialDestinations() async throws {
    try await withSandbox { _, _, client, _ in
      guard
        case .accepted(nil, _, "@bobx")? = try await client.send(SendRequest(destination: .user("bobx"), text: "hi"))
          .value.first
      else {
        Issue.record("not accepted without an id")
        return
      }
      let error = await failure { () throws(PlaySMSError) in
        try await client.send(SendRequest(destination: .user("ghost"), text: "hi"))
      }
      #expect(error?.kind == .notTheProtocol(.status(500)))
      #expect(error?.provesNothingWasSent == false)
      #expect(error?.hint.contains("no proof") == true)
    }
  }

  @Test("an empty text is refused, and that proves that nothing was sent")
  func emptyText() async throws {
    try await withSandbox { sandbox, _, client, _ in
      let error = await failure { () throws(PlaySMSError) in
        try await client.send(SendRequest(destination: .number("+628111111101"), text: " "))
      }
      #expect(error?.kind == .service(code: "201", class: .sending))
      #expect(error?.provesNothingWasSent == true)
      #expect(sandbox.acceptedSubmissions.isEmpty)
    }
  }

  @Test("contacts and groups are found, and nothing found is an empty list")
  func contacts() async throws {
    try await withSandbox { sandbox, _, client, _ in
      let pid = sandbox.addContact(SandboxContact(name: "Budi \"B\" é", number: "+628111111101", tags: "friend"))
      sandbox.addGroup(name: "Family", code: "FAMILY", members: [pid])
      let found = try await client.contacts(matching: "budi", count: nil).value
      #expect(
        found == [Contact(id: pid, name: "Budi \"B\" é", number: "+628111111101", email: "", tags: "friend")])
      let groups = try await client.contactGroups(matching: "fam", count: 1).value
      #expect(groups.map(\.code) == ["FAMILY"])
      let nobody = try await client.contacts(matching: "nobody", count: 5).value
      #expect(nobody.isEmpty)
    }
  }

  @Test("a password gives the token, a wrong one error 100")
  func token() async throws {
    let server = SandboxServer(Sandbox())
    let transport = HTTPTransport(address: try ServerAddress("http://127.0.0.1:\(try await server.start())"))
    let answer = try await PlaySMSClient.token(
      username: "anna", password: Secret("annapass1"), transport: transport)
    #expect(answer.value.reveal() == anna.token.reveal())
    let error = await failure { () throws(PlaySMSError) in
      try await PlaySMSClient.token(username: "anna", password: Secret("wrong"), transport: transport)
    }
    #expect(error?.isLoginRefused == true)
    await transport.close()
    await server.stop()
  }

  @Test("a wrong token is error 100")
  func wrongToken() async throws {
    let nobody = Credentials(username: "anna", token: Secret("c0000000000000000000000000000000"))
    try await withSandbox(credentials: nobody) { _, _, client, _ in
      let error = await failure { () throws(PlaySMSError) in try await client.query() }
      #expect(error?.kind == .service(code: "100", class: .login))
      #expect(error?.isLoginRefused == true)
    }
  }

  @Test("a reply lost after the message was taken is asked for once, and proves nothing")
  func lostReply() async throws {
    try await withSandbox { sandbox, _, client, server in
      for fault in [
        SandboxFault.loseReply, .cutBody(at: 20), .replace(.html(status: 502, "<h1>502</h1>"), processed: true),
      ] {
        let before = sandbox.acceptedSubmissions.count
        server.arm(fault)
        let error = await failure { () throws(PlaySMSError) in try await client.send(hello) }
        #expect(error?.provesNothingWasSent == false)
        #expect(sandbox.acceptedSubmissions.count == before + 1)
      }
    }
  }
}
