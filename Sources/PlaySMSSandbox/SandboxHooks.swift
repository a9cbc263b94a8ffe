/// What tests and the demo do to the sandbox behind the protocol's back.
extension Sandbox {
  /// Sets what an account has, for `cr` and for the daemon.
  public func setCredit(_ credit: Double, of username: String) {
    changeAccount(username) { user in
      user.credit = User.thousandths(credit)
      user.adhocCredit = user.credit
    }
  }

  /// Changes an account: bans it, takes its token, renames it. Its `credit` counts only at the start.
  public func change(_ username: String, _ change: @Sendable (inout SandboxAccount) -> Void) {
    changeAccount(username) { change(&$0.account) }
  }

  /// Changes how the sandbox behaves from now on. Seed, accounts, first id and whether credit
  /// is refreshed count only at the start.
  public func reconfigure(_ change: @Sendable (inout SandboxConfiguration) -> Void) {
    withWorld { change(&$0.configuration) }
  }

  /// Decides what becomes of every message to a number from now on; nil leaves it to the configuration again.
  public func setOutcome(_ outcome: SandboxOutcome?, for dst: String) {
    withWorld { $0.outcomes[dst] = outcome }
  }

  /// Adds somebody to an account's phonebook and returns the `pid`, 0 when there is no such account.
  @discardableResult
  public func addContact(_ contact: SandboxContact, for username: String? = nil) -> Int64 {
    withWorld { world in world.owner(username).map { world.phonebook.add(contact, uid: $0.uid) } ?? 0 }
  }

  /// Adds a group of contacts, by their `pid`s. `flagSender` 0 keeps it private, 1 shares it with its members, 2 with
  /// everybody.
  public func addGroup(
    name: String, code: String, members: [Int64], flagSender: Int = 0, for username: String? = nil
  ) {
    withWorld { world in
      guard let user = world.owner(username) else { return }
      world.phonebook.addGroup(name: name, code: code, flagSender: flagSender, members: members, uid: user.uid)
    }
  }

  /// Every submission that was ever taken, in order.
  public var acceptedSubmissions: [SandboxSubmission] { withWorld { $0.journal.accepted } }

  /// The last requests, at most 10,000 of them, without their secrets.
  public var requests: [SandboxRequestRecord] { withWorld { $0.journal.requests } }

  /// How often each operation was asked for, by its name in lower case.
  public var requestCounts: [String: Int] { withWorld { $0.journal.counts } }

  private func changeAccount(_ username: String, _ change: @Sendable (inout User) -> Void) {
    withWorld { world in
      guard let uid = world.user(named: username)?.uid else { return }
      world.change(uid, change)
    }
  }
}
