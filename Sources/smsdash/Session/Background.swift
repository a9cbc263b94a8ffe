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
    let transport = HTTPTransport(address: account.address, options: account.transport)
    let client = PlaySMSClient(transport: transport, credentials: account.credentials)
    let engine = AccountEngine(
      client: client, archive: archive, username: account.credentials.username, settings: account.engine)
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
      await engine.run()
      group.cancelAll()
    }
    await transport.close()
  }

  /// The log gets no recipient and no text.
  private func say(_ notice: Notice, logged: String? = nil) async {
    let level: Logger.Level =
      switch notice.level {
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
      case .info: .information
      case .warning: .warning
      case .error: .fault
      }
    self.init(
      at: notice.at, level: level,
      sentence: UntrustedText((notice.about.map { "\($0.raw): " } ?? "") + notice.sentence), hint: notice.hint,
      isSticky: notice.isSticky)
  }
}
