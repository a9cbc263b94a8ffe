import MessageArchive
import Messaging
import PlaySMS

/// What became of a message, while the disk could not take it.
struct UnwrittenRecord: Hashable, Sendable {
  let id: OutboxItemID
  let state: OutboxState
  var receipts: [GroupOutcome.Receipt] = []
  let evidence: String
}

/// The loop that sends. `OutboxMachine` says what is next; here it is done.
extension AccountEngine {
  func sendUntilCancelled() async {
    await recover()
    while !Task.isCancelled {
      await writeUnwritten()
      switch await nextOutboxAction() {
      case .wait(let until): await sleep(atMost: pauseBefore(until))
      case let action: await carryOut(action)
      }
    }
  }

  private func nextOutboxAction() async -> OutboxMachine.Action {
    do {
      let open = try await archived { archive throws(ArchiveError) in try await archive.openOutboxItems() }
      // What was not judged by the server's clock does not leave in this turn.
      let wasLive = connection.isLive
      let items = await withoutOverdue(open)
      let members = try await membersKnown(items)
      let now = clock.now
      // A clock put back must not hold a message for hours.
      if let moment = sendAgainAt, moment <= now || moment.since(now) > settings.longestRetry { sendAgainAt = nil }
      let mayAsk =
        wasLive && connection.isLive && archiveTrouble == nil && journalIsDurable && unwritten.isEmpty
        && sendAgainAt == nil
        && !Task.isCancelled
      tellQuiet(items, at: now)
      return outbox.next(items, members: members, quiet: settings.quietHours, at: now, mayAsk: mayAsk)
    } catch {
      tellArchiveFault(error)
      return .wait(until: clock.now + settings.longestRetry)
    }
  }

  /// How long to sleep when nothing is to be done before `until`.
  private func pauseBefore(_ until: Timestamp?) -> Duration? {
    let now = clock.now
    let retry = unwritten.isEmpty ? nil : now + settings.firstRetry
    return [until, sendAgainAt, retry].compactMap(\.self).min().map { moment in
      min(max(.zero, moment.since(now)), settings.longestRetry)
    }
  }

  /// Waits for the bell. Where it took far longer than wanted, the program was stopped or the machine asleep, and nobody
  /// could take back what was held.
  private func sleep(atMost pause: Duration?) async {
    let begin = clock.now
    await outboxBell.wait(atMost: pause, by: clock)
    guard let pause, clock.now.since(begin) > pause + Self.oversleeping else { return }
    do { try await holdAnew("smsdash stood still") } catch { tellArchiveFault(error) }
  }

  /// No busy machine is so late.
  private static let oversleeping = Duration.seconds(5)

  private func carryOut(_ action: OutboxMachine.Action) async {
    var action = action
    var sent: OutboxItem?
    while true {
      switch action {
      case .wait: return
      case .release(let ids): return await release(ids)
      case .takeFence(let id):
        guard await hasCertainlyNotGone(id), let fence = await takeFence() else { return outbox.fenceFailed() }
        action = outbox.fenceTaken(fence)
      case .commit(let id, let fence): action = await commit(id, fence: fence)
      case .send(let item):
        sent = item
        action = outbox.sendEnded(await outcomeOfItsOwn(await send(item), of: item.id))
      case .record(let id, let state, let receipts, let evidence):
        return await conclude(id, state, receipts: receipts, evidence: evidence, sent: sent)
      }
    }
  }

  /// The items without those whose scheduled time passed while they waited here: the server would send them at once,
  /// which nobody asked for, so they are rejected.
  private func withoutOverdue(_ items: [OutboxItem]) async -> [OutboxItem] {
    // Until the server has answered, its clock is not known.
    guard let zone = settings.scheduleZone, connection.isLive else { return items }
    let serverTime = clock.now + .seconds(status.serverClockAhead)
    let overdue = items.filter { item in
      guard item.state == .queued, let schedule = item.options.schedule else { return false }
      return SchedulePlan.isPast(schedule, zone: zone, serverTime: serverTime)
    }
    for item in overdue {
      let sentence = "Its time had passed before it could leave, and the server would have sent it at once."
      let state = OutboxState.rejected(code: "", sentence: sentence)
      guard await record(state, for: item.id, expecting: [.queued], evidence: "not sent: overdue") else { continue }
      tell(
        .error, "A scheduled message was not sent. \(sentence)", hint: "Give it another time, or send it now.",
        isSticky: true, item: item.id, about: await subject(of: item))
    }
    return items.filter { !overdue.contains($0) }
  }

  /// Whom the groups of the outbox are known to have, so that nobody gets a later message before an earlier one.
  private func membersKnown(_ items: [OutboxItem]) async throws(Interruption) -> [Destination: [String]] {
    let groups = Set(items.map(\.destination).filter { if case .group = $0 { true } else { false } })
    guard !groups.isEmpty, items.count > 1 else { return [:] }
    return try await archived { archive throws(ArchiveError) in try await archive.knownMembers(of: groups) }
  }

  /// Says once for each message that it waits for the end of the quiet hours.
  private func tellQuiet(_ items: [OutboxItem], at now: Timestamp) {
    let waiting = items.filter { $0.waitsForQuietHours(settings.quietHours, at: now) != nil }
    for item in waiting where !toldQuiet.contains(item.id) {
      let until = settings.quietHours?.hours.untilText ?? ""
      tell(
        .info, "A message waits for the end of the quiet hours, \(until).",
        hint: "It was delayed into them. Take it back, or let it wait.", item: item.id)
    }
    toldQuiet = Set(waiting.map(\.id))
  }

  private func release(_ ids: [OutboxItemID]) async {
    for id in ids {
      let evidence = "its moment to be taken back is over"
      guard await write(.queued, for: id, expecting: [.held], evidence: evidence) else {
        return await outboxBell.wait(atMost: settings.firstRetry, by: clock)
      }
    }
  }

  /// The highest outgoing id that is known anywhere: the message's own will be above, and a row seen before it never is.
  private func takeFence() async -> MessageID? {
    do {
      let query = try await ask(.query) { client throws(PlaySMSError) in try await client.query() }
      note(query.value)
      await notePrices()
      let known = try await archived { archive throws(ArchiveError) in try await archive.highestID(of: .outgoing) }
      return max(query.value.lastOutgoing ?? MessageID(0), known ?? MessageID(0))
    } catch {
      failed(error)
      return nil
    }
  }

  /// On disk before the first byte leaves.
  private func commit(_ id: OutboxItemID, fence: MessageID) async -> OutboxMachine.Action {
    let now = clock.now
    do {
      let isInFlight = try await archived { archive throws(ArchiveError) in
        try await archive.record(
          .inFlight, for: id, expecting: [.queued], fence: fence, evidence: "about to be sent", at: now)
      }
      return outbox.committed(isInFlight, mayAsk: connection.mayAsk && !Task.isCancelled)
    } catch {
      tellArchiveFault(error)
      // Whether the record is there is not known; that nothing was sent is.
      unwritten.append(
        UnwrittenRecord(id: id, state: .queued, evidence: "not sent: its record could not be written"))
      return outbox.committed(false, mayAsk: false)
    }
  }

  /// One `pv`. A stopping engine waits a little for its reply: a message whose reply nobody hears is unknown.
  private func send(_ item: OutboxItem) async -> SendOutcome {
    let request = SendRequest(destination: item.destination, text: item.text, options: item.options)
    requests[.pv, default: 0] += 1
    let (client, clock, grace) = (client, clock, settings.sendGrace)
    let wire = Task { () async -> Result<Answer<[SendReceipt]>, PlaySMSError> in
      do throws(PlaySMSError) {
        return .success(try await client.send(request))
      } catch {
        return .failure(error)
      }
    }
    let result = await withTaskCancellationHandler {
      await wire.value
    } onCancel: {
      Task {
        try? await clock.sleep(for: grace)
        wire.cancel()
      }
    }
    switch result {
    case .success(let answer):
      answered(answer.serverTime)
      return SendOutcome(answer.value, unreadable: answer.unreadableRows)
    case .failure(let error):
      if error.isLoginRefused { pause(error) }
      if error.isTransport, error.kind != .transport(.cancelled) { failed(.server(error)) }
      return SendOutcome(error)
    }
  }

  /// An answer that another message got before says nothing of this one: something on the way repeats answers.
  private func outcomeOfItsOwn(_ outcome: SendOutcome, of id: OutboxItemID) async -> SendOutcome {
    guard case .accepted(_, let queue, _, let receipts) = outcome, !queue.text.isEmpty,
      let row = receipts.compactMap(\.id).first
    else { return outcome }
    let other = try? await archived { archive throws(ArchiveError) in
      try await archive.itemAnswered(with: queue, row: row, otherThan: id)
    }
    guard let other = other ?? nil else { return outcome }
    return .uncertain(reason: "The answer is the one that item \(other.rawValue) of the outbox got already.")
  }

  /// Writes down what became of a message that was in flight, and tells it.
  private func conclude(
    _ id: OutboxItemID, _ state: OutboxState, receipts: [GroupOutcome.Receipt], evidence: String, sent: OutboxItem?
  ) async {
    await write(state, for: id, expecting: [.inFlight], receipts: receipts, evidence: evidence)
    let now = clock.now
    sendAgainAt = nil
    switch state {
    case .queued: sendAgainAt = now + sendBackoff.failed(random: chance())
    case .accepted(_, _, let to): if let sent { await noteAccepted(sent, state, to: to, receipts, at: now) }
    case .rejected(_, let sentence):
      tell(
        .error, "A message was not sent. \(sentence)", hint: "Correct it and send it again.", isSticky: true, item: id,
        about: await subject(of: sent))
    case .unknown(let reason): await tellUnknown(id, reason)
    case .held, .inFlight, .cancelled, .settled: break
    }
    if state != .queued { sendBackoff.succeeded() }
  }

  private func noteAccepted(
    _ item: OutboxItem, _ state: OutboxState, to: String, _ receipts: [GroupOutcome.Receipt], at now: Timestamp
  ) async {
    cadence.activity(at: now)
    readBell.ring()
    awaitRow(of: item, state: state, rows: receipts.compactMap(\.id), since: now)
    prices.sent(item, state, at: now)
    let taken = receipts.count { $0.code == nil && !$0.isUnreadable }
    if taken < receipts.count {
      tell(
        .warning, "The server took a message for \(taken) of \(receipts.count) members of a group.",
        hint: "Its details say who was left out, as far as that can be known.", isSticky: true, item: item.id,
        about: await subject(of: item))
    }
    switch Echo(asked: item.destination, echoed: to) {
    case .same, .absent, .respelled:
      guard taken == receipts.count else { return }
      tell(.info, "A message was accepted by the server.", item: item.id, about: await subject(of: item))
    case .different:
      tell(
        .error, "The server took a message for another number than the one asked for.",
        hint: "Look at its details: it may go to a stranger.", isSticky: true, item: item.id,
        about: await subject(of: item))
    }
  }

  func tellUnknown(_ id: OutboxItemID, _ reason: String) async {
    let item = try? await archived { archive throws(ArchiveError) in try await archive.outboxItem(id) }
    let known = item ?? nil
    tell(
      .error, "Whether a message was sent is not known. \(reason)",
      hint: known?.adviceWhileUnknown ?? "It is never sent again by itself. Settle it.",
      isSticky: true, item: id, about: await subject(of: known))
  }

  /// Whom a message is for, and how it begins.
  func subject(of item: OutboxItem?) async -> UntrustedText? {
    guard let item else { return nil }
    let name = try? await archived { archive throws(ArchiveError) in
      try await archive.name(for: item.destination.peer)
    }
    let address = PhoneFormat.grouped(item.destination.wire)
    let whom = (name ?? nil).map { "\($0.raw), \(address)" } ?? address
    let line = item.text.split(whereSeparator: \.isNewline).first.map { String($0) } ?? ""
    let start = String(line.prefix(30))
    let isWhole = start.utf8.count == item.text.utf8.count
    return UntrustedText("\(whom), “\(start)\(isWhole ? "" : "…")”")
  }
}
