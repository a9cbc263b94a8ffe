import Messaging
import Terminal

/// What came in from the archive and the engine, and what is asked of the archive.
extension Dashboard {
  /// Whether each of these lists was read from the server at least once, now or in an earlier run.
  public func hasMet(_ streams: [Stream]) -> Bool {
    streams.allSatisfy { account.streams[$0]?.completeTo != nil }
  }

  mutating func archiveChanged() {
    stale = Set(Region.allCases)
    emit(.read(.counters))
    reloadVisible()
    // A first answer is not overtaken by a later question.
    if review?.facts != nil { askForFacts() }
    reloadStory()
    askForNewer()
  }

  /// Asks how much came in above what lists show, where they do not show the newest.
  private mutating func askForNewer() {
    if layout[.inbox] != nil, sort(of: .inbox) == ListSort(), !inbox.isAtNewest, let seen = inbox.newestSeen {
      emit(.read(.newer(.inbox(since: seen), filter: filter(of: .inbox))))
    }
    if layout[.outgoing] != nil, sort(of: .outgoing) == ListSort(), !outgoing.isAtNewest,
      let seen = outgoing.newestSeen
    {
      emit(.read(.newer(.outgoing(since: seen), filter: filter(of: .outgoing))))
    }
  }

  mutating func land(_ count: Int, of news: ListNews) {
    switch news {
    case .inbox(let since): if inbox.newestSeen == since, !inbox.isAtNewest { inbox.newer = count }
    case .outgoing(let since): if outgoing.newestSeen == since, !outgoing.isAtNewest { outgoing.newer = count }
    }
  }

  mutating func outboxChanged() {
    // An item may be the last word of a conversation.
    stale = Set(Region.allCases)
    emit(.read(.counters))
    reload(.outbox)
    reload(.conversation)
    if layout[.inbox] != nil { reload(.inbox) }
    // A first answer is not overtaken by a later question.
    if review?.facts != nil { askForFacts() }
    reloadStory()
  }

  mutating func submitted(_ count: Int, heldFor hold: Duration) {
    let what = count == 1 ? "1 message is" : "\(count) messages are"
    say("\(what) held for \(hold.wholeSeconds) s; \(undoKey) takes back", .done)
    submissionsUnderWay = max(0, submissionsUnderWay - 1)
    counters.held += count
    outboxChanged()
  }

  /// Brings back what was written, since it stands nowhere else for certain.
  ///
  /// - Parameter token: of the composition that it was, whose draft is still there.
  mutating func notSubmitted(_ submission: Submission, token: Int) {
    submissionsUnderWay = max(0, submissionsUnderWay - 1)
    confirmed = []
    guard composer == nil else { return }
    compose(
      to: submission.destinations.map(\.wire).joined(separator: ", "), text: submission.text,
      options: submission.options, token: token)
  }

  /// The outbox knows something that the review did not when it was shown.
  mutating func wasGuarded(_ submission: Submission, token: Int, _ findings: [GuardFinding]) {
    notSubmitted(submission, token: token)
    if let finding = findings.first { say("not sent: \(finding.sentence)", .warning) }
  }

  mutating func land(
    _ window: RowWindow<ConversationEntry>, of peer: Peer, name: UntrustedText?, isArchived: Bool, ticket: Int
  ) {
    guard conversation?.peer == peer else { return }
    conversation?.name = name
    conversation?.isArchived = isArchived
    if let request = conversation?.land(window, ticket: ticket) { load(request) }
    markReadIfReading()
  }

  mutating func land(_ rows: [ContactRow], matching: String) {
    guard matching == contactsNeedle else { return }
    contacts.set(rows, startsAtFirst: true)
    followSelection()
  }

  mutating func suggest(_ found: [RecipientSuggestion], matching: String) {
    guard composer?.searchedName == matching else { return }
    composer?.suggestions = found
    composer?.suggestedFor = matching
    composer?.suggestion = 0
  }

  /// Asks again for every list that is on the screen.
  mutating func reloadVisible() {
    for place in layout.places { reload(place.region) }
    if layout[.conversation] == nil, conversation != nil { reload(.conversation) }
  }

  /// Asks for what has come onto the screen: again for a list of which something changed meanwhile, otherwise for the
  /// rows that more room needs.
  mutating func refreshVisible() {
    for place in layout.places { refresh(place.region) }
    if layout[.conversation] == nil, conversation != nil { refresh(.conversation) }
  }

  mutating func refresh(_ region: Region) { stale.contains(region) ? reload(region) : fill(region) }

  /// Asks for the rows that more room needs.
  mutating func fill(_ region: Region) {
    switch region {
    case .inbox: if let request = inbox.fill() { load(request) }
    case .outgoing: if let request = outgoing.fill() { load(request) }
    case .conversation: if let request = conversation?.list.fill() { load(request) }
    case .delivery: refreshDelivery()
    case .outbox, .contacts, .composer, .log: break
    }
  }

  mutating func reload(_ region: Region) {
    stale.remove(region)
    switch region {
    case .inbox: if let request = inbox.reload() { load(request) }
    case .outgoing: if let request = outgoing.reload() { load(request) }
    case .conversation: if let request = conversation?.list.reload() { load(request) }
    case .contacts: emit(.read(.contacts(matching: contactsNeedle)))
    case .outbox: emit(.read(.outbox))
    case .delivery: emit(.read(.delivery))
    case .composer, .log: break
    }
  }

  /// A day goes on while nothing happens: what was sent yesterday leaves the board.
  mutating func refreshDelivery() {
    guard layout[.delivery] != nil, let delivery, now.since(delivery.at) >= .seconds(600) else { return }
    emit(.read(.delivery))
  }

  mutating func load(_ request: ListRequest<ConversationCursor>) {
    emit(.read(.conversations(request, filter: filter(of: .inbox), sort: sort(of: .inbox))))
  }

  mutating func load(_ request: ListRequest<OutgoingCursor>) {
    emit(.read(.outgoing(request, filter: filter(of: .outgoing), sort: sort(of: .outgoing))))
  }

  mutating func load(_ request: ListRequest<EntryCursor>) {
    guard let conversation else { return }
    emit(.read(.conversation(conversation.peer, request, filter: filter(of: .conversation))))
  }

  mutating func jump(to summary: ConversationSummary?) {
    // An answer that comes late must not take the keys away from what is being written or decided.
    guard composer == nil, review == nil, dialog == nil, finding == nil else { return }
    guard let summary else {
      say("nothing is unread")
      return
    }
    if focus != .inbox, focus != .conversation, layout[.inbox] == nil { show(.inbox) }
    if let request = inbox.restart(around: summary.cursor, selecting: summary.rowID) { load(request) }
    showConversation(with: summary.peer, name: summary.name)
    openConversation()
  }
}
