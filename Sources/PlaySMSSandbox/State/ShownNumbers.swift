/// Numbers as the replies show them.
extension World {
  /// A number out of the tables. `query` makes numbers of its own again and does without this.
  func stored(_ number: Int64) -> PHPValue {
    configuration.quirks.numbersAsStrings ? .string(String(number)) : .int(number)
  }

  /// A user's credit as `cr` and `query` show it.
  func shownCredit(of user: User) -> PHPValue {
    switch configuration.quirks.creditStyle {
    case .number: user.credit == 0 ? .string("0") : .decimal(thousandths: user.credit)
    case .threeDecimals: .string(PHPValue.threeDecimals(thousandths: user.credit))
    }
  }
}

extension PHPValue {
  /// `99.500`, `-0.250`.
  static func threeDecimals(thousandths: Int64) -> String {
    let digits = String(thousandths.magnitude % 1_000)
    let padding = String(repeating: "0", count: 3 - digits.utf8.count)
    return "\(thousandths < 0 ? "-" : "")\(thousandths.magnitude / 1_000).\(padding)\(digits)"
  }
}
