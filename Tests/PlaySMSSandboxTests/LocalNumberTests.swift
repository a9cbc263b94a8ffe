import PlaySMSSandbox
import Testing

/// Numbers that an account's own rules rewrite.
@Suite struct LocalNumberTests {
  let bench = Bench()

  private func echoed(_ to: String) -> String? {
    values("to", in: bench.ask("pv", [("to", to), ("msg", "x")])).first
  }

  @Test func `a leading zero is replaced and a local number completed`() {
    bench.sandbox.change("anna") { ($0.replaceZero, $0.localLength) = ("62", 9) }
    for (to, expected) in [
      ("0811111101", "62811111101"), ("811111101", "62811111101"), ("00628111", "00628111"),
      ("+62811111", "+62811111"), ("8111111012", "8111111012"),
    ] { #expect(echoed(to) == expected) }
  }

  @Test func `without the rules a number stays`() {
    #expect(echoed("0811111101") == "0811111101")
  }

  @Test func `an administrator sets the rules`() {
    let rules = [("data_username", "anna"), ("data_replace_zero", "62"), ("data_local_length", "4")]
    _ = bench.ask("accountconf", rules, as: .admin)
    #expect(echoed("0811") == "62811")
    #expect(echoed("8111") == "628111")
  }
}
