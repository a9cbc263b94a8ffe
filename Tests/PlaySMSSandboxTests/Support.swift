import PlaySMSSandbox

/// A sandbox on a clock that stands at 2026-11-22 08:00:00 UTC, with every message delivered.
struct Bench {
  let clock = ManualSandboxClock()
  let sandbox: Sandbox

  init(story: SandboxStory? = nil, _ change: (inout SandboxConfiguration) -> Void = { _ in }) {
    var configuration = SandboxConfiguration(outcomes: .always(.delivered))
    change(&configuration)
    sandbox = Sandbox(configuration, clock: clock, story: story)
  }

  /// Asks as anna, or as whoever is named.
  func ask(
    _ op: String, _ parameters: [(String, String)] = [], as account: SandboxAccount = .anna,
    from address: String = "127.0.0.1"
  ) -> String {
    respond(op, parameters, as: account, from: address).text
  }

  func respond(
    _ op: String, _ parameters: [(String, String)] = [], as account: SandboxAccount = .anna,
    from address: String = "127.0.0.1"
  ) -> SandboxResponse {
    let form = [("op", op), ("u", account.username), ("h", account.token)] + parameters
    return sandbox.answer(
      SandboxRequest(form: form.map { (name: $0.0, value: $0.1) }, hasCookie: true, address: address))
  }

  /// The texts of everything sent so far, as kept.
  var keptTexts: [String] { sandbox.acceptedSubmissions.map(\.msg) }
}

/// The values of a key in a reply, in order, without quotation marks.
func values(_ key: String, in text: String) -> [String] {
  text.matches(of: /"(\w+)":(?:"((?:[^"\\]|\\.)*)"|([^,}\]\[{"]+))/).filter { $0.1 == key }
    .map { String($0.2 ?? $0.3 ?? "") }
}

let fatal = "FATAL ERROR : Database query execution has failed"
let timestamp = #""timestamp":1795334400}"#

func refusal(_ code: Int, _ sentence: String) -> String {
  #"{"status":"ERR","error":"\#(code)","error_string":"\#(sentence)",\#(timestamp)"#
}

let refused = refusal(100, "authentication failed")
let nothingNew = refusal(501, "no data returned or result is empty")
let noStatus = refusal(400, "no delivery status available")
