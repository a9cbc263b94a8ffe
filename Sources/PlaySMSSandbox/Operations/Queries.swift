extension World {
  /// `query`: the account and the last id of each list.
  func describe(_ user: User) -> Reply {
    let account = user.account
    return .done([
      (
        "data",
        .object([
          (
            "user",
            .object([
              ("username", .string(account.username)), ("uid", .int(account.uid)),
              ("status", .int(Int64(account.status))), ("name", .string(account.name)),
              ("email", .string(account.email)), ("mobile", .string(account.mobile)), ("credit", shownCredit(of: user)),
            ])
          ),
          (
            "last_id",
            .object([
              ("user_inbox", .int(inbox.highestID(of: user.uid))),
              ("user_incoming", .int(incoming.highestID(of: user.uid))),
              ("user_outgoing", .int(outgoing.highestID(of: user.uid))),
            ])
          ),
        ])
      )
    ])
  }

  /// `stoplist`: kept without `+`, and looked for as it came, so a number with `+` is never found again.
  mutating func addToStoplist(_ number: String) -> Reply {
    guard !number.isEmpty else { return .blank }
    guard !stoplist.contains(number) else { return .failed(.stoplistFailed) }
    stoplist.insert(number.first == "+" ? String(number.dropFirst()) : number)
    return .done([])
  }
}
