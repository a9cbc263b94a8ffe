import Dashboard
import DashboardViews
import Messaging
import SmsdashResources
import Terminal
import Testing

/// An operator at a dashboard in memory: presses keys, reads the screen, and is given the sample account's rows
/// whenever the dashboard asks for some.
struct Operator {
  var dashboard: Dashboard
  private(set) var effects: [Effect] = []
  /// What was asked of the archive.
  private(set) var reads: [Effect.Read] = []
  var now = Sample.now
  /// Rows that an answer holds; tests may change them and let the archive say so.
  var conversations = Sample.conversations
  var entries = Sample.entries
  var outgoing = Sample.outgoing
  var contacts = Sample.contacts
  var items: [OutboxItem] = []
  var drafts: [Draft] = []
  var counters = Sample.counters
  /// What is known of recipients before a send.
  var known: [Destination: @Sendable (inout SendingFacts.Recipient) -> Void] = [:]
  var sentToday = 0
  /// Whether the archive answers what is known before a send.
  var answersFacts = true
  private var factsTicket = 0
  /// How many rows came in above what is shown.
  var newer = 0
  var stopList = Sample.stopList
  /// What the archive knows of any message.
  var facts: MessageFacts?
  private let screen: DashboardScreen
  /// The screen as the program has it, which draws each from the one before.
  private var picture: Picture?
  /// Whether each such drawing is held against one that is made anew.
  private let checksPictures: Bool
  /// Read once: sweeps make operators by ten thousands.
  private static let keymap = Result { try Keymap(parsing: EmbeddedText.keymap) }
  private static let theme = Result { try Theme(parsing: EmbeddedText.theme) }

  init(
    columns: Int = 80, rows: Int = 24, isASCII: Bool = false, settings: Dashboard.Settings? = nil,
    rebound: [Rebinding] = [], checksPictures: Bool = true
  ) throws {
    self.checksPictures = checksPictures
    let standard = try Self.keymap.get()
    let keymap = rebound.isEmpty ? standard : try standard.rebound(rebound)
    screen = DashboardScreen(appearance: Appearance(theme: try Self.theme.get(), glyphs: Glyphs(isASCII: isASCII)))
    dashboard = Dashboard(
      keymap: keymap, settings: settings ?? Dashboard.Settings(account: "acme"), zone: Sample.zone,
      size: Size(columns: columns, rows: rows), now: Sample.now)
    carryOut(dashboard.start())
    tell(.accountChanged(Sample.status))
  }

  var frame: Frame { screen.frame(of: dashboard) }
  /// The same screen in ASCII.
  var plainFrame: Frame {
    DashboardScreen(appearance: Appearance(theme: screen.appearance.theme, glyphs: Glyphs(isASCII: true)))
      .frame(of: dashboard)
  }
  /// The same, told line by line.
  var page: LinearPage { LinearPage(of: dashboard, appearance: screen.appearance) }
  /// The screen as its lines.
  var lines: [String] { frame.text }
  var text: String { lines.joined(separator: "\n") }

  /// Lets something happen.
  mutating func tell(_ event: Event) {
    handle(event)
    // A whole grid of sizes would take long; what comes after a new size is enough.
    if case .input(.resized) = event { return }
    guard checksPictures else { return }
    let next = screen.picture(of: dashboard, after: picture)
    #expect(next.frame == frame, "what was taken over from the screen before differs from what is drawn anew")
    picture = next
  }

  private mutating func handle(_ event: Event) { carryOut(dashboard.handle(event, at: now)) }

  /// Presses keys, written as in a keymap and separated by blanks.
  mutating func press(_ keys: String) {
    for word in keys.split(separator: " ") {
      guard let key = KeyNotation.key(word) else { preconditionFailure("no key is called \(word)") }
      tell(.input(.key(key)))
    }
  }

  /// Types a text character by character.
  mutating func type(_ text: String) {
    for scalar in text.unicodeScalars { tell(.input(.key(scalar == "\n" ? .enter : .character(scalar)))) }
  }

  /// Presses the key that sends, and leaves it alone for a moment.
  mutating func send(_ keys: String = "y") {
    press(keys)
    wait(Review.quiet)
  }

  /// Does something with the mouse where a text stands.
  mutating func point(at text: String, _ action: MouseEvent.Action = .press(button: 1)) {
    for (row, line) in lines.enumerated() {
      guard let range = line.firstRange(of: text) else { continue }
      let column = Gate.width(String(line[..<range.lowerBound]))
      let target = screen.target(at: Position(column: column, row: row), in: dashboard)
      return tell(.pointed(target, action))
    }
    preconditionFailure("'\(text)' is not on the screen:\n\(self.text)")
  }

  mutating func wait(_ duration: Duration) {
    now = now + duration
    tell(.clockTicked)
  }

  /// What was asked to be done since the last time, without the reads that were answered.
  mutating func takeEffects() -> [Effect] {
    defer { effects = [] }
    return effects
  }

  private mutating func carryOut(_ asked: [Effect]) {
    for effect in asked {
      switch effect {
      case .read(let read):
        reads.append(read)
        if case .sendingFacts(_, let ticket) = read { factsTicket = ticket }
        if let event = answer(to: read) { handle(event) } else { effects.append(effect) }
      case .write, .ask, .copy, .edit, .dumpScreen, .redraw, .suspend, .quit, .switchAccount: effects.append(effect)
      }
    }
  }

  /// What the archive would answer; nil for what tests answer themselves.
  private func answer(to read: Effect.Read) -> Event? {
    switch read {
    case .counters: return .countersLoaded(counters)
    case .delivery: return .deliveryLoaded(Sample.delivery)
    case .conversations(let request, let filter, let sort):
      let found = conversations.filter { row in
        row.isArchived == filter.conditions.contains(.archived) && filter.conditions.allSatisfy { holds($0, row) }
      }
      let rows = sort.isReversed ? found.reversed() : found
      return .conversationsLoaded(RowWindow(rows: rows), ticket: request.ticket)
    case .conversation(let peer, let request, let filter):
      let name = conversations.first { $0.peer == peer }?.name
      return .conversationLoaded(
        RowWindow(rows: entries.filter { row in filter.conditions.allSatisfy { holds($0, row) } }), peer: peer,
        name: name, ticket: request.ticket)
    case .outgoing(let request, let filter, let sort):
      let found = outgoing.filter { row in filter.conditions.allSatisfy { holds($0, row) } }
      let rows = sort.isReversed ? found.reversed() : found
      return .outgoingLoaded(RowWindow(rows: rows), ticket: request.ticket)
    case .outbox: return .outboxLoaded(items: items, drafts: drafts)
    case .contacts(let matching): return .contactsLoaded(contacts(matching), matching: matching)
    case .suggestions(let matching):
      let found = contacts(matching).map { row -> RecipientSuggestion in
        switch row {
        case .contact(let summary): .contact(summary)
        case .group(let group): .group(group)
        }
      }
      return .suggestionsLoaded(found, matching: matching)
    case .names(let peers):
      let known = peers.compactMap { peer in conversations.first { $0.peer == peer }?.name.map { (peer, $0) } }
      return .namesLoaded(Dictionary(uniqueKeysWithValues: known))
    case .sendingFacts(let question, let ticket):
      return answersFacts ? .sendingFactsLoaded(facts(question), ticket: ticket) : nil
    case .newer(let news, _): return .newerCounted(newer, news)
    case .facts(let origin):
      guard facts == nil || facts?.origin == origin else { return nil }
      return .factsLoaded(facts, of: origin)
    case .stopList: return .stopListLoaded(stopList)
    case .match, .export, .nextUnread, .story, .settlement: return nil
    }
  }

  private func holds(_ condition: MessageFilter.Condition, _ row: ConversationSummary) -> Bool {
    switch condition {
    case .text(let text): row.lastText.raw.contains(text) || row.name?.raw.contains(text) == true
    case .from(let who): !row.lastIsOurs && (row.peer.key.contains(who) || row.name?.raw.contains(who) == true)
    case .to(let who): row.lastIsOurs && (row.peer.key.contains(who) || row.name?.raw.contains(who) == true)
    case .status, .outbox: false
    case .before(let instant): row.lastAt < instant
    case .after(let instant): row.lastAt >= instant
    case .unread: row.unread > 0
    case .archived: row.isArchived
    }
  }

  private func holds(_ condition: MessageFilter.Condition, _ row: ConversationEntry) -> Bool {
    switch condition {
    case .text(let text): row.text.raw.contains(text)
    case .from: row.stage == nil
    case .to: row.stage != nil
    case .status(let status): row.stage == .server(status)
    case .before(let instant): row.at < instant
    case .after(let instant): row.at >= instant
    case .unread: row.isUnread
    case .archived, .outbox: false
    }
  }

  private func holds(_ condition: MessageFilter.Condition, _ row: OutgoingSummary) -> Bool {
    switch condition {
    case .text(let text): row.text.raw.contains(text)
    case .from(let sender): row.src.raw.contains(sender)
    case .to(let who): row.peer.key.contains(who) || row.name?.raw.contains(who) == true
    case .status(let status): row.status == status
    case .before(let instant): row.at < instant
    case .after(let instant): row.at >= instant
    case .unread, .archived, .outbox: false
    }
  }

  /// Lets the newest question about what is known before a send be answered at last.
  mutating func answer(about destination: Destination) {
    let question = SendingQuestion(destinations: [destination], text: dashboard.review?.text ?? "")
    tell(.sendingFactsLoaded(facts(question), ticket: factsTicket))
  }

  /// What is known before a send: by the sample's figures, and what the test says of a recipient.
  private func facts(_ question: SendingQuestion) -> SendingFacts {
    let recipients = question.destinations.map { destination in
      var facts = SendingFacts.Recipient(
        destination: destination, name: conversations.first { $0.peer == destination.peer }?.name)
      if case .group = destination { facts.members = .unknown }
      known[destination]?(&facts)
      return facts
    }
    return SendingFacts(
      recipients: recipients, sentToday: sentToday, credit: Sample.status.credit, serverTime: now, serverZoneOffset: 0,
      at: now)
  }

  private func contacts(_ matching: String) -> [ContactRow] {
    contacts.filter { row in
      switch row {
      case .contact(let summary):
        matching.isEmpty || summary.contact.name.raw.lowercased().contains(matching.lowercased())
      case .group(let group): matching.isEmpty || group.name.raw.contains(matching)
      }
    }
  }
}

extension DashboardScreen {
  /// In the default look.
  static func plain() throws -> DashboardScreen {
    DashboardScreen(appearance: Appearance(theme: try Theme(parsing: EmbeddedText.theme)))
  }
}
