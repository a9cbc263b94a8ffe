/// An account of the sandbox, with what belongs to it from the start.
public struct SandboxAccount: Sendable {
  public var username: String
  public var uid: Int64
  /// 2 administrator, 3 user, 4 subuser.
  public var status: Int
  public var name: String
  public var email: String
  public var mobile: String
  public var password: String
  /// Letters and digits; empty for an account without one.
  public var token: String
  public var credit: Double
  public var isBanned = false
  public var webservicesEnabled = true
  /// Whether requests may come from the address they come from.
  public var addressAllowed = true
  /// Offset of the account's own clock, `+0200`; `schedule` is read on it.
  public var timezone = "+0000"
  /// Appended at delivery when a request brings none.
  public var footer = ""
  /// Digits that replace the leading `0` of a number, `62` for one; empty for none.
  public var replaceZero = ""
  /// A number of so many digits is local and gets `replaceZero` before it; 0 for none.
  public var localLength = 0
  /// Approved sender IDs.
  public var senders: [String] = []
  /// First words by which an arriving message becomes this account's `in` row.
  public var keywords: [String] = []
  /// The `uid` to which a subuser belongs.
  public var parent: Int64?

  public init(
    username: String, uid: Int64, status: Int = 3, name: String = "", email: String = "", mobile: String = "",
    password: String = "", token: String, credit: Double = 0
  ) {
    self.username = username
    self.uid = uid
    self.status = status
    self.name = name
    self.email = email
    self.mobile = mobile
    self.password = password
    self.token = token
    self.credit = credit
  }

  /// The administrator, uid 1.
  public static let admin = SandboxAccount(
    username: "admin", uid: 1, status: 2, name: "Administrator", email: "noreply@playsms.org",
    mobile: "+62000000000", password: "adminpass1", token: "a0000000000000000000000000000001")

  /// A user with plenty of credit, uid 2.
  public static let anna = SandboxAccount(
    username: "anna", uid: 2, name: "Anna Example", email: "anna@example.test", mobile: "+628110000001",
    password: "annapass1", token: "b0000000000000000000000000000002", credit: 100_000)

  /// Another user, uid 3.
  public static let bobx = SandboxAccount(
    username: "bobx", uid: 3, name: "Bob Example", email: "bobx@example.test", mobile: "+628110000002",
    password: "bobxpass1", token: "b0000000000000000000000000000003", credit: 100_000)
}

/// Somebody in an account's phonebook.
public struct SandboxContact: Sendable {
  public var name: String
  public var number: String
  public var email: String
  public var tags: String

  public init(name: String, number: String, email: String = "", tags: String = "") {
    self.name = name
    self.number = number
    self.email = email
    self.tags = tags
  }
}
