import PlaySMSSandbox
import Testing

/// Whom the versions let in, and whom they lock out.
@Suite struct LoginQuirkTests {
  private func account(_ username: String, _ token: String) -> SandboxAccount {
    var account = SandboxAccount.anna
    (account.username, account.token) = (username, token)
    return account
  }

  @Test func `before 1_4_8 the fourth failure locks one account at one address`() {
    let bench = Bench { $0.quirks = .v146 }
    for _ in 1...3 { _ = bench.ask("cr", as: account("anna", "deadbeef")) }
    #expect(bench.ask("cr").contains("100000"))
    for _ in 1...4 { _ = bench.ask("get_token", [("p", "wrong")]) }
    #expect(bench.ask("cr") == refused)
    #expect(bench.ask("cr", as: .bobx).contains("100000"))
    #expect(bench.ask("cr", from: "127.0.0.2").contains("100000"))
  }

  @Test func `an administrator ends a lockout`() {
    let bench = Bench()
    for _ in 1...11 { _ = bench.ask("cr", as: account("anna", "deadbeef")) }
    #expect(bench.ask("cr") == refused)
    bench.sandbox.endLockouts()
    #expect(bench.ask("cr").contains("100000"))
  }

  @Test func `the limit can be chosen`() {
    let bench = Bench { $0.quirks.lockoutLimit = 1 }
    for _ in 1...2 { _ = bench.ask("cr", as: account("anna", "deadbeef")) }
    #expect(bench.ask("cr") == refused)
  }

  @Test func `with the check off any token works with any name, or the token decides`() {
    let stranger = account("admin", SandboxAccount.bobx.token)
    for (check, username) in [
      (SandboxQuirks.UsernameCheck.nameDecides, "admin"), (.tokenDecides, "bobx"),
    ] {
      let bench = Bench { $0.quirks.usernameCheck = check }
      #expect(bench.ask("query", as: stranger).contains(#""username":"\#(username)""#))
      #expect(bench.ask("query", as: account("anna", "deadbeef")) == refused)
    }
    #expect(Bench().ask("query", as: stranger) == refused)
  }
}
