import MessageArchive
import Messaging

/// A message that the server listed and then did not any more.
struct Vanished: Hashable, Sendable {
  let stream: Stream
  let id: MessageID
}

/// Saying what changed at the server. Nothing that was once received is lost by it.
extension AccountEngine {
  /// The highest id of a list fell: rows were deleted there, or an older database was put back.
  func tellFall(of stream: Stream, to highest: MessageID) {
    guard let before = streams[stream]?.progress.named, highest < before else { return }
    let name = stream.noun
    let newest = highest.rawValue == 0 ? "there is none any more" : "it is \(highest.rawValue.grouped) now"
    tell(
      .warning,
      "The newest of the server's \(name) was \(before.rawValue.grouped), \(newest): deleted there, or an older "
        + "database was put back? Kept: everything here.")
  }

  /// Compares a page with what was listed last: a row between others that is gone was deleted at the server.
  /// - Parameter last: the page was asked for above this id; otherwise it is the newest page by date.
  func noteListed(_ page: StreamPage, of stream: Stream, above last: MessageID?) {
    guard let before = streams[stream]?.listed else { return }
    let rows = page.rows.idsAndDates
    let listed = Dictionary(rows.map { ($0.id, $0.dt) }, uniquingKeysWith: { first, _ in first })
    streams[stream]?.listed = listed
    guard page.facts.isNewestFirst || last != nil else { return }
    let gone = before.filter { id, date in
      guard listed[id] == nil else { return false }
      if let last { return id > last }
      // Rows of one second may come in any order, so the page's last second proves nothing.
      return page.facts.oldest.map { date.text > $0.text } ?? true
    }
    tellVanished(gone.keys.map { Vanished(stream: stream, id: $0) })
  }

  /// The server does not list messages any more that it listed before.
  func tellVanished(_ gone: [Vanished]) {
    let new = gone.filter { vanished.insert($0).inserted }
    guard let first = new.first else { return }
    let what = new.count == 1 ? "1 of the \(first.stream.noun)" : "\(new.count) of the \(first.stream.noun)"
    tell(.info, "The server does not list \(what) any more that it listed before. Kept here as last seen.")
  }

  /// Rows came otherwise than they were: told once a poll, for all of them.
  func tellRewritten() {
    for (stream, count) in rewritten.sorted(by: { $0.key.rawValue < $1.key.rawValue }) {
      let rows = count == 1 ? "1 of the" : "\(count.grouped) of the"
      tell(
        .info,
        "The server shows \(rows) \(stream.noun) otherwise than before. What they were stays in their details.")
    }
    rewritten = [:]
    for (stream, count) in replaced.sorted(by: { $0.key.rawValue < $1.key.rawValue }) {
      let ids = count == 1 ? "1 known id" : "\(count.grouped) known ids"
      tell(
        .warning,
        "The server has other messages under \(ids) of the \(stream.noun): an older database was put back? They are "
          + "here as new ones; what stood there before stays in their details.")
    }
    replaced = [:]
  }

  /// A list does not go on from where it was read to.
  func tellReadAnew(_ stream: Stream) {
    tell(
      .warning,
      "The server's \(stream.noun) do not go on from those that were read: an older database was put back? All of them "
        + "are read anew. Kept: everything here.")
  }

  /// The server's clock and ours moved apart at once: one of them was set.
  func noteServerClock(_ serverTime: Timestamp, at now: Timestamp) {
    let ahead = serverTime.since(now).wholeSeconds
    let moved = ahead - status.serverClockAhead
    if status.lastAnswer != nil, moved.magnitude >= 120 {
      tell(
        .info,
        "The server's clock and this machine's moved apart by \(moved.magnitude.asDuration); the server's is "
          + (ahead.magnitude < 60
            ? "right now." : "\(ahead.magnitude.asDuration) \(ahead < 0 ? "behind" : "ahead") now."))
    }
    status.serverClockAhead = ahead
  }
}

extension Stream {
  /// Its rows, as sentences name them.
  fileprivate var noun: String {
    switch self {
    case .inbox: "inbox messages"
    case .incoming: "messages by keyword"
    case .outgoing: "outgoing messages"
    }
  }
}

extension BinaryInteger {
  /// With a blank between thousands: `48 211`.
  fileprivate var grouped: String {
    var text = ""
    for (index, digit) in String(self).reversed().enumerated() {
      if index > 0, index.isMultiple(of: 3), digit != "-" { text.append(" ") }
      text.append(digit)
    }
    return String(text.reversed())
  }

  /// Seconds in words: `50 s`, `3 min`, `2 h 5 min`.
  fileprivate var asDuration: String {
    if self < 120 { return "\(self) s" }
    if self < 7_200 { return "\(self / 60) min" }
    return "\(self / 3_600) h" + (self / 60 % 60 == 0 ? "" : " \(self / 60 % 60) min")
  }
}
