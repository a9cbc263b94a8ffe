/// A token or a password. It prints as nothing: not by interpolation, not by `dump`, not in a debugger's summary.
public struct Secret: Sendable {
  private let value: String

  public init(_ value: String) { self.value = value }

  /// The value itself, for the body of a request or the file in which it is kept. There is no other way to it.
  public func reveal() -> String { value }

  /// Whether nothing is in it.
  public var isEmpty: Bool { value.isEmpty }
}

extension Secret: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
  public var description: String { "‹secret›" }
  public var debugDescription: String { description }
  public var customMirror: Mirror { Mirror(self, children: EmptyCollection<Mirror.Child>()) }
}

/// Who asks: the account's name and its webservices token.
public struct Credentials: Sendable {
  /// Lower case as the server has it, or the account's e-mail address; `ANNA` is refused where `anna` is meant.
  public let username: String
  public let token: Secret

  public init(username: String, token: Secret) {
    self.username = username
    self.token = token
  }
}
