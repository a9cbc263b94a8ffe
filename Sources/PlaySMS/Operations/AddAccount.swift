import Messaging

/// An account to be made.
public struct NewAccount: Sendable {
  /// `data_status`: what it may do.
  public enum Status: Hashable, Sendable {
    case admin
    case user
    /// Belongs to another account, whose credit is used along with its own.
    case subuser(parent: String)
  }

  public var status: Status
  /// 3 to 30 characters; the server makes them lower case.
  public var username: String
  /// 4 characters at least.
  public var password: Secret
  public var name: String
  /// No other account may have it.
  public var email: String
  public var mobile: String?
  /// `+0700`: the account's own clock, on which `schedule` is read.
  public var timezone: String?
  /// `en_US`: the language of the web pages.
  public var language: String?

  public init(
    status: Status, username: String, password: Secret, name: String, email: String, mobile: String? = nil,
    timezone: String? = nil, language: String? = nil
  ) {
    self.status = status
    self.username = username
    self.password = password
    self.name = name
    self.email = email
    self.mobile = mobile
    self.timezone = timezone
    self.language = language
  }
}

/// How the server said that an account was added.
public enum AccountAddition: Hashable, Sendable {
  /// With these words.
  case acknowledged(Acknowledgement)
  /// HTTP 500 with nothing in it: on PHP 8 servers break off behind having made the account. Nothing but the account
  /// itself proves it; adding it again says 604, "already exists".
  case brokeOffAfterwards
}

/// `accountadd`: makes an account.
public struct AddAccount: ChangeOperation {
  public static let name = OperationName.accountadd
  public let account: NewAccount

  public init(_ account: NewAccount) { self.account = account }

  public func parameters() throws(PlaySMSError) -> [FormField] {
    if let timezone = account.timezone, !isTimezone(timezone) { throw refused(.badTimezone) }
    let (status, parent): (String, String?) =
      switch account.status {
      case .admin: ("2", nil)
      case .user: ("3", nil)
      case .subuser(let parent): ("4", parent)
      }
    let all: [(String, String?)] = [
      ("data_status", status), ("data_username", account.username), ("data_password", account.password.reveal()),
      ("data_name", account.name), ("data_email", account.email), ("data_parent", parent),
      ("data_mobile", account.mobile), ("data_datetime_timezone", account.timezone),
      ("data_language_module", account.language),
    ]
    return all.compactMap { name, value in value.map { FormField(name, $0) } }
  }

  public func answer(in reply: RawReply) throws(PlaySMSError) -> Answer<AccountAddition> {
    if reply.status == 500, reply.body.isEmpty { return Answer(value: .brokeOffAfterwards, serverTime: nil, bytes: 0) }
    let answer = try acknowledgement(in: reply)
    return Answer(value: .acknowledged(answer.value), serverTime: answer.serverTime, bytes: answer.bytes)
  }
}

/// Whether a text is an offset that servers calculate with. They keep any other text too, and then their dates are
/// wrong.
func isTimezone(_ text: String) -> Bool {
  let digits = text.utf8.dropFirst()
  return (text.first == "+" || text.first == "-") && digits.count == 4
    && digits.allSatisfy { (0x30...0x39).contains($0) }
}
