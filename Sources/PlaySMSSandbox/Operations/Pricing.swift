/// What a submission costs, in thousandths.
extension World {
  /// The longest prefix decides, and an unknown one costs nothing.
  func price(of number: String, parts: Int) -> Int64 {
    let digits = number.drop { $0 == "+" }
    let rate = configuration.rates.filter { digits.hasPrefix($0.key) }.max { $0.key.count < $1.key.count }?.value
    return User.thousandths(rate ?? 0) * Int64(parts)
  }

  /// What a user may spend at once. A subuser spends the parent's credit too.
  func spendable(by user: User) -> Int64 {
    min(user.credit, user.account.parent.flatMap { self.user($0)?.credit } ?? user.credit)
  }
}
