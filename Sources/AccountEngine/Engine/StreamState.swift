import MessageArchive
import Messaging

/// What the engine knows of a stream between two polls.
struct StreamState: Hashable, Sendable {
  /// As it stands in the archive.
  var progress: StreamProgress
  var walk: HistoryWalk
  /// Walks the windows of `progress.holes`.
  var holeWalk: HistoryWalk
  var frontier: Frontier
  /// The lowest "highest id" that the server named since the last whole page; see `CatchUp`.
  var base: MessageID?
  /// The "highest id" that was last caught up with; nil when nothing was in this run.
  var caughtUpWith: MessageID?
  /// When all that was new was last read, as of the moment before it was asked for.
  var readAt: Timestamp?
  /// The same for the newest page, which shows late rows too.
  var lookedAt: Timestamp?
  /// What a whole page listed last, above the id or down to the date that it was asked for.
  var listed: [MessageID: ServerDate] = [:]
  /// Whether history was compared with the limit in this run.
  var limitIsFollowed = false
  /// Whether the last catching up brought something: a row may have been overtaken by those.
  var needsEcho = true
  /// From when a newest page without an unknown row is enough; see `NewestPage`.
  var quietFrom: Timestamp?
  /// What the server must still show when what is new is next read; nil until something may be.
  var anchors: Anchors?

  init(progress: StreamProgress, newestDate: CivilTime?, sizes: PageSizes) {
    self.progress = progress
    walk = HistoryWalk(windows: progress.windows, sizes: sizes)
    holeWalk = HistoryWalk(windows: progress.holes.windows, sizes: sizes)
    // The last run may have ended between two readings, of which the later one brought its newest row.
    frontier = Frontier(date: newestDate.map { CivilTime(secondsSince1970: $0.secondsSince1970 - 60) })
    // It may have fallen in the last run already.
    base = progress.mark.map { min($0, progress.named ?? $0) }
  }

  /// The server named its highest id.
  mutating func serverHas(_ highest: MessageID) {
    guard let mark = progress.mark else { return }
    base = min(base ?? mark, highest)
    progress.named = highest
  }

  /// Whether rows with these dates appeared since the last poll: where rows were deleted at the server, a newest page
  /// reaches down to old ones that were never fetched.
  func areNews(_ dates: [ServerDate]) -> Bool {
    guard let known = frontier.earlier else { return false }
    return dates.allSatisfy { $0.civil.map { $0 >= known } ?? false }
  }

  /// Whether everything that is new now came within the last minute.
  func isFresh(at now: Timestamp, since moment: Timestamp?) -> Bool {
    moment.map { now.since($0) >= .zero && now.since($0) < .seconds(60) } ?? false
  }

  /// A newest page was connected with what is known, or windows stand for what is missing.
  mutating func newestWasRead(at now: Timestamp, broughtNews: Bool, hasGap: Bool) {
    if hasGap {
      quietFrom = now
    } else if broughtNews || quietFrom == nil {
      quietFrom = now + .seconds(120)
    }
  }

  /// Whether there may be rows above the mark.
  func mayHaveNew(_ highest: MessageID) -> Bool {
    needsEcho || highest != caughtUpWith
  }
}
