/// The watch over failed logins. Nothing but an administrator ends a lockout.
extension World {
  func isLockedOut(_ user: User, at address: String) -> Bool { lockedOut.contains(lock(of: user, at: address)) }

  mutating func countFailedCheck(of user: User, at address: String) {
    guard configuration.quirks.lockout else { return }
    let lock = lock(of: user, at: address)
    failedChecks[lock, default: 0] += 1
    if failedChecks[lock, default: 0] > configuration.quirks.lockoutLimit { lockedOut.insert(lock) }
  }

  mutating func forgetFailedChecks(of user: User, at address: String) {
    failedChecks[lock(of: user, at: address)] = nil
  }

  private func lock(of user: User, at address: String) -> String {
    switch configuration.quirks.lockoutScope {
    case .address: address
    case .accountAndAddress: "\(user.username) \(address)"
    }
  }
}
