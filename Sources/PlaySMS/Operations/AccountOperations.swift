import Messaging

/// Who the account is, and how far its lists go.
public struct AccountQuery: Hashable, Sendable {
  /// What an account may do.
  public enum Status: Hashable, Sendable {
    /// 2
    case admin
    /// 3
    case user
    /// 4
    case subuser
    /// Any other number.
    case other(Int64)
  }

  public struct User: Hashable, Sendable {
    public let username: UntrustedText
    public let uid: Int64
    public let status: Status
    public let name: UntrustedText
    public let email: UntrustedText
    public let mobile: UntrustedText
    /// Nil when the server's text for it cannot be read.
    public let credit: Credit?

    public init(
      username: UntrustedText, uid: Int64, status: Status, name: UntrustedText = "", email: UntrustedText = "",
      mobile: UntrustedText = "", credit: Credit?
    ) {
      self.username = username
      self.uid = uid
      self.status = status
      self.name = name
      self.email = email
      self.mobile = mobile
      self.credit = credit
    }
  }

  public let user: User
  /// The highest id in the inbox, nil for none. It falls when the newest row is deleted, so compare it with `!=`.
  public let lastInbox: MessageID?
  /// The same for `in`; it also moves for messages without a keyword, which `in` does not show.
  public let lastIncoming: MessageID?
  /// The same for `ds`; it stays where it is when a scheduled message gets its row, and when a status changes.
  public let lastOutgoing: MessageID?

  public init(user: User, lastInbox: MessageID?, lastIncoming: MessageID?, lastOutgoing: MessageID?) {
    self.user = user
    self.lastInbox = lastInbox
    self.lastIncoming = lastIncoming
    self.lastOutgoing = lastOutgoing
  }
}

/// `query`: the cheapest question there is, and one that the server does not log.
public struct QueryAccount: ReadOperation {
  public static let name = OperationName.query

  public init() {}

  public func parameters() -> [FormField] { [] }

  public func answer(in reply: RawReply) throws(PlaySMSError) -> Answer<AccountQuery> {
    try reader(of: reply).answer(QueryBody.self) { Reading(value: $0.query) }
  }
}

/// `cr`: the account's credit.
public struct ViewCredit: ReadOperation {
  public static let name = OperationName.cr

  public init() {}

  public func parameters() -> [FormField] { [] }

  public func answer(in reply: RawReply) throws(PlaySMSError) -> Answer<Credit> {
    try reader(of: reply).answer(CreditBody.self) { body in body.credit.map { Reading(value: $0) } }
  }
}

/// `get_token`: the account's webservices token for its password. Failures count towards the blocking of the address.
public struct GetToken: ReadOperation {
  public static let name = OperationName.getToken
  public static let needsToken = false

  private let username: String
  private let password: Secret

  public init(username: String, password: Secret) {
    self.username = username
    self.password = password
  }

  public func parameters() -> [FormField] { [FormField("u", username), FormField("p", password.reveal())] }

  public func answer(in reply: RawReply) throws(PlaySMSError) -> Answer<Secret> {
    try reader(of: reply).answer(TokenBody.self) { body in body.token.map { Reading(value: $0) } }
  }
}

private struct QueryBody: Decodable {
  let query: AccountQuery

  private enum Key: String, CodingKey { case data }
  private enum DataKey: String, CodingKey {
    case user
    case lastID = "last_id"
  }
  private enum UserKey: String, CodingKey { case username, uid, status, name, email, mobile, credit }
  private enum LastKey: String, CodingKey {
    case inbox = "user_inbox"
    case incoming = "user_incoming"
    case outgoing = "user_outgoing"
  }

  init(from decoder: any Decoder) throws {
    let data = try decoder.container(keyedBy: Key.self).nestedContainer(keyedBy: DataKey.self, forKey: .data)
    let user = try data.nestedContainer(keyedBy: UserKey.self, forKey: .user)
    let last = try data.nestedContainer(keyedBy: LastKey.self, forKey: .lastID)
    guard let uid = user.integer(.uid), let status = user.integer(.status) else { throw UnreadableRow() }
    query = AccountQuery(
      user: AccountQuery.User(
        username: user.untrusted(.username), uid: uid, status: AccountQuery.Status(code: status),
        name: user.untrusted(.name), email: user.untrusted(.email), mobile: user.untrusted(.mobile),
        credit: user.credit(.credit)),
      lastInbox: try QueryBody.id(.inbox, in: last), lastIncoming: try QueryBody.id(.incoming, in: last),
      lastOutgoing: try QueryBody.id(.outgoing, in: last))
  }

  /// An id, or nil for the 0 or null that stands for no rows. One that is missing is not taken for none, because new
  /// messages would stay unseen.
  private static func id(_ key: LastKey, in last: KeyedDecodingContainer<LastKey>) throws -> MessageID? {
    if last.isNull(key) || last.integer(key) == 0 { return nil }
    guard let id = last.id(key) else { throw UnreadableRow() }
    return id
  }
}

extension AccountQuery.Status {
  fileprivate init(code: Int64) {
    self =
      switch code {
      case 2: .admin
      case 3: .user
      case 4: .subuser
      default: .other(code)
      }
  }
}

private struct CreditBody: Decodable {
  let credit: Credit?

  private enum Key: String, CodingKey { case credit }

  init(from decoder: any Decoder) throws { credit = try decoder.container(keyedBy: Key.self).credit(.credit) }
}

private struct TokenBody: Decodable {
  let token: Secret?

  private enum Key: String, CodingKey { case token }

  init(from decoder: any Decoder) throws {
    let text = try decoder.container(keyedBy: Key.self).text(.token) ?? ""
    token = text.isEmpty ? nil : Secret(text)
  }
}
