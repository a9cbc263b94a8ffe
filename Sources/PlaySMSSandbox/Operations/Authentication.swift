/// Who asks, and from where.
struct Caller {
  let parameters: Parameters
  let address: String
}

/// Why somebody is not let in. The server tells nobody which of them it was.
enum Refusal: Error {
  case refused
}

extension World {
  /// Checks user and token. A token that nobody has, a disabled account and a foreign address count towards the
  /// lockout of the client's address; a malformed token, an unknown name, and somebody else's token do not.
  mutating func authenticate(_ caller: Caller) -> Result<User, Refusal> {
    let token = caller.parameters["h"]
    guard !blacklist.contains(caller.address), !token.isEmpty, token.utf8.allSatisfy(\.isASCIIAlphanumeric),
      let named = user(calling: caller.parameters["u"])
    else { return .failure(.refused) }
    guard let owner = users.first(where: { $0.account.token == token }),
      owner.account.webservicesEnabled, owner.account.addressAllowed
    else {
      countFailedCheck(caller.address)
      return .failure(.refused)
    }
    guard owner.uid == named.uid, !owner.account.isBanned else { return .failure(.refused) }
    failedChecks[caller.address] = nil
    return .success(owner)
  }

  /// `get_token`: the only operation that tells why somebody with the right password gets no token.
  mutating func getToken(_ caller: Caller) -> Reply {
    guard !blacklist.contains(caller.address), let user = user(calling: caller.parameters["u"]),
      !user.account.isBanned
    else { return .failed(.authentication) }
    let password = caller.parameters["p"]
    guard !password.isEmpty, password == user.account.password else {
      countFailedCheck(caller.address)
      return .failed(.authentication)
    }
    failedChecks[caller.address] = nil
    guard user.account.addressAllowed else { return .failed(.addressNotAllowed) }
    guard !user.account.token.isEmpty else { return .failed(.noToken) }
    guard user.account.webservicesEnabled else { return .failed(.tokenDisabled) }
    return .done([("token", .string(user.account.token))])
  }

  /// `set_token`: the old token is dead at once.
  mutating func renewToken(of user: User) -> Reply {
    let token = secretRandom.hexadecimal(32)
    change(user.uid) { $0.account.token = token }
    return .done([("token", .string(token))])
  }

  /// `ws_login`: always a redirect, and the key is gone whether it was right or not.
  mutating func webLogin(_ parameters: Parameters) -> Reply {
    if let user = user(calling: parameters["u"]) { change(user.uid) { $0.loginKey = "" } }
    return .redirect("index.php")
  }

  /// Finds a user by exact name, or by e-mail address.
  private func user(calling name: String) -> User? {
    users.first { user in
      user.username == name || (name.contains("@") && name.contains(".") && user.account.email == name)
    }
  }

  private mutating func countFailedCheck(_ address: String) {
    guard configuration.quirks.lockout else { return }
    failedChecks[address, default: 0] += 1
    if failedChecks[address, default: 0] > 10 { blacklist.insert(address) }
  }
}

extension UInt8 {
  var isASCIIDigit: Bool { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(self) }
  var isASCIILetter: Bool { (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(self | 0x20) }
  var isASCIIAlphanumeric: Bool { isASCIIDigit || isASCIILetter }
}
