import GRDB
import Messaging

extension MessageArchive {
  /// The numbers that took the last message to each of some groups, where one was sent from here. No operation lists a
  /// group's members, so that is all that is known of them.
  public func knownMembers(of groups: Set<Destination>) async throws(ArchiveError) -> [Destination: [String]] {
    guard !groups.isEmpty else { return [:] }
    return try await outbox.read { db in
      let members = MemberTable(db)
      return try groups.reduce(into: [:]) { known, group in known[group] = try members.numbers(of: group) }
    }
  }
}

/// Whom groups had when a message to them was last accepted.
struct MemberTable {
  private let db: Database

  init(_ db: Database) { self.db = db }

  func numbers(of group: Destination) throws -> [String] {
    guard case .group(let code) = group else { return [] }
    // `kind <> 'number'` says no more than `kind = 'group'`, but SQLite takes the partial index `item_of_others` only
    // for a condition that stands in the index.
    return try db.prepared(
      """
      SELECT echoed FROM receipt WHERE echoed IS NOT NULL AND item = (
        SELECT i.id FROM item i
        WHERE i.kind = 'group' AND i.kind <> 'number' AND i.destination = ?
          AND EXISTS (SELECT 1 FROM receipt r WHERE r.item = i.id AND r.echoed IS NOT NULL)
        ORDER BY i.created_at DESC LIMIT 1)
      ORDER BY place
      """
    ).rows([.text(code)]) { $0.text(0) }
  }

  /// The groups among some destinations, and those to which something is still to go, each with its members.
  func groups(of destinations: [Destination]) throws -> [SendingFacts.GroupBeside] {
    let numbers = destinations.contains { if case .number = $0 { true } else { false } }
    guard numbers else { return [] }
    let beside = destinations.filter(\.isGroup)
    // As above, for the index `standing_open`.
    let open = try db.prepared(
      """
      SELECT DISTINCT i.destination FROM standing s CROSS JOIN item i ON i.id = s.item
      WHERE s.kind NOT IN ('accepted', 'rejected', 'cancelled', 'settled') AND s.kind IN ('held', 'queued', 'inFlight')
        AND i.kind = 'group'
      """
    ).rows([]) { Destination.group($0.text(0)) }
    let waiting = open.filter { !beside.contains($0) }
    return try beside.map { .init(group: $0, isSameSend: true, members: try self.numbers(of: $0)) }
      + waiting.map { .init(group: $0, isSameSend: false, members: try self.numbers(of: $0)) }
  }
}
