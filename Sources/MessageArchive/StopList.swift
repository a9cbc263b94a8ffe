import GRDB
import Messaging

extension MessageArchive {
  /// Puts a destination on the local stop list, or changes its note. It is on disk on return, in the outbox's file, so
  /// that it outlives an archive that is fetched again.
  public func stop(_ destination: Destination, note: String, at: Timestamp) async throws(ArchiveError) {
    try await outbox.write { try StopTable($0).put(StopListEntry(destination: destination, note: note, since: at)) }
    hub.publish(ArchiveChange(subjects: [.outbox]))
  }

  /// Takes a destination off the local stop list, in whatever spelling it stands there; false when it did not.
  public func unstop(_ destination: Destination) async throws(ArchiveError) -> Bool {
    let wasThere = try await outbox.write { try StopTable($0).remove(destination) }
    if wasThere { hub.publish(ArchiveChange(subjects: [.outbox])) }
    return wasThere
  }

  /// The local stop list, the newest entry first.
  public func stopList() async throws(ArchiveError) -> [StopListEntry] {
    try await outbox.read { try StopTable($0).all() }
  }
}

struct StopTable {
  private let db: Database

  init(_ db: Database) { self.db = db }

  func put(_ entry: StopListEntry) throws {
    let (kind, name) = entry.destination.kindAndName
    try db.prepared(
      "INSERT INTO stop VALUES (?, ?, ?, ?, ?) ON CONFLICT DO UPDATE SET note = excluded.note"
    ).run(
      .text(kind), .text(name), .text(entry.destination.peer.sendingTail), .text(entry.note),
      .integer(entry.since.milliseconds))
  }

  func remove(_ destination: Destination) throws -> Bool {
    var wasThere = false
    for entry in try entries(for: destination) {
      let (kind, name) = entry.destination.kindAndName
      try db.prepared("DELETE FROM stop WHERE kind = ? AND destination = ?").run(.text(kind), .text(name))
      wasThere = true
    }
    return wasThere
  }

  /// The entry for a destination, in whatever spelling its number stands there; the newest of several.
  func entry(for destination: Destination) throws -> StopListEntry? { try entries(for: destination).first }

  func all() throws -> [StopListEntry] {
    try db.prepared("SELECT kind, destination, note, since FROM stop ORDER BY since DESC, destination")
      .rows([], StopTable.entry)
  }

  private func entries(for destination: Destination) throws -> [StopListEntry] {
    let isNumber = destination.peer.isNumber
    return try db.prepared(
      "SELECT kind, destination, note, since FROM stop WHERE \(isNumber ? "tail" : "kind") = ? ORDER BY since DESC"
    )
    .rows([.text(isNumber ? destination.peer.sendingTail : destination.kindAndName.kind)], StopTable.entry)
    .filter { $0.destination.isSame(as: destination) }
  }

  private static func entry(_ row: Columns) -> StopListEntry {
    StopListEntry(
      destination: Destination(kind: row.text(0), name: row.text(1)), note: row.text(2),
      since: Timestamp(milliseconds: row.integer(3)))
  }
}
