import Messaging
import PlaySMSSandbox

@testable import PlaySMS

/// One error code: a conversation in which it is given.
struct ErrorCodeRow: Sendable, CustomStringConvertible {
  let code: String
  let operation: OperationName
  let call: @Sendable (Conversation) async throws -> Void

  var description: String { code }

  /// A code that the sandbox gives as the servers do.
  private init(
    _ code: String, _ operation: OperationName, _ call: @escaping @Sendable (Conversation) async throws -> Void
  ) {
    self.code = code
    self.operation = operation
    self.call = call
  }

  /// A code that no server gives, or none for what can be asked from here.
  private init(published code: String, _ change: some ChangeOperation) {
    let operation = type(of: change).name
    self.init(code, operation) { talk in
      talk.answer(operation, with: code)
      _ = try await talk.admin.perform(change)
    }
  }

  private init(_ code: String, admin change: some ChangeOperation) {
    self.init(code, type(of: change).name) { _ = try await $0.admin.perform(change) }
  }

  private init(_ code: String, admin read: some ReadOperation) {
    self.init(code, type(of: read).name) { _ = try await $0.admin.perform(read) }
  }

  static let all = users + accounts + credits

  private static let users: [ErrorCodeRow] = [
    ErrorCodeRow("100", .query) { talk in
      let nobody = Credentials(username: "anna", token: Secret("c0000000000000000000000000000000"))
      _ = try await PlaySMSClient(transport: talk.transport, credentials: nobody).query()
    },
    ErrorCodeRow(published: "101", SetToken()),
    ErrorCodeRow(published: "102", SendMessage(hello)),
    ErrorCodeRow(published: "103", SendMessage(hello)),
    ErrorCodeRow("104", .getToken) { talk in
      talk.sandbox.change("anna") { $0.token = "" }
      _ = try await talk.token("annapass1")
    },
    ErrorCodeRow("105", .getToken) { talk in
      talk.sandbox.change("anna") { $0.webservicesEnabled = false }
      _ = try await talk.token("annapass1")
    },
    ErrorCodeRow("106", .getToken) { talk in
      talk.sandbox.change("anna") { $0.addressAllowed = false }
      _ = try await talk.token("annapass1")
    },
    ErrorCodeRow(published: "200", SendMessage(hello)),
    ErrorCodeRow("201", .pv) { talk in
      _ = try await talk.anna.send(SendRequest(destination: .number("+628111111101"), text: "0"))
    },
    ErrorCodeRow("400", .ds) { _ = try await $0.anna.outgoing(Listing(queue: QueueCode("none"))) },
    ErrorCodeRow("401", .ds) { talk in _ = try await talk.anna.outgoing(Listing(queue: try await talk.submit())) },
    ErrorCodeRow("402", .ds) { talk in
      let queue = try await talk.submit()
      talk.clock.advance(by: .seconds(5))
      _ = try await talk.anna.outgoing(Listing(queue: queue, messageID: MessageID(9_999)))
    },
    // As an answer to a list it is an empty one.
    ErrorCodeRow(published: "501", SetToken()),
    ErrorCodeRow("627", .stoplist) { talk in
      _ = try await talk.anna.perform(AddToStoplist("62899"))
      _ = try await talk.anna.perform(AddToStoplist("62899"))
    },
  ]

  private static let accounts: [ErrorCodeRow] = [
    ErrorCodeRow("600", .accountban) { _ = try await $0.anna.perform(BanAccount("bobx")) },
    ErrorCodeRow(published: "601", InjectMessage(from: "+1", text: "x", receiver: nil, smsc: nil)),
    ErrorCodeRow("602", admin: InjectMessage(from: "", text: "x", receiver: nil, smsc: nil)),
    ErrorCodeRow("603", admin: AddAccount(Conversation.newAccount(""))),
    ErrorCodeRow("604", admin: AddAccount(Conversation.newAccount("newu1", email: "notmail"))),
    ErrorCodeRow("605", admin: RemoveAccount("ghost")),
    ErrorCodeRow("606", admin: RemoveAccount("admin")),
    ErrorCodeRow("607", admin: SetParent(of: "ghost", to: "anna")),
    ErrorCodeRow("608", admin: SetParent(of: "anna", to: "admin")),
    ErrorCodeRow("609", admin: GetParent(of: "ghost")),
    ErrorCodeRow("610", admin: GetParent(of: "anna")),
    ErrorCodeRow("611", admin: BanAccount("ghost")),
    ErrorCodeRow("612", admin: BanAccount("admin")),
    ErrorCodeRow("613", admin: UnbanAccount("ghost")),
    ErrorCodeRow("614", admin: UnbanAccount("anna")),
    ErrorCodeRow("615", admin: ChangePreferences(of: "ghost", to: AccountPreferences(name: "x"))),
    ErrorCodeRow("616", admin: ChangePreferences(of: "anna", to: AccountPreferences(password: Secret("abc")))),
    ErrorCodeRow(
      "617", admin: ChangeConfiguration(of: "ghost", to: AccountConfiguration(footer: .nothing, sender: .nothing))),
    ErrorCodeRow(
      "618", admin: ChangeConfiguration(of: "anna", to: AccountConfiguration(footer: .nothing, sender: .value("NOT")))),
  ]

  private static let credits: [ErrorCodeRow] = [
    ErrorCodeRow("619", admin: ViewBalance(of: "")),
    // As an answer to `creditview` it is a result.
    ErrorCodeRow(published: "620", SetLoginKey(of: "anna")),
    ErrorCodeRow("621", admin: AddCredit(Credit(thousandths: 1), to: "")),
    ErrorCodeRow(published: "622", AddCredit(Credit(thousandths: 1), to: "anna")),
    ErrorCodeRow("623", admin: DeductCredit(Credit(thousandths: 1), from: "")),
    ErrorCodeRow(published: "624", DeductCredit(Credit(thousandths: 1), from: "anna")),
    ErrorCodeRow("625", admin: SetLoginKey(of: "")),
    ErrorCodeRow(published: "626", SetLoginKey(of: "anna")),
  ]
}

extension Conversation {
  /// Sends a message, and returns its queue.
  fileprivate func submit() async throws -> QueueCode {
    guard case .accepted(_, let queue, _)? = try await anna.send(hello).value.first else { return QueueCode("") }
    return queue
  }
}
