/// To whom a submission goes.
extension World {
  /// What `to` names, one by one. Only old versions split it at its commas.
  func targets(in to: String) -> [String] {
    guard configuration.quirks.splitsCommaLists else { return [to] }
    return to.split(separator: ",").map { $0.trimmed }.filter { !$0.isEmpty }
  }

  /// Numbers of the first group that fits: on 1.4.8 a part of its name or code is enough.
  func members(of code: String, for user: User) -> [String] {
    let wanted = code.lowercased()
    let group = phonebook.groups(visibleTo: user).first { group in
      [group.name.lowercased(), group.code.lowercased()].contains { text in
        configuration.quirks.matchesGroupsBySubstring ? !wanted.isEmpty && text.contains(wanted) : text == wanted
      }
    }
    return group.map { phonebook.numbers(of: $0).map { cleanNumber($0, of: user) } } ?? []
  }

  /// Digits and `+` only, rewritten by the account's local rules, and cut to what the server keeps.
  func cleanNumber(_ text: String, of user: User) -> String {
    let kept = text.utf8.filter { $0.isASCIIDigit || $0 == UInt8(ascii: "+") }
    var number = String(decoding: kept, as: UTF8.self)
    let (prefix, length) = (user.account.replaceZero, user.account.localLength)
    if !prefix.isEmpty {
      if length > 0, number.utf8.count == length, number.first != "+", number.first != "0" {
        number = prefix + number
      } else if number.hasPrefix("0"), !number.hasPrefix("00") {
        number = prefix + number.dropFirst()
      }
    }
    return String(number.prefix(configuration.quirks.numberLength))
  }
}
