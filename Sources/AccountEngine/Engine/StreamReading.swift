import MessageArchive
import Messaging
import PlaySMS

/// Reading one stream: first contact, the newest page, what is new.
extension AccountEngine {
  /// - Parameters:
  ///   - named: the highest id that the server names for it, nil when it has no rows.
  ///   - depth: how many of the newest rows to look at, whatever their ids; nil where none are due.
  func read(
    _ stream: Stream, serverHas named: MessageID?, lookingAt depth: Int? = nil
  ) async throws(Interruption) {
    let highest = named ?? MessageID(0)
    let began = clock.now
    tellFall(of: stream, to: highest)
    streams[stream]?.frontier.pollBegan()
    streams[stream]?.serverHas(highest)
    try await followLimit(stream)
    try await setAnchors(in: stream, serverHas: highest)
    guard let state = streams[stream] else { return }
    if state.progress.mark == nil || (!state.progress.historyPlanned && settings.history != .none) {
      try await meet(stream, serverHas: highest)
      streams[stream]?.lookedAt = began
      // The page and its windows hold all that there is; what was overtaken is looked for by the next poll.
      if state.progress.mark == nil { streams[stream]?.caughtUpWith = highest }
    } else if let depth {
      try await readNewest(stream, c: depth)
    }
    if state.progress.mark != nil, streams[stream]?.mayHaveNew(highest) == true {
      try await catchUp(stream)
      streams[stream]?.caughtUpWith = highest
    }
    streams[stream]?.readAt = began
  }

  /// First contact: the newest page, so that the operator reads at once, and the plan of everything older.
  ///
  /// Whatever the server has now is on the page, when newer than its oldest row, or in the planned windows; whatever
  /// comes later has a higher id than any now. So the mark may be the highest id that is known of now, in the
  /// transaction that stores page and plan.
  private func meet(_ stream: Stream, serverHas highest: MessageID) async throws(Interruption) {
    let (page, isWhole) = try await newestPage(of: stream)
    try await take(page, afterMeeting: stream, serverHas: highest, isWhole: isWhole)
  }

  /// The newest page, and whether it holds all that there is.
  func newestPage(of stream: Stream) async throws(Interruption) -> (page: StreamPage, isWhole: Bool) {
    var c = settings.newestPage
    while true {
      switch try await page(Listing(count: c), of: stream) {
      case .page(let page): return (page, page.facts.count < c)
      case .tooLarge(let fault):
        guard let smaller = PageSizes.smaller(than: c) else { throw .server(fault) }
        c = smaller
      }
    }
  }

  private func take(
    _ page: StreamPage, afterMeeting stream: Stream, serverHas highest: MessageID, isWhole: Bool
  ) async throws(Interruption) {
    var progress = streams[stream]?.progress ?? StreamProgress()
    let isFirst = progress.mark == nil
    if isFirst { progress.mark = max(highest, page.facts.highest ?? highest) }
    progress.named = highest
    progress.historyPlanned = settings.history != .none
    if progress.historyPlanned {
      // A page that was not full holds everything that there is.
      progress.reach = .everything
      if !isWhole {
        let below = page.facts
        let cutoff = historyCutoff(page.serverTime)
        progress.reach = cutoff.map { .since($0.dateText) } ?? .everything
        let plan = HistoryPlan.refine(
          HistoryPlan.windows(below: below, since: cutoff), by: RowDensity(below, of: nil, isFull: true),
          below: below.oldest,
          sizes: PageSizes(first: settings.historyPage, largest: settings.largestPage))
        progress.windows = HistoryPlan.merge(plan, into: progress.windows)
      }
    }
    let outcome = try await take(page, arrival: isFirst ? .firstContact : .history, progress: progress)
    streams[stream]?.frontier.newestPageBrought(page.dates(of: outcome.newRows))
    if isFirst { streams[stream]?.base = progress.mark }
    streams[stream]?.limitIsFollowed = true
  }

  /// The newest rows by date, down to what is known: rows whose ids are lower than many seen, and changed statuses.
  ///
  /// While pages do not reach down to it, what they leave out stands in the archive as holes, from the first such page
  /// on: after a kill, its rows would look as if everything below them were known.
  private func readNewest(_ stream: Stream, c: Int) async throws(Interruption) {
    guard let state = streams[stream] else { return }
    let began = clock.now
    let isQuiet = state.quietFrom.map { $0 <= clock.now } ?? false
    var machine = NewestPage(
      frontier: state.frontier.earlier, isQuiet: isQuiet,
      sizes: PageSizes(first: c, largest: settings.largestPage))
    var action = machine.begin()
    var progress = state.progress
    var broughtNews = false
    while case .ask(let c) = action {
      switch try await page(Listing(count: c), of: stream) {
      case .tooLarge(let fault):
        // The windows below the last page that came are written down already.
        action = machine.pageWasTooLarge()
        if action == .failed { throw .server(fault) }
      case .page(let page):
        let familiarity = try await compare(page)
        if !familiarity.others.isEmpty, familiarity.unchanged.isEmpty {
          // What it stands on is gone: all is read, and the rest of this page with it.
          try await readAnew(stream)
          action = .connected
          continue
        }
        let news = page.dates(of: familiarity.news)
        broughtNews = broughtNews || !news.isEmpty
        action = machine.pageArrived(page.facts, unknown: news.count)
        progress.holes = state.progress.holes
        if action != .connected {
          progress.holes.add(gap(below: page.facts, of: stream), last: nil)
        }
        let isFresh = state.isFresh(at: page.arrivedAt, since: state.lookedAt)
        try await take(
          page, arrival: .live, progress: progress,
          holdsOnlyNews: action == .connected && isFresh && state.areNews(news))
        streams[stream]?.frontier.newestPageBrought(news)
        noteListed(page, of: stream, above: nil)
      }
    }
    streams[stream]?.lookedAt = began
    streams[stream]?.newestWasRead(at: clock.now, broughtNews: broughtNews, hasGap: action != .connected)
  }

  /// What is new, by id.
  private func catchUp(_ stream: Stream) async throws(Interruption) {
    guard let state = streams[stream], let mark = state.progress.mark else { return }
    var machine = CatchUp(
      mark: mark, base: state.base ?? mark, overlap: settings.overlap, floor: state.anchors?.floor,
      sizes: PageSizes(first: settings.catchUpPage, largest: settings.largestPage))
    var action = machine.begin()
    var broughtNews = false
    var isReadAnew = false
    while case .ask(let last, let c) = action {
      switch try await page(Listing(last: last, count: c), of: stream) {
      case .tooLarge(let fault):
        action = machine.pageWasTooLarge()
        if action == .failed { throw .server(fault) }
        if let progress = progress(after: action, of: stream, above: last) { try await store(progress, of: stream) }
      case .page(let page):
        action = machine.pageArrived(page.facts)
        if !isReadAnew, let anchors = state.anchors, anchors.areLost(on: page, asked: last, action) {
          // First the plan is on disk, then what shows that it is needed may be overwritten.
          try await readAnew(stream)
          isReadAnew = true
        }
        let outcome = try await take(
          page, arrival: .live, progress: progress(after: action, of: stream, above: last),
          holdsOnlyNews: !isReadAnew && state.isFresh(at: page.arrivedAt, since: state.readAt))
        if stream != .outgoing, case .finished = action { noteListed(page, of: stream, above: last) }
        broughtNews = broughtNews || isReadAnew || outcome.hasNews
        streams[stream]?.frontier.catchUpBrought(page.dates(of: outcome.newRows.filter { $0.id > mark }))
      }
    }
    // A row may have been overtaken by those that came: it is looked for once more.
    streams[stream]?.needsEcho = broughtNews
    switch action {
    case .finished(_, let base): streams[stream]?.base = base
    case .overflowed(let mark, let page): streams[stream]?.base = page.highest ?? mark
    case .ask, .failed: break
    }
  }

  /// What is to be written down with the page that led to `action`.
  private func progress(
    after action: CatchUp.Action, of stream: Stream, above last: MessageID
  ) -> StreamProgress? {
    guard var progress = streams[stream]?.progress else { return nil }
    switch action {
    case .ask, .failed: return nil
    case .finished(let mark, _): progress.mark = mark
    case .overflowed(let mark, let below):
      progress.mark = mark
      // What was received may carry any date, whatever history is wanted; rows that are known do not come again. What
      // was sent carries the time of its processing.
      let cutoff = stream == .outgoing ? earlier(known(stream), historyCutoff(nil)) : nil
      progress.holes.add(HistoryPlan.windows(below: below, since: cutoff), last: last)
    }
    return progress
  }

  /// The windows for what a full page did not show, down to what was known before.
  private func gap(below page: PageFacts, of stream: Stream) -> [HistoryWindow] {
    HistoryPlan.windows(below: page, since: known(stream) ?? historyCutoff(nil))
  }

  /// Up to when everything was known before this poll; two days less, for time zones and slips of the server's clocks.
  func known(_ stream: Stream) -> CivilTime? {
    streams[stream]?.frontier.earlier.map { CivilTime(secondsSince1970: $0.secondsSince1970 - 2 * 86_400) }
  }

  /// The earlier of two days. Nil in `limit` is no limit, which is the earliest of all.
  func earlier(_ day: CivilTime?, _ limit: CivilTime?) -> CivilTime? {
    guard let day, let limit else { return limit }
    return min(day, limit)
  }

  /// The day before which nothing is wanted, on whatever clock the server's dates are; nil for no limit.
  func historyCutoff(_ serverTime: Timestamp?) -> CivilTime? {
    let today = (serverTime ?? clock.now).seconds
    return switch settings.history {
    case .all: nil
    case .none: CivilTime(secondsSince1970: today - 2 * 86_400)
    case .days(let days): CivilTime(secondsSince1970: today - Int64(days + 1) * 86_400)
    }
  }
}

extension StreamPage {
  /// The dates of some of its rows.
  func dates(of rows: [IntakeOutcome.NewRow]) -> [ServerDate] { dates(of: Set(rows.map(\.id))) }

  func dates(of ids: Set<MessageID>) -> [ServerDate] {
    self.rows.idsAndDates.filter { ids.contains($0.id) }.map(\.dt)
  }
}
