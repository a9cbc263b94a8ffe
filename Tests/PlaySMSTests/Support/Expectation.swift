import Foundation

@testable import PlaySMS

extension Recording {
  /// What should come of the reply, read by other means than the client's: the beginning of the body, and Foundation's
  /// untyped JSON.
  var expectation: Outcome {
    if text.hasPrefix("FATAL ERROR") { return .failure(.notTheProtocol(.fatalError)) }
    switch (operation, status) {
    case ("accountadd", 500): return .value(["broke off", "unreadable 0"])
    case ("ws_login", 302): return .value(["no verdict", "unreadable 0"])
    default: break
    }
    if status != 200 { return .failure(.notTheProtocol(.status(status))) }
    if text.isEmpty { return .failure(.notTheProtocol(.empty)) }
    if text.hasPrefix("<?xml") { return .failure(.notTheProtocol(.malformed)) }
    if text.hasPrefix("<") { return .failure(.notTheProtocol(.html)) }
    guard let json = try? JSONSerialization.jsonObject(with: Data(body)) as? [String: Any] else {
      return .failure(.notTheProtocol(.malformed))
    }
    if let code = json["error"] as? String, code != "0" { return refusal(code) }
    if Set(json.keys).isSubset(of: ["error_string", "timestamp"]) { return .failure(.notTheProtocol(.noResult)) }
    return .value(lines(json))
  }

  private func refusal(_ code: String) -> Outcome {
    let nothing = Outcome.value(["unreadable 0"])
    switch (operation, code) {
    case ("ix", "501"), ("in", "501"), ("sx", "501"): return nothing
    case ("creditview", "620"): return .value(["zero or unknown", "unreadable 0"])
    case ("ds", "400"): return field("queue") == nil ? nothing : .value(["nothing", "unreadable 0"])
    case ("ds", "401"): return .value(["waiting", "unreadable 0"])
    case ("ds", "402"): return .value(["processed", "unreadable 0"])
    default:
      let serviceClass: ServiceClass =
        switch code.first {
        case "1": .login
        case "2": .sending
        case "4": .delivery
        case "5": .other
        case "6": .administration
        default: .unknown
        }
      return .failure(.service(code: code, class: serviceClass))
    }
  }

  private func lines(_ json: [String: Any]) -> [String] {
    let rows = json["data"] as? [[String: Any]] ?? []
    func each(_ keys: String...) -> [String] {
      rows.map { row in keys.map { plain(row[$0]) }.joined(separator: "|") }
    }
    let lines: [String]
    switch operation {
    case "cr": lines = ["credit \(thousandths(json["credit"]))"]
    case "ix", "sx": lines = each("id", "src", "dst", "msg", "dt")
    case "in": lines = each("id", "src", "dst", "kwd", "msg", "dt")
    case "ds": lines = each("smslog_id", "src", "dst", "msg", "dt", "update", "status")
    case "get_contact": lines = each("pid", "p_desc", "p_num", "email", "tags")
    case "get_contact_group": lines = each("gpid", "group_name", "code")
    case "get_token", "set_token": lines = ["token \(plain(json["token"]))"]
    case "pv":
      lines = rows.map { row in
        if plain(row["status"]) == "ERR" { return "failed|\(plain(row["error"]))" }
        let id = row["smslog_id"] is NSNull ? "-" : plain(row["smslog_id"])
        return "accepted|\(id)|\(plain(row["queue"]))|\(plain(row["to"]))"
      }
    case "loginkeyset": lines = ["key \(plain(json["login_key"]))"]
    case "creditview": lines = ["balance \(thousandths(json["balance"]))"]
    case "creditadd", "creditdeduct":
      lines = ["amount \(thousandths(json["amount"])), balance \(thousandths(json["balance"]))"]
    case "parentget": lines = ["\(plain(json["parent_uid"]))|\(plain(json["parent"]))"]
    case "inject", "stoplist", "parentset", "accountban", "accountunban": lines = ["done|"]
    case "accountadd", "accountremove", "accountpref", "accountconf": lines = ["done|\(plain(json["info"]))"]
    default:
      let data = json["data"] as? [String: Any]
      let user = data?["user"] as? [String: Any] ?? [:]
      let last = data?["last_id"] as? [String: Any] ?? [:]
      lines = [
        ["username", "uid", "status", "name", "email", "mobile"].map { plain(user[$0]) }.joined(separator: "|"),
        "credit \(thousandths(user["credit"]))",
        "last " + ["inbox", "incoming", "outgoing"].map { plain(last["user_\($0)"]) }.joined(separator: " "),
      ]
    }
    return lines + ["unreadable 0"]
  }

  private func plain(_ value: Any?) -> String {
    switch value {
    case let text as String: text
    case let number as NSNumber: number.stringValue
    default: "missing"
    }
  }

  private func thousandths(_ value: Any?) -> Int {
    NSDecimalNumber(decimal: (Decimal(string: plain(value)) ?? -1) * 1_000).intValue
  }
}
