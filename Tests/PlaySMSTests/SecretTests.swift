import Messaging
import Testing

@testable import PlaySMS

@Suite("Secrets")
struct SecretTests {
  private let word = "b0000000000000000000000000000002"

  private func everyPrintOf(_ value: Any) -> String {
    var dumped = ""
    dump(value, to: &dumped)
    return "\(value) \(String(describing: value)) \(String(reflecting: value)) \(dumped)"
  }

  @Test("a secret, and everything that holds one, prints nothing of it")
  func prints() {
    let credentials = Credentials(username: "anna", token: Secret(word))
    let answer = Answer(value: Secret(word), serverTime: nil, bytes: 1)
    let holders: [Any] = [
      Secret(word), credentials, [credentials], Optional(credentials) as Any, ["k": Secret(word)], answer,
      FormField("h", word), [FormField("h", word)], GetToken(username: "anna", password: Secret(word)),
      RawReply(status: 200, contentType: nil, body: Array(word.utf8)),
    ]
    for holder in holders {
      let text = everyPrintOf(holder)
      #expect(!text.contains(word))
      #expect(!text.contains(Array(word.utf8).map(String.init).joined(separator: ", ")))
    }
    #expect(Secret(word).reveal() == word)
  }

  @Test("an error prints no token, no text and no number, whatever went wrong")
  func errors() async throws {
    let request = SendRequest(destination: .number("+628111111101"), text: "sesame", options: SendOptions(from: "ME"))
    let replies = [
      http(#"{"status":"ERR","error":"100","error_string":"invalid \#(word) +628111111101 sesame","timestamp":1}"#),
      http("<html>\(word) +628111111101 sesame"), http("FATAL ERROR : \(word) +628111111101 sesame"),
      http(word, status: "500 Internal Server Error"), http(#"{"x":"\#(word)"#), [],
    ]
    for reply in replies {
      try await ScriptedServer.run(respond: { _ in reply }) { _, port in
        try await withClient(port: port) { client in
          let error = try #require(await failure { () throws(PlaySMSError) in try await client.send(request) })
          let text = error.sentence + error.hint + error.detail + everyPrintOf(error)
          for leak in [word, "628111111101", "sesame"] { #expect(!text.contains(leak), "\(error.kind)") }
        }
      }
    }
  }
}
