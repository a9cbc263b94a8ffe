import PlaySMSSandbox

/// What had happened on the recorded server before a case, where the common world is not enough.
extension RecordedCase {
  /// The sandbox to ask.
  func sandbox() -> Sandbox {
    if form.contains("u=bulk"), ["ds", "ix", "in"].contains(file) { return RecordedBulk.sandbox }
    if file == "sx", name.hasPrefix("as_admin") { return RecordedBulk.sandbox }
    let sandbox = RecordedWorld.make(server)
    addRows(to: sandbox)
    RecordedCase.preparations[key]?(sandbox)
    return sandbox
  }

  /// A list is asked for in a sandbox that holds the rows of its reply, under their ids.
  private var stock: [[String: Any]] {
    // The second row of a page of which another case is the whole.
    let whole = key == "ds/c_offset_comma@1.4.7" ? RecordedCase.all.first { $0.key == "ds/all@1.4.7" } : nil
    return (whole ?? self).rows
  }

  private func addRows(to sandbox: Sandbox) {
    let username = form.firstMatch(of: /u=(\w+)/).map { String($0.1) }
    let idKey = file == "ds" ? "smslog_id" : "id"
    for row in stock.sorted(by: { $0.number(idKey) < $1.number(idKey) }) {
      let (id, src, dst, msg, dt) = (
        row.number(idKey), row.text("src"), row.text("dst"), row.text("msg"), row.text("dt")
      )
      switch file {
      case "ix":
        sandbox.skip(to: id, in: .inbox)
        sandbox.addInbox(src: src, msg: msg, dt: dt, for: username, dst: dst)
      case "in", "sx":
        sandbox.skip(to: id, in: .incoming)
        sandbox.addIncoming(src: src, kwd: row["kwd"] as? String, msg: msg, dt: dt, for: username, dst: dst)
      case "ds":
        sandbox.skip(to: id, in: .outgoing)
        sandbox.addOutgoing(
          dst: dst, msg: msg, dt: dt, status: Int(row.number("status")), for: username, src: src,
          update: row.text("update"))
      default: break
      }
    }
  }

  private static let stoplist: @Sendable (Sandbox) -> Void = { ask("stoplist", "from=%2B62899111222", "anna", $0) }
  private static let banned: @Sendable (Sandbox) -> Void = { $0.change("banu") { $0.isBanned = true } }
  private static let withoutMail: @Sendable (Sandbox) -> Void = { sandbox in
    // Recorded with the constant defined whose lack kills the script.
    sandbox.reconfigure { $0.quirks.php8 = false }
    administer("accountremove", "data_username=newu1", sandbox)
  }
  private static let locked: @Sendable (Sandbox) -> Void = { sandbox in
    for _ in 1...11 { _ = sandbox.answer(.call("cr", ["u": "anna", "h": "deadbeef"])) }
  }
  private static let renamed: @Sendable (Sandbox) -> Void = {
    administer("parentset", "data_username=newsub&data_parent=anna", $0)
  }

  private static let preparations: [String: @Sendable (Sandbox) -> Void] = [
    "accountadd/ok": withoutMail, "accountadd/ok_fmt": withoutMail,
    "accountadd/php8_fatal_but_created": { administer("accountremove", "data_username=newu4", $0) },
    "accountban/again": banned, "accountunban/ok": banned,
    "generic/banned_user": banned, "get_token/banned_user": banned, "pv/banned_user": banned,
    "pv/to_banned_user": banned,
    "cr/zero": { $0.setCredit(0, of: "banu") }, "cr/bf_off_after_11@1.4.7": { $0.setCredit(99_999, of: "anna") },
    "generic/lockout_valid_token_after_lockout": locked, "get_token/lockout_right_password": locked,
    "parentset/ok_same_parent_again": renamed,
    "pv/credit_group3_not_enough": {
      RecordedWorld.addGroup("POOR3", ["+628111111301", "+628111111302", "+628111111303"], for: "poor", to: $0)
    },
    "pv/credit_stale_second_batch_accepted": { sandbox in
      RecordedWorld.addGroup("PAIR2", ["+628111111301", "+628111111302"], for: "poor", to: sandbox)
      ask("pv", "to=%23PAIR2&msg=x&nofooter=1", "poor", sandbox)
    },
    "pv/partial_failure_group": { sandbox in
      ask("stoplist", "from=62899111222", "anna", sandbox)
      RecordedWorld.addGroup("PARTIAL", ["+628111111301", "62899111222", "+628111111302"], for: "anna", to: sandbox)
    },
    "pv/to_stoplisted": stoplist, "pv/to_stoplisted_plus": stoplist, "stoplist/again_627": stoplist,
    "stoplist/again_with_plus": stoplist,
    "set_token/old_token_dead": { ask("set_token", "", "banu", $0) },
  ]

  private static func ask(_ op: String, _ form: String, _ username: String, _ sandbox: Sandbox) {
    let token = RecordedWorld.accounts.first { $0.username == username }?.token ?? ""
    let target = "/index.php?app=ws&op=\(op)&u=\(username)&h=\(token)&\(form)"
    _ = sandbox.answer(SandboxRequest(target: target))
  }

  private static func administer(_ op: String, _ form: String, _ sandbox: Sandbox) { ask(op, form, "admin", sandbox) }
}

extension [String: Any] {
  fileprivate func text(_ key: String) -> String { self[key] as? String ?? "" }
  fileprivate func number(_ key: String) -> Int64 { (self[key] as? Int).map(Int64.init) ?? 0 }
}
