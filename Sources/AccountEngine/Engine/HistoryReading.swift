import MessageArchive
import Messaging
import PlaySMS

/// Fetching older messages, and what did not fit into the pages that told of it, a window at a time.
extension AccountEngine {
  var hasHistoryLeft: Bool { streams.values.contains { !$0.progress.windows.isEmpty } }
  /// Whether there are windows or holes in a list that the server gives at the moment.
  var hasHistoryToAsk: Bool {
    given.values.contains { !$0.progress.windows.isEmpty || !$0.progress.holes.windows.isEmpty }
  }

  /// A list that polls ask for in vain is not asked for its past: it would hold up that of the others.
  private var given: [Stream: StreamState] { streams.filter { brokenParts[PollPart($0.key)] == nil } }

  /// One request: for a hole, since its rows are news, or else for history of the stream whose next window is the
  /// newest, so that all go back in time together.
  func readHistory() async {
    let asked = clock.now
    historyBudget.spent(at: asked)
    historyRequests += 1
    do {
      if let stream = Stream.allCases.first(where: { !(given[$0]?.progress.holes.windows.isEmpty ?? true) }) {
        try await readHole(of: stream)
      } else {
        let nextWindows = given.compactMapValues { $0.walk.windows.first?.prefix }
        let newest = nextWindows.max { ($0.value, $0.key.rawValue) < ($1.value, $1.key.rawValue) }
        if let stream = newest?.key { try await readWindow(of: stream) }
      }
      historyBackoff.succeeded()
    } catch {
      historyAgainAt = clock.now + historyBackoff.failed(random: chance())
      guard case .server(let fault) = error, !fault.isTransport else { return failed(error) }
      tellOnce(.warning, "Older messages cannot be fetched for the moment. \(fault.sentence)", hint: fault.hint)
    }
    historyBudget.answered(after: clock.now.since(asked), at: clock.now)
  }

  /// How long history that failed is left alone.
  func historyPause(at now: Timestamp) -> Duration {
    historyAgainAt?.wait(at: now, longest: settings.longestRetry) ?? .zero
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
      if !hasHistoryLeft { tell(.info, "History is complete.") }
    }
  }

  private func readHole(of stream: Stream) async throws(Interruption) {
    guard var state = streams[stream], case .ask(let window, let c) = state.holeWalk.next() else { return }
    let last = state.progress.holes.last
    switch try await page(Listing(last: last, count: c, dt: window.prefix), of: stream) {
    case .tooLarge(let fault):
      let outcome = state.holeWalk.pageWasTooLarge()
      streams[stream]?.holeWalk = state.holeWalk
      if outcome == .failed || fault.kind == .transport(.timedOut) { throw .server(fault) }
    case .page(let page):
      let outcome = state.holeWalk.pageArrived(page.facts, of: window)
      var progress = state.progress
      progress.holes.windows = state.holeWalk.windows
      if progress.holes.windows.isEmpty { progress.holes.last = nil }
      note(outcome, in: &progress, of: stream)
      // Above an id all are news; otherwise those that are not old.
      try await take(page, arrival: last == nil ? .firstContact : .live, progress: progress)
      streams[stream]?.holeWalk = state.holeWalk
      if progress.holes.windows.isEmpty {
        tell(.info, "All that came at once to \(PollPart(stream).rawValue) is here now.")
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
  /// More that did not fit. One bound stands for all, so the lower one does.
  mutating func add(_ new: [HistoryWindow], last: MessageID?) {
    guard !new.isEmpty else { return }
    if let before = self.last, let last, !windows.isEmpty {
      self.last = min(before, last)
    } else {
      self.last = windows.isEmpty ? last : nil
    }
    windows = HistoryPlan.merge(new, into: windows)
  }
}
