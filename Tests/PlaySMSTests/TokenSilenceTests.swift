import Foundation
import Messaging
import PlaySMSSandbox
import Testing

@testable import PlaySMS

@Suite("Secrets, after a whole series of operations", .timeLimit(.minutes(10)))
struct TokenSilenceTests {
  /// What came of a series of operations, as everything that could be printed of it.
  private actor Papers {
    private(set) var text = ""
    private(set) var pieces = 0

    func file(_ value: any Sendable) {
      var dumped = ""
      dump(value, to: &dumped)
      text += "\(value)\n\(String(reflecting: value))\n\(dumped)\n"
      pieces += 1
    }
  }

  /// Every secret that the operations below send or receive, and the forms in which one could slip out.
  private static let secrets = [
    "b0000000000000000000000000000002", "a0000000000000000000000000000001", "annapass1", "sesame99", "burnt-key",
  ]

  private static func forms(_ secret: String) -> [String] {
    let bytes = Array(secret.utf8)
    return [
      secret, secret.uppercased(), Data(bytes).base64EncodedString(), bytes.map { String($0) }.joined(separator: ", "),
      bytes.map { String($0, radix: 16) }.joined(), String(secret.prefix(secret.count - 4)),
    ]
  }

  private static let faults: [SandboxFault?] = [
    nil, .loseRequest, .loseReply, .cutBody(at: 5), .replace(.html(status: 200, "<p>x</p>"), processed: false),
    .replace(.html(status: 502, ""), processed: false),
  ]

  @Test("no token, password or login key occurs in any description, mirror, error or log, whatever happens")
  func silence() async throws {
    let papers = Papers()
    try await Conversation.run { talk in
      for row in OperationRow.all where ![.setToken, .accountban].contains(row.name) {
        for request in row.requests {
          await papers.file(request)
          for fault in TokenSilenceTests.faults {
            if let fault { talk.server.arm(fault, op: row.name.rawValue) }
            for client in [talk.anna, talk.admin] { await ask(request, by: client, papers) }
            talk.server.disarm()
          }
        }
      }
      for password in ["annapass1", "sesame99"] {
        await papers.file(GetToken(username: "anna", password: Secret(password)))
        do throws(PlaySMSError) {
          await papers.file(
            try await PlaySMSClient.token(
              username: "anna", password: Secret(password), transport: talk.transport))
        } catch {
          await papers.file(error)
        }
      }
      await papers.file(WebLogin(username: "anna", loginKey: Secret("burnt-key")))
      await papers.file(AddAccount(Conversation.newAccount("newu1")))
      await papers.file([talk.anna, talk.admin])
      await papers.file(talk.transport)
      await papers.file(talk.sandbox.requests)
      #expect(talk.sandbox.requests.count > 200)
    }
    let text = await papers.text
    #expect(await papers.pieces > 300)
    for secret in TokenSilenceTests.secrets {
      for form in TokenSilenceTests.forms(secret) {
        #expect(!text.contains(form), "\(form.count) characters of a secret")
      }
    }
    // The search can find something at all.
    #expect(text.contains("anna") && text.contains("secret"))
  }

  @Test("the URL of a request holds no secret, and neither do its headers; the form does")
  func urls() async throws {
    try await ScriptedServer.run(respond: { _ in http(nothingNew) }) { server, port in
      try await withClient(port: port) { client in
        for row in OperationRow.all {
          for request in row.requests { await ask(request, by: client, Papers()) }
        }
        #expect(server.requests.count >= OperationRow.all.count)
        for request in server.requests {
          #expect(request.head.hasPrefix("POST /playsms/index.php?app=ws HTTP/1.1\r\n"))
          for secret in TokenSilenceTests.secrets { #expect(!request.head.contains(secret)) }
        }
        #expect(server.requests.contains { $0.body.contains("h=b0000000000000000000000000000002") })
      }
    }
  }

  /// Asks, and files the answer or everything that the error says.
  private func ask(_ request: any PlaySMS.Operation, by client: PlaySMSClient, _ papers: Papers) async {
    func file(_ error: PlaySMSError) async {
      await papers.file([error.sentence, error.hint, error.detail, error.serverText?.raw ?? ""])
      await papers.file(error)
    }
    func ask(_ read: some ReadOperation) async {
      do throws(PlaySMSError) { await papers.file(try await client.perform(read)) } catch { await file(error) }
    }
    func ask(_ change: some ChangeOperation) async {
      do throws(PlaySMSError) { await papers.file(try await client.perform(change)) } catch { await file(error) }
    }
    if let read = request as? any ReadOperation { await ask(read) }
    if let change = request as? any ChangeOperation { await ask(change) }
  }
}
