/// Contacts and groups of all accounts.
struct Phonebook: Sendable {
  struct Contact: Sendable {
    let pid: Int64
    let uid: Int64
    let contact: SandboxContact
  }

  struct Group: Sendable {
    let gpid: Int64
    let uid: Int64
    let name: String
    let code: String
    /// 0 private, 1 shared with its members, 2 shared with everybody.
    let flagSender: Int
    /// `pid`s.
    var members: [Int64]
  }

  private(set) var contacts: [Contact] = []
  private(set) var groups: [Group] = []

  @discardableResult
  mutating func add(_ contact: SandboxContact, uid: Int64) -> Int64 {
    let pid = Int64(contacts.count + 1)
    contacts.append(Contact(pid: pid, uid: uid, contact: contact))
    return pid
  }

  mutating func addGroup(name: String, code: String, flagSender: Int, members: [Int64], uid: Int64) {
    groups.append(
      Group(
        gpid: Int64(groups.count + 1), uid: uid, name: name, code: code, flagSender: flagSender, members: members))
  }

  /// Numbers of a group's members.
  func numbers(of group: Group) -> [String] {
    group.members.compactMap { pid in contacts.first { $0.pid == pid }?.contact.number }
  }

  /// Groups that a user may use. A group shared with its members is open to whoever has no mobile number at all:
  /// that is a slip of the server's.
  func groups(visibleTo user: User) -> [Group] {
    groups.filter { group in
      if group.uid == user.uid || group.flagSender >= 2 { return true }
      guard group.flagSender == 1 else { return false }
      return user.account.mobile.isEmpty || numbers(of: group).contains(user.account.mobile)
    }
  }

  /// Contacts that a user sees: the own ones and those in foreign groups that are open to the user.
  func contacts(visibleTo user: User) -> [Contact] {
    let shared = Set(groups(visibleTo: user).filter { $0.uid != user.uid }.flatMap(\.members))
    return contacts.filter { $0.uid == user.uid || shared.contains($0.pid) }
  }

  /// The contact under a number, for whoever owns it.
  func contact(number: String, uid: Int64) -> Contact? {
    contacts.first { $0.uid == uid && $0.contact.number == number }
  }
}
