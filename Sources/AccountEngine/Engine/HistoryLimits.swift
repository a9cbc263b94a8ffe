import MessageArchive
import Messaging
import PlaySMS

/// Following the operator's limit of history, which may be another than in the last run.
extension AccountEngine {
  /// Once in a run: what is missing below an earlier limit is planned, what is not wanted any more is left out. What is
  /// in the archive stays there.
  func followLimit(_ stream: Stream) async throws(Interruption) {
    guard let state = streams[stream], state.progress.mark != nil, !state.limitIsFollowed else { return }
    let serverTime = clock.now + .seconds(status.serverClockAhead)
    let progress = state.progress.following(settings.history, cutoff: historyCutoff(serverTime))
    if progress != state.progress {
      let before = state.progress.windows
      try await store(progress, of: stream)
      tell(change(from: before, to: progress.windows, of: stream))
    }
    streams[stream]?.limitIsFollowed = true
  }

  private func change(from before: [HistoryWindow], to after: [HistoryWindow], of stream: Stream) -> String? {
    let name = PollPart(stream).rawValue
    if after.count > before.count { return "History of \(name) goes further back from now on, as configured." }
    if after.count < before.count { return "History of \(name) goes less far back from now on, as configured." }
    return nil
  }

  private func tell(_ sentence: String?) {
    if let sentence { tell(.info, sentence) }
  }
}

extension StreamProgress {
  /// What it is to be under a limit.
  /// - Parameter cutoff: the first day that is wanted; nil without a limit.
  func following(_ limit: HistoryLimit, cutoff: CivilTime?) -> StreamProgress {
    var progress = self
    switch limit {
    case .none:
      progress.windows = []
      progress.historyPlanned = false
      progress.reach = nil
    case .all, .days:
      guard historyPlanned, let reach else {
        // Planned by nobody, or nobody knows how far: it is planned anew.
        progress.historyPlanned = false
        return progress
      }
      if let cutoff {
        progress.windows = HistoryPlan.windows(progress.windows, since: cutoff)
        if progress.windows.count < windows.count { progress.reach = .since(cutoff.dateText) }
      }
      guard case .since(let day) = reach, let end = CivilTime(dateText: day) else { return progress }
      if let cutoff, cutoff >= end { return progress }
      let further = HistoryPlan.windows(from: end, since: cutoff)
      progress.windows = HistoryPlan.merge(further, into: progress.windows)
      progress.reach = cutoff.map { .since($0.dateText) } ?? .everything
    }
    return progress
  }
}
