import Dashboard
import Messaging
import Terminal

/// How old what is shown may be, and whether anything is known to be missing: never better than it is.
struct Freshness {
  let account: AccountStatus
  let now: Timestamp

  var part: StatusLine.Part {
    let troubled = Stream.allCases.filter { account.streams[$0]?.trouble != nil }
    if !troubled.isEmpty {
      let names = troubled.map(\.shortName).joined(separator: " and ")
      return StatusLine.Part(text: "not given by the server: \(names)", short: "not all given", role: .warning)
    }
    guard let synced = account.syncedAt else {
      return StatusLine.Part(text: "reading the lists", short: "reading", role: .warning)
    }
    // Coarse on purpose: what changes every second would write to the terminal every second.
    let age = now.since(synced).wholeSeconds
    let ago = age < 20 ? "synced" : "synced \(TimeText.duration(.seconds(age / 10 * 10))) ago"
    let isLate = age > account.lateAge
    let promise = self.promise
    return StatusLine.Part(text: ago + promise.long, short: ago + promise.short, role: isLate ? .warning : .done)
  }

  /// What can be promised of the lists; nothing while history says that it is on its way. In short only what is wrong.
  private var promise: (long: String, short: String) {
    let lists = Stream.allCases.compactMap { account.streams[$0] }
    let holes = lists.reduce(0) { $0 + $1.holes }
    if holes > 0 {
      let short = holes == 1 ? ", 1 hole" : ", \(holes.grouped) holes"
      return (short + " being asked about", short)
    }
    if lists.contains(where: { $0.unreachable > 0 }) { return (", some cannot be listed", ", not all") }
    guard lists.allSatisfy(\.isWhole), let id = account.streams[.inbox]?.completeTo else { return ("", "") }
    return (id.rawValue == 0 ? ", complete" : ", complete to \(Int(id.rawValue).grouped)", "")
  }
}

extension Stream {
  /// As a list of lists names it.
  var shortName: String {
    switch self {
    case .inbox: "inbox"
    case .incoming: "by keyword"
    case .outgoing: "outgoing"
    }
  }
}
