extension World {
  /// `accountadd`. On PHP 8 the script dies after the account was made.
  mutating func addAccount(_ parameters: Parameters) -> Reply {
    let needed = ["data_status", "data_username", "data_password", "data_name", "data_email"]
    guard needed.allSatisfy({ !Parameters.isFalsy(parameters[$0]) }) else { return .failed(.accountAddMissingData) }
    let username = parameters["data_username"].lowercased()
    if let objection = objection(toUsername: username, parameters) {
      return .failed(.accountAddFailed, info: objection)
    }
    var account = SandboxAccount(
      username: username, uid: nextUID,
      status: Int(SQLNumbers.leadingNumber(parameters["data_status"])), name: parameters["data_name"],
      email: parameters["data_email"], mobile: parameters["data_mobile"], password: parameters["data_password"],
      token: secretRandom.hexadecimal(32))
    account.timezone = parameters["data_datetime_timezone"]
    account.parent = user(named: parameters["data_parent"])?.uid
    nextUID += 1
    users.append(User(account))
    guard !configuration.quirks.php8 else { return .crashed }
    let info = "Account has been added but failed to send email (username: \(username))"
    return .done([("info", .string(info))])
  }

  /// `accountremove`.
  mutating func removeAccount(_ user: User) -> Reply {
    guard user.uid != 1 else {
      return .failed(.accountRemoveFailed, info: "User is immune to deletion (username: \(user.username))")
    }
    guard !users.contains(where: { $0.account.parent == user.uid }) else {
      let info = "Unable to delete this user until all subusers under this user have been removed"
      return .failed(.accountRemoveFailed, info: info)
    }
    users.removeAll { $0.uid == user.uid }
    return .done([("info", .string("Account has been removed (username: \(user.username))"))])
  }

  /// `accountpref`: what is not given stays. A call that changes nothing fails.
  mutating func setPreferences(_ user: User, _ parameters: Parameters) -> Reply {
    let (email, password, country) = (
      parameters["data_email"], parameters["data_password"], parameters["data_country"]
    )
    if !country.isEmpty, Int(country) == nil {
      return deadQuery(or: .failed(.preferencesFailed, info: "Fail to save preferences"))
    }
    if let objection = objection(toEmail: email, except: user.uid) ?? objection(toPassword: password) {
      return .failed(.preferencesFailed, info: objection)
    }
    var account = user.account
    if !parameters["data_name"].isEmpty { account.name = parameters["data_name"] }
    if !email.isEmpty { account.email = email }
    if !parameters["data_mobile"].isEmpty { account.mobile = parameters["data_mobile"] }
    if !password.isEmpty { account.password = password }
    var unseen = user.unseenPreferences
    for field in ["data_address", "data_city", "data_state", "data_country", "data_zipcode"] {
      if !parameters[field].isEmpty { unseen[field] = parameters[field] }
    }
    let isChanged =
      account.name != user.account.name || account.email != user.account.email
      || account.mobile != user.account.mobile || account.password != user.account.password
      || unseen != user.unseenPreferences
    guard isChanged else { return .failed(.preferencesFailed, info: "Fail to save preferences") }
    change(user.uid) { user in
      user.account = account
      user.unseenPreferences = unseen
    }
    let info = "Preferences have been saved" + (password.isEmpty ? "" : " and password updated")
    return .done([("info", .string(info))])
  }

  /// `accountconf`: footer and sender become what is given, nothing included.
  mutating func configure(_ user: User, _ parameters: Parameters) -> Reply {
    let sender = parameters["data_sender"]
    guard sender.isEmpty || user.account.senders.contains(sender) else {
      return .failed(.configurationFailed, info: "Invalid sender ID")
    }
    let (localLength, replaceZero) = (parameters["data_local_length"], parameters["data_replace_zero"])
    change(user.uid) { user in
      user.account.footer = String(parameters["data_footer"].prefix(30))
      user.sender = sender
      let zone = parameters["data_datetime_timezone"]
      if !zone.isEmpty { user.account.timezone = zone }
      if !localLength.isEmpty { user.account.localLength = Int(SQLNumbers.leadingNumber(localLength)) }
      if !replaceZero.isEmpty { user.account.replaceZero = replaceZero.filter { $0.isASCII && $0.isNumber } }
    }
    return .done([("info", .string("User configuration has been saved"))])
  }

  private func objection(toUsername name: String, _ parameters: Parameters) -> String? {
    guard (3...30).contains(name.count) else {
      return "Username must be at least 3 characters and maximum 30 characters (\(name))"
    }
    if user(named: name) != nil { return "Account already exists (username: \(name))" }
    return objection(toPassword: parameters["data_password"])
      ?? objection(toEmail: parameters["data_email"], except: nil)
  }

  private func objection(toPassword password: String) -> String? {
    password.isEmpty || password.count >= 4 ? nil : "Password should be at least 4 characters"
  }

  private func objection(toEmail email: String, except uid: Int64?) -> String? {
    if email.isEmpty { return nil }
    guard email.contains("@"), email.contains(".") else { return "Your email format is invalid (\(email))" }
    let taken = users.contains { $0.uid != uid && $0.account.email == email }
    return taken ? "Account with this email already exists (email: \(email))" : nil
  }
}
