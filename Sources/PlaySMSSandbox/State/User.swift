/// An account as the server keeps it.
struct User: Sendable {
  var account: SandboxAccount
  /// What `cr` shows and what a submission is checked against, in thousandths.
  var credit: Int64
  /// What is left after everything processed, in thousandths. On 1.4.8 `credit` never follows it.
  var adhocCredit: Int64
  var loginKey = ""
  /// Preferences that no operation shows, by the names of their fields. They only count as a change or none.
  var unseenPreferences: [String: String] = [:]
  /// The account's own sender ID, used where the server has no default.
  var sender = ""

  init(_ account: SandboxAccount) {
    self.account = account
    credit = User.thousandths(account.credit)
    adhocCredit = credit
  }

  var uid: Int64 { account.uid }
  var username: String { account.username }
  var isAdmin: Bool { account.status == 2 }

  /// Seconds east of UTC of the account's own clock, from `+0200`; 0 for anything else.
  var zoneOffset: Int64 {
    let text = account.timezone
    guard text.utf8.count == 5, let sign = text.first, sign == "+" || sign == "-",
      let number = Int64(text.dropFirst()), number >= 0
    else { return 0 }
    return (sign == "-" ? -1 : 1) * (number / 100 * 3_600 + number % 100 * 60)
  }

  /// Thousandths of an amount; 0 for what is no amount that anybody could have.
  static func thousandths(_ amount: Double) -> Int64 {
    amount.isFinite && amount.magnitude < 1e12 ? Int64((amount * 1_000).rounded()) : 0
  }
}
