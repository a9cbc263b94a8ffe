import MessageArchive
import Messaging
import PlaySMS

/// Fetching older messages, a window at a time.
extension AccountEngine {
  var hasHistoryLeft: Bool { streams.values.contains { !$0.progress.windows.isEmpty } }

  /// One request for history: of the stream whose next window is the newest, so that all go back in time together.
  func readHistory() async {
    historyBudget.spent(at: clock.now)
    let nextWindows = streams.compactMapValues { $0.walk.windows.first?.prefix }
    let newest = nextWindows.max { ($0.value, $0.key.rawValue) < ($1.value, $1.key.rawValue) }
    guard let stream = newest?.key, case .ask(let window, let c) = streams[stream]?.walk.next() else { return }
    do {
      try await readHistory(window, c, of: stream)
      historyBackoff.succeeded()
    } catch {
      historyAgainAt = clock.now + historyBackoff.failed(random: chance())
      guard case .server(let fault) = error, !fault.isTransport else { return failed(error) }
      tellOnce(.warning, "Older messages cannot be fetched for the moment. \(fault.sentence)", hint: fault.hint)
    }
  }

  /// How long history that failed is left alone.
  func historyPause(at now: Timestamp) -> Duration {
    historyAgainAt?.wait(at: now, longest: settings.longestRetry) ?? .zero
  }

  private func readHistory(_ window: HistoryWindow, _ c: Int, of stream: Stream) async throws(Interruption) {
    guard var state = streams[stream] else { return }
    switch try await page(Listing(count: c, dt: window.prefix), of: stream) {
    case .tooLarge(let fault):
      let outcome = state.walk.pageWasTooLarge()
      streams[stream] = state
      if outcome == .failed || fault.kind == .transport(.timedOut) { throw .server(fault) }
    case .page(let page):
      let outcome = state.walk.pageArrived(page.facts, of: window)
      var progress = state.progress
      progress.windows = state.walk.windows
      try await take(page, arrival: .history, progress: progress)
      streams[stream]?.walk = state.walk
      if case .unreachable(let window) = outcome { tellUnreachable(window, of: stream) }
      if !hasHistoryLeft { tell(.info, "History is complete.") }
    }
  }

  private func tellUnreachable(_ window: HistoryWindow, of stream: Stream) {
    tell(
      .warning,
      "So many messages are dated \(window.prefix) that the server cannot list them all; some are missing here.",
      hint: "They stay on the server (list \(stream.rawValue)).", isSticky: true)
  }
}
