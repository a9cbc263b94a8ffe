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
              ("email", .string(account.email)), ("mobile", .string(account.mobile)), ("credit", user.creditValue),
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

  /// `get_contact`: by a part of name, number, address or tags. Fewer than two bytes find nothing, and `_` is still
  /// SQL's wildcard.
  func findContacts(_ parameters: Parameters, for user: User) -> Reply {
    let kept = parameters["kwd"].unicodeScalars.filter { scalar in
      scalar.properties.isAlphabetic || scalar.properties.numericType != nil
        || " .-[]():=,_@#".unicodeScalars.contains(scalar)
    }
    let keyword = String(String.UnicodeScalarView(kept))
    guard keyword.utf8.count >= 2 else { return .done([("data", .null)]) }
    let pattern = LikePattern("%" + keyword + "%")
    let contacts = phonebook.contacts(visibleTo: user).filter { entry in
      let contact = entry.contact
      return [contact.name, contact.number, contact.email, contact.tags].contains { pattern.matches($0) }
    }
    return found(contacts.prefix(contactLimit(parameters))) { entry in
      .object([
        ("pid", .int(entry.pid)), ("p_desc", .string(entry.contact.name)), ("p_num", .string(entry.contact.number)),
        ("email", .string(entry.contact.email)), ("tags", .string(entry.contact.tags)),
      ])
    }
  }

  /// `get_contact_group`: by a part of name or code.
  func findGroups(_ parameters: Parameters, for user: User) -> Reply {
    let keyword = String(
      decoding: parameters["kwd"].utf8.filter {
        $0.isASCIIAlphanumeric || $0 == UInt8(ascii: "_") || $0 == UInt8(ascii: "-")
      }, as: UTF8.self)
    guard keyword.utf8.count >= 2 else { return .done([("data", .null)]) }
    let pattern = LikePattern("%" + keyword + "%")
    let groups = phonebook.groups(visibleTo: user).filter { pattern.matches($0.name) || pattern.matches($0.code) }
    return found(groups.prefix(contactLimit(parameters))) { group in
      .object([
        ("gpid", .int(group.gpid)), ("group_name", .string(group.name)), ("code", .string(group.code)),
        ("flag_sender", .int(Int64(group.flagSender))),
      ])
    }
  }

  /// `stoplist`: kept without `+`, and looked for as it came, so a number with `+` is never found again.
  mutating func addToStoplist(_ number: String) -> Reply {
    guard !number.isEmpty else { return .blank }
    guard !stoplist.contains(number) else { return .failed(.stoplistFailed) }
    stoplist.insert(number.first == "+" ? String(number.dropFirst()) : number)
    return .done([])
  }

  /// Nothing, zero, a negative number or garbage in `c` mean all.
  private func contactLimit(_ parameters: Parameters) -> Int {
    let limit = Int(SQLNumbers.leadingNumber(parameters["c"]))
    return limit > 0 ? limit : Int.max
  }

  private func found<Item>(_ items: some Collection<Item>, _ value: (Item) -> PHPValue) -> Reply {
    .done([("data", items.isEmpty ? .null : .list(items.map(value)))])
  }
}
