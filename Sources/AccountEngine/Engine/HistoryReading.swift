import MessageArchive
import Messaging
import PlaySMS

/// Fetching older messages, and what did not fit into the pages that told of it, a window at a time.
extension AccountEngine {
  var hasHistoryLeft: Bool { streams.values.contains { !$0.progress.windows.isEmpty } }

  /// What each list has left, its holes first. One that polls ask for in vain is not asked for its past.
  var historyWork: [HistoryTurns.Work] {
    streams.filter { brokenParts[PollPart($0.key)] == nil }.compactMap { stream, state in
      let hole = state.progress.holes.windows.isEmpty ? nil : state.holeWalk.windows.first
      return (hole ?? state.walk.windows.first).map {
        HistoryTurns.Work(stream: stream, isHole: hole != nil, window: $0)
      }
    }
  }

  /// How long nothing of history may be asked for, because all that is left of it failed.
  func historyPause(at now: Timestamp) -> Duration { historyTurns.wait(for: historyWork, at: now) }

  /// One page, which is one request unless it had to be repeated.
  func readHistory() async {
    cadence.historyWasRead()
    let asked = clock.now
    guard let work = historyTurns.next(of: historyWork, at: asked) else { return }
    let before = requestCount(of: work.stream)
    do {
      if work.isHole { try await readHole(of: work.stream) } else { try await readWindow(of: work.stream) }
    } catch {
      historyFailed(error, of: work.stream)
    }
    let count = requestCount(of: work.stream) - before
    historyRequests += count
    // Counted when all of them have left for certain, however long they waited for another.
    historyBudget.spent(count, at: clock.now)
    historyBudget.answered(after: clock.now.since(asked), at: clock.now)
  }

  /// A stream is named by the operation that reads it.
  private func requestCount(of stream: Stream) -> Int {
    OperationName(rawValue: stream.rawValue).map { requests[$0, default: 0] } ?? 0
  }

  private func historyFailed(_ error: Interruption, of stream: Stream) {
    guard case .server(let fault) = error else { return failed(error) }
    historyTurns.failed(stream, at: clock.now, random: chance())
    // Where polls get no answer from this list either, the connection is as good as it is for the others.
    let isConnectionAtFault = fault.isTransport && !turns.isSilent(PollPart(stream))
    guard !isConnectionAtFault, !fault.isLoginRefused else { return failed(error) }
    tellOnce(.warning, "Older messages cannot be fetched for the moment. \(fault.sentence)", hint: fault.hint)
  }

  private func readWindow(of stream: Stream) async throws(Interruption) {
    guard var state = streams[stream], case .ask(let window, let c) = state.walk.next() else { return }
    switch try await page(Listing(count: c, dt: window.prefix), of: stream) {
    case .tooLarge(let fault):
      let outcome = state.walk.pageWasTooLarge()
      streams[stream]?.walk = state.walk
      if outcome == .failed || fault.kind == .transport(.timedOut) { throw .server(fault) }
    case .page(let page):
      let outcome = state.walk.pageArrived(page.facts, of: window)
      var progress = state.progress
      progress.windows = state.walk.windows
      note(outcome, in: &progress, of: stream)
      historyGauge.pageArrived(
        page.rows.idsAndDates, of: stream, reach: progress.reach, top: progress.mark, newest: state.frontier.date)
      try await take(page, arrival: .history, progress: progress)
      streams[stream]?.walk = state.walk
      historyTurns.succeeded(stream)
      if !hasHistoryLeft { tell(.info, "History is complete.") }
    }
  }

  private func readHole(of stream: Stream) async throws(Interruption) {
    guard var state = streams[stream], case .ask(let window, let c) = state.holeWalk.next() else { return }
    let last = state.progress.holes.last
    let isReadAnew = state.progress.holes.areReadAnew
    let isBounded = last != nil && !isReadAnew
    switch try await page(Listing(last: isBounded ? last : nil, count: c, dt: window.prefix), of: stream) {
    case .tooLarge(let fault):
      let outcome = state.holeWalk.pageWasTooLarge()
      streams[stream]?.holeWalk = state.holeWalk
      if outcome == .failed || fault.kind == .transport(.timedOut) { throw .server(fault) }
    case .page(let page):
      if isBounded, try await !compare(page).others.isEmpty {
        // The window is asked for again with the others.
        return try await readAnew(stream)
      }
      let outcome = state.holeWalk.pageArrived(page.facts, of: window)
      var progress = state.progress
      progress.holes.windows = state.holeWalk.windows
      if progress.holes.windows.isEmpty { progress.holes.last = nil }
      note(outcome, in: &progress, of: stream)
      // Above an id all are news; otherwise those that are not old.
      let arrival = isBounded ? .live : isReadAnew ? progress.arrivalAnew : .firstContact
      try await take(page, arrival: arrival, progress: progress)
      streams[stream]?.holeWalk = state.holeWalk
      historyTurns.succeeded(stream)
      if progress.holes.windows.isEmpty {
        let name = PollPart(stream).rawValue
        tell(.info, isReadAnew ? "All of \(name) was read anew." : "All that came at once to \(name) is here now.")
      }
    }
  }

  private func note(_ outcome: HistoryWalk.Outcome, in progress: inout StreamProgress, of stream: Stream) {
    guard case .unreachable(let window) = outcome, !progress.unreachable.contains(window) else { return }
    progress.unreachable.append(window)
    tell(
      .warning,
      "So many messages are dated \(window.prefix) that the server cannot list them all; some are missing here.",
      hint: "They stay on the server (list \(stream.rawValue)).", isSticky: true)
  }
}

extension Holes {
  /// More that did not fit. One bound stands for all, so the lower one does; 0 is that of a list that is read anew.
  mutating func add(_ new: [HistoryWindow], last: MessageID?) {
    guard !new.isEmpty else { return }
    if windows.isEmpty {
      self.last = last
    } else if let before = self.last, let last {
      self.last = min(before, last)
    } else {
      self.last = (self.last ?? last) == Holes.lastOfAll ? Holes.lastOfAll : nil
    }
    windows = HistoryPlan.merge(new, into: windows)
  }
}
