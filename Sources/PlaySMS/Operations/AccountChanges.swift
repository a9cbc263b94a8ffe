import Messaging

/// `accountremove`: removes an account. Servers refuse for one that has subusers, and for the first administrator.
public struct RemoveAccount: ChangeOperation {
  public static let name = OperationName.accountremove
  public let username: String

  public init(_ username: String) { self.username = username }

  public func parameters() -> [FormField] { [FormField("data_username", username)] }

  public func answer(in reply: RawReply) throws(PlaySMSError) -> Answer<Acknowledgement> {
    try acknowledgement(in: reply)
  }
}

/// `accountban`: locks an account out. Once more is no error; the first administrator cannot be locked out.
public struct BanAccount: ChangeOperation {
  public static let name = OperationName.accountban
  public let username: String

  public init(_ username: String) { self.username = username }

  public func parameters() -> [FormField] { [FormField("data_username", username)] }

  public func answer(in reply: RawReply) throws(PlaySMSError) -> Answer<Acknowledgement> {
    try acknowledgement(in: reply)
  }
}

/// `accountunban`: lets an account in again. One that is not locked out is error 614.
public struct UnbanAccount: ChangeOperation {
  public static let name = OperationName.accountunban
  public let username: String

  public init(_ username: String) { self.username = username }

  public func parameters() -> [FormField] { [FormField("data_username", username)] }

  public func answer(in reply: RawReply) throws(PlaySMSError) -> Answer<Acknowledgement> {
    try acknowledgement(in: reply)
  }
}

/// `parentset`: gives an account a parent. **A normal user becomes a subuser by it**, and no operation makes it a user
/// again.
public struct SetParent: ChangeOperation {
  public static let name = OperationName.parentset
  public let username: String
  public let parent: String

  public init(of username: String, to parent: String) {
    self.username = username
    self.parent = parent
  }

  public func parameters() -> [FormField] {
    [FormField("data_username", username), FormField("data_parent", parent)]
  }

  public func answer(in reply: RawReply) throws(PlaySMSError) -> Answer<Acknowledgement> {
    try acknowledgement(in: reply)
  }
}

/// The account to which a subuser belongs.
public struct ParentAccount: Hashable, Sendable {
  public let uid: Int64
  public let username: UntrustedText

  public init(uid: Int64, username: UntrustedText) {
    self.uid = uid
    self.username = username
  }
}

/// `parentget`: to whom a subuser belongs; an account without a parent is error 610.
public struct GetParent: ReadOperation {
  public static let name = OperationName.parentget
  public let username: String

  public init(of username: String) { self.username = username }

  public func parameters() -> [FormField] { [FormField("data_username", username)] }

  public func answer(in reply: RawReply) throws(PlaySMSError) -> Answer<ParentAccount> {
    try reader(of: reply).answer(ParentBody.self) { Reading(value: $0.parent) }
  }
}

private struct ParentBody: Decodable {
  let parent: ParentAccount

  private enum Key: String, CodingKey {
    case uid = "parent_uid"
    case username = "parent"
  }

  init(from decoder: any Decoder) throws {
    let body = try decoder.container(keyedBy: Key.self)
    guard let uid = body.integer(.uid), let username = body.text(.username) else { throw UnreadableRow() }
    parent = ParentAccount(uid: uid, username: UntrustedText(username))
  }
}
