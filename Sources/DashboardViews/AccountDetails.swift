import Dashboard
import Messaging
import Terminal

/// What can be promised of each list, and what the server was asked for it.
struct AccountDetails {
  let dashboard: Dashboard

  private struct Line {
    let label: String
    let text: String
    var role: Role = .text
  }

  func draw(from scroll: Int, in rect: Rect, on canvas: inout Canvas) {
    let width = 14
    let columns = max(10, rect.columns - width - 5)
    let rows = lines.flatMap { line -> [Line] in
      let parts = line.text.isEmpty ? [""] : Gate.wrap(line.text, columns: columns)
      return parts.enumerated().map { Line(label: $0.offset == 0 ? line.label : "", text: $0.element, role: line.role) }
    }
    let isCut = rows.count > rect.rows && rect.rows > 1
    let shown = isCut ? rect.rows - 1 : max(0, rect.rows)
    let first = min(scroll, max(0, rows.count - shown))
    for (offset, line) in rows.dropFirst(first).prefix(shown).enumerated() {
      let row = rect.row + offset
      canvas.put(line.label, row: row, column: rect.column + 2, limit: width, .dim)
      canvas.put(line.text, row: row, column: rect.column + 2 + width, limit: columns, line.role)
    }
    guard isCut else { return }
    let below = rows.count - first - shown
    let text = below > 0 ? "\(below) more below, \(dashboard.keyText(.next, in: .dialog)) scrolls" : "the end"
    canvas.put(text, row: rect.row + shown, column: rect.column + 2, limit: rect.columns - 3, .key)
  }

  private var lines: [Line] {
    var lines = state
    lines.append(Line(label: "", text: ""))
    for stream in Stream.allCases { lines += describe(stream) }
    lines.append(Line(label: "history", text: history, role: .text))
    for (name, why) in dashboard.account.troubles.sorted(by: { $0.key < $1.key }) {
      lines.append(Line(label: "not given", text: "\(name): \(why)", role: .warning))
    }
    if let report = dashboard.accountReport { lines += [Line(label: "", text: "")] + figures(report) }
    return lines
  }

  private var state: [Line] {
    let account = dashboard.account
    var lines: [Line] = []
    switch account.phase {
    case .connecting: lines.append(Line(label: "server", text: "connecting", role: .warning))
    case .live: lines.append(Line(label: "server", text: "answers", role: .done))
    case .offline(let since, let next, let why):
      let age = TimeText.duration(dashboard.now.since(since))
      let left = TimeText.duration(next.since(dashboard.now))
      lines.append(Line(label: "server", text: "offline \(age), next try in \(left). \(why)", role: .fault))
    case .paused(let why): lines.append(Line(label: "server", text: "paused. \(why)", role: .fault))
    }
    if let last = account.lastAnswer {
      lines.append(Line(label: "last answer", text: ago(last)))
      let ahead = account.serverClockAhead
      if ahead.magnitude >= 2 {
        let side = ahead > 0 ? "ahead of" : "behind"
        lines.append(
          Line(
            label: "its clock", text: "\(TimeText.duration(.seconds(Int64(ahead.magnitude)))) \(side) this machine's"))
      }
    }
    return lines
  }

  private func describe(_ stream: Stream) -> [Line] {
    guard let known = dashboard.account.streams[stream] else {
      return [Line(label: stream.shortName, text: "not read yet", role: .warning)]
    }
    var parts: [String] = []
    if let id = known.completeTo {
      let none = known.holes > 0 ? "read anew" : "empty"
      parts.append(id.rawValue == 0 ? none : "complete to \(Int(id.rawValue).grouped)")
    }
    if known.windowsLeft > 0 {
      parts.append(count(known.windowsLeft, "window of history", "windows of history") + " left")
    }
    if known.holes > 0 { parts.append(count(known.holes, "hole", "holes") + " being asked about") }
    if known.unreachable > 0 {
      parts.append(count(known.unreachable, "second", "seconds") + " with more rows than the server can list")
    }
    if known.awaiting > 0 { parts.append("\(known.awaiting.grouped) awaiting a final status") }
    if known.withoutRow > 0 { parts.append("\(known.withoutRow.grouped) accepted and not listed yet") }
    if let at = known.readAt { parts.append("read \(ago(at))") }
    if let at = known.lookedAt { parts.append("late ones looked for \(ago(at))") }
    let text = parts.joined(separator: "; ")
    let line = Line(label: stream.shortName, text: text, role: known.isWhole ? .text : .warning)
    guard let trouble = known.trouble else { return [line] }
    return [line, Line(label: "", text: "The server does not give it. \(trouble)", role: .warning)]
  }

  private var history: String {
    let reach = reach
    switch dashboard.account.history {
    case .waiting: return "not begun"
    case .complete: return reach
    case .fetching:
      guard let progress = dashboard.account.historyProgress else { return "being fetched, \(reach)" }
      let left = progress.left.map { ", \(TimeText.remaining($0)) left" } ?? ""
      return "\(progress.percent) %\(left), \(reach)"
    }
  }

  /// How far back lists are fetched: once where it is the same for all of them.
  private var reach: String {
    let streams = dashboard.account.streams
    let all = Stream.allCases.compactMap { stream in streams[stream].map { (stream.shortName, words(for: $0.reach)) } }
    guard Set(all.map(\.1)).count > 1 else { return all.first?.1 ?? "none is fetched" }
    return all.map { "\($0.0): \($0.1)" }.joined(separator: "; ")
  }

  private func words(for reach: HistoryReach?) -> String {
    switch reach {
    case .everything: "as far back as the server has any"
    case .since(let day): "back to \(day)"
    case nil: "none is fetched"
    }
  }

  private func figures(_ report: AccountReport) -> [Line] {
    let pace =
      switch report.pace {
      case .active: "something happens"
      case .idle: "nothing happens"
      case .away: "nobody looks"
      }
    let total = report.requests.values.reduce(0, +)
    let byName = report.requests.sorted { ($1.value, $0.key) < ($0.value, $1.key) }
      .map { "\($0.key) \($0.value.grouped)" }.joined(separator: "  ")
    var lines = [
      Line(label: "polls", text: "\(report.polls.grouped), every \(TimeText.duration(report.interval)) while \(pace)"),
      Line(label: "requests", text: "\(total.grouped) since \(ago(report.startedAt)):  \(byName)"),
      Line(
        label: "of them",
        text: "\(report.historyRequests.grouped) for history (at most \(report.historyBudget.grouped) a minute)"),
    ]
    let followUp = report.followUp
    let plans = FollowUpFigures.Plan.allCases.compactMap { plan -> String? in
      guard let requests = followUp.requests[plan], requests > 0 else { return nil }
      let statuses = count(followUp.messages[plan] ?? 0, "status", "statuses")
      return "\(statuses) \(plan.words) in \(count(requests, "request", "requests"))"
    }
    let open = dashboard.account.streams[.outgoing]?.awaiting ?? 0
    let old = max(0, open - followUp.followed)
    let given = old > 0 ? "; \(old.grouped) are too old to be asked about" : ""
    lines.append(Line(label: "delivery", text: "\(followUp.followed.grouped) followed to their final status\(given)"))
    if !plans.isEmpty {
      lines.append(Line(label: "", text: "asked for: \(plans.joined(separator: "; "))"))
    }
    return lines
  }

  private func ago(_ moment: Timestamp) -> String { TimeText.duration(dashboard.now.since(moment)) + " ago" }

  private func count(_ number: Int, _ one: String, _ many: String) -> String {
    number == 1 ? "1 \(one)" : "\(number.grouped) \(many)"
  }
}

extension FollowUpFigures.Plan {
  fileprivate var words: String {
    switch self {
    case .newest: "by the newest page"
    case .queue: "by submission"
    case .day: "by day"
    case .single: "one by one"
    }
  }
}
