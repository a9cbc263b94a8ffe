extension World {
  /// `get_contact`: by a part of name, number, address or tags. Too short a keyword finds nothing, and `_` is still
  /// SQL's wildcard.
  func findContacts(_ parameters: Parameters, for user: User) -> Reply {
    let kept = parameters["kwd"].unicodeScalars.filter { scalar in
      scalar.properties.isAlphabetic || scalar.properties.numericType != nil
        || " .-[]():=,_@#".unicodeScalars.contains(scalar)
    }
    let keyword = String(String.UnicodeScalarView(kept))
    guard keyword.utf8.count >= configuration.quirks.contactKeywordLength else { return .found([]) }
    let pattern = LikePattern("%" + keyword + "%")
    let contacts = phonebook.contacts(visibleTo: user).filter { entry in
      let contact = entry.contact
      return [contact.name, contact.number, contact.email, contact.tags].contains { pattern.matches($0) }
    }
    return .found(contacts.prefix(contactLimit(parameters)).map(fields))
  }

  /// `get_contact_group`: by a part of name or code.
  func findGroups(_ parameters: Parameters, for user: User) -> Reply {
    let keyword = String(
      decoding: parameters["kwd"].utf8.filter {
        $0.isASCIIAlphanumeric || $0 == UInt8(ascii: "_") || $0 == UInt8(ascii: "-")
      }, as: UTF8.self)
    guard keyword.utf8.count >= configuration.quirks.contactKeywordLength else { return .found([]) }
    let pattern = LikePattern("%" + keyword + "%")
    let groups = phonebook.groups(visibleTo: user).filter { pattern.matches($0.name) || pattern.matches($0.code) }
    return .found(
      groups.prefix(contactLimit(parameters)).map { group in
        .object([
          ("gpid", stored(group.gpid)), ("group_name", .string(group.name)), ("code", .string(group.code)),
          ("flag_sender", stored(Int64(group.flagSender))),
        ])
      })
  }

  /// Nothing, zero, a negative number or garbage in `c` mean all.
  private func contactLimit(_ parameters: Parameters) -> Int {
    let limit = Int(SQLNumbers.leadingNumber(parameters["c"]))
    return limit > 0 ? limit : Int.max
  }

  private func fields(of entry: Phonebook.Contact) -> PHPValue {
    let contact = entry.contact
    switch configuration.quirks.contactFields {
    case .tagged:
      return .object([
        ("pid", stored(entry.pid)), ("p_desc", .string(contact.name)), ("p_num", .string(contact.number)),
        ("email", .string(contact.email)), ("tags", .string(contact.tags)),
      ])
    case .grouped:
      let group = phonebook.groups.first { $0.members.contains(entry.pid) }
      return .object([
        ("pid", stored(entry.pid)), ("gpid", group.map { stored($0.gpid) } ?? .string("")),
        ("p_desc", .string(contact.name)), ("p_num", .string(contact.number)), ("email", .string(contact.email)),
        ("group_name", .string(group?.name ?? "")), ("code", .string(group?.code ?? "")),
      ])
    }
  }
}
