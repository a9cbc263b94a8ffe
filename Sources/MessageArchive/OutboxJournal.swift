import GRDB
import Messaging

extension MessageArchive {
  /// Takes what the operator confirmed: an item a destination, each held until `heldUntil`, and no draft any more. All
  /// of it is on disk on return, or none of it is there.
  ///
  /// Fails with `.guarded` where a guard of the ground's policy speaks against it and the submission has no override
  /// for that; without a ground nothing is guarded. What the outbox knows is asked in the same transaction, so that of
  /// two submissions at once the second is held against the first.
  public func submit(
    _ submission: Submission, heldUntil: Timestamp, now: Timestamp, on ground: SendingGround? = nil
  ) async throws(ArchiveError) -> [OutboxItemID] {
    let question = SendingQuestion(destinations: submission.destinations, text: submission.text)
    var shown: ShownFacts?
    if let ground { shown = try await archive.read { try ShownFacts($0, question, ground, now: now) } }
    let known = shown
    let ids = try await outbox.write { db in
      if let ground, let known {
        let facts = known.facts(
          with: try JournalFacts(db, question, ground, after: known.followed, now: now))
        let standing = SendingGuards(ground.policy, local: ground.local)
          .findings(facts, text: submission.text, options: submission.options)
          .filter { $0.stands(against: submission.overrides) }
        guard standing.isEmpty else { throw ArchiveError.guarded(standing) }
      }
      let journal = OutboxJournal(db)
      let ids = try submission.destinations.map { destination in
        let id = try journal.add(destination, submission, now: now)
        let evidence = submission.evidence(for: destination)
        try journal.append(.held(until: heldUntil), to: id, fence: nil, evidence: evidence, at: now)
        return id
      }
      if let draft = submission.draft { try DraftTable(db).delete(draft, savedAt: submission.draftSavedAt) }
      return ids
    }
    await outboxHasChanged(submission.draft == nil ? [.outbox] : [.outbox, .drafts])
    return ids
  }

  /// Notes that an item came into a state, if it stands in one of `expecting`; false, and nothing noted, if not. On
  /// return the note is on disk: only then may the first byte of a send leave.
  ///
  /// `fence` is the highest outgoing id known; nil keeps the one noted before. Fails with `.unlawful` where the state
  /// cannot follow the one in which the item is, with `.noSuchItem`, and with `.inUse` for `inFlight` in a process that
  /// does not poll: only one process sends.
  ///
  /// `receipts` is what the server's answer said of each member of a group.
  public func record(
    _ state: OutboxState, for id: OutboxItemID, expecting: Set<OutboxStateKind>, fence: MessageID? = nil,
    receipts: [GroupOutcome.Receipt] = [], evidence: String, at: Timestamp
  ) async throws(ArchiveError) -> Bool {
    if state.kind == .inFlight { try sharing.requirePolling() }
    let wasRecorded = try await outbox.write { db in
      let journal = OutboxJournal(db)
      guard let standing = try journal.standing(of: id) else { throw ArchiveError.noSuchItem(id) }
      guard expecting.contains(standing) else { return false }
      guard state.kind.mayFollow(standing) else { throw ArchiveError.unlawful(from: standing, to: state.kind) }
      try journal.append(state, to: id, fence: fence, evidence: evidence, at: at)
      if !receipts.isEmpty { try ReceiptTable(db).put(receipts, of: id) }
      return true
    }
    if wasRecorded { await outboxHasChanged([.outbox]) }
    return wasRecorded
  }

  /// Takes back what has not left, and makes one draft of it in the same transaction: nothing that was written is lost.
  /// Gives the items that were taken back.
  public func takeBack(_ ids: [OutboxItemID], now: Timestamp) async throws(ArchiveError) -> [OutboxItem] {
    let back = try await outbox.write { db in
      let journal = OutboxJournal(db)
      let back = try ids.filter { [.held, .queued].contains(try journal.standing(of: $0)) }
      for id in back {
        try journal.append(.cancelled, to: id, fence: nil, evidence: "taken back by the operator", at: now)
      }
      let items = try back.flatMap { try OutboxItems(db).items("WHERE s.item = ?", [.integer($0.rawValue)]) }
      if let first = items.first {
        let recipients = items.map(\.destination.wire).joined(separator: ", ")
        _ = try DraftTable(db).put(
          Draft(recipients: recipients, text: first.text, options: first.options, updatedAt: now))
      }
      return items
    }
    if !back.isEmpty { await outboxHasChanged([.outbox, .drafts]) }
    return back
  }

  /// Makes unknown what was in flight when the program last ended: nobody can say whether it left. So it is with what
  /// waited when the outbox came from another machine, where it may have gone since. Gives those items.
  ///
  /// Fails with `.inUse` in a process that does not poll: what is in flight there is being sent.
  public func recoverInFlight(
    now: Timestamp, on machine: String? = Machine.name
  ) async throws(ArchiveError) -> [OutboxItemID] {
    try sharing.requirePolling()
    let ids = try await outbox.write { db in
      let journal = OutboxJournal(db)
      var copied: [OutboxItemID] = []
      if try Machine.hasChanged(to: machine, in: db) {
        copied = try journal.stopWaiting(
          "It waited when the outbox came to this machine, and may have gone from the one before.", fence: nil, at: now)
      }
      let ids = try db.prepared(
        """
        SELECT item FROM standing
        WHERE kind NOT IN ('accepted', 'rejected', 'cancelled', 'settled') AND kind = 'inFlight' ORDER BY item
        """
      ).rows([]) { OutboxItemID($0.integer(0)) }
      for id in ids {
        try journal.append(
          .unknown(reason: "smsdash ended while it was being sent."), to: id, fence: nil,
          evidence: "found in flight at the start", at: now)
      }
      return ids + copied
    }
    if !ids.isEmpty { await outboxHasChanged([.outbox]) }
    return ids
  }

  /// Begins the moment in which held items can be taken back anew, as long as it was for each: while no program ran, or
  /// it stood still, nobody could. Those that are not to be held at all stay as they are. Gives the others.
  ///
  /// Fails with `.inUse` in a process that does not poll: the one that does lets them go.
  public func holdAnew(now: Timestamp) async throws(ArchiveError) -> [OutboxItemID] {
    try sharing.requirePolling()
    let ids = try await outbox.write { db in
      let journal = OutboxJournal(db)
      let held = try db.prepared(
        """
        SELECT s.item, e.until - e.at FROM standing s CROSS JOIN event e ON e.seq = s.event
        WHERE s.kind NOT IN ('accepted', 'rejected', 'cancelled', 'settled') AND s.kind = 'held' AND e.until > e.at
        ORDER BY s.item
        """
      ).rows([]) { (id: OutboxItemID($0.integer(0)), hold: Duration.milliseconds($0.integer(1))) }
      for (id, hold) in held {
        try journal.append(
          .held(until: now + hold), to: id, fence: nil,
          evidence: "nobody could take it back meanwhile: its moment begins anew", at: now)
      }
      return held.map(\.id)
    }
    if !ids.isEmpty { await outboxHasChanged([.outbox]) }
    return ids
  }

  /// Everything that was noted of an item, oldest first.
  public func history(of id: OutboxItemID) async throws(ArchiveError) -> [OutboxEvent] {
    try await outbox.read { try OutboxJournal($0).events(of: id) }
  }

  /// Brings the archive after the journal and tells the listeners. The journal is what counts and is on disk already,
  /// so that the archive could not follow is no failure: it does so at the next change, or when it is next opened.
  private func outboxHasChanged(_ subjects: Set<ArchiveChange.Subject>) async {
    let outbox = outbox
    try? await archive.write { try OutboxMirror.follow(outbox, in: $0) }
    hub.publish(ArchiveChange(subjects: subjects))
  }
}

extension Submission {
  /// Why an item may leave, for its journal.
  fileprivate func evidence(for destination: Destination) -> String {
    let its = overrides.filter { $0.destination == nil || $0.destination == destination }
    return (["confirmed in the review"] + its.map { "overridden: \($0.finding) (\($0.said))" }).joined(separator: "; ")
  }
}

/// The journal within a transaction.
struct OutboxJournal {
  private let db: Database

  init(_ db: Database) { self.db = db }

  func add(_ destination: Destination, _ submission: Submission, now: Timestamp) throws -> OutboxItemID {
    let (kind, name) = destination.kindAndName
    let peer = destination.peer
    let values: [Value] =
      [.text(kind), .text(name), .text(submission.text)] + submission.options.columns
      + [Value(peer.isNumber ? peer.sendingTail : nil), .integer(now.milliseconds)]
    try db.prepared(
      """
      INSERT INTO item (kind, destination, text, type, unicode, footer, nofooter, sender, schedule, tail, created_at)
      VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
      """
    ).run(values)
    let id = OutboxItemID(db.lastInsertedRowID)
    try Overrides(db).note(submission.overrides, of: id, to: destination)
    return id
  }

  /// Where an item stands; nil for one that does not exist.
  func standing(of id: OutboxItemID) throws -> OutboxStateKind? {
    try db.prepared("SELECT kind FROM standing WHERE item = ?")
      .first(.integer(id.rawValue)) { OutboxStateKind(rawValue: $0.text(0)) } ?? nil
  }

  /// The file itself refuses an event that may not follow the last one.
  func append(_ state: OutboxState, to id: OutboxItemID, fence: MessageID?, evidence: String, at: Timestamp) throws {
    let sql = """
      INSERT INTO event (item, at, kind, until, smslog_id, queue, echoed, code, words, went, fence, evidence)
      VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
      """
    let values =
      [.integer(id.rawValue), .integer(at.milliseconds)] + state.columns + [Value(fence?.rawValue), .text(evidence)]
    try db.prepared(sql).run(values)
  }

  /// Makes unknown what waits in a copy: nobody can say whether it went from where it was copied. Gives those items.
  func stopWaiting(_ reason: String, fence: MessageID?, at: Timestamp) throws -> [OutboxItemID] {
    let waiting = try db.prepared(
      """
      SELECT item FROM standing
      WHERE kind NOT IN ('accepted', 'rejected', 'cancelled', 'settled') AND kind IN ('held', 'queued') ORDER BY item
      """
    ).rows([]) { OutboxItemID($0.integer(0)) }
    for id in waiting {
      try append(.unknown(reason: reason), to: id, fence: fence, evidence: "copied while it waited", at: at)
    }
    return waiting
  }

  func events(of id: OutboxItemID) throws -> [OutboxEvent] {
    try db.prepared(
      """
      SELECT at, fence, evidence, kind, until, smslog_id, queue, echoed, code, words, went
      FROM event WHERE item = ? ORDER BY seq
      """
    ).rows([.integer(id.rawValue)]) { row -> OutboxEvent? in
      guard let state = OutboxState(row, from: 3) else { return nil }
      return OutboxEvent(
        state: state, at: Timestamp(milliseconds: row.integer(0)),
        fence: row.optionalInteger(1).map { MessageID($0) }, evidence: row.text(2))
    }.compactMap(\.self)
  }
}
