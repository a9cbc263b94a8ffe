import Messaging

/// `set_token`: gives the account a new webservices token. The old one is dead at once, here and in every other program
/// that uses it; when the reply is lost, so is the token, and only a password (`get_token`) gets it.
public struct SetToken: ChangeOperation {
  public static let name = OperationName.setToken

  public init() {}

  public func parameters() -> [FormField] { [] }

  public func answer(in reply: RawReply) throws(PlaySMSError) -> Answer<Secret> {
    try reader(of: reply).answer(SecretBody<TokenKey>.self) { body in body.secret.map { Reading(value: $0) } }
  }
}

/// `loginkeyset`: makes a key with which somebody may enter an account's web pages once, through `ws_login`. A key made
/// before is void. For an account that does not exist, servers answer with `FATAL ERROR`.
public struct SetLoginKey: ChangeOperation {
  public static let name = OperationName.loginkeyset
  public let username: String

  public init(of username: String) { self.username = username }

  public func parameters() -> [FormField] { [FormField("data_username", username)] }

  public func answer(in reply: RawReply) throws(PlaySMSError) -> Answer<Secret> {
    try reader(of: reply).answer(SecretBody<LoginKeyKey>.self) { body in body.secret.map { Reading(value: $0) } }
  }
}

/// `ws_login`: uses up a login key. Needs no token.
///
/// What it is good for is the session that a browser gets by it. Called from here it burns the key, the right one
/// just as well when it was asked for with a wrong one.
public struct WebLogin: ChangeOperation {
  public static let name = OperationName.wsLogin
  public static let needsToken = false
  private let username: String
  private let loginKey: Secret

  /// That the server answered. It redirects to its first page whether name and key were right or not, so there is no
  /// more to know.
  public struct NoVerdict: Hashable, Sendable {}

  public init(username: String, loginKey: Secret) {
    self.username = username
    self.loginKey = loginKey
  }

  public func parameters() -> [FormField] {
    [FormField("u", username), FormField("login_key", loginKey.reveal())]
  }

  public func answer(in reply: RawReply) throws(PlaySMSError) -> Answer<NoVerdict> {
    if reply.status == 302 { return Answer(value: NoVerdict(), serverTime: nil, bytes: reply.body.count) }
    return try reader(of: reply).answer(NothingBody.self) { _ in nil }
  }
}

/// A result that is one secret, under the key `Field`.
private struct SecretBody<Field: CodingKey & CaseIterable>: Decodable {
  let secret: Secret?

  init(from decoder: any Decoder) throws {
    let body = try decoder.container(keyedBy: Field.self)
    let text = Field.allCases.first.flatMap { body.text($0) } ?? ""
    secret = text.isEmpty ? nil : Secret(text)
  }
}

private enum TokenKey: String, CodingKey, CaseIterable { case token }
private enum LoginKeyKey: String, CodingKey, CaseIterable { case loginKey = "login_key" }

private struct NothingBody: Decodable {}
