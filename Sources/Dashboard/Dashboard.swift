import Messaging
import Terminal

/// The whole view model: what is known, what is shown, what a key does. It is pure: everything comes in as an event
/// with its instant, everything goes out as effects, so that it runs without terminal, disk, wire and clock.
public struct Dashboard: Sendable {
  /// What the operator configured.
  public struct Settings: Hashable, Sendable {
    /// How long a send waits to be taken back.
    public var hold: Duration
    /// Whether the account is the embedded demo.
    public var isDemo: Bool
    /// How the account is called on the screen.
    public var account: String
    /// What holds a send back, and how numbers are read.
    public var sending: SendingPolicy
    /// The accounts of the configuration, the open one among them.
    public var accounts: [AccountChoice] = []
    /// Where more of them are written.
    public var configurationPath = "the configuration file"

    public init(
      account: String, isDemo: Bool = false, hold: Duration = .seconds(5), typedConfirmationAbove: Int = 10,
      sending: SendingPolicy = SendingPolicy()
    ) {
      self.account = account
      self.isDemo = isDemo
      self.hold = hold
      self.sending = sending
      self.sending.typedCountAbove = typedConfirmationAbove
    }

    /// Above so many recipients their number is typed before a send.
    public var typedConfirmationAbove: Int {
      get { sending.typedCountAbove ?? .max }
      set { sending.typedCountAbove = newValue }
    }
  }

  public let keymap: Keymap
  public let settings: Settings
  public let zone: ZoneRules
  /// The instant of the last event.
  public internal(set) var now: Timestamp
  public internal(set) var size: Size
  public internal(set) var pane = Pane.overview
  /// The region that keys go to.
  public internal(set) var focus = Region.inbox
  public internal(set) var layout: Layout
  var wants = Layout.Wants()
  /// The part from which the composer was opened.
  var composedFrom: Region?

  public internal(set) var account: AccountStatus
  public internal(set) var polling = Polling.here
  /// What the engine did in this run, as it was last asked.
  public internal(set) var accountReport: AccountReport?
  public internal(set) var counters = Counters()
  /// How far what was sent lately has come; nil until it was read.
  public internal(set) var delivery: DeliveryFigures?
  public internal(set) var inbox = ListState<ConversationSummary>()
  public internal(set) var outgoing = ListState<OutgoingSummary>()
  /// What of the outbox fits what narrows it.
  public internal(set) var outbox = ShortList<OutboxRow>()
  /// All of the outbox: what acts on it by itself knows no filter.
  public internal(set) var outboxRows: [OutboxRow] = []
  public internal(set) var contacts = ShortList<ContactRow>()
  public internal(set) var conversation: Conversation?
  public internal(set) var composer: Composer?
  public internal(set) var review: Review?
  public internal(set) var dialog: Dialog? {
    didSet { if dialog?.mode == .question, oldValue?.mode != .question { deafUntil = now + Review.deafness } }
  }
  /// Before this instant no key says yes to a question: it may still be part of what was typed before that appeared.
  var deafUntil = Timestamp(seconds: 0)
  public internal(set) var notices = Notices()
  /// Only failed messages in the outgoing list.
  public internal(set) var faultsOnly = false
  /// The item of the outbox that is selected above them.
  var chosenFault: OutboxItemID?
  /// What is being typed to narrow a list or to search in it.
  public internal(set) var narrowing: [Region: TextField] = [:]
  /// The list for which conditions, or a text to search for, are being typed.
  public internal(set) var finding: Region?
  /// Whether that is a text to search for.
  public internal(set) var isSearching = false
  /// What narrows lists.
  var filters: [Region: [FilterChip]] = [:]
  /// How lists are ordered, where that is not the usual way.
  var sorts: [Region: ListSort] = [:]
  /// What was searched for last.
  public internal(set) var needle = ""
  /// Whether it is marked where it stands; see ``markedText``.
  var marksHits = false
  /// How many more hits to go on by.
  var searchesLeft = 0
  var lastPress: Press?
  /// Names of peers, as far as they were asked for.
  public internal(set) var names: [Peer: UntrustedText] = [:]
  /// Keys that are the beginning of a command.
  public internal(set) var pendingKeys: [Key] = []
  /// How often the next command is to be carried out, as far as it was typed; 0 when only the key for it was.
  public internal(set) var pendingCount: Int?
  var lastToken = 0
  /// The newest question about what is known before a send.
  var factsTicket = 0
  /// When the engine was last told that somebody is at the keyboard.
  var attendedAt: Timestamp
  /// What was written and left, by its recipients as typed, until it is read again as a draft: till then newer than any
  /// draft that was read.
  var left: [String: Composer] = [:]
  /// Recipients of what was confirmed and may still stand among the drafts that were read before.
  var confirmed: Set<String> = []
  /// Submissions that were ordered and of which it is not known yet that they are on disk.
  var submissionsUnderWay = 0
  /// What was carried out from the palette lately, the last one first.
  var recentCommands: [Command] = []
  /// Lists of which something may have changed since they were last asked for.
  var stale = Set(Region.allCases)
  /// What was done here and can be undone, the last one last.
  var undoable: [Undoable] = []
  private var effects: [Effect] = []

  public init(keymap: Keymap, settings: Settings, zone: ZoneRules, size: Size, now: Timestamp) {
    self.keymap = keymap
    self.settings = settings
    self.zone = zone
    self.size = size
    self.now = now
    attendedAt = now
    account = AccountStatus(username: settings.account)
    layout = Layout(size: size, pane: .overview, wants: wants)
    arrange()
  }

  /// What the keyboard is for at the moment.
  public var mode: Mode {
    if let dialog { return dialog.mode }
    if let review { return review.prompt == nil ? .review : .prompt }
    if finding != nil { return .prompt }
    if focus == .composer { return .input }
    return focus == .conversation ? .reader : .list
  }

  /// Asks for everything that the first screen shows.
  public mutating func start() -> [Effect] {
    emit(.read(.counters))
    emit(.read(.outbox))
    reloadVisible()
    return takeEffects()
  }

  /// Takes in what happened and says what is to be done.
  public mutating func handle(_ event: Event, at now: Timestamp) -> [Effect] {
    self.now = now
    notices.expire(at: now)
    settleArmedReview(before: event)
    switch event {
    case .input(let input):
      tellAttention()
      take(input)
    case .clockTicked: refreshDelivery()
    case .archiveChanged: archiveChanged()
    case .outboxChanged: outboxChanged()
    case .accountChanged(let status): accountChanged(status)
    case .pollerChanged(let process, let isHere): pollerChanged(process, isHere: isHere)
    case .accountReported(let report): accountReport = report
    case .noticed(let notice): notices.add(notice)
    case .countersLoaded(let counters): self.counters = counters
    case .deliveryLoaded(let figures): delivery = figures
    case .submitted(let count, let hold): submitted(count, heldFor: hold)
    case .notSubmitted(let submission, let token): notSubmitted(submission, token: token)
    case .submissionGuarded(let submission, let token, let findings):
      wasGuarded(submission, token: token, findings)
    case .sendingFactsLoaded(let facts, let ticket): land(facts, ticket: ticket)
    case .storyLoaded(let id, let story): land(story, of: id)
    case .settlementLoaded(let id, let evidence): land(evidence, of: id)
    case .stopListLoaded(let entries): land(entries)
    case .exportEnded(let outcome): land(outcome)
    case .conversationsLoaded(let window, let ticket):
      if let request = inbox.land(window, ticket: ticket) { load(request) }
      followSelection()
    case .outgoingLoaded(let window, let ticket):
      if let request = outgoing.land(window, ticket: ticket) { load(request) }
      followSelection()
    case .conversationLoaded(let window, let peer, let name, let isArchived, let ticket):
      land(window, of: peer, name: name, isArchived: isArchived, ticket: ticket)
    case .outboxLoaded(let items, let drafts):
      // What may need somebody comes first: of unknown fate, then what waits to leave, then what is still being written.
      let isUnknown = { (item: OutboxItem) in if case .unknown = item.state { true } else { false } }
      outboxRows = (items.filter(isUnknown) + items.filter { !isUnknown($0) }).map { .item($0) }
      outboxRows += drafts.map { .draft($0) }
      narrowOutbox()
      if faultsOnly { arrange() }
      if submissionsUnderWay == 0 { confirmed = [] }
      forgetWhatIsSaved(drafts)
      followSelection()
    case .contactsLoaded(let rows, let matching): land(rows, matching: matching)
    case .suggestionsLoaded(let found, let matching): suggest(found, matching: matching)
    case .namesLoaded(let found): names.merge(found) { $1 }
    case .nextUnreadFound(let summary): jump(to: summary)
    case .editorClosed(let outcome, let token): take(outcome, of: token)
    case .matched(let search, let hit, let wentRound): found(hit, by: search, wentRound: wentRound)
    case .newerCounted(let count, let news): land(count, of: news)
    case .changedLocally(let action, let change): changedLocally(action, change)
    case .factsLoaded(let facts, let origin): land(facts, of: origin)
    case .pointed(let target, let action): point(at: target, action)
    }
    return takeEffects()
  }

  /// The instant at which the screen changes although nothing happens; nil when it stays as it is.
  public func nextChange() -> Timestamp? {
    let minute = Timestamp(seconds: (now.seconds / 60 + 1) * 60)
    var next = minute
    if let toast = notices.toast { next = min(next, toast.at + Notices.toastDuration) }
    if let armedAt = review?.armedAt { next = min(next, armedAt + Review.quiet) }
    if counters.held > 0 { next = min(next, now + .seconds(1)) }
    switch account.phase {
    case .offline: next = min(next, now + .seconds(1))
    case .live:
      if let nextAge { next = min(next, nextAge) }
      if tellsAges { next = min(next, now + .seconds(5)) }
    case .connecting, .paused: break
    }
    return next
  }

  /// Whether something is shown besides lists, which tell no more than the minute: ages, and times that are left.
  private var tellsAges: Bool {
    dialog != nil || review != nil || composer != nil || focus == .conversation || layout[.outbox] != nil
      || layout[.delivery] != nil
  }

  /// When what the status line says of the age of the lists changes: in steps of ten seconds, from twenty on, and when
  /// they are late.
  private var nextAge: Timestamp? {
    guard let synced = account.syncedAt else { return nil }
    let age = max(0, now.since(synced).wholeSeconds)
    let step = age < 20 ? 20 : (age / 10 + 1) * 10
    let late = account.lateAge + 1
    return synced + .seconds(age < late ? min(step, late) : step)
  }

  mutating func emit(_ effect: Effect) { effects.append(effect) }

  mutating func say(_ sentence: String, _ level: Notice.Level = .information, hint: String = "") {
    notices.add(Notice(at: now, level: level, sentence: UntrustedText(sentence), hint: hint))
  }

  private mutating func takeEffects() -> [Effect] {
    defer { effects = [] }
    return effects
  }
}
