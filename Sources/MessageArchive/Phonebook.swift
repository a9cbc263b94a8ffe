import GRDB
import Messaging

extension MessageArchive {
  /// Stores contacts and groups as the server showed them. With `complete` those are all there are, and the ones that
  /// are missing go; without it they add to, and correct, what is there.
  public func take(
    contacts: [Contact], groups: [ContactGroup], complete: Bool, seenAt: Timestamp
  ) async throws(ArchiveError) {
    let hasChanged = try await archive.write { db in
      let before = db.totalChangesCount
      if complete { try PhonebookWriter(db).keepOnly(contacts, groups) }
      for contact in contacts { try PhonebookWriter(db).put(contact, seenAt: seenAt) }
      for group in groups { try PhonebookWriter(db).put(group) }
      return db.totalChangesCount != before
    }
    if hasChanged { hub.publish(ArchiveChange(subjects: [.contacts])) }
  }

  /// Contacts of whom name, number, e-mail or tags hold `needle`, by name without regard to accents and capitals; all of
  /// them for an empty one. Capital letters count as small ones within ASCII.
  public func contacts(matching needle: String, limit: Int) async throws(ArchiveError) -> [ContactSummary] {
    try await archive.read { db in
      let pattern = Value.text(LikePattern(containing: needle).text)
      let number = Peer(address: needle)
      let digits = number.isNumber ? number.significantDigits : ""
      let found = try db.prepared(
        """
        SELECT pid, name, number, email, tags FROM contact
        WHERE name LIKE ?1 ESCAPE '\\' OR number LIKE ?1 ESCAPE '\\' OR email LIKE ?1 ESCAPE '\\'
          OR tags LIKE ?1 ESCAPE '\\' OR (?2 <> '' AND instr(key, ?2) > 0)
        ORDER BY pid
        """
      ).rows([pattern, .text(String(digits))]) { row in
        Contact(
          id: row.integer(0), name: UntrustedText(row.text(1)), number: UntrustedText(row.text(2)),
          email: UntrustedText(row.text(3)), tags: UntrustedText(row.text(4)))
      }
      return try NameOrder().sorted(found, by: \.name).prefix(limit).map {
        ContactSummary(contact: $0, lastAt: try Acquaintance(db).lastAt(with: $0))
      }
    }
  }

  /// Groups of which name or code hold `needle`, by name; all of them for an empty one.
  public func groups(matching needle: String) async throws(ArchiveError) -> [ContactGroup] {
    try await archive.read { db in
      let found = try db.prepared(
        """
        SELECT gpid, name, code FROM contact_group WHERE name LIKE ?1 ESCAPE '\\' OR code LIKE ?1 ESCAPE '\\'
        ORDER BY gpid
        """
      ).rows([.text(LikePattern(containing: needle).text)]) { row in
        ContactGroup(id: row.integer(0), name: UntrustedText(row.text(1)), code: UntrustedText(row.text(2)))
      }
      return try NameOrder().sorted(found, by: \.name)
    }
  }

  /// How the contacts name a peer. A contact with the very number comes first; else one whose number is the same
  /// written without its country. Nil when none fits, or when several do and disagree.
  public func name(for peer: Peer) async throws(ArchiveError) -> UntrustedText? {
    try await archive.read { try Acquaintance($0).name(of: peer) }
  }
}

/// What to look for with LIKE to find a text anywhere.
struct LikePattern {
  let text: String

  init(containing needle: String) {
    var pattern = "%"
    for scalar in needle.unicodeScalars {
      if scalar == "%" || scalar == "_" || scalar == "\\" { pattern.append("\\") }
      pattern.unicodeScalars.append(scalar)
    }
    text = pattern + "%"
  }
}

/// The order in which people look for names: Óscar among those with O.
private struct NameOrder {
  private let splitter: WordSplitter

  init() throws { splitter = try WordSplitter() }

  /// Rows that are in the order of their ids stay so where names are alike.
  func sorted<Row>(_ rows: [Row], by name: KeyPath<Row, UntrustedText>) throws -> [Row] {
    let keyed = try rows.enumerated().map { place, row in
      (key: try key(of: row[keyPath: name].raw), place: place, row: row)
    }
    return keyed.sorted { ($0.key, $0.place) < ($1.key, $1.place) }.map(\.row)
  }

  /// All of a phonebook is put in order at each look, and most names have no accents to be folded.
  private func key(of name: String) throws -> String {
    name.utf8.allSatisfy { $0 < 0x80 } ? name.lowercased() : try splitter.folded(name)
  }
}

private struct PhonebookWriter {
  let db: Database

  init(_ db: Database) { self.db = db }

  func put(_ contact: Contact, seenAt: Timestamp) throws {
    let peer = Peer(address: contact.number.raw)
    try db.prepared(
      """
      INSERT INTO contact VALUES (?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO UPDATE SET
        name = excluded.name, number = excluded.number, email = excluded.email, tags = excluded.tags,
        key = excluded.key, tail = excluded.tail
      WHERE (name, number, email, tags) IS NOT (excluded.name, excluded.number, excluded.email, excluded.tags)
      """
    ).run(
      .integer(contact.id), .text(contact.name.raw), .text(contact.number.raw), .text(contact.email.raw),
      .text(contact.tags.raw), .text(peer.key), Value(peer.tail), .integer(seenAt.milliseconds))
  }

  func put(_ group: ContactGroup) throws {
    try db.prepared(
      """
      INSERT INTO contact_group VALUES (?, ?, ?) ON CONFLICT DO UPDATE SET name = excluded.name, code = excluded.code
      WHERE (name, code) IS NOT (excluded.name, excluded.code)
      """
    ).run(.integer(group.id), .text(group.name.raw), .text(group.code.raw))
  }

  func keepOnly(_ contacts: [Contact], _ groups: [ContactGroup]) throws {
    try remove(from: "contact", key: "pid", allBut: Set(contacts.map(\.id)))
    try remove(from: "contact_group", key: "gpid", allBut: Set(groups.map(\.id)))
  }

  private func remove(from table: String, key: String, allBut kept: Set<Int64>) throws {
    let gone = try db.prepared("SELECT \(key) FROM \(table)").rows([]) { $0.integer(0) }.filter { !kept.contains($0) }
    let delete = try db.prepared("DELETE FROM \(table) WHERE \(key) = ?")
    for id in gone { try delete.run(.integer(id)) }
  }
}
