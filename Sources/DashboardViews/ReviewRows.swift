import Dashboard
import Messaging
import Terminal

/// A row of the review: a label, a text with marked places, and what stands behind it.
struct ReviewRow {
  struct Run {
    let text: String
    var role = Role.text
  }

  struct Marked {
    let scalars: [Unicode.Scalar]
    let range: Range<Int>
    let marks: Set<Int>
    let role: Role
  }

  var label = ""
  var marked: Marked?
  var runs: [Run] = []

  static let blank = ReviewRow()
}

/// The review as rows, from top to bottom.
struct ReviewRows {
  let dashboard: Dashboard
  let review: Review
  let glyphs: Glyphs
  let columns: Int

  /// The whole review.
  var all: [ReviewRow] { recipients + [.blank] + obstacles + text + [.blank] + figures + sender + when }

  private var room: Int { max(8, columns - 11) }

  // MARK: Recipients

  private var recipients: [ReviewRow] {
    let texts = review.destinations.map { RecipientText($0, dashboard, facts: review.facts) }
    let widest = min(24, texts.map { Gate.width($0.number) }.max() ?? 0)
    var rows: [ReviewRow] = []
    for (destination, text) in zip(review.destinations, texts) {
      let who = [text.name, text.members].filter { !$0.isEmpty }.joined(separator: " ")
      var runs = [ReviewRow.Run(text: text.number)]
      if !who.isEmpty {
        runs.append(.init(text: padding(widest + 2 - Canvas.width(text.number))))
        runs.append(.init(text: who, role: .name))
      }
      let notes = notes(on: destination)
      let used = runs.reduce(0) { $0 + Canvas.width($1.text) }
      if let first = notes.first, used + 3 + Gate.width(first.text) <= room {
        rows.append(ReviewRow(runs: runs + [.init(text: "   " + first.text, role: first.role)]))
        rows += below(notes.dropFirst(), indent: 4)
      } else {
        rows.append(ReviewRow(runs: runs))
        rows += below(notes[...], indent: 4)
      }
    }
    if review.folded > 0 {
      let what = review.folded == 1 ? "1 repeated recipient" : "\(review.folded) repeated recipients"
      rows.append(ReviewRow(runs: [.init(text: "\(what) left out", role: .dim)]))
    }
    if !rows.isEmpty { rows[0].label = "To" }
    return rows
  }

  /// What speaks against a recipient, and what is to be known of its kind.
  private func notes(on destination: Destination) -> [ReviewRow.Run] {
    var notes = review.findings(about: destination).map(words)
    switch destination {
    case .group: break
    case .user: notes.append(.init(text: "into that account's inbox: no delivery status", role: .dim))
    case .number: break
    }
    return notes
  }

  private func below(_ notes: ArraySlice<ReviewRow.Run>, indent: Int) -> [ReviewRow] {
    notes.flatMap { note in
      Gate.wrap(note.text, columns: max(8, room - indent)).map {
        ReviewRow(runs: [.init(text: padding(indent) + $0, role: note.role)])
      }
    }
  }

  /// `!` before what holds it back, and whether it was overridden.
  private func words(_ finding: GuardFinding) -> ReviewRow.Run {
    switch finding.weight {
    case .tells: .init(text: finding.sentence, role: .warning)
    case .refuses: .init(text: "! \(finding.sentence): cannot be sent", role: .fault)
    case .blocks:
      finding.stands(against: review.overrides)
        ? .init(text: "! \(finding.sentence)", role: .fault)
        : .init(text: "! \(finding.sentence), overridden", role: .dim)
    }
  }

  /// What speaks against the whole and has no row of its own.
  private var obstacles: [ReviewRow] {
    let findings = review.findings.filter { finding in
      guard finding.destination == nil else { return false }
      switch finding.kind {
      case .sender, .schedule, .footer, .credit: return finding.weight != .tells
      case .sameText, .stopList, .stopWord, .quietHours, .dailyCap, .manyRecipients, .text, .number, .group: return true
      }
    }
    var rows = below(findings.map(words)[...], indent: 0)
    if review.facts == nil {
      rows.append(ReviewRow(runs: [.init(text: "looking at what was sent before", role: .dim)]))
    }
    guard !rows.isEmpty else { return [] }
    rows[0].label = "Guards"
    return rows + [.blank]
  }

  // MARK: Text

  private var text: [ReviewRow] {
    var rows = lines(of: review.difference.before, in: [0..<review.difference.before.scalars.count], role: .warning)
    rows[0].label = "Text"
    guard !review.difference.isEmpty else { return rows }
    // What the server keeps is shown where it differs; the sentences say why.
    var kept = whatDiffers(review.difference.after)
    let sentences = below(review.rewriting.changes.map { .init(text: $0.sentence, role: .warning) }[...], indent: 0)
    if kept.isEmpty { kept = [ReviewRow(runs: [.init(text: "nothing is left", role: .fault)])] }
    kept[0].label = "Server"
    return rows + kept + sentences
  }

  /// The lines that differ; what stands as above between them is told.
  private func whatDiffers(_ side: TextDifference.Side) -> [ReviewRow] {
    let asAbove = ReviewRow(runs: [.init(text: glyphs.isASCII ? "... as above" : "⋯ as above", role: .dim)])
    var rows: [ReviewRow] = []
    var end = 0
    for line in side.differingLines {
      if line.lowerBound > end { rows.append(asAbove) }
      rows += lines(of: side, in: [line], role: .changed)
      end = line.upperBound + 1
    }
    return !rows.isEmpty && end < side.scalars.count ? rows + [asAbove] : rows
  }

  /// Lines of a text with carets under what stands only there, and a bar where the other one has more.
  private func lines(of side: TextDifference.Side, in ranges: [Range<Int>], role: Role) -> [ReviewRow] {
    ranges.flatMap { range -> [ReviewRow] in
      let part = Array(side.scalars[range])
      let marks = Set(side.own.lazy.filter(range.contains).map { $0 - range.lowerBound })
      return WrappedText(part, columns: room).ranges.flatMap { line -> [ReviewRow] in
        let row = ReviewRow(marked: .init(scalars: part, range: line, marks: marks, role: role))
        let carets = carets(part, line, marks)
        return carets.isEmpty ? [row] : [row, ReviewRow(runs: [.init(text: carets, role: role)])]
      }
    }
  }

  private func carets(_ scalars: [Unicode.Scalar], _ line: Range<Int>, _ marks: Set<Int>) -> String {
    guard line.contains(where: marks.contains) else { return "" }
    var text = ""
    for index in line {
      let width = Gate.width(String(Character(scalars[index])))
      text += String(repeating: marks.contains(index) ? "^" : " ", count: width)
    }
    while text.last == " " { text.removeLast() }
    return text
  }

  // MARK: Figures

  private var figures: [ReviewRow] {
    let figures = SendingFigures(
      review.text, options: review.options, facts: review.facts, recipients: review.destinations.count,
      credit: dashboard.account.credit, isASCII: glyphs.isASCII)
    var rows = wrapped(figures.segments.encoding.name, "\(figures.size), \(figures.onAir) on air")
    if let reason = figures.encodingReason {
      let twin = figures.plainTwin(plainKey: "F8 in the composer")
      let note = [reason, twin].compactMap(\.self).joined(separator: ". ")
      rows += below([.init(text: note, role: .warning)], indent: 0)
    }
    rows += wrapped("Bills", figures.bill) + wrapped("Price", figures.price)
    if let source = figures.priceSource(now: dashboard.now) {
      rows += below([.init(text: source, role: .dim)], indent: 0)
    }
    rows += noted(.credit)
    switch review.options.footer {
    case .own(let text): rows += [row("Footer", "“\(ServerFooter(text).kept)”")] + noted(.footer)
    case .none: rows.append(row("Footer", "none"))
    case .account:
      let unread = "the account's, if any: unknown here, and it makes the text longer"
      rows.append(row("Footer", unread, role: .dim))
    }
    if review.options.kind == .flash {
      rows.append(row("Type", "flash: at once on the screen, where the gateway does so"))
    }
    return rows
  }

  private var sender: [ReviewRow] {
    guard let from = review.options.from else { return [] }
    return [row("Sender", from)] + noted(.sender)
  }

  private var when: [ReviewRow] {
    guard let schedule = review.options.schedule else {
      let seconds = dashboard.settings.hold.wholeSeconds
      return [row("When", seconds > 0 ? "now; for \(seconds) s it can be taken back" : "now, at once")]
    }
    var rows: [ReviewRow] = []
    do throws(SchedulePlan.Fault) {
      let plan = try dashboard.schedulePlan(schedule, facts: review.facts)
      rows.append(row("When", "in \(plan.wait(from: dashboard.now)), by the server", role: .stateScheduled))
      rows.append(ReviewRow(runs: [.init(text: "\(plan.wire.dropLast(3)) on the account's clock")]))
      rows += ScheduleWords.others(plan).map { ReviewRow(runs: [.init(text: $0)]) }
      rows.append(ReviewRow(runs: [.init(text: "the server has no way to take it back then", role: .dim)]))
    } catch { rows.append(row("When", "\(schedule): \(error.sentence)", role: .fault)) }
    return rows + noted(.schedule)
  }

  private func wrapped(_ label: String, _ text: String) -> [ReviewRow] {
    var rows = below([.init(text: text)], indent: 0)
    if !rows.isEmpty { rows[0].label = label }
    return rows
  }

  private func row(_ label: String, _ text: String, role: Role = .text) -> ReviewRow {
    ReviewRow(label: label, runs: [.init(text: text, role: role)])
  }

  /// What speaks against one of the options, below its row.
  private func noted(_ kind: SendingGuard) -> [ReviewRow] {
    below(review.findings.filter { $0.kind == kind && $0.weight == .tells }.map(words)[...], indent: 0)
  }

  private func padding(_ columns: Int) -> String { String(repeating: " ", count: max(0, columns)) }
}

// MARK: One recipient alone

extension ReviewRows {
  /// All that is known of one recipient, and what it gets.
  func alone(_ index: Int) -> [ReviewRow] {
    guard review.destinations.indices.contains(index) else { return [] }
    let destination = review.destinations[index]
    let text = RecipientText(destination, dashboard, facts: review.facts)
    var rows = [labelled("To", text.number, role: .name)]
    if !text.name.isEmpty { rows.append(labelled("", text.name)) }
    if !text.members.isEmpty { rows.append(labelled("", text.members)) }
    rows.append(labelled("Wire", "to=\(destination.wire)", role: .dim))
    rows.append(.blank)
    let findings = review.findings(about: destination)
    rows +=
      findings.isEmpty
      ? [labelled("Guards", "nothing speaks against it", role: .dim)] : below(findings.map(words)[...], indent: 0)
    if let same = review.facts(about: destination)?.sameText {
      rows.append(labelled("", "that one is \(stage(same.stage)) since \(clock(same.at))", role: .dim))
    }
    rows.append(.blank)
    let isUser = if case .user = destination { true } else { false }
    let kept = ServerRewriting(review.text, toUser: isUser).kept
    rows += Gate.wrap(kept, columns: room).enumerated().map { labelled($0 == 0 ? "Gets" : "", $1) }
    if let price = review.facts(about: destination)?.price {
      rows.append(labelled("Price", "\(price.perPart.text) a part, as on \(clock(price.at))", role: .dim))
    }
    return rows
  }

  private func labelled(_ label: String, _ text: String, role: Role = .text) -> ReviewRow {
    ReviewRow(label: label, runs: [.init(text: text, role: role)])
  }

  private func stage(_ stage: OutgoingStage) -> String { StateMark(stage).word }

  private func clock(_ instant: Timestamp) -> String {
    let civil = dashboard.zone.civil(instant)
    return "\(TimeText.day(civil, today: dashboard.zone.civil(dashboard.now))) \(TimeText.clock(civil))"
  }
}
