import Messaging

/// `get_contact`: contacts whose name, number, e-mail address or tags hold a keyword.
///
/// Servers want two bytes at least, find nothing for less, take `_` for any character, and name no order.
public struct FindContacts: ReadOperation {
  public static let name = OperationName.getContact
  public let keyword: String
  /// So many at most; nil for all.
  public let count: Int?

  public init(matching keyword: String, count: Int?) {
    self.keyword = keyword
    self.count = count
  }

  public func parameters() throws(PlaySMSError) -> [FormField] { try search(keyword, count) }

  public func answer(in reply: RawReply) throws(PlaySMSError) -> Answer<[Contact]> {
    try reader(of: reply).answer(ListBody<ContactRow>.self) { $0.reading(\.contact) }
  }
}

/// `get_contact_group`: groups whose name or code holds a keyword; groups that others share are among them.
public struct FindContactGroups: ReadOperation {
  public static let name = OperationName.getContactGroup
  public let keyword: String
  /// So many at most; nil for all.
  public let count: Int?

  public init(matching keyword: String, count: Int?) {
    self.keyword = keyword
    self.count = count
  }

  public func parameters() throws(PlaySMSError) -> [FormField] { try search(keyword, count) }

  public func answer(in reply: RawReply) throws(PlaySMSError) -> Answer<[ContactGroup]> {
    try reader(of: reply).answer(ListBody<ContactGroupRow>.self) { $0.reading(\.group) }
  }
}

extension Operation {
  fileprivate func search(_ keyword: String, _ count: Int?) throws(PlaySMSError) -> [FormField] {
    guard let count else { return [FormField("kwd", keyword)] }
    guard count > 0 else { throw refused(.badCount("c")) }
    return [FormField("kwd", keyword), FormField("c", String(count))]
  }
}

private struct ContactRow: Decodable {
  let contact: Contact

  private enum Key: String, CodingKey { case pid, name = "p_desc", number = "p_num", email, tags }

  init(from decoder: any Decoder) throws {
    let row = try decoder.container(keyedBy: Key.self)
    guard let id = row.id(.pid) else { throw UnreadableRow() }
    contact = Contact(
      id: id.rawValue, name: row.untrusted(.name), number: row.untrusted(.number), email: row.untrusted(.email),
      tags: row.untrusted(.tags))
  }
}

private struct ContactGroupRow: Decodable {
  let group: ContactGroup

  private enum Key: String, CodingKey { case gpid, name = "group_name", code }

  init(from decoder: any Decoder) throws {
    let row = try decoder.container(keyedBy: Key.self)
    guard let id = row.id(.gpid) else { throw UnreadableRow() }
    group = ContactGroup(id: id.rawValue, name: row.untrusted(.name), code: row.untrusted(.code))
  }
}
