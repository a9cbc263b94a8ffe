import PlaySMSSandbox
import Testing

@Suite struct AdministrationTests {
  let bench = Bench()

  private func administer(_ op: String, _ parameters: [(String, String)] = []) -> String {
    bench.ask(op, parameters, as: .admin)
  }

  private func code(_ op: String, _ parameters: [(String, String)] = []) -> String {
    values("error", in: administer(op, parameters)).first ?? ""
  }

  private func add(_ username: String, _ more: [(String, String)] = []) -> SandboxResponse {
    bench.respond(
      "accountadd",
      [
        ("data_status", "3"), ("data_username", username), ("data_password", "newupass1"), ("data_name", "N"),
        ("data_email", "\(username)@example.test"),
      ] + more, as: .admin)
  }

  @Test(arguments: [
    "inject", "accountadd", "accountremove", "parentset", "parentget", "accountban", "accountunban", "accountpref",
    "accountconf", "creditview", "creditadd", "creditdeduct", "loginkeyset",
  ])
  func `whoever is no administrator gets 600`(op: String) {
    #expect(bench.ask(op, [("data_username", "bobx")]) == refusal(600, "admin level authentication failed"))
  }

  @Test(arguments: [
    ("inject", "602"), ("accountadd", "603"), ("accountremove", "605"), ("parentset", "607"), ("parentget", "609"),
    ("accountban", "611"), ("accountunban", "613"), ("accountpref", "615"), ("accountconf", "617"),
    ("creditview", "619"), ("creditadd", "621"), ("creditdeduct", "623"), ("loginkeyset", "625"),
  ])
  func `missing data has its own code`(op: String, expected: String) {
    #expect(code(op) == expected)
  }

  @Test func `an unknown account is a code here and a dead query there`() {
    for (op, expected) in [("accountban", "611"), ("creditview", "620"), ("accountpref", "615")] {
      #expect(code(op, [("data_username", "ghost")]) == expected)
    }
    for op in ["creditadd", "creditdeduct", "loginkeyset"] {
      #expect(administer(op, [("data_username", "ghost"), ("data_amount", "1")]) == fatal)
    }
  }

  @Test func `on PHP 8 an account is made and the script dies all the same`() {
    let reply = add("newu4")
    #expect(reply.status == 500 && reply.body.isEmpty)
    #expect(add("newu4").text.contains(#""info":"Account already exists (username: newu4)""#))
    bench.sandbox.reconfigure { $0.quirks.php8 = false }
    #expect(
      add("newu1").text == #"{"status":"OK","error":"0","info":"Account has been added but failed to send email "#
        + #"(username: newu1)","error_string":null,"# + timestamp)
    #expect(add("ab").text.contains("at least 3 characters"))
    #expect(add("newu9", [("data_password", "abc")]).text.contains("Password should be at least 4 characters"))
    #expect(add("newu9", [("data_email", "notmail")]).text.contains("Your email format is invalid (notmail)"))
  }

  @Test func `an account is removed unless it has subusers or is the first`() {
    #expect(code("parentset", [("data_username", "bobx"), ("data_parent", "anna")]) == "0")
    #expect(administer("accountremove", [("data_username", "anna")]).contains("until all subusers"))
    #expect(administer("accountremove", [("data_username", "admin")]).contains("immune"))
    #expect(administer("accountremove", [("data_username", "bobx")]).contains("Account has been removed"))
    #expect(code("accountremove", [("data_username", "bobx")]) == "605")
  }

  @Test func `setting a parent makes a subuser of a normal user`() {
    #expect(code("parentget", [("data_username", "bobx")]) == "610")
    #expect(code("parentset", [("data_username", "bobx"), ("data_parent", "anna")]) == "0")
    #expect(code("parentset", [("data_username", "bobx"), ("data_parent", "anna")]) == "608")
    #expect(code("parentset", [("data_username", "anna"), ("data_parent", "bobx")]) == "608")
    #expect(administer("parentget", [("data_username", "bobx")]).contains(#""parent_uid":2,"parent":"anna""#))
    #expect(bench.ask("query", as: .bobx).contains(#""status":4"#))
  }

  @Test func `a banned account is out until it is let in again`() {
    #expect(code("accountban", [("data_username", "admin")]) == "612")
    #expect(code("accountunban", [("data_username", "anna")]) == "614")
    for _ in 1...2 { #expect(code("accountban", [("data_username", "anna")]) == "0") }
    #expect(bench.ask("cr") == refused)
    #expect(code("accountunban", [("data_username", "anna")]) == "0")
    #expect(bench.ask("cr").contains("100000"))
  }

  @Test func `preferences that change nothing fail`() {
    let change = [("data_username", "anna"), ("data_name", "Renamed")]
    #expect(administer("accountpref", change).contains("Preferences have been saved"))
    #expect(administer("accountpref", change).contains("Fail to save preferences"))
    #expect(administer("accountpref", [("data_username", "anna"), ("data_country", "Indonesia")]) == fatal)
    let taken = [("data_username", "anna"), ("data_email", "bobx@example.test")]
    #expect(code("accountpref", taken) == "616")
    #expect(
      administer("accountpref", [("data_username", "anna"), ("data_password", "changed99")])
        .contains("Preferences have been saved and password updated"))
    #expect(bench.ask("get_token", [("p", "changed99")]).contains(SandboxAccount.anna.token))
  }

  @Test func `a configuration without a footer wipes the footer`() {
    bench.sandbox.change("anna") { $0.footer = "ACME5" }
    #expect(code("accountconf", [("data_username", "anna"), ("data_sender", "NOTMINE")]) == "618")
    #expect(code("accountconf", [("data_username", "anna"), ("data_datetime_timezone", "-0500")]) == "0")
    _ = bench.ask("pv", [("to", "+6281"), ("msg", String(repeating: "a", count: 600))])
    #expect(bench.keptTexts.last?.count == 458)
  }

  @Test func `a change of credit tells the balance before it`() {
    let add = [("data_username", "anna"), ("data_amount", "-3")]
    #expect(
      administer("creditadd", add) == #"{"status":"OK","error":"0","amount":-3,"balance":100000,"error_string":null,"#
        + timestamp)
    #expect(administer("creditview", [("data_username", "anna")]).contains(#""balance":100000,"#))
    for amount in ["", "0", "abc"] {
      #expect(code("creditdeduct", [("data_username", "anna"), ("data_amount", amount)]) == "624")
    }
    bench.sandbox.setCredit(0, of: "anna")
    #expect(code("creditview", [("data_username", "anna")]) == "620")
    #expect(administer("creditadd", add).contains(#""balance":null"#))
  }

  @Test func `an injected message arrives a moment later, entity-encoded`() {
    bench.sandbox.change("anna") { $0.keywords = ["HELP"] }
    let inject = { (msg: String) in
      administer("inject", [("from", "+628777000012"), ("msg", msg), ("recvnum", "1234")])
    }
    #expect(
      inject("@anna hi \"anna\" <b>bold</b> & co") == #"{"status":"OK","error":"0","error_string":null,"# + timestamp)
    _ = inject("HELP me")
    _ = inject("nobody")
    #expect(bench.ask("ix") == nothingNew)
    bench.clock.advance(by: .seconds(2))
    #expect(bench.ask("ix").contains(#""msg":"@anna hi 'anna' bold &amp; co""#))
    #expect(bench.ask("in").contains(#""kwd":"HELP","msg":"me""#))
    #expect(bench.ask("sx", as: .admin).contains("nobody"))
  }

  @Test func `a login key is given, and a login is always a redirect`() {
    #expect(values("login_key", in: administer("loginkeyset", [("data_username", "anna")])).first?.count == 32)
    let reply = bench.respond("ws_login", [("login_key", "x")])
    #expect(reply.status == 302 && reply.headers.contains { $0.name == "Location" && $0.value == "index.php" })
  }
}
