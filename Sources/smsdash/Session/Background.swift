import AccountEngine
import Dashboard
import Glibc
import Logging
import MessageArchive
import Messaging
import PlaySMS

/// Everything that goes on behind the screen: the engine, the archive's news, the orders of the operator.
struct Background: Sendable {
  let archive: MessageArchive
  let runner: EffectRunner
  let log: Logger
  let send: @Sendable (Event) async -> Void

  /// The running parts, to be ended in the right order.
  struct Work {
    let engine: Task<Void, Never>
    let feed: Task<Void, Never>
    let writer: Task<Void, Never>
  }

  func start(account: @escaping @Sendable () async throws(ExitFailure) -> Account) -> Work {
    Work(
      engine: Task { await work(account) }, feed: Task { await ChangeFeed().follow(archive, send: send) },
      writer: Task { await runner.write() })
  }

  /// Ends everything: what the operator ordered is written down first, a message that is leaving gets its moment.
  func end(_ work: Work) {
    runner.finish()
    blocking {
      await work.writer.value
      work.engine.cancel()
      work.feed.cancel()
      await work.engine.value
      await work.feed.value
    }
  }

  private func work(_ account: @Sendable () async throws(ExitFailure) -> Account) async {
    let reached: Account
    do throws(ExitFailure) { reached = try await account() } catch {
      await say(Notice(at: .now(), level: .fault, sentence: UntrustedText(error.sentence), isSticky: true))
      return
    }
    await withDiscardingTaskGroup { group in
      var other = OtherPoller()
      for await news in archive.sharingNews() {
        switch news {
        case .poller(.thisProcess):
          await send(.pollerChanged(nil, isHere: true))
          if let notice = other.ended() { await say(notice) }
          group.addTask { await poll(reached) }
        case .poller(.process(let process)):
          await send(.pollerChanged(process, isHere: false))
          await say(other.began(process))
          let watch = OutboxWatch(archive: archive)
          group.addTask { await watch.follow { await say($0) } }
        case .poller(.otherVersion(let process)):
          await send(.pollerChanged(process, isHere: false))
          if let notice = other.isStranger(process) { await say(notice) }
        case .status(let status): await send(.accountChanged(status))
        case .asked(let request): await runner.pass(request)
        }
      }
    }
  }

  /// Works the account, until cancelled.
  private func poll(_ account: Account) async {
    guard await inspect() else { return }
    let transport = HTTPTransport(address: account.address, options: account.transport)
    let client = PlaySMSClient(transport: transport, credentials: account.credentials)
    let engine = AccountEngine(
      client: client, archive: archive, username: account.credentials.username, settings: account.engine,
      pausedBecause: pauseOfPredecessor)
    await runner.attach(engine)
    await withDiscardingTaskGroup { group in
      let statuses = engine.statuses()
      let notices = engine.notices()
      let posted = engine.statuses()
      let changes = archive.changes()
      group.addTask { for await status in statuses { await send(.accountChanged(status)) } }
      group.addTask { for await notice in notices { await say(Notice(notice), logged: notice.sentence) } }
      group.addTask {
        // While much is fetched it changes with every page; others need not know it sooner than an eye sees it.
        for await status in posted {
          archive.post(status)
          try? await Task.sleep(for: .milliseconds(200))
        }
      }
      group.addTask {
        for await change in changes where change.isFromElsewhere && change.subjects.contains(.outbox) {
          await engine.outboxChanged()
        }
      }
      group.addTask {
        await archive.keepUp(
          account.retention, now: { await engine.certainTime() },
          tell: { await say(Notice($0, keeping: account.retention)) })
      }
      await engine.run()
      group.cancelAll()
    }
    await transport.close()
  }

  /// Why the process was refused from which this one took over: with a wrong token nobody but the operator tries again.
  private var pauseOfPredecessor: String? {
    if case .paused(let why)? = archive.inheritedStatus?.phase { why } else { nil }
  }

  /// Looks through the account's files where there is a reason to. Whether they can be worked with.
  private func inspect() async -> Bool {
    do throws(ArchiveError) {
      if case .setAside(let path) = try await archive.inspect() {
        let sentence = "The archive was damaged and is set aside; what it held is fetched again."
        await say(
          Notice(
            at: .now(), level: .warning, sentence: UntrustedText(sentence),
            hint: "It is \(path). The outbox is untouched.", isSticky: true))
      }
      return true
    } catch {
      guard error != .cancelled else { return false }
      await say(
        Notice(at: .now(), level: .fault, sentence: UntrustedText(error.sentence), hint: error.hint, isSticky: true))
      return false
    }
  }

  /// The log gets no recipient and no text.
  private func say(_ notice: Notice, logged: String? = nil) async {
    let level: Logger.Level =
      switch notice.level {
      case .detail: .debug
      case .information, .done: .info
      case .warning: .warning
      case .fault: .error
      }
    log.log(level: level, "\(logged ?? notice.sentence.raw) \(notice.hint)")
    await send(.noticed(notice))
  }
}

extension Notice {
  /// What the engine said, as the dashboard says it.
  init(_ notice: EngineNotice) {
    let level: Level =
      switch notice.level {
      case .detail: .detail
      case .info: .information
      case .warning: .warning
      case .error: .fault
      }
    self.init(
      at: notice.at, level: level,
      sentence: UntrustedText((notice.about.map { "\($0.raw): " } ?? "") + notice.sentence), hint: notice.hint,
      isSticky: notice.isSticky, item: notice.item)
  }
}

extension Notice {
  /// What the archive's upkeep did.
  init(_ news: UpkeepNews, keeping retention: Retention) {
    let days = if case .days(let days) = retention { days } else { 0 }
    switch news {
    case .removed(let removal):
      self.init(
        at: .now(), level: .information,
        sentence: UntrustedText("Removed \(removal.removed) messages that are older than \(days) days."),
        hint: removal.spared == 0 ? "" : "\(removal.spared) stay: unread, or not settled yet.", isSticky: false)
    case .failed(let error):
      self.init(
        at: .now(), level: .warning, sentence: UntrustedText(error.sentence), hint: error.hint, isSticky: false)
    }
  }
}
