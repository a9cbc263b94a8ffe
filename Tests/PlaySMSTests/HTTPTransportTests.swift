import Messaging
import NIOCore
import NIOPosix
import Testing

@testable import PlaySMS

@Suite("HTTP to a server that behaves badly", .timeLimit(.minutes(10)))
struct HTTPTransportTests {
  private func kind(
    of steps: [ScriptedServer.Step], options: TransportOptions = .init(), deadline: Duration = .seconds(20)
  ) async throws -> PlaySMSError.Kind? {
    try await ScriptedServer.run(respond: { _ in steps }) { _, port in
      try await withClient(port: port, options: options, deadline: deadline) { client in
        await failure { () throws(PlaySMSError) in try await client.query() }?.kind
      }
    }
  }

  @Test("the request is a POST whose URL holds app=ws and nothing else, and whose form ends in op")
  func request() async throws {
    try await ScriptedServer.run(respond: { _ in http(nothingNew) }) { server, port in
      _ = try await withClient(port: port) { try await $0.inbox(Listing(last: MessageID(7), count: 100)) }
      let request = try #require(server.requests.first)
      #expect(request.head.hasPrefix("POST /playsms/index.php?app=ws HTTP/1.1\r\n"))
      #expect(request.header("content-type") == "application/x-www-form-urlencoded")
      #expect(request.header("cookie") == nil)
      #expect(request.body == "u=anna&h=b0000000000000000000000000000002&last=7&c=100&op=ix")
    }
  }

  @Test("reads share a connection, one after the other, and keep no cookie")
  func keepAlive() async throws {
    let reply = http(nothingNew, headers: "Set-Cookie: PHPSESSID=1\r\n")
    try await ScriptedServer.run(respond: { _ in reply }) { server, port in
      try await withClient(port: port) { client in
        try await withThrowingTaskGroup { group in
          for _ in 0..<10 { group.addTask { _ = try await client.inbox(Listing()) } }
          try await group.waitForAll()
        }
      }
      #expect(server.requests.count == 10)
      #expect(server.connections == 1)
      #expect(server.requests.allSatisfy { $0.header("cookie") == nil })
    }
  }

  @Test("each change goes over a connection of its own")
  func freshConnections() async throws {
    let reply = http(#"{"data":[{"status":"OK","error":"0","smslog_id":1,"queue":"q","to":"1"}]}"#)
    try await ScriptedServer.run(respond: { _ in reply }) { server, port in
      try await withClient(port: port) { client in
        for _ in 0..<3 { _ = try await client.send(hello) }
      }
      #expect(server.requests.map(\.connection) == [0, 1, 2])
      #expect(server.requests.allSatisfy { $0.header("connection") == "close" })
    }
  }

  @Test("a change whose connection breaks arrives once, and nothing is proven")
  func brokenChange() async throws {
    try await ScriptedServer.run(respond: { _ in [] }) { server, port in
      let error = try await withClient(port: port) { client in
        await failure { () throws(PlaySMSError) in try await client.send(hello) }
      }
      #expect(error?.kind == .transport(.closed))
      #expect(error?.provesNothingWasSent == false)
      #expect(server.requests.count == 1)
    }
  }

  @Test("a read on a kept connection that the server closes instead of answering is not repeated by itself")
  func staleConnection() async throws {
    try await ScriptedServer.run(respond: { $0.index == 0 ? http(nothingNew) : [] }) { server, port in
      try await withClient(port: port) { client in
        _ = try await client.inbox(Listing())
        let error = await failure { () throws(PlaySMSError) in try await client.inbox(Listing()) }
        #expect(error?.kind == .transport(.closed))
        #expect(server.requests.map(\.connection) == [0, 0])
        _ = try await client.inbox(Listing())
      }
      #expect(server.requests.map(\.connection) == [0, 0, 1])
    }
  }

  @Test("the deadline covers a body that drips for ever")
  func drip() async throws {
    var steps: [ScriptedServer.Step] = [.write("HTTP/1.1 200 OK\r\n\r\n{")]
    for _ in 0..<200 { steps += [.pause(.milliseconds(50)), .write(" ")] }
    let start = ContinuousClock.now
    #expect(try await kind(of: steps, deadline: .milliseconds(300)) == .transport(.timedOut))
    #expect(ContinuousClock.now - start < .seconds(5))
  }

  @Test("a server that takes the request and says nothing runs into the deadline, or into the idle limit")
  func silence() async throws {
    #expect(try await kind(of: [.hang], deadline: .milliseconds(300)) == .transport(.timedOut))
    let options = TransportOptions(idleTimeout: .milliseconds(300))
    #expect(try await kind(of: [.hang], options: options) == .transport(.timedOut))
  }

  @Test("the deadline counts while a request waits for the one before it, and then nothing has left")
  func waiting() async throws {
    try await ScriptedServer.run(respond: { _ in [.hang] }) { server, port in
      let transport = HTTPTransport(address: try ServerAddress("http://127.0.0.1:\(port)"))
      let slow = PlaySMSClient(transport: transport, credentials: anna, deadline: .seconds(30))
      let quick = PlaySMSClient(transport: transport, credentials: anna, deadline: .milliseconds(300))
      let first = Task { await failure { () throws(PlaySMSError) in try await slow.query() } }
      while server.requests.isEmpty { try await Task.sleep(for: .milliseconds(5)) }
      let error = await failure { () throws(PlaySMSError) in try await quick.query() }
      #expect(error?.kind == .transport(.timedOut))
      #expect(error?.nothingLeft == true)
      first.cancel()
      #expect(await first.value?.kind == .transport(.cancelled))
      #expect(server.requests.count == 1)
      await transport.close()
    }
  }

  @Test("a message does not wait behind a read that hangs")
  func separateLanes() async throws {
    let reply = http(#"{"data":[{"status":"OK","error":"0","smslog_id":1,"queue":"q","to":"1"}]}"#)
    try await ScriptedServer.run(respond: { $0.body.hasSuffix("op=query") ? [.hang] : reply }) { server, port in
      try await withClient(port: port) { client in
        let read = Task { await failure { () throws(PlaySMSError) in try await client.query() } }
        while server.requests.isEmpty { try await Task.sleep(for: .milliseconds(5)) }
        _ = try await client.send(hello)
        read.cancel()
        #expect(await read.value?.kind == .transport(.cancelled))
      }
    }
  }

  @Test("cancelling ends a request at once, hanging or dripping")
  func cancel() async throws {
    for steps in [[.hang], [.write("HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n{"), .hang]]
      as [[ScriptedServer.Step]]
    {
      try await ScriptedServer.run(respond: { _ in steps }) { server, port in
        try await withClient(port: port) { client in
          let task = Task { await failure { () throws(PlaySMSError) in try await client.send(hello) } }
          while server.requests.isEmpty { try await Task.sleep(for: .milliseconds(5)) }
          try await Task.sleep(for: .milliseconds(50))
          let start = ContinuousClock.now
          task.cancel()
          let error = await task.value
          #expect(error?.kind == .transport(.cancelled))
          #expect(error?.provesNothingWasSent == false)
          #expect(ContinuousClock.now - start < .seconds(2))
        }
      }
    }
  }

  @Test("what is cancelled before it began has not left")
  func cancelledBefore() async throws {
    try await ScriptedServer.run(respond: { _ in http(nothingNew) }) { server, port in
      try await withClient(port: port) { client in
        let task = Task {
          while !Task.isCancelled { await Task.yield() }
          return await failure { () throws(PlaySMSError) in try await client.send(hello) }
        }
        task.cancel()
        let error = await task.value
        #expect(error?.kind == .transport(.cancelled))
        #expect(error?.provesNothingWasSent == true)
      }
      #expect(server.requests.isEmpty)
    }
  }

  @Test("a reply beyond the cap is refused, announced or not")
  func cap() async throws {
    let options = TransportOptions(bodyCap: 1_000)
    let large = String(repeating: " ", count: 2_000)
    #expect(try await kind(of: http(large), options: options) == .notTheProtocol(.tooLarge))
    let unannounced: [ScriptedServer.Step] = [.write("HTTP/1.1 200 OK\r\n\r\n"), .write(large), .hang]
    #expect(try await kind(of: unannounced, options: options) == .notTheProtocol(.tooLarge))
  }

  @Test("nobody listening is refused, and proves that nothing was sent")
  func refused() async throws {
    let port = try await ScriptedServer.run(respond: { _ in [] }) { _, port in port }
    try await withClient(port: port) { client in
      let error = await failure { () throws(PlaySMSError) in try await client.send(hello) }
      #expect(error?.kind == .transport(.refused))
      #expect(error?.provesNothingWasSent == true)
    }
    try await withClient(port: port, host: "localhost") { client in
      let error = await failure { () throws(PlaySMSError) in try await client.send(hello) }
      #expect(error?.kind == .transport(.refused))
    }
  }

  @Test("a host that does not exist is a failed name lookup, and proves that nothing was sent")
  func nameLookup() async throws {
    let transport = HTTPTransport(address: try ServerAddress("https://no-such-host.invalid"))
    let client = PlaySMSClient(transport: transport, credentials: anna)
    let error = await failure { () throws(PlaySMSError) in try await client.send(hello) }
    #expect(error?.kind == .transport(.nameLookup))
    #expect(error?.provesNothingWasSent == true)
    await transport.close()
  }

  @Test("a server that never takes the connection runs into the connect limit, and proves that nothing was sent")
  func connectTimeout() async throws {
    // A listener whose queue of connections is full lets further ones wait.
    let group = MultiThreadedEventLoopGroup(numberOfThreads: 1)
    let listener = try await ServerBootstrap(group: group).serverChannelOption(.backlog, value: 0)
      .serverChannelOption(.autoRead, value: false).bind(host: "127.0.0.1", port: 0).get()
    let address = try #require(listener.localAddress)
    var fillers: [any Channel] = []
    for _ in 0..<4 {
      let filler = try? await ClientBootstrap(group: group).connectTimeout(.milliseconds(200)).connect(to: address)
        .get()
      if let filler { fillers.append(filler) }
    }
    let options = TransportOptions(connectTimeout: .milliseconds(300))
    try await withClient(port: address.port ?? 0, options: options) { client in
      let error = await failure { () throws(PlaySMSError) in try await client.send(hello) }
      #expect(error?.kind == .transport(.connectTimedOut))
      #expect(error?.provesNothingWasSent == true)
    }
    for filler in fillers { try await filler.close() }
    try await listener.close()
    try await group.shutdownGracefully()
  }

  @Test("a redirect is not followed")
  func redirect() async throws {
    try await ScriptedServer.run(respond: { _ in http("", status: "302 Found", headers: "Location: /elsewhere\r\n") }) {
      server, port in
      try await withClient(port: port) { client in
        let error = await failure { () throws(PlaySMSError) in try await client.query() }
        #expect(error?.kind == .notTheProtocol(.status(302)))
        #expect(error?.sentence.contains("not its webservices") == true)
      }
      #expect(server.requests.count == 1)
    }
  }

  @Test("pages, FATAL ERROR, silence and cut JSON are told apart, whatever their content type")
  func illReplies() async throws {
    #expect(try await kind(of: http("<html>hello</html>")) == .notTheProtocol(.html))
    #expect(
      try await kind(of: http("<html>bad gateway</html>", status: "502 Bad Gateway")) == .notTheProtocol(.status(502)))
    #expect(try await kind(of: http("FATAL ERROR : Fail to connect to database")) == .notTheProtocol(.fatalError))
    #expect(try await kind(of: http("")) == .notTheProtocol(.empty))
    #expect(try await kind(of: http("", status: "500 Internal Server Error")) == .notTheProtocol(.status(500)))
    #expect(try await kind(of: http(#"{"status":"OK","error":"0""#)) == .notTheProtocol(.malformed))
    #expect(try await kind(of: [.write("HTTP/1.1 200 OK\r\n\r\n{\"status\"")]) == .notTheProtocol(.malformed))
  }

  @Test("a reply that ends before its announced length is a broken connection")
  func cutReply() async throws {
    let steps: [ScriptedServer.Step] = [.write("HTTP/1.1 200 OK\r\ncontent-length : 50\r\n\r\n{\"data\":[]}")]
    let cut: [ScriptedServer.Step] = [.write("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\n{\"dat\r\n")]
    #expect(try await kind(of: cut) == .transport(.closed))
    #expect(try await kind(of: steps) != nil)
  }

  @Test("what does not speak HTTP is told as that")
  func notHTTP() async throws {
    #expect(try await kind(of: [.write("SSH-2.0-OpenSSH_9.2\r\n")]) == .notTheProtocol(.notHTTP))
  }

  @Test("a closed transport answers with an error, and may be closed again")
  func closed() async throws {
    let transport = HTTPTransport(address: try ServerAddress("http://127.0.0.1:9"))
    await transport.close()
    await transport.close()
    let client = PlaySMSClient(transport: transport, credentials: anna)
    let error = await failure { () throws(PlaySMSError) in try await client.send(hello) }
    #expect(error?.kind == .transport(.closed))
    #expect(error?.provesNothingWasSent == true)
  }

  @Test("closing ends what is under way and what waits behind it")
  func closeUnderWay() async throws {
    try await ScriptedServer.run(respond: { _ in [.hang] }) { server, port in
      let transport = HTTPTransport(address: try ServerAddress("http://127.0.0.1:\(port)"))
      let client = PlaySMSClient(transport: transport, credentials: anna)
      let tasks = (0..<5).map { _ in Task { await failure { () throws(PlaySMSError) in try await client.query() } } }
      while server.requests.isEmpty { try await Task.sleep(for: .milliseconds(5)) }
      await transport.close()
      for task in tasks { #expect([.transport(.cancelled), .transport(.closed)].contains(await task.value?.kind)) }
    }
  }

  @Test("a transport that nobody closed closes itself")
  func dropped() async throws {
    try await ScriptedServer.run(respond: { _ in http(nothingNew) }) { _, port in
      let address = try ServerAddress("http://127.0.0.1:\(port)")
      let client = PlaySMSClient(transport: HTTPTransport(address: address), credentials: anna)
      _ = try await client.inbox(Listing())
    }
  }
}
