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
    let transport = HTTPTransport(address: reached.address, options: reached.transport)
    let client = PlaySMSClient(transport: transport, credentials: reached.credentials)
    let engine = AccountEngine(
      client: client, archive: archive, username: reached.credentials.username, settings: reached.engine)
    await runner.attach(engine)
    await withDiscardingTaskGroup { group in
      let statuses = engine.statuses()
      let notices = engine.notices()
      group.addTask { for await status in statuses { await send(.accountChanged(status)) } }
      group.addTask { for await notice in notices { await say(Notice(notice), logged: notice.sentence) } }
      await engine.run()
      group.cancelAll()
    }
    await transport.close()
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
      isSticky: notice.isSticky)
  }
}
