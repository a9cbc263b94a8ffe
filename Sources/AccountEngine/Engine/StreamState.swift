import Messaging

/// What the engine knows of a stream between two polls.
struct StreamState: Hashable, Sendable {
  /// As it stands in the archive.
  var progress: StreamProgress
  var walk: HistoryWalk
  var frontier: Frontier
  /// The lowest "highest id" that the server named since the last whole page; see `CatchUp`.
  var base: MessageID?
  /// The "highest id" that was last caught up with; nil when nothing was in this run.
  var caughtUpWith: MessageID?
  /// When all that was new was last read, as of the moment before it was asked for.
  var readAt: Timestamp?
  /// Whether the last catching up brought something: a row may have been overtaken by those.
  var needsEcho = true
  /// Whether the server's highest id was far below the mark when it was first named in this run.
  var idsFell = false

  init(progress: StreamProgress, newestDate: CivilTime?, sizes: PageSizes) {
    self.progress = progress
    walk = HistoryWalk(windows: progress.windows, sizes: sizes)
    frontier = Frontier(date: newestDate)
    base = progress.mark
  }

  /// The server named its highest id.
  mutating func serverHas(_ highest: MessageID, overlap: Int64) {
    guard let mark = progress.mark else { return }
    if caughtUpWith == nil, highest.rawValue < mark.rawValue - overlap { idsFell = true }
    base = min(base ?? mark, highest)
  }

  /// Whether everything that is new now came within the last minute.
  func isFresh(at now: Timestamp) -> Bool {
    readAt.map { now.since($0) >= .zero && now.since($0) < .seconds(60) } ?? false
  }

  /// Whether there may be rows above the mark.
  func mayHaveNew(_ highest: MessageID) -> Bool {
    needsEcho || highest != caughtUpWith
  }
}
