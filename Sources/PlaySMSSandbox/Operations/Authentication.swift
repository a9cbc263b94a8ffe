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
  /// lockout; a malformed token, an unknown name, and somebody else's token do not.
  mutating func authenticate(_ caller: Caller) -> Result<User, Refusal> {
    let token = caller.parameters["h"]
    let owner = users.first { $0.account.token == token }
    let check = configuration.quirks.usernameCheck
    guard !token.isEmpty, token.utf8.allSatisfy(\.isASCIIAlphanumeric),
      let named = check == .tokenDecides ? owner : user(calling: caller.parameters["u"]),
      !isLockedOut(named, at: caller.address)
    else { return .failure(.refused) }
    guard let owner, owner.account.webservicesEnabled, owner.account.addressAllowed else {
      countFailedCheck(of: named, at: caller.address)
      return .failure(.refused)
    }
    guard owner.uid == named.uid || check == .nameDecides, !named.account.isBanned else {
      return .failure(.refused)
    }
    forgetFailedChecks(of: named, at: caller.address)
    return .success(named)
  }

  /// `get_token`: the only operation that tells why somebody with the right password gets no token.
  mutating func getToken(_ caller: Caller) -> Reply {
    guard let user = user(calling: caller.parameters["u"]), !isLockedOut(user, at: caller.address),
      !user.account.isBanned
    else { return .failed(.authentication) }
    let password = caller.parameters["p"]
    guard !password.isEmpty, password == user.account.password else {
      countFailedCheck(of: user, at: caller.address)
      return .failed(.authentication)
    }
    forgetFailedChecks(of: user, at: caller.address)
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
}
