/// What an account's owner could change; nil leaves a thing as it is.
public struct AccountPreferences: Sendable {
  public var name: String?
  public var email: String?
  public var mobile: String?
  public var address: String?
  public var city: String?
  public var state: String?
  /// The country's number on the server. Its name would break the server's query.
  public var country: Int?
  public var zipcode: String?
  /// 4 characters at least.
  public var password: Secret?

  public init(
    name: String? = nil, email: String? = nil, mobile: String? = nil, address: String? = nil, city: String? = nil,
    state: String? = nil, country: Int? = nil, zipcode: String? = nil, password: Secret? = nil
  ) {
    self.name = name
    self.email = email
    self.mobile = mobile
    self.address = address
    self.city = city
    self.state = state
    self.country = country
    self.zipcode = zipcode
    self.password = password
  }
}

/// `accountpref`: changes an account's preferences, its password too. A call that changes nothing is error 616, an
/// account that does not exist 615.
public struct ChangePreferences: ChangeOperation {
  public static let name = OperationName.accountpref
  public let username: String
  public let preferences: AccountPreferences

  public init(of username: String, to preferences: AccountPreferences) {
    self.username = username
    self.preferences = preferences
  }

  public func parameters() -> [FormField] {
    let all: [(String, String?)] = [
      ("data_username", username), ("data_name", preferences.name), ("data_email", preferences.email),
      ("data_mobile", preferences.mobile), ("data_address", preferences.address), ("data_city", preferences.city),
      ("data_state", preferences.state), ("data_country", preferences.country.map(String.init)),
      ("data_zipcode", preferences.zipcode), ("data_password", preferences.password?.reveal()),
    ]
    return all.compactMap { name, value in value.map { FormField(name, $0) } }
  }

  public func answer(in reply: RawReply) throws(PlaySMSError) -> Answer<Acknowledgement> {
    try acknowledgement(in: reply)
  }
}
