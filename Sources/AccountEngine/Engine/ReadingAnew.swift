import MessageArchive
import Messaging
import PlaySMS

/// Reading a list anew whose ids the server gave a second time, as after an older database was put back and grew again.
///
/// While its highest id is below the mark, that tells of it by itself. Once its ids have grown past the mark, only what
/// stands under known ids does: the server must still show one of the last rows as it was.
extension AccountEngine {
  /// Before anything is read, takes what the server must still show when what is new is read.
  func setAnchors(in stream: Stream, serverHas highest: MessageID) async throws(Interruption) {
    guard let state = streams[stream], let mark = state.progress.mark else { return }
    guard state.mayHaveNew(highest) else {
      streams[stream]?.anchors = nil
      return
    }
    let bound = min(mark, state.base ?? mark)
    streams[stream]?.anchors = try await archived { archive throws(ArchiveError) in
      try await archive.anchors(of: stream, upTo: bound)
    }
  }

  /// What is here under the ids of a page.
  func compare(_ page: StreamPage) async throws(Interruption) -> Familiarity {
    try await archived { archive throws(ArchiveError) in try await archive.compare(page.rows) }
  }

  /// Stores the newest page, and in the same transaction the plan to read what is older, as far back as history is
  /// wanted: from then on nothing that is found under known ids is needed to know that. Until it is done, the list is
  /// complete to nothing.
  func readAnew(_ stream: Stream) async throws(Interruption) {
    let (page, isWhole) = try await newestPage(of: stream)
    guard var progress = streams[stream]?.progress else { return }
    if !isWhole {
      let cutoff = earlier(known(stream), historyCutoff(page.serverTime))
      progress.holes.add(HistoryPlan.windows(below: page.facts, since: cutoff), last: Holes.lastOfAll)
    }
    let news = page.dates(of: try await compare(page).news)
    tellReadAnew(stream)
    try await take(page, arrival: progress.arrivalAnew, progress: progress)
    streams[stream]?.frontier.newestPageBrought(news)
    streams[stream]?.anchors = nil
  }
}

extension StreamProgress {
  /// Where all of history is here, a row that is not is new, whatever its date.
  var arrivalAnew: Intake.Arrival { historyIsComplete ? .live : .firstContact }
}

extension Anchors {
  /// Whether a page proves that the server gave ids again which it had given before, below those for which it was asked.
  /// - Parameter last: it was asked for what is above this id.
  func areLost(on page: StreamPage, asked last: MessageID, _ action: CatchUp.Action) -> Bool {
    // Where nothing is listed nothing was given again: a list may be emptied, and leave out what counts there.
    guard page.facts.count > 0 else { return false }
    return switch action {
    case .finished where isEmpty: areTooHigh && last.rawValue > 0
    case .finished: !hold(page.rows)
    // Not all is on this page; what is on it may speak against them all the same.
    case .ask, .overflowed: areContradicted(by: page.rows)
    case .failed: false
    }
  }
}
