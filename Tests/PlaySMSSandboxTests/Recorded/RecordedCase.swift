import Foundation

/// One exchange with a real server, as it was recorded.
struct RecordedCase: CustomStringConvertible {
  let file: String
  let name: String
  let server: String
  /// Method and target.
  let request: String
  let form: String
  let status: Int
  /// Nil where no JSON was recorded.
  let body: String?
  /// The reply to the same request with `format=xml`, nil where none was recorded.
  let xml: String?

  var key: String { server == "1.4.8" ? "\(file)/\(name)" : "\(file)/\(name)@\(server)" }
  var description: String { key }

  /// The rows of a list in the reply, none for any other reply.
  var rows: [[String: Any]] {
    guard let body, let reply = try? JSONSerialization.jsonObject(with: Data(body.utf8)) as? [String: Any] else {
      return []
    }
    return reply["data"] as? [[String: Any]] ?? []
  }

  static let files = [
    "accountadd", "accountban", "accountconf", "accountpref", "accountremove", "accountunban", "cr", "creditadd",
    "creditdeduct", "creditview", "ds", "generic", "get_contact", "get_contact_group", "get_token", "in", "inject",
    "ix", "loginkeyset", "nosuchop", "parentget", "parentset", "pv", "query", "set_token", "stoplist", "sx", "ws_login",
  ]

  static let all: [RecordedCase] = files.flatMap { file in
    repositoryText("Tests/PlaySMSTests/Recordings/\(file).jsonl").split(separator: "\n").compactMap { line in
      guard let fields = try? JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any] else { return nil }
      return RecordedCase(
        file: file, name: fields["case"] as? String ?? "", server: fields["server"] as? String ?? "",
        request: fields["request"] as? String ?? "", form: fields["form"] as? String ?? "",
        status: fields["status"] as? Int ?? 0, body: fields["body"] as? String, xml: fields["xml"] as? String)
    }
  }
}
