import Messaging
import Terminal

/// An account that can be opened instead of this one.
public struct AccountChoice: Hashable, Sendable {
  /// As the configuration calls it.
  public let name: String
  /// The server, and the user there.
  public let host: String
  public let user: String
  /// Whether it is the one that is open.
  public let isOpen: Bool

  public init(name: String, host: String, user: String, isOpen: Bool) {
    self.name = name
    self.host = host
    self.user = user
    self.isOpen = isOpen
  }
}

extension Dashboard {
  /// Why there is no other account to go to; nil when there is.
  var obstacleToSwitching: String? {
    if settings.isDemo { return "the demo has this account only; yours stand in the configuration file" }
    guard settings.accounts.count < 2 else { return nil }
    return "there is this account only; write another below accounts: in \(settings.configurationPath)"
  }

  /// `A`: which account? With a name, that one.
  mutating func openAccounts(_ name: String?) {
    guard let name else {
      dialog = .accounts(selection: settings.accounts.firstIndex(where: \.isOpen) ?? 0)
      return
    }
    guard let account = settings.accounts.first(where: { $0.name == name }) else {
      return say("no account is called '\(name)'", .warning)
    }
    go(to: account)
  }

  /// Goes to the selected account.
  mutating func chooseAccount() {
    guard case .accounts(let selection)? = dialog, settings.accounts.indices.contains(selection) else { return }
    dialog = nil
    go(to: settings.accounts[selection])
  }

  /// What is not sent or not known of this account is asked about as at its end.
  private mutating func go(to account: AccountChoice) {
    guard !account.isOpen else { return say("\(account.name) is open") }
    leave(for: account.name)
  }
}
