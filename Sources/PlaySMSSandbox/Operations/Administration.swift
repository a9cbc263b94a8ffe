extension World {
  /// The operations of administrators, whose login was checked.
  mutating func administer(_ operation: Operation, _ parameters: Parameters) -> Reply {
    let user = user(named: parameters["data_username"])
    switch operation {
    case .inject: return inject(parameters)
    case .accountAdd: return addAccount(parameters)
    case .accountRemove: return user.map { removeAccount($0) } ?? .failed(.accountRemoveUnknown)
    case .parentSet: return setParent(of: user, to: self.user(named: parameters["data_parent"]))
    case .parentGet: return user.map { showParent(of: $0) } ?? .failed(.parentGetUnknown)
    case .accountBan: return user.map { ban($0) } ?? .failed(.banUnknown)
    case .accountUnban: return user.map { unban($0) } ?? .failed(.unbanUnknown)
    case .accountPreferences: return user.map { setPreferences($0, parameters) } ?? .failed(.preferencesMissingData)
    case .accountConfiguration: return user.map { configure($0, parameters) } ?? .failed(.configurationMissingData)
    case .creditView:
      guard !parameters["data_username"].isEmpty else { return .failed(.creditViewMissingData) }
      guard let user, user.credit != 0 else { return .failed(.creditViewFailed) }
      return .done([("balance", .decimal(thousandths: user.credit))])
    case .creditAdd: return changeCredit(user, parameters, by: 1, missing: .creditAddMissingData, .creditAddFailed)
    case .creditDeduct:
      return changeCredit(user, parameters, by: -1, missing: .creditDeductMissingData, .creditDeductFailed)
    case .loginKeySet: return setLoginKey(user, parameters)
    case .pv, .ds, .inbox, .incoming, .unhandled, .cr, .query, .getToken, .setToken, .getContact, .getContactGroup,
      .webLogin, .stoplist:
      // Users' operations; they are answered before it comes to this.
      return .nothing
    }
  }

  /// `inject`: `OK` only says that the message waits; it arrives a second or two later, and stays entity-encoded.
  private mutating func inject(_ parameters: Parameters) -> Reply {
    let from = parameters["from"]
    let cleaning = configuration.quirks.textCleaning
    let msg = SubmittedText.clean(parameters["msg"], cleaning)
    guard !from.isEmpty, !msg.isEmpty else { return .failed(.injectMissingData) }
    let arrival = Arrival(src: from, dst: parameters["recvnum"], msg: HTML.encodingEntities(msg, cleaning))
    events.plan(.arrive(arrival), at: now + queueRandom.number(in: 800...1_800))
    return .done([])
  }

  private mutating func setParent(of user: User?, to parent: User?) -> Reply {
    guard let user, let parent else { return .failed(.parentSetUnknown) }
    guard parent.account.status == 3, user.account.parent != parent.uid else { return .failed(.parentSetFailed) }
    // A normal user becomes a subuser by this, whether that was meant or not.
    change(user.uid) { user in
      user.account.parent = parent.uid
      user.account.status = 4
    }
    return .done([])
  }

  private func showParent(of user: User) -> Reply {
    guard let uid = user.account.parent, let parent = self.user(uid) else { return .failed(.parentGetFailed) }
    return .done([("parent_uid", stored(uid)), ("parent", .string(parent.username))])
  }

  private mutating func ban(_ user: User) -> Reply {
    guard user.uid != 1 else { return .failed(.banFailed) }
    change(user.uid) { $0.account.isBanned = true }
    return .done([])
  }

  private mutating func unban(_ user: User) -> Reply {
    guard user.account.isBanned else { return .failed(.unbanFailed) }
    change(user.uid) { $0.account.isBanned = false }
    return .done([])
  }

  /// The balance told is the one before: the daemon recomputes it later, on 1.4.8 never.
  private mutating func changeCredit(
    _ user: User?, _ parameters: Parameters, by sign: Int64, missing: ErrorCode, _ failed: ErrorCode
  ) -> Reply {
    guard !parameters["data_username"].isEmpty else { return .failed(missing) }
    let amount = User.thousandths(Double(parameters["data_amount"]) ?? 0)
    guard amount != 0 else { return .failed(failed) }
    guard let user else { return deadQuery(or: .failed(failed)) }
    change(user.uid) { $0.adhocCredit += sign * amount }
    let balance = user.credit == 0 ? PHPValue.null : .decimal(thousandths: user.credit)
    return .done([("amount", .decimal(thousandths: amount)), ("balance", balance)])
  }

  private mutating func setLoginKey(_ user: User?, _ parameters: Parameters) -> Reply {
    guard !parameters["data_username"].isEmpty else { return .failed(.loginKeyMissingData) }
    guard let user else { return deadQuery(or: .failed(.loginKeyFailed)) }
    let key = secretRandom.hexadecimal(32)
    change(user.uid) { $0.loginKey = key }
    return .done([("login_key", .string(key))])
  }
}
