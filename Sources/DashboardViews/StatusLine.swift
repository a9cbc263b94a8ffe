import Dashboard
import Messaging
import Terminal

/// What is true at this moment, the most important first. What does not fit is said in fewer words, then left out from
/// the end: the clock first.
struct StatusLine {
  let dashboard: Dashboard

  /// A few words with their colour.
  struct Part: Equatable {
    let text: String
    /// The same in fewer words, for a line that is full.
    var short: String?
    let role: Role
    /// Whether it goes on what stands before it.
    var isJoined = false

    init(text: String, short: String? = nil, role: Role, isJoined: Bool = false) {
      self.text = text
      self.short = short
      self.role = role
      self.isJoined = isJoined
    }
  }

  /// What stands there.
  struct Content: PartContent {
    let parts: [Part]
    let clock: String

    func draw(on canvas: inout Canvas) {
      let room = canvas.frame.size.columns - 2
      // In short as many as there is room for, then in full from the most important one on.
      var texts = parts.map { $0.short ?? $0.text }
      while columns(of: texts) > room { texts.removeLast() }
      let hasClock = texts.count == parts.count && columns(of: texts) + 2 + clock.count <= room
      let roomForParts = hasClock ? room - 2 - clock.count : room
      for index in texts.indices {
        let short = texts[index]
        texts[index] = parts[index].text
        if columns(of: texts) > roomForParts { texts[index] = short }
      }
      var column = 1
      for (text, part) in zip(texts, parts) {
        column = canvas.put(text, row: 0, column: column - (part.isJoined && column > 1 ? 1 : 0), part.role) + 2
      }
      if hasClock { canvas.putRight(clock, row: 0, end: canvas.frame.size.columns - 1, .dim) }
    }

    private func columns(of texts: [String]) -> Int {
      zip(texts, parts).enumerated().reduce(0) { sum, part in
        let gap = part.offset == 0 ? 0 : part.element.1.isJoined ? 1 : 2
        return sum + gap + Canvas.width(part.element.0)
      }
    }
  }

  var content: Content { Content(parts: parts, clock: clock) }

  /// For a window in which nothing else fits.
  var shortest: String {
    let counters = dashboard.counters
    let faults = counters.failedLately + counters.rejected
    return "\(counters.unread) new \(faults)! \(counters.unknown)?"
  }

  private var parts: [Part] {
    let counters = dashboard.counters
    var parts: [Part] = []
    if counters.unknown > 0 {
      parts.append(Part(text: "?\(counters.unknown) unknown", short: "?\(counters.unknown)", role: .stateUnknown))
    }
    if counters.rejected > 0 { parts.append(Part(text: "\(counters.rejected) refused", role: .fault)) }
    if counters.failedLately > 0 {
      let count = counters.failedLately.grouped
      parts.append(Part(text: "\(count) failed in 24 h", short: "\(count) failed/24 h", role: .fault))
    }
    parts.append(Part(text: "\(counters.unread.grouped) unread", role: counters.unread > 0 ? .unread : .dim))
    let waiting = counters.pending + counters.sent + counters.accepted
    if waiting > 0 { parts.append(Part(text: "\(waiting.grouped) under way", role: .statePending)) }
    let leaving = counters.queued + counters.inFlight
    if let held { parts.append(held) }
    if leaving > 0 {
      let isWaiting = counters.inFlight == 0 && dashboard.account.phase != .live
      let words = isWaiting ? ("waiting for the server", "waiting") : ("leaving", "leaving")
      let count = leaving.grouped
      parts.append(Part(text: "\(count) \(words.0)", short: "\(count) \(words.1)", role: .stateQueued))
    }
    parts += synchrony
    if let history { parts.append(history) }
    if !dashboard.pendingText.isEmpty { parts.append(Part(text: dashboard.pendingText + " …", role: .key)) }
    if let narrowed { parts.append(narrowed) }
    return parts
  }

  /// From the rows that the key would take back, so that it never promises more than the key does where it is pressed.
  private var held: Part? {
    let ends = dashboard.outboxRows.compactMap { row -> Timestamp? in
      guard case .item(let item) = row, case .held(let until) = item.state else { return nil }
      return until
    }
    guard let last = ends.max() else { return nil }
    let short = "\(ends.count) held \(TimeText.left(last.since(dashboard.now)))"
    let key = dashboard.keymap.sequences(for: .undo, in: dashboard.mode).first.map { KeyNotation.text($0) }
    return Part(text: key.map { "\(short), \($0) takes back" } ?? short, short: short, role: .stateHeld)
  }

  /// How fresh all of it is, and by whom. What another process does not tell is not known.
  private var synchrony: [Part] {
    guard case .elsewhere(let process, let isTold) = dashboard.polling else { return [freshness] }
    let other = process.map { "smsdash \($0)" } ?? "another smsdash"
    let via = Part(text: "via \(other)", role: .dim, isJoined: isTold)
    guard isTold else { return [via] }
    guard case .live = dashboard.account.phase else { return [freshness, via] }
    // Beside the name of another process there is seldom room for more.
    return [Part(text: String(freshness.text.prefix { $0 != "," }), role: freshness.role), via]
  }

  /// Coarse on purpose: a status that changes every second would write to the terminal every second.
  private var freshness: Part {
    switch dashboard.account.phase {
    case .connecting: return Part(text: "connecting", role: .warning)
    case .paused:
      let key = dashboard.keymap.sequences(for: .poll, in: .list).first.map { KeyNotation.text($0) } ?? ""
      return Part(text: "paused, \(key) resumes", short: "paused", role: .fault)
    case .offline(let since, let next, _):
      let age = TimeText.duration(dashboard.now.since(since))
      let left = TimeText.duration(next.since(dashboard.now))
      return Part(text: "offline \(age), next try \(left)", short: "offline \(age)", role: .fault)
    case .live: return Freshness(account: dashboard.account, now: dashboard.now).part
    }
  }

  private var history: Part? {
    switch dashboard.account.history {
    case .waiting, .complete: return nil
    case .fetching(let left):
      guard let progress = dashboard.account.historyProgress else {
        return Part(text: "history: \(left.grouped) windows left", short: "history", role: .dim)
      }
      let time = progress.left.map { ", \(TimeText.remaining($0)) left" } ?? ""
      let short = "history \(progress.percent) %"
      return Part(text: short + time, short: short, role: .dim)
    }
  }

  /// What narrows the list that has the keys, so that nobody takes a part for the whole.
  private var narrowed: Part? {
    let region = dashboard.finding ?? dashboard.focus
    var chips = dashboard.chips(in: region).map { oneLine(UntrustedText($0.text)) }
    if region == .outgoing, dashboard.faultsOnly { chips.insert("faults only", at: 0) }
    return chips.isEmpty ? nil : Part(text: "\\ " + chips.joined(separator: "  "), role: .changed)
  }

  private var clock: String {
    let civil = dashboard.zone.civil(dashboard.now)
    return "\(TimeText.clock(civil)) \(TimeText.offset(dashboard.zone.offset(at: dashboard.now)))"
  }
}
