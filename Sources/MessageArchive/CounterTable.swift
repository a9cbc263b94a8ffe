import GRDB
import Messaging

extension MessageArchive {
  /// The numbers that triggers keep beside the rows. Only failures after `lately` are counted row by row, in an index
  /// that holds nothing else.
  public func counters(lately: Timestamp = Timestamp(milliseconds: 0)) async throws(ArchiveError) -> Counters {
    let counters = try await archive.read { db in
      var counters = Counters()
      try counters.readArchive(db)
      counters.failedLately =
        try db.prepared(
          "SELECT count(*) FROM message INDEXED BY outgoing_failed WHERE stream = 3 AND status = 2 AND at >= ?"
        ).first(.integer(lately.milliseconds)) { Int($0.integer(0)) } ?? 0
      return counters
    }
    return try await outbox.read { db in
      var counters = counters
      try counters.readOutbox(db)
      return counters
    }
  }
}

extension Counters {
  fileprivate mutating func readArchive(_ db: Database) throws {
    let tallies = try db.prepared("SELECT stream, status, unread, rows FROM tally").rows([]) { row in
      (
        stream: StreamCode(rawValue: row.integer(0)), status: Int(row.integer(1)), isUnread: row.flag(2),
        rows: Int(row.integer(3))
      )
    }
    for tally in tallies {
      if tally.isUnread { unread += tally.rows }
      switch tally.stream {
      case .inbox, .incoming: received += tally.rows
      case .outgoing: count(DeliveryStatus(code: tally.status), tally.rows)
      case .outbox: accepted += tally.status == 1 ? tally.rows : 0
      case nil: break
      }
    }
    conversations = try counter("conversations", db)
    archived = try counter("archived", db)
    contacts = try counter("contacts", db)
  }

  private func counter(_ name: String, _ db: Database) throws -> Int {
    try db.prepared("SELECT value FROM counter WHERE name = ?").first(.text(name)) { Int($0.integer(0)) } ?? 0
  }

  private mutating func count(_ status: DeliveryStatus, _ rows: Int) {
    outgoing += rows
    switch status {
    case .pending: pending += rows
    case .sent: sent += rows
    case .failed: failed += rows
    case .delivered: delivered += rows
    case .other: break
    }
  }

  fileprivate mutating func readOutbox(_ db: Database) throws {
    for (name, rows) in try db.prepared("SELECT kind, rows FROM tally").rows([], { ($0.text(0), Int($0.integer(1))) }) {
      guard let kind = OutboxStateKind(rawValue: name) else {
        if name == "draft" { drafts = rows }
        continue
      }
      switch kind {
      case .held: held = rows
      case .queued: queued = rows
      case .inFlight: inFlight = rows
      case .rejected: rejected = rows
      case .unknown: unknown = rows
      // Accepted ones count only while their row is awaited, which the archive knows.
      case .accepted, .cancelled, .settled: break
      }
    }
  }
}
