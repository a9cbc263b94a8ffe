import AccountEngine
import Dashboard
import MessageArchive
import Messaging
import Synchronization

/// Carries out what the dashboard asks for, away from the terminal's thread, and hands results back as events.
actor EffectRunner {
  let archive: MessageArchive
  private let hold: Duration
  private let policy: SendingPolicy
  private let zone: ZoneRules
  private let send: @Sendable (Event) async -> Void
  private var engine: AccountEngine?
  private let writes: AsyncStream<Effect.Write>
  private let writing: AsyncStream<Effect.Write>.Continuation
  /// The number of the newest read of each kind: one that was overtaken before it began is left out.
  private let newest = Mutex<[ReadKind: Int]>([:])
  /// The reads under way of which only the newest matters.
  private let reading = Mutex<[ReadKind: Task<Void, Never>]>([:])
  /// Which draft belongs to which composition, and when it was saved last.
  private var drafts: [Int: (id: DraftID, savedAt: Timestamp)] = [:]

  init(
    archive: MessageArchive, settings: Dashboard.Settings, zone: ZoneRules,
    send: @escaping @Sendable (Event) async -> Void
  ) {
    self.archive = archive
    hold = settings.hold
    policy = settings.sending
    self.zone = zone
    self.send = send
    (writes, writing) = AsyncStream.makeStream()
  }

  /// The engine exists once the account is known; nothing can leave before.
  func attach(_ engine: AccountEngine) { self.engine = engine }

  /// Takes an order and returns at once. What concerns the terminal itself is not for here.
  nonisolated func run(_ effect: Effect) {
    switch effect {
    case .read(let read):
      let kind = ReadKind(read)
      let number = newest.withLock { newest in
        newest[kind, default: 0] += 1
        return newest[kind]
      }
      let task = Task { await answer(read, number: number) }
      if case .every = kind { return }
      // A search for what was typed before the last letter would keep the next one waiting.
      reading.withLock { reading in
        let overtaken = reading[kind]
        reading[kind] = task
        return overtaken
      }?.cancel()
    case .write(let write): writing.yield(write)
    case .ask(let question): Task { await ask(question) }
    case .copy, .edit, .dumpScreen, .redraw, .suspend, .quit, .switchAccount: break
    }
  }

  /// Carries out writing orders, one after another, until `finish` was called and all of them are done.
  func write() async {
    for await order in writes {
      do throws(ArchiveError) { try await carryOut(order) } catch {
        if case .submit(let submission, let token) = order {
          if case .guarded(let findings) = error {
            await send(.submissionGuarded(submission, token: token, findings))
            continue
          }
          await send(.notSubmitted(submission, token: token))
        }
        await tell(error, isSticky: true)
      }
    }
  }

  /// Takes no more writing orders.
  nonisolated func finish() { writing.finish() }

  private func answer(_ read: Effect.Read, number: Int?) async {
    guard newest.withLock({ $0[ReadKind(read)] }) == number else { return }
    do throws(ArchiveError) {
      let event = try await event(answering: read)
      // A slow answer must not land behind the one to a later question.
      guard newest.withLock({ $0[ReadKind(read)] }) == number else { return }
      await send(event)
    } catch {
      if error != .cancelled { await tell(error) }
    }
  }

  private func carryOut(_ order: Effect.Write) async throws(ArchiveError) {
    switch order {
    case .saveDraft(let token, let recipients, let text, let options):
      let draft = Draft(
        id: drafts[token]?.id, recipients: recipients, text: text, options: options, updatedAt: .now())
      try await save(draft, token: token)
    case .adoptDraft(let token, let id, let savedAt): drafts[token] = (id, savedAt)
    case .deleteDraft(let id): try await archive.deleteDraft(id)
    case .submit(let submission, let token): try await submit(submission, token: token)
    case .markRead(let peer): try await archive.markRead(peer)
    case .local(let action): await send(.changedLocally(action, try await archive.carryOut(action.order)))
    case .takeBack(let ids): try await takeBack(ids)
    case .settle(let id, let went): try await settle(id, went: went)
    case .stop(let destination, let note): try await archive.stop(destination, note: note, at: .now())
    case .unstop(let destination): _ = try await archive.unstop(destination)
    case .dismiss(let id):
      _ = try await archive.record(
        .settled(went: false), for: id, expecting: [.rejected], evidence: "put aside by the operator", at: .now())
    }
  }

  /// By what a send is judged now.
  func ground() async -> SendingGround {
    let status = await engine?.currentStatus() ?? archive.postedStatus
    return SendingGround(
      policy: policy, local: zone, credit: status?.credit, serverClockAhead: status?.serverClockAhead ?? 0)
  }

  /// One from which everything was deleted again is no draft.
  private func save(_ draft: Draft, token: Int) async throws(ArchiveError) {
    let known = drafts[token]?.savedAt
    guard draft.recipients.trimmingBlanks().isEmpty, draft.text.trimmingBlanks().isEmpty else {
      // Saved once more as it is, it would look to whoever has just read it as if somebody else had saved it.
      if let known, try await archive.holds(draft, savedAt: known) { return }
      let id = try await archive.save(draft, over: known)
      drafts[token] = (id, draft.updatedAt)
      if let before = draft.id, id != before {
        await say(.information, "The draft was changed or sent elsewhere; this is kept as one of its own.")
      }
      return
    }
    if let id = draft.id { try await archive.deleteDraft(id, savedAt: known) }
    drafts[token] = nil
  }

  private func submit(_ submission: Submission, token: Int) async throws(ArchiveError) {
    let now = Timestamp.now()
    let whole = Submission(
      destinations: submission.destinations, text: submission.text, options: submission.options,
      draft: drafts[token]?.id, draftSavedAt: drafts[token]?.savedAt, overrides: submission.overrides)
    _ = try await archive.submit(whole, heldUntil: now + hold, now: now, on: await ground())
    drafts[token] = nil
    await send(.submitted(count: submission.destinations.count, heldFor: hold))
    await engine?.outboxChanged()
  }

  /// What comes back is one draft again: nothing that was written is lost by taking it back.
  private func takeBack(_ ids: [OutboxItemID]) async throws(ArchiveError) {
    let back = try await archive.takeBack(ids, now: .now())
    await engine?.outboxChanged()
    let late = ids.count - back.count
    if late == 0 {
      await say(.done, "Taken back; nothing was sent, and it is a draft again.")
    } else {
      await say(.warning, "\(late) of \(ids.count) had left already; \(back.count) taken back.")
    }
  }

  private func settle(_ id: OutboxItemID, went: Bool) async throws(ArchiveError) {
    let isSettled =
      if let engine { await engine.settle(id, went: went) } else {
        try await archive.record(
          .settled(went: went), for: id, expecting: [.unknown], evidence: "settled by the operator", at: .now())
      }
    guard isSettled else { return await say(.warning, "It is not unknown any more; look at it again.") }
    guard !went, let item = try await archive.outboxItem(id) else {
      return await say(.done, "Settled: it counts as sent.")
    }
    _ = try await archive.save(
      Draft(
        recipients: item.destination.wire, text: item.text, options: item.options, updatedAt: .now()))
    await say(.done, "Settled: it was not sent. It is a draft again.")
  }

  private func ask(_ question: Effect.Question) async {
    guard let engine else { return await askOther(question) }
    switch question {
    case .attend: await engine.attend()
    case .report: await send(.accountReported(await engine.report()))
    case .poll: await engine.pollNow()
    case .resume: await engine.resume()
    case .contacts(let keyword):
      switch await engine.searchContacts(keyword) {
      case .success(let found):
        let contacts = found.count == 1 ? "1 contact" : "\(found.count) contacts"
        await say(.done, "The server has \(contacts)\(keyword.isEmpty ? "" : " with that text").")
      case .failure(let fault): await say(.warning, fault.sentence, hint: fault.hint)
      }
    }
  }

  /// Asks the process to which this one is attached.
  private func askOther(_ question: Effect.Question) async {
    switch archive.poller {
    case .thisProcess:
      if question != .attend, question != .report { await say(.warning, "The server is not reached yet.") }
    case .process(let process), .otherVersion(let process):
      let name = OtherPoller.name(process)
      switch question {
      case .poll:
        archive.ask(.poll)
        await say(.information, "Asked \(name) to poll.")
      case .resume:
        archive.ask(.resume)
        await say(.information, "Asked \(name) to resume.")
      case .attend: archive.ask(.attend)
      // What it did in its run is told there.
      case .report: break
      case .contacts: await say(.warning, "Only \(name) asks the server; look them up there.")
      }
    }
  }

  /// An attached process asks for something.
  func pass(_ request: PollerRequest) async {
    switch request {
    case .poll: await engine?.pollNow()
    case .resume: await engine?.resume()
    case .attend: await engine?.attend()
    }
  }

  private func tell(_ error: ArchiveError, isSticky: Bool = false) async {
    await say(.fault, error.sentence, hint: error.hint, isSticky: isSticky)
  }

  private func say(_ level: Notice.Level, _ sentence: String, hint: String = "", isSticky: Bool = false) async {
    let notice = Notice(
      at: .now(), level: level, sentence: UntrustedText(sentence), hint: hint, isSticky: isSticky)
    await send(.noticed(notice))
  }
}
