import Messaging
import PlaySMSSandbox

@testable import PlaySMS

let admin = Credentials(username: "admin", token: Secret("a0000000000000000000000000000001"))

/// A sandbox behind real HTTP, with a user and an administrator who talk to it.
struct Conversation: Sendable {
  let sandbox: Sandbox
  let clock: ManualSandboxClock
  let server: SandboxServer
  let transport: HTTPTransport
  let anna: PlaySMSClient
  let admin: PlaySMSClient

  static func run<Value: Sendable>(
    _ configuration: SandboxConfiguration = SandboxConfiguration(outcomes: .always(.delivered)),
    _ body: @Sendable (Conversation) async throws -> Value
  ) async throws -> Value {
    let clock = ManualSandboxClock()
    let sandbox = Sandbox(configuration, clock: clock)
    let server = SandboxServer(sandbox)
    let transport = HTTPTransport(address: try ServerAddress("http://127.0.0.1:\(try await server.start())"))
    let conversation = Conversation(
      sandbox: sandbox, clock: clock, server: server, transport: transport,
      anna: PlaySMSClient(transport: transport, credentials: PlaySMSTests.anna),
      admin: PlaySMSClient(transport: transport, credentials: PlaySMSTests.admin))
    let result: Result<Value, any Error>
    do { result = .success(try await body(conversation)) } catch { result = .failure(error) }
    await transport.close()
    await server.stop()
    return try result.get()
  }

  func token(_ password: String) async throws(PlaySMSError) -> Secret {
    try await PlaySMSClient.token(username: "anna", password: Secret(password), transport: transport).value
  }

  /// Gives `anna` the subuser `sub1`, and answers with nothing.
  func addSubuser() async throws {
    _ = try await admin.perform(AddAccount(Conversation.newAccount("sub1", .subuser(parent: "anna"))))
  }

  /// The next request of an operation gets this error.
  func answer(_ op: OperationName, with code: String) {
    let body = #"{"status":"ERR","error":"\#(code)","error_string":"no luck","timestamp":1795334400}"#
    server.arm(
      .replace(
        SandboxResponse(status: 200, headers: [("Content-Type", "application/json")], body: Array(body.utf8)),
        processed: false), op: op.rawValue)
  }

  static func newAccount(
    _ username: String, _ status: NewAccount.Status = .user, email: String? = nil
  ) -> NewAccount {
    NewAccount(
      status: status, username: username, password: Secret("sesame99"), name: "New One",
      email: email ?? "\(username)@example.test")
  }
}
