import Messaging
import Testing

@testable import PlaySMS

let anna = Credentials(username: "anna", token: Secret("b0000000000000000000000000000002"))
let hello = SendRequest(destination: .number("+628111111101"), text: "Hello")

/// Runs `body` with a client of a server on this machine, and closes its transport.
func withClient<Value>(
  port: Int, scheme: String = "http", host: String = "127.0.0.1", options: TransportOptions = .init(),
  deadline: Duration = .seconds(20), credentials: Credentials = anna, _ body: (PlaySMSClient) async throws -> Value
) async throws -> Value {
  let address = try ServerAddress("\(scheme)://\(host):\(port)/playsms")
  let transport = HTTPTransport(address: address, options: options)
  let client = PlaySMSClient(transport: transport, credentials: credentials, deadline: deadline)
  do {
    let value = try await body(client)
    await transport.close()
    return value
  } catch {
    await transport.close()
    throw error
  }
}

/// The error that an operation throws; a recorded issue and nil when it throws none.
func failure<Value>(
  _ operation: () async throws(PlaySMSError) -> Value, sourceLocation: SourceLocation = #_sourceLocation
) async -> PlaySMSError? {
  do throws(PlaySMSError) {
    _ = try await operation()
    Issue.record("it succeeded", sourceLocation: sourceLocation)
    return nil
  } catch {
    return error
  }
}
