import PlaySMSSandbox

/// What of a reply must be as recorded: everything, but for values that are different each time. Of those the kind
/// counts, and of codes the length.
extension RecordedCase {
  /// Values that only have to be of the recorded kind.
  private var masked: Set<String> {
    var masked: Set<String> = ["timestamp", "queue", "token", "login_key"]
    if file == "pv" || file == "generic" { masked.insert("smslog_id") }
    if file == "query" || file == "generic" { masked.formUnion(["user_inbox", "user_incoming", "user_outgoing"]) }
    // The XML of these is another call's.
    if name == "ok_fmt" { masked.insert("info") }
    return masked
  }

  /// The text with all values masked that differ by nature.
  func shape(_ text: String) -> String {
    let masked = masked
    if text.hasPrefix("<?xml") {
      return text.replacing(/<(\w+)>([^<]*)<\/\w+>/) { match in
        masked.contains(String(match.1)) ? "<\(match.1)>\(RecordedCase.kind(match.2))" : String(match.0)
      }
    }
    return text.replacing(/"(\w+)":("(?:[^"\\]|\\.)*"|[^,{}\[\]"]+)/) { match in
      masked.contains(String(match.1)) ? "\"\(match.1)\":\(RecordedCase.kind(match.2))" : String(match.0)
    }
  }

  /// `null`, a number, a code with its length, or any text.
  private static func kind(_ value: Substring) -> String {
    if value == "null" || value.isEmpty { return String(value) }
    if value.allSatisfy(\.isNumber) { return "number" }
    let digits = value.filter { $0 != "\"" }
    let isCode = digits.count >= 32 && digits.allSatisfy { $0.isHexDigit }
    return isCode ? "code of \(digits.count)" : value.first == "\"" ? "text" : "XML text"
  }

  /// The content type that belongs to such a body. None was recorded with the bodies.
  static func contentType(of body: String) -> String {
    if body.hasPrefix("{") { return "application/json" }
    if body.hasPrefix("<?xml") { return "text/xml;charset=UTF-8" }
    return body == "0.00" ? "text/plain" : "text/html; charset=UTF-8"
  }

  /// The recorded request, as XML when it was asked for.
  func replay(format: String? = nil) -> SandboxRequest {
    let words = request.split(separator: " ").map(String.init)
    var query = RecordedCase.targets[key] ?? (words.last ?? "") + "&"
    var form: [(name: String, value: String)] = []
    if key == "generic/app_in_body" {
      form = [("app", "ws")]
    } else {
      query += self.form.replacing("&format=serialize", with: "")
    }
    if let format { query += "&format=\(format)" }
    return SandboxRequest(method: words.first ?? "", target: query, form: form)
  }

  /// Where the recorded request line leaves something out.
  private static let targets = [
    "generic/app_in_body": "/index.php?",
    "generic/app_webservice_singular_post": "/index.php?app=webservice&",
    "generic/app_webservices": "/index.php?app=webservices&",
    "generic/mixed_query_and_body": "/index.php?app=ws&op=cr&",
  ]
}
