import MessageArchive
import Messaging
import PlaySMS

/// One account at work: polls the server into the archive, fetches history, follows deliveries, and sends what stands
/// in the outbox.
///
/// It decides nothing itself: machines that are plain values say what to ask next, and it carries that out. Nothing
/// that it does throws; what the operator should know comes out of `statuses` and `notices`.
public actor AccountEngine {
  let client: PlaySMSClient
  let archive: MessageArchive
  let settings: EngineSettings
  let clock: any EngineClock
  var random: any RandomNumberGenerator & Sendable

  // What goes out.
  let statusBoard = Broadcast<AccountStatus>(buffer: .bufferingNewest(1), repeatsLatest: true)
  let noticeBoard = Broadcast<EngineNotice>(buffer: .bufferingNewest(500), repeatsLatest: false)
  var status: AccountStatus
  var requests: [OperationName: Int] = [:]
  var historyRequests = 0
  var polls = 0
  let startedAt: Timestamp

  // Asking.
  var connection: Connection
  nonisolated let readLane = Lane()
  nonisolated let readBell = Bell()
  nonisolated let outboxBell = Bell()

  // Reading.
  var cadence: Cadence
  var historyBudget: RequestBudget
  var historyGauge = HistoryGauge()
  var streams: [Stream: StreamState] = [:]
  var followUp: DeliveryFollowUp
  /// What of it was told, and when.
  var followUpTold = FollowUpFigures()
  var followUpToldAt: Timestamp?
  var contactsReadAt: Timestamp?
  var historyTurns: HistoryTurns
  /// Set while the archive does not take what the server gives.
  var archiveTrouble: ArchiveTrouble?
  var archiveBackoff: Backoff
  /// What the server does not give at the moment, and why.
  var brokenParts: [PollPart: String] = [:]
  var turns = PollTurns()
  /// What is stored of each list, as it was last read from the archive.
  var completeness: [Stream: Completeness] = [:]
  /// How many rows the server showed otherwise than before, and that was not told yet.
  var rewritten: [Stream: Int] = [:]
  /// How many other messages the server has under known ids, that were not told yet.
  var replaced: [Stream: Int] = [:]
  /// Messages that the server listed and then did not any more, as far as that was told.
  var vanished: Set<Vanished> = []
  /// What was told once and is not worth telling again in this run.
  var told: Set<String> = []

  // Sending.
  var outbox = OutboxMachine()
  var sendBackoff: Backoff
  var sendAgainAt: Timestamp?
  /// What became of messages, where it could not be written down yet.
  var unwritten: [UnwrittenRecord] = []
  var journalIsDurable = false
  /// Messages of which was told that they wait for the end of the quiet hours.
  var toldQuiet: Set<OutboxItemID> = []
  var prices = PriceWatch()
  /// When a message of unknown fate is asked about next.
  var settlingAt: [OutboxItemID: Timestamp] = [:]
  /// Whether the operator waits to hear what comes of that.
  var settlingWasAsked = false

  /// - Parameters:
  ///   - username: the account's name, for the status.
  ///   - pausedBecause: why the login was refused for another process whose work this one takes over, so that nothing is
  ///     asked before somebody resumes; nil to begin.
  ///   - random: for jitter; a seeded one makes runs repeatable.
  public init(
    client: PlaySMSClient, archive: MessageArchive, username: String, settings: EngineSettings = EngineSettings(),
    pausedBecause: String? = nil, clock: any EngineClock = SystemClock(),
    random: any RandomNumberGenerator & Sendable = SystemRandomNumberGenerator()
  ) {
    self.client = client
    self.archive = archive
    self.settings = settings
    self.clock = clock
    self.random = random
    status = AccountStatus(username: username)
    connection = Connection(
      backoff: Backoff(first: settings.firstRetry, longest: settings.longestRetry), pausedBecause: pausedBecause)
    archiveBackoff = Backoff(first: settings.firstRetry, longest: settings.longestRetry)
    historyTurns = HistoryTurns(backoff: Backoff(first: settings.firstRetry, longest: settings.longestRetry))
    sendBackoff = Backoff(first: settings.firstRetry, longest: settings.longestRetry)
    cadence = Cadence(settings: settings)
    startedAt = clock.now
    historyBudget = RequestBudget(perMinute: settings.historyPerMinute)
    followUp = DeliveryFollowUp(gaps: settings.followUp)
  }

  /// Works until the task is cancelled; then it returns at once, or, while a message is on its way, when the reply is
  /// there or `sendGrace` has passed. Run it once.
  public func run() async {
    publish()
    await withTaskGroup(of: Void.self) { group in
      group.addTask { await self.readUntilCancelled() }
      group.addTask { await self.sendUntilCancelled() }
    }
  }

  /// What is true of the account, now and whenever it changes; the newest only.
  public nonisolated func statuses() -> AsyncStream<AccountStatus> { statusBoard.listen() }

  /// Now, as far as this machine's clock and the server's agree: the earlier of the two. Nil until the server has
  /// answered in this run. What cannot be undone goes by this, since a clock may be years ahead.
  public func certainTime() -> Timestamp? {
    guard status.lastAnswer != nil else { return nil }
    return clock.now + .seconds(min(0, status.serverClockAhead))
  }

  /// What is true of the account at this moment.
  public func currentStatus() -> AccountStatus { status }

  /// What the operator should read, from now on.
  public nonisolated func notices() -> AsyncStream<EngineNotice> { noticeBoard.listen() }

  /// Polls at once, unless the account is paused, and asks again about messages of unknown fate.
  public func pollNow() {
    cadence.hurry()
    connection.hurry()
    archiveTrouble?.nextTry = clock.now
    settlingAt = [:]
    settlingWasAsked = true
    readBell.ring()
  }

  /// Somebody looks: polls come as often as they do for an operator who is there.
  public func attend() {
    let wasAway = cadence.pace(at: clock.now) == .away
    cadence.attention(at: clock.now)
    if wasAway { readBell.ring() }
  }

  /// Ends the pause that a refused login began. One more refusal begins it again.
  public func resume() {
    guard !connection.mayAsk else { return }
    connection.resumed()
    tell(.info, "Resumed: the server is asked again.")
    publish()
    cadence.hurry()
    readBell.ring()
    outboxBell.ring()
  }

  /// Something was submitted to the outbox.
  public func outboxChanged() { outboxBell.ring() }
}
