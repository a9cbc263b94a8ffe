import Dashboard
import Messaging
import Terminal

/// A text with a look, one paragraph.
struct Paragraph {
  /// What stands before the text in looks of its own, such as a state.
  var lead: [Run] = []
  var text: String
  var role = Role.text
  /// Columns by which it is moved in.
  var indent = 0

  static let blank = Paragraph(text: "")

  struct Run {
    let text: String
    let role: Role
  }

  /// The same in lines for so many columns. What stands before the text keeps its looks where the first line holds it.
  func lines(columns: Int) -> [Paragraph] {
    let before = lead.map(\.text).joined()
    guard !text.isEmpty || !before.isEmpty else { return [self] }
    var lines = Gate.wrap(before + text, columns: max(8, columns - indent)).map {
      Paragraph(text: $0, role: role, indent: indent)
    }
    if !lead.isEmpty, lines[0].text.hasPrefix(before) {
      lines[0].lead = lead
      lines[0].text.removeFirst(before.count)
    }
    return lines
  }
}

extension Canvas {
  /// Writes paragraphs wrapped, from a row of them on; says at the end how much is below. Gives how many rows there are.
  @discardableResult
  mutating func put(_ paragraphs: [Paragraph], in rect: Rect, scroll: Int, more: String) -> Int {
    let columns = max(10, rect.columns - 6)
    let lines = paragraphs.flatMap { $0.lines(columns: columns) }
    let isCut = lines.count > rect.rows && rect.rows > 1
    let shown = isCut ? rect.rows - 1 : max(0, rect.rows)
    let start = min(scroll, max(0, lines.count - shown))
    for (offset, line) in lines.dropFirst(start).prefix(shown).enumerated() {
      let end = rect.endColumn - 1
      var column = rect.column + 3 + line.indent
      for run in line.lead {
        column = put(run.text, row: rect.row + offset, column: column, limit: end - column, run.role)
      }
      put(line.text, row: rect.row + offset, column: column, limit: end - column, line.role)
    }
    guard isCut else { return lines.count }
    let below = lines.count - start - shown
    put(
      below > 0 ? "\(below) more below, \(more) scrolls" : "the end", row: rect.row + shown, column: rect.column + 3,
      limit: rect.columns - 4, .key)
    return lines.count
  }
}

/// What became of a message that was written here, told in order.
struct StoryView {
  let dashboard: Dashboard
  let glyphs: Glyphs

  func paragraphs(of dialog: Dialog.Story) -> [Paragraph] {
    let item = dialog.story?.item ?? dialog.item
    var paragraphs = head(of: item)
    paragraphs += overrides(of: item)
    paragraphs.append(.blank)
    guard let story = dialog.story else { return paragraphs + [Paragraph(text: "reading", role: .dim)] }
    paragraphs += steps(of: story)
    if let why = item.waitsForQuietHours(dashboard.quietClock, at: dashboard.now) {
      paragraphs.append(Paragraph(text: why, role: .warning, indent: 10))
    }
    if let sentence = story.group?.sentence { paragraphs.append(Paragraph(text: sentence, role: .warning)) }
    switch story.group?.refused {
    case .likely(let numbers), .among(_, let numbers):
      paragraphs += numbers.map { Paragraph(text: PhoneFormat.grouped(oneLine($0)), indent: 2) }
    case .nobody, .unknown, nil: break
    }
    return paragraphs
  }

  /// Whom it is for, what it says, and how it is sent.
  func head(of item: OutboxItem) -> [Paragraph] {
    var paragraphs = [
      Paragraph(text: "To \(RecipientText(item.destination, dashboard).whole)", role: .name),
      Paragraph(text: item.text),
    ]
    let options = OptionsView.words(for: item.options)
    if !options.isEmpty { paragraphs.append(Paragraph(text: options.joined(separator: " · "), role: .dim)) }
    return paragraphs
  }

  private func overrides(of item: OutboxItem) -> [Paragraph] {
    item.overrides.map { override in
      Paragraph(
        text: "sent although: \(override.finding) (\(override.said), \(clock(override.at)))", role: .warning)
    }
  }

  /// Each with its time; how long ago the last one was, which is how it has been since.
  /// - Parameter told: sentences that stand above already.
  func steps(of story: SendingStory, besides told: [String] = []) -> [Paragraph] {
    story.steps.enumerated().flatMap { index, step -> [Paragraph] in
      let mark = StateMark(step.stage)
      let age = index == story.steps.count - 1 ? ", \(Age.words(of: step.at, at: dashboard.now))" : ""
      var paragraphs = [
        Paragraph(text: "\(clock(step.at))  \(mark.padded(in: glyphs))  \(mark.word)\(age)", role: mark.role)
      ]
      if !step.evidence.isEmpty, !told.contains(step.evidence) {
        paragraphs.append(Paragraph(text: step.evidence, role: .dim, indent: 10))
      }
      if !step.words.raw.isEmpty {
        paragraphs.append(Paragraph(text: "the server: \(oneLine(step.words))", indent: 10))
      }
      return paragraphs
    }
  }

  /// With seconds, and with the day where it is not today.
  func clock(_ instant: Timestamp) -> String {
    let civil = dashboard.zone.civil(instant)
    let today = dashboard.zone.civil(dashboard.now)
    let time = TimeText.clockWithSeconds(civil)
    return civil.dayNumber == today.dayNumber ? time : "\(TimeText.day(civil, today: today)) \(time)"
  }
}

/// The question what became of an unknown message, with all that speaks for and against.
struct SettlementView {
  let dashboard: Dashboard
  let settlement: Dialog.Settlement
  let glyphs: Glyphs

  private var answers: [(text: String, role: Role)] {
    [Command.settleWent, .settleNotSent, .settleAsk, .back].map { command in
      let isSaid =
        command == .settleWent && settlement.said == true || command == .settleNotSent && settlement.said == false
      let key = dashboard.keyText(command, in: .settle)
      let title = command == .back ? "leave it unknown" : command.title
      return isSaid ? ("\(key)  again, if you know: \(title)", .warning) : ("\(key)  \(title)", .key)
    }
  }

  func draw(in rect: Rect, on canvas: inout Canvas) {
    // The answers stay in sight, whatever there is to read.
    let answers = answers.prefix(max(0, rect.rows - 3))
    let text = Rect(
      column: rect.column, row: rect.row, columns: rect.columns, rows: max(0, rect.rows - answers.count - 1))
    canvas.put(paragraphs, in: text, scroll: settlement.scroll, more: dashboard.keyText(.next, in: .settle))
    for (offset, answer) in answers.enumerated() {
      canvas.put(
        answer.text, row: rect.endRow - answers.count + offset, column: rect.column + 3, limit: rect.columns - 4,
        answer.role)
    }
  }

  private var paragraphs: [Paragraph] {
    let story = StoryView(dashboard: dashboard, glyphs: glyphs)
    var all = story.head(of: settlement.item)
    all += [
      .blank,
      Paragraph(text: "It may have reached the server or not. It is not sent again by itself.", role: .warning),
    ]
    guard let evidence = settlement.evidence else { return all + [Paragraph(text: "reading", role: .dim)] }
    // Why it is unknown and what was found come before the rows, how rows are judged after all that happened.
    all += evidence.sentences.map { Paragraph(text: $0) }
    all += rowsRead(for: evidence, story)
    let candidates = candidates(evidence, story)
    if !candidates.isEmpty { all += [.blank] + candidates }
    if let known = settlement.story {
      all += [.blank, Paragraph(text: "What happened", role: .title)]
      all += story.steps(of: known, besides: evidence.sentences)
    }
    guard !evidence.rules.isEmpty else { return all }
    return all + [.blank, Paragraph(text: "How a row is judged", role: .title)]
      + evidence.rules.map { Paragraph(text: $0) }
  }

  /// That there is no row proves nothing where the list was not read since; where no row can tell, nothing is said.
  private func rowsRead(for evidence: SettlementCase, _ story: StoryView) -> [Paragraph] {
    guard !evidence.rules.isEmpty, !evidence.candidates.contains(where: { $0.verdict == .proof }) else { return [] }
    let list = "The server's outgoing messages"
    let (sentence, isBehind) =
      switch dashboard.rows(since: evidence.item.since) {
      case .since(let read): ("\(list) were last read at \(story.clock(read)).", false)
      case .notGiven(let why): ("The server does not give its outgoing messages now. \(why)", true)
      case .never: ("\(list) were not read since this program started.", true)
      case .before(let read): ("\(list) were last read at \(story.clock(read)), and not since.", true)
      }
    return [
      isBehind
        ? Paragraph(text: "\(sentence) So its row may be there all the same.", role: .fault)
        : Paragraph(text: sentence, role: .dim)
    ]
  }

  /// That there is none, or that no row can tell, the evidence says in a sentence of its own.
  private func candidates(_ evidence: SettlementCase, _ story: StoryView) -> [Paragraph] {
    let since = evidence.candidates.filter { $0.verdict != .belowFence }
    let before = evidence.candidates.filter { $0.verdict == .belowFence }
    var paragraphs: [Paragraph] = []
    if !since.isEmpty {
      paragraphs.append(Paragraph(text: "Rows of the server for this number since then", role: .title))
      paragraphs += since.flatMap { told($0, story) }
    }
    if !before.isEmpty {
      paragraphs.append(Paragraph(text: "Rows for this number that the server had before", role: .title))
      paragraphs += before.flatMap { told($0, story) }
    }
    return paragraphs
  }

  private func told(_ candidate: SettlementCase.Candidate, _ story: StoryView) -> [Paragraph] {
    let row = candidate.row
    let mark = StateMark(.server(row.status))
    let isFit =
      switch candidate.verdict {
      case .proof, .oneOfSeveral, .rival: true
      case .belowFence, .otherText, .otherTime, .taken: false
      }
    return [
      Paragraph(
        lead: [
          .init(
            text: "\(row.id)  \(story.clock(candidate.at))  \(PhoneFormat.grouped(oneLine(row.dst)))  ",
            role: isFit ? .text : .dim),
          .init(text: mark.text(in: glyphs), role: mark.role),
        ], text: "  \(oneLine(row.msg))", role: isFit ? .text : .dim),
      Paragraph(text: candidate.verdict.sentence, role: isFit ? .changed : .dim, indent: 4),
    ]
  }
}
