import Messaging
import PlaySMSSandbox
import Testing

@testable import PlaySMS

@Suite("Every operation and every error code, over real HTTP", .timeLimit(.minutes(10)))
struct OperationTableTests {
  /// As they stand in the published protocol, and the one that servers know besides.
  private static let published: Set<String> = [
    "pv", "ds", "in", "ix", "sx", "cr", "get_token", "set_token", "get_contact", "get_contact_group", "ws_login",
    "query", "inject", "accountadd", "accountremove", "parentset", "parentget", "accountban", "accountunban",
    "accountpref", "accountconf", "creditview", "creditadd", "creditdeduct", "loginkeyset",
  ]
  private static let unpublished: Set<String> = ["stoplist"]

  private static let publishedCodes =
    Array(100...106).map(String.init) + ["200", "201", "400", "401", "402", "501"] + (600...626).map(String.init)

  @Test("each operation of the protocol has a name here, and a row in the table")
  func complete() {
    let known = OperationTableTests.published.union(OperationTableTests.unpublished)
    #expect(Set(OperationName.allCases.map(\.rawValue)) == known)
    #expect(OperationRow.all.map(\.name.rawValue).sorted() == known.sorted())
  }

  @Test("each published code has a row in the table, and so has 627")
  func completeCodes() {
    #expect(ErrorCodeRow.all.map(\.code).sorted() == (OperationTableTests.publishedCodes + ["627"]).sorted())
    #expect(Set(ErrorCodeRow.all.map(\.code)) == Set(ServiceCode.known.keys))
  }

  @Test("each parameter that was published for an operation can be sent with it", arguments: OperationRow.all)
  func parameters(_ row: OperationRow) throws {
    var sent: Set<String> = []
    for request in row.requests { sent.formUnion(try request.parameters().map(\.name)) }
    #expect(sent.subtracting(["u"]) == Set(row.published).subtracting(row.ignored).union(row.unpublished))
  }

  @Test("type and table agree on whether an operation only reads", arguments: OperationRow.all)
  func effects(_ row: OperationRow) {
    for request in row.requests {
      #expect(type(of: request).name == row.name)
      #expect((request is any ReadOperation) == (row.name.effect == .read))
      #expect((request is any ChangeOperation) == (row.name.effect == .change))
    }
    #expect(!row.requests.isEmpty)
  }

  @Test("a conversation that goes well", arguments: OperationRow.all)
  func success(_ row: OperationRow) async throws {
    let outcome = try await Conversation.run { talk in
      let outcome = try await row.call(talk)
      #expect(talk.sandbox.requestCounts[row.name.rawValue, default: 0] > 0)
      return outcome
    }
    #expect(outcome == row.expected)
  }

  @Test("a code arrives as its typed error, with a sentence and something to do", arguments: ErrorCodeRow.all)
  func code(_ row: ErrorCodeRow) async throws {
    try await Conversation.run { talk in
      let error = await #expect(throws: PlaySMSError.self) { try await row.call(talk) }
      #expect(error?.kind == .service(code: row.code, class: ServiceClass(code: row.code)))
      #expect(error?.operation == row.operation)
      #expect(error?.sentence.contains("(error \(row.code))") == true)
      #expect(error?.hint.isEmpty == false)
      #expect(error?.isLoginRefused == ["100", "600"].contains(row.code))
    }
  }

  @Test(
    "a code that nobody published arrives in its class, with the server's own text",
    arguments: [
      ("199", ServiceClass.login), ("299", .sending), ("499", .delivery), ("599", .other), ("699", .administration),
      ("799", .unknown),
    ])
  func newCodes(_ code: String, _ serviceClass: ServiceClass) async throws {
    try await Conversation.run { talk in
      talk.answer(.query, with: code)
      let error = await failure { () throws(PlaySMSError) in try await talk.anna.query() }
      #expect(error?.kind == .service(code: code, class: serviceClass))
      #expect(error?.serverText == "no luck")
      #expect(error?.sentence.contains("(error \(code))") == true && error?.hint.isEmpty == false)
    }
  }

  @Test("a login that is no administrator's is refused by each operation that wants one", arguments: OperationRow.all)
  func administrators(_ row: OperationRow) async throws {
    try await Conversation.run { talk in
      for request in row.requests where type(of: request).needsToken {
        let outcome = await kind(of: request, by: talk.anna)
        let isRefused = outcome == .service(code: "600", class: .administration)
        // The unhandled messages are the exception: others are shown none.
        #expect(isRefused == (row.name.isForAdministrators && row.name != .sx))
      }
    }
  }

  @Test("no change is asked for twice, whatever becomes of its reply", arguments: OperationRow.all)
  func once(_ row: OperationRow) async throws {
    guard row.name.effect == .change else { return }
    try await Conversation.run { talk in
      for fault in [SandboxFault.loseReply, .cutBody(at: 3), .loseRequest] {
        let before = talk.sandbox.requestCounts[row.name.rawValue, default: 0]
        talk.server.arm(fault, op: row.name.rawValue)
        _ = await row.requests.first.asyncMap { await kind(of: $0, by: talk.admin) }
        #expect(talk.sandbox.requestCounts[row.name.rawValue, default: 0] - before <= 1)
        talk.server.disarm()
      }
    }
  }

  private func kind(of request: any PlaySMS.Operation, by client: PlaySMSClient) async -> PlaySMSError.Kind? {
    func ask<Value>(_ request: some PlaySMS.Operation<Value>) async throws(PlaySMSError) {
      if let read = request as? any ReadOperation { try await perform(read) }
      if let change = request as? any ChangeOperation { try await perform(change) }
    }
    func perform(_ read: some ReadOperation) async throws(PlaySMSError) { _ = try await client.perform(read) }
    func perform(_ change: some ChangeOperation) async throws(PlaySMSError) { _ = try await client.perform(change) }
    do throws(PlaySMSError) {
      try await ask(request)
      return nil
    } catch {
      return error.kind
    }
  }
}

extension Optional {
  fileprivate func asyncMap<Value>(_ body: (Wrapped) async -> Value) async -> Value? {
    guard let self else { return nil }
    return await body(self)
  }
}
