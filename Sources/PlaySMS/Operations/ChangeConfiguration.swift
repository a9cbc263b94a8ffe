/// How an account sends and receives.
///
/// Every `accountconf` sets footer and sender to what it holds, and to nothing when it holds nothing: a call that only
/// means the time zone wipes both, and no operation tells what they were. So both must be said here each time.
public struct AccountConfiguration: Hashable, Sendable {
  /// What is set whether it is meant or not.
  public enum Setting: Hashable, Sendable {
    case value(String)
    /// Nothing from now on.
    case nothing
  }

  /// `data_footer`: at most 29 bytes.
  public var footer: Setting
  /// `data_sender`: one of the sender IDs that the server has approved for the account.
  public var sender: Setting
  /// `+0700`: the account's own clock, on which `schedule` is read.
  public var timezone: String?
  /// `en_US`: the language of the web pages.
  public var language: String?
  public var forwardsToInbox: Bool?
  public var forwardsToEmail: Bool?
  public var forwardsToMobile: Bool?
  /// A number of so many digits counts as a local one.
  public var localLength: Int?
  /// Stands for the leading 0 of a local number; digits only.
  public var replaceZero: String?

  public init(
    footer: Setting, sender: Setting, timezone: String? = nil, language: String? = nil, forwardsToInbox: Bool? = nil,
    forwardsToEmail: Bool? = nil, forwardsToMobile: Bool? = nil, localLength: Int? = nil, replaceZero: String? = nil
  ) {
    self.footer = footer
    self.sender = sender
    self.timezone = timezone
    self.language = language
    self.forwardsToInbox = forwardsToInbox
    self.forwardsToEmail = forwardsToEmail
    self.forwardsToMobile = forwardsToMobile
    self.localLength = localLength
    self.replaceZero = replaceZero
  }
}

/// `accountconf`: changes how an account sends and receives; an account that does not exist is error 617.
public struct ChangeConfiguration: ChangeOperation {
  public static let name = OperationName.accountconf
  public let username: String
  public let configuration: AccountConfiguration

  public init(of username: String, to configuration: AccountConfiguration) {
    self.username = username
    self.configuration = configuration
  }

  public func parameters() throws(PlaySMSError) -> [FormField] {
    if let timezone = configuration.timezone, !isTimezone(timezone) { throw refused(.badTimezone) }
    if case .value(let footer) = configuration.footer, footer.utf8.count > 29 { throw refused(.longFooter) }
    if let length = configuration.localLength, length < 0 { throw refused(.badCount("data_local_length")) }
    if let prefix = configuration.replaceZero, !prefix.utf8.allSatisfy({ (0x30...0x39).contains($0) }) {
      throw refused(.badCount("data_replace_zero"))
    }
    let all: [(String, String?)] = [
      ("data_username", username), ("data_footer", configuration.footer.wire),
      ("data_sender", configuration.sender.wire),
      // Published without its beginning; servers want it with.
      ("data_datetime_timezone", configuration.timezone), ("datetime_timezone", configuration.timezone),
      ("data_language_module", configuration.language), ("data_fwd_to_inbox", configuration.forwardsToInbox?.wire),
      ("data_fwd_to_email", configuration.forwardsToEmail?.wire),
      ("data_fwd_to_mobile", configuration.forwardsToMobile?.wire),
      ("data_local_length", configuration.localLength.map(String.init)),
      ("data_replace_zero", configuration.replaceZero),
    ]
    return all.compactMap { name, value in value.map { FormField(name, $0) } }
  }

  public func answer(in reply: RawReply) throws(PlaySMSError) -> Answer<Acknowledgement> {
    try acknowledgement(in: reply)
  }
}

extension AccountConfiguration.Setting {
  fileprivate var wire: String {
    switch self {
    case .value(let text): text
    case .nothing: ""
    }
  }
}

extension Bool {
  fileprivate var wire: String { self ? "1" : "0" }
}
