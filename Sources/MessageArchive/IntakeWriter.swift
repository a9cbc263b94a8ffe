import GRDB
import Messaging

extension MessageArchive {
  /// Stores rows and progress in one transaction. Rows that are there already and unchanged cost no write, so taking
  /// the same reply twice changes nothing.
  public func take(_ intake: Intake) async throws(ArchiveError) -> IntakeOutcome {
    let (outcome, change) = try await archive.write { db in
      let writer = try IntakeWriter(db, intake)
      try writer.takeAll()
      return (writer.outcome, writer.change)
    }
    hub.publish(change)
    return outcome
  }
}

/// One intake within its transaction.
private final class IntakeWriter {
  private(set) var outcome = IntakeOutcome()
  private let db: Database
  private let intake: Intake
  private let stream: StreamCode
  private var offsets: ClockOffsets
  private var peers: PeerNumbers
  /// Those that are news, the ones under known ids too.
  private var fresh: [(row: ArchiveRow, isUnread: Bool)] = []
  private var rowsHaveChanged = false
  private var outboxHasChanged = false
  /// The lowest of those that were first seen in this intake.
  private var firstRow: Int64?
  private var othersWereDated = false
  private let find: Prepared
  private let insert: Prepared

  init(_ db: Database, _ intake: Intake) throws {
    self.db = db
    self.intake = intake
    stream = StreamCode(intake.stream)
    offsets = try ClockOffsets(db)
    peers = PeerNumbers(db)
    find = try db.prepared("SELECT \(StoredRow.columns) FROM message WHERE stream = ? AND id = ?")
    insert = try db.prepared(
      """
      INSERT INTO message (stream, id, peer, at, first_seen, shown, server_time, clock, dt_seconds, dt, src, dst,
        keyword, text, unread, status, updated) VALUES (?, ?, ?, ?, ?5, ?5, ?6, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
      """)
  }

  func takeAll() throws {
    for row in intake.rows.archiveRows {
      if let stored = try find.first(.integer(stream.rawValue), .integer(row.id.rawValue), make: StoredRow.init) {
        try compare(row, with: stored)
      } else {
        try add(row)
      }
    }
    if intake.isFreshLive, let serverTime = intake.serverTime { try learn(from: serverTime) }
    if let serverTime = intake.serverTime {
      othersWereDated = try SlowClock(db).took(firstRow, seenAt: intake.seenAt, serverTime: serverTime)
    }
    if case .outgoing = intake.rows { try endWaiting() }
    if !fresh.isEmpty { try WordIndex(db).follow() }
    if let progress = intake.progress { try ProgressTable(db).write(progress, of: intake.stream) }
  }

  private func add(_ row: ArchiveRow) throws {
    let dtSeconds = row.dt.civil?.secondsSince1970
    let at = offsets.instant(dtSeconds, of: row.clock, firstSeen: intake.seenAt)
    guard try !RemovedRows(db).holds(row.id.rawValue, of: stream, at: at) else {
      outcome.known += 1
      return
    }
    let peer = try peers.number(of: row.address)
    let isUnread = stream != .outgoing && isNews(at)
    try insert.run(
      .integer(stream.rawValue), .integer(row.id.rawValue), .integer(peer), .integer(at.milliseconds),
      .integer(intake.seenAt.milliseconds), Value(intake.serverTime?.milliseconds), .integer(row.clock.rawValue),
      Value(dtSeconds), .text(row.dt.text), .text(row.src), .text(row.dst), Value(row.keyword), .text(row.text),
      Value(isUnread), Value(row.status.map { Int64($0.code) }), Value(row.update?.text))
    firstRow = min(firstRow ?? .max, db.lastInsertedRowID)
    outcome.newRows.append(IntakeOutcome.NewRow(id: row.id, peer: Peer(address: row.address)))
    fresh.append((row, isUnread))
    rowsHaveChanged = true
  }

  private func isNews(_ at: Timestamp) -> Bool {
    switch intake.arrival {
    case .live: true
    case .firstContact: isRecent(at)
    case .history: false
    }
  }

  private func isRecent(_ at: Timestamp) -> Bool { at >= intake.seenAt - .seconds(86_400) }

  private func compare(_ row: ArchiveRow, with stored: StoredRow) throws {
    outcome.known += 1
    let status = row.status.map { Int64($0.code) }
    let isRewritten = !stored.saysTheSame(as: row)
    guard isRewritten || stored.status != status || !same(stored.updated, row.update?.text) else { return }
    rowsHaveChanged = true
    // Another message under the id is first seen now, and may be news.
    let isAnother = isRewritten && stored.isAnother(than: row)
    let firstSeen = isAnother ? intake.seenAt : stored.firstSeen
    let serverTime = isAnother ? intake.serverTime : stored.serverTime
    let peer = try isRewritten ? peers.number(of: row.address) : stored.peer
    let dtSeconds = row.dt.civil?.secondsSince1970
    let at = offsets.instant(dtSeconds, of: row.clock, firstSeen: firstSeen)
    let isUnread = isAnother ? stream != .outgoing && isNewsAnyway(at) : stored.isUnread
    try db.prepared(
      """
      UPDATE message SET peer = ?, clock = ?, dt_seconds = ?, dt = ?, src = ?, dst = ?, keyword = ?, text = ?,
        status = ?, updated = ?, shown = ?, first_seen = ?, server_time = ?, unread = ? WHERE row = ?
      """
    ).run(
      .integer(peer), .integer(row.clock.rawValue), Value(dtSeconds), .text(row.dt.text), .text(row.src),
      .text(row.dst), Value(row.keyword), .text(row.text), Value(status), Value(row.update?.text),
      .integer(intake.seenAt.milliseconds), .integer(firstSeen.milliseconds), Value(serverTime?.milliseconds),
      Value(isUnread), .integer(stored.row))
    if isRewritten { try place(stored, at: at, peer: peer) }
    if isAnother {
      firstRow = min(firstRow ?? .max, stored.row)
      outcome.replaced.append(IntakeOutcome.NewRow(id: row.id, peer: Peer(address: row.address)))
      fresh.append((row, isUnread))
      return
    }
    if isRewritten { outcome.rewritten.append(row.id) }
    if let from = stored.status, let to = row.status, from != status {
      outcome.statusChanges.append(
        IntakeOutcome.StatusChange(
          id: row.id, peer: Peer(address: row.address), from: DeliveryStatus(code: Int(from)), to: to))
    }
  }

  /// Another message under a known id is newer than that one, whatever it was asked for as.
  private func isNewsAnyway(_ at: Timestamp) -> Bool { isNews(at) || isRecent(at) }

  /// Moves a row that changed its date or its number to where it belongs now.
  private func place(_ stored: StoredRow, at: Timestamp, peer: Int64) throws {
    // Where it was the last row of a peer, that peer's number is gone, and may be remembered.
    if peer != stored.peer { peers = PeerNumbers(db) }
    try db.prepared("UPDATE message SET at = ? WHERE row = ?").run(.integer(at.milliseconds), .integer(stored.row))
    for conversation in Set([stored.peer, peer]) {
      try db.prepared(LastEntries.update + " WHERE peer = ?").run(.integer(conversation))
    }
  }

  private func learn(from serverTime: Timestamp) throws {
    // What stands under known ids may be as old as the database that was put back.
    let replaced = Set(outcome.replaced.map(\.id))
    let inOrder = fresh.map(\.row).filter { !replaced.contains($0.id) }.sorted { $0.id < $1.id }
    for clock in ServerClock.allCases {
      let moments = inOrder.compactMap { $0.clock == clock ? $0.dt.civil?.secondsSince1970 : nil }
      try offsets.learn(clock, dtSeconds: moments, serverTime: serverTime)
    }
  }

  private func endWaiting() throws {
    let waiting = AwaitedRows(db)
    for (row, _) in fresh where try waiting.hasArrived(row) { outboxHasChanged = true }
  }

  /// What it all changed; no subject where nothing did.
  var change: ArchiveChange {
    var subjects: Set<ArchiveChange.Subject> = []
    if rowsHaveChanged { subjects.insert(.stream(intake.stream)) }
    if othersWereDated { subjects.formUnion(Stream.allCases.map { .stream($0) }) }
    if outboxHasChanged { subjects.insert(.outbox) }
    let arrivals = fresh.filter(\.isUnread).map(\.row).sorted { $0.id < $1.id }.map { row in
      ArrivedMessage(
        origin: stream.origin(row.id.rawValue), peer: Peer(address: row.address), text: UntrustedText(row.text),
        at: offsets.instant(row.dt.civil?.secondsSince1970, of: row.clock, firstSeen: intake.seenAt))
    }
    return ArchiveChange(subjects: subjects, arrivals: arrivals)
  }
}
