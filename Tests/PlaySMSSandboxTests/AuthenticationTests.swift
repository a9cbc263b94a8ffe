import PlaySMSSandbox
import Testing

@Suite struct AuthenticationTests {
  let bench = Bench()

  private func account(_ change: (inout SandboxAccount) -> Void) -> SandboxAccount {
    var account = SandboxAccount.anna
    change(&account)
    return account
  }

  @Test func `everything wrong with a login is error 100`() {
    let wrong = [
      account { $0.token = "deadbeef" }, account { $0.token = "abc-def" }, account { $0.token = "" },
      account { $0.token = SandboxAccount.bobx.token }, account { $0.username = "ANNA" },
      account { $0.username = "ghost" }, account { $0.username = "" },
    ]
    for account in wrong { #expect(bench.ask("query", as: account) == refused) }
  }

  @Test func `banned, disabled and foreign accounts are error 100 too`() {
    let changes: [@Sendable (inout SandboxAccount) -> Void] = [
      { $0.isBanned = true }, { $0.webservicesEnabled = false }, { $0.addressAllowed = false },
    ]
    for change in changes {
      let bench = Bench()
      bench.sandbox.change("anna", change)
      #expect(bench.ask("cr") == refused)
    }
  }

  @Test func `an e-mail address serves as a name and blanks are trimmed`() {
    #expect(bench.ask("cr", as: account { $0.username = " anna@example.test " }).contains("100000"))
    #expect(bench.ask("cr", as: account { $0.token = " \($0.token) " }).contains("100000"))
  }

  @Test func `the eleventh failed check in a row locks the address for everybody`() {
    let stranger = account { $0.token = "deadbeef" }
    for _ in 1...10 { _ = bench.ask("cr", as: stranger) }
    #expect(bench.ask("cr").contains("100000"))
    for _ in 1...11 { _ = bench.ask("cr", as: stranger) }
    #expect(bench.ask("cr") == refused)
    #expect(bench.ask("cr", as: .bobx) == refused)
    #expect(bench.ask("get_token", [("p", "annapass1")]) == refused)
    #expect(bench.ask("cr", from: "127.0.0.2").contains("100000"))
  }

  @Test func `an unknown name, a malformed token and a foreign token do not count`() {
    for _ in 1...20 {
      _ = bench.ask("cr", as: account { $0.username = "ghost" })
      _ = bench.ask("cr", as: account { $0.token = "abc-def" })
      _ = bench.ask("cr", as: account { $0.token = SandboxAccount.bobx.token })
    }
    #expect(bench.ask("cr").contains("100000"))
  }

  @Test func `the lockout can be switched off`() {
    bench.sandbox.reconfigure { $0.quirks.lockout = false }
    for _ in 1...20 { _ = bench.ask("cr", as: account { $0.token = "deadbeef" }) }
    #expect(bench.ask("cr").contains("100000"))
  }

  @Test func `get_token gives the token for the password`() {
    let token = SandboxAccount.anna.token
    #expect(
      bench.ask("get_token", [("p", "annapass1")])
        == #"{"status":"OK","error":"0","token":"\#(token)","error_string":null,"# + timestamp)
    #expect(bench.ask("get_token", [("p", "nope")]) == refused)
    #expect(bench.ask("get_token") == refused)
  }

  @Test func `get_token tells why there is none`() {
    bench.sandbox.change("anna") { $0.webservicesEnabled = false }
    #expect(
      bench.ask("get_token", [("p", "annapass1")])
        == refusal(105, "webservice token not enable for this user"))
    bench.sandbox.change("anna") { $0.token = "" }
    #expect(
      bench.ask("get_token", [("p", "annapass1")]) == refusal(104, "webservice token is not available"))
    bench.sandbox.change("anna") { $0.addressAllowed = false }
    #expect(
      bench.ask("get_token", [("p", "annapass1")])
        == refusal(106, "webservice token not allowed from this IP address"))
  }

  @Test func `set_token kills the old token at once`() {
    let new = values("token", in: bench.ask("set_token"))
    #expect(new.first?.count == 32)
    #expect(bench.ask("cr") == refused)
    #expect(bench.ask("cr", as: account { $0.token = new.first ?? "" }).contains("100000"))
  }
}
