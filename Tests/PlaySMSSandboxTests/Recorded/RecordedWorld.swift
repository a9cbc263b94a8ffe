import PlaySMSSandbox

/// The accounts, contacts and messages of the server that was recorded.
enum RecordedWorld {
  static func token(_ number: String) -> String { "b0000000000000000000000000000" + number }

  static let accounts: [SandboxAccount] = {
    var accounts: [SandboxAccount] = [.admin, .anna, .bobx]
    let names = ["poor", "subx", "nows", "noip", "notok", "banu", "bulk", "newu1", "newu4", "newsub"]
    for (index, name) in names.enumerated() {
      let number = index + 4
      var account = SandboxAccount(
        username: name, uid: Int64(number), name: "\(name) Example", email: "\(name)@example.test",
        password: "\(name)pass1", token: token(number < 10 ? "00\(number)" : "0\(number)"))
      account.credit = ["poor": 2.5, "subx": 100_000, "banu": 12.345][name] ?? 0
      if name == "subx" { (account.status, account.parent) = (4, 2) }
      account.webservicesEnabled = name != "nows"
      account.addressAllowed = name != "noip"
      if name == "notok" { account.token = "" }
      accounts.append(account)
    }
    accounts[1].senders = ["ANNACO"]
    accounts[1].timezone = "+0200"
    accounts[1].footer = "ACME5"
    return accounts
  }()

  /// A sandbox of the version that was recorded, before anything was sent.
  static func make(_ server: String) -> Sandbox {
    let quirks = SandboxQuirks(named: server) ?? SandboxQuirks()
    let sandbox = Sandbox(
      SandboxConfiguration(
        accounts: accounts, quirks: quirks, outcomes: .always(.delivered), rates: ["62": 1, "62899": 2.5]),
      clock: ManualSandboxClock(now: 1_795_334_638_000))
    addContacts(to: sandbox, server)
    return sandbox
  }

  private static func addContacts(to sandbox: Sandbox, _ server: String) {
    // The tables of 1.4.7 could not hold the name that 1.4.8 was asked for.
    let zhang = server == "1.4.7" ? "zhang" : "张伟 😀"
    let contacts: [(name: String, number: String, email: String, tags: String, owner: String)] = [
      ("Budi Santoso", "+628111111101", "budi@example.test", "friend", "anna"),
      ("Citra \"Quote\" <b>&", "+628111111102", "citra@example.test", "", "anna"),
      ("محمد علي", "+628111111103", "", "", "anna"),
      ("Nogroup Person", "08111111104", "nogroup@example.test", "vip boss", "anna"),
      (zhang, "+628111111105", "zhang@example.test", "", "anna"),
      ("Bob Contact Budi", "+628111111206", "bc@example.test", "", "bobx"),
      ("Anna in bobs book", "+628110000001", "", "", "bobx"),
      ("Budi Duplicate Number", "+628111111101", "dup@example.test", "", "anna"),
    ]
    for contact in contacts {
      sandbox.addContact(
        SandboxContact(name: contact.name, number: contact.number, email: contact.email, tags: contact.tags),
        for: contact.owner)
    }
    sandbox.addGroup(name: "Family", code: "FAMILY", members: [1, 2], for: "anna")
    sandbox.addGroup(name: "Test Group", code: "TESTGROUP", members: [1, 3, 5], for: "anna")
    sandbox.addGroup(name: "Bob Shared All", code: "BOBALL", members: [6], flagSender: 2, for: "bobx")
    sandbox.addGroup(name: "Bob Shared Members", code: "BOBMEM", members: [7], flagSender: 1, for: "bobx")
    sandbox.addGroup(name: "Bob Private", code: "BOBPRIV", members: [6], for: "bobx")
    sandbox.addGroup(name: "Family Extended", code: "FAMILYEXT", members: [8], for: "anna")
    sandbox.addGroup(name: "Empty", code: "EMPTYG", members: [], for: "anna")
  }

  /// Adds a group of contacts of its own, under these numbers.
  static func addGroup(_ code: String, _ numbers: [String], for username: String, to sandbox: Sandbox) {
    let members = numbers.map { sandbox.addContact(SandboxContact(name: code, number: $0), for: username) }
    sandbox.addGroup(name: code, code: code, members: members, for: username)
  }
}
