import Testing

@testable import PlaySMS

@Suite("Proxies", .timeLimit(.minutes(10)))
struct ProxyTests {
  private static let environment = [
    "http_proxy": "http://proxy.test:3128/", "HTTPS_PROXY": "http://us%20er:p%40ss@secure.test:8080",
    "no_proxy": "intern.test, .dot.test *.star.test,10.1.2.3 port.test:8443,[fd00::1]",
  ]

  private func server(for address: String, _ environment: [String: String] = environment) throws -> String? {
    let settings = try ProxySettings(environment: environment)
    return settings.server(for: try ServerAddress(address, insecure: true))?.description
  }

  @Test("each scheme has its proxy")
  func schemes() throws {
    #expect(try server(for: "http://sms.test") == "proxy.test:3128")
    #expect(try server(for: "https://sms.test") == "secure.test:8080")
    #expect(try server(for: "https://sms.test", [:]) == nil)
    #expect(try server(for: "https://sms.test", ["https_proxy": "proxy.test"]) == "proxy.test:80")
    #expect(try server(for: "https://sms.test", ["https_proxy": " "]) == nil)
  }

  @Test("the upper-case name of the plain proxy is not read: a request's header could set it")
  func upperCase() throws {
    #expect(try server(for: "http://sms.test", ["HTTP_PROXY": "http://evil.test"]) == nil)
  }

  @Test(
    "hosts that are to be reached directly are, with their subdomains",
    arguments: [
      "https://intern.test", "https://a.b.INTERN.test", "https://dot.test", "https://x.dot.test", "https://x.star.test",
      "https://10.1.2.3", "https://port.test:8443", "https://[fd00::1]:444",
    ])
  func direct(_ address: String) throws {
    #expect(try server(for: address) == nil)
  }

  @Test(
    "hosts that only look like them are not",
    arguments: ["https://notintern.test", "https://intern.test.evil.test", "https://10.1.2.30", "https://port.test"])
  func notDirect(_ address: String) throws {
    #expect(try server(for: address) == "secure.test:8080")
  }

  @Test("a star reaches everything directly, and this machine is never reached through a proxy")
  func all() throws {
    #expect(try server(for: "https://sms.test", ["https_proxy": "http://p.test", "NO_PROXY": "*"]) == nil)
    for address in ["http://127.0.0.1:8080", "http://localhost", "https://[::1]"] {
      #expect(try server(for: address) == nil)
    }
  }

  @Test(
    "what is no proxy's address is a fault that names the variable and not its value",
    arguments: ["https://p.test", "socks5://p.test", "http://", "http://u:p@", "p.test:x", "http://a%zz@p.test"])
  func faults(_ value: String) {
    let fault = #expect(throws: ProxySettings.Fault.self) { try ProxySettings(environment: ["https_proxy": value]) }
    #expect(fault?.variable == "https_proxy" && fault?.sentence.contains("u:p") == false)
  }

  @Test("a proxy's password is printed nowhere")
  func password() throws {
    let settings = try ProxySettings(environment: ProxyTests.environment)
    var text = "\(settings) \(String(reflecting: TransportOptions(proxies: settings)))"
    dump(settings, to: &text)
    #expect(!text.contains("p@ss") && !text.contains("us er") && !text.contains("p%40ss"))
  }

  /// Asks for credit at an address that only a proxy on this machine can reach.
  private func ask(
    userInfo: String = "", respond: @escaping @Sendable (ScriptedServer.Request) -> [ScriptedServer.Step],
    _ body: (PlaySMSError?, [ScriptedServer.Request]) -> Void
  ) async throws {
    try await ScriptedServer.run(respond: respond) { server, port in
      let proxies = try ProxySettings(environment: ["http_proxy": "http://\(userInfo)127.0.0.1:\(port)"])
      let transport = HTTPTransport(
        address: try ServerAddress("http://sms.invalid/playsms", insecure: true),
        options: TransportOptions(proxies: proxies))
      let client = PlaySMSClient(transport: transport, credentials: anna)
      var error: PlaySMSError?
      do throws(PlaySMSError) { _ = try await client.credit() } catch let thrown { error = thrown }
      await transport.close()
      body(error, server.requests)
    }
  }

  @Test("the proxy is asked to connect, and the form goes through the tunnel only")
  func tunnel() async throws {
    try await ask(userInfo: "us%20er:p%40ss@") { request in
      request.head.hasPrefix("CONNECT")
        ? [.write("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n")]
        : http(#"{"status":"OK","error":"0","credit":1}"#)
    } _: { error, requests in
      #expect(error == nil)
      #expect(requests.map { $0.head.prefix { $0 != "\r\n" } }.first == "CONNECT sms.invalid:80 HTTP/1.1")
      #expect(requests.first?.header("proxy-authorization") == "Basic dXMgZXI6cEBzcw==")
      #expect(requests.first?.body.isEmpty == true)
      #expect(requests.last?.head.hasPrefix("POST /playsms/index.php?app=ws HTTP/1.1") == true)
      #expect(requests.last?.header("proxy-authorization") == nil)
    }
  }

  @Test("a proxy that does not let us through is told as that, and nothing was sent", arguments: ["403 No", "407 Who"])
  func refused(_ status: String) async throws {
    try await ask { _ in
      [.write("HTTP/1.1 \(status)\r\nContent-Length: 0\r\n\r\n")]
    } _: { error, requests in
      #expect(error?.kind == .transport(.proxy))
      #expect(error?.provesNothingWasSent == true)
      #expect(requests.count == 1)
    }
  }
}
