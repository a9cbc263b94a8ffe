import Messaging

/// Which process asks the server about the account.
public enum Polling: Hashable, Sendable {
  case here
  /// Another smsdash on this machine; its id, when it is known, and whether it told how the account is. Before it did,
  /// nothing is known about how fresh anything is.
  case elsewhere(process: Int32?, isTold: Bool)

  /// Whether it is known how the account is.
  public var isTold: Bool {
    switch self {
    case .here: true
    case .elsewhere(_, let isTold): isTold
    }
  }
}

extension Dashboard {
  /// Nothing that was known of the account comes from whoever polls now.
  mutating func pollerChanged(_ process: Int32?, isHere: Bool) {
    polling = isHere ? .here : .elsewhere(process: process, isTold: false)
    account = AccountStatus(username: account.username)
  }
}
