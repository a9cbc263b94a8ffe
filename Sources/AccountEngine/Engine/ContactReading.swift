import MessageArchive
import Messaging
import PlaySMS

/// The server's phonebook.
extension AccountEngine {
  /// Both characters are a wildcard to the server, by an oversight of its own, so this matches everybody. There is no
  /// proper way to list all contacts.
  private static let everybody = "__"

  /// Looks contacts up on the server, and keeps what it finds in the archive.
  /// - Parameter kwd: part of a name, number, e-mail or tag; servers want two bytes at least. All of them when empty.
  public func searchContacts(_ kwd: String) async -> Result<[Contact], EngineFault> {
    let kwd = kwd.isEmpty ? Self.everybody : kwd
    do {
      let answer = try await ask(.getContact) { client throws(PlaySMSError) in
        try await client.contacts(matching: kwd, count: nil)
      }
      try await keep(answer.value, groups: [], isAll: false)
      return .success(answer.value)
    } catch {
      return .failure(error.fault)
    }
  }

  func readContactsWhenDue() async throws(Interruption) {
    let now = clock.now
    if let last = contactsReadAt {
      let elapsed = now.since(last)
      guard elapsed < .zero || elapsed >= settings.contactsInterval else { return }
    }
    contactsReadAt = now
    let contacts = try await ask(.getContact) { client throws(PlaySMSError) in
      try await client.contacts(matching: Self.everybody, count: nil)
    }
    let groups = try await ask(.getContactGroup) { client throws(PlaySMSError) in
      try await client.contactGroups(matching: Self.everybody, count: nil)
    }
    let isAll = contacts.unreadableRows == 0 && groups.unreadableRows == 0 && areEverybody(contacts.value)
    try await keep(contacts.value, groups: groups.value, isAll: isAll)
  }

  /// Whether the wildcard worked: where it does not, only contacts with the very characters are found.
  private func areEverybody(_ contacts: [Contact]) -> Bool {
    contacts.contains { contact in
      [contact.name, contact.number, contact.email, contact.tags].allSatisfy { !$0.raw.contains(Self.everybody) }
    }
  }

  private func keep(_ contacts: [Contact], groups: [ContactGroup], isAll: Bool) async throws(Interruption) {
    let now = clock.now
    try await archived { archive throws(ArchiveError) in
      try await archive.take(contacts: contacts, groups: groups, complete: isAll, seenAt: now)
    }
  }
}
