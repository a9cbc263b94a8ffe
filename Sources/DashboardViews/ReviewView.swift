import Dashboard
import Messaging
import Terminal

/// Everything about a message before it leaves: who gets it, what the server will make of it, what it costs, when it
/// goes, and what speaks against it.
struct ReviewView: RegionView {
  let dashboard: Dashboard
  let review: Review

  var title: String { review.walk == nil ? "Review" : "Review: each recipient" }

  var info: String {
    let count = review.destinations.count
    if let walk = review.walk { return "\(walk + 1) of \(count)" }
    let people = review.facts?.people.count ?? count
    let recipients = count == 1 ? "1 recipient" : "\(count) recipients"
    guard review.groupsOfUnknownSize.isEmpty else { return "\(recipients), nobody knows how many people" }
    return people > count ? "\(recipients), \(people) people" : recipients
  }

  func draw(on canvas: inout Canvas, in rect: Rect, isFocused: Bool) {
    let rows = ReviewRows(dashboard: dashboard, review: review, glyphs: canvas.glyphs, columns: rect.columns)
    let lines = review.walk.map(rows.alone) ?? rows.all
    let footer = footerRows(columns: rect.columns)
    let height = max(0, rect.rows - footer)
    let isCut = lines.count > height && height > 1
    let shown = isCut ? height - 1 : height
    let start = min(review.walk == nil ? review.scroll : 0, max(0, lines.count - shown))
    for (offset, line) in lines.dropFirst(start).prefix(shown).enumerated() {
      draw(line, row: rect.row + offset, in: rect, on: &canvas)
    }
    if isCut {
      let below = lines.count - start - shown
      let text = below > 0 ? "\(below) more below, \(dashboard.keyText(.next, in: .review)) scrolls" : "the end"
      canvas.put(text, row: rect.row + shown, column: rect.column + 10, limit: rect.columns - 11, .key)
    }
    drawFooter(in: rect, rows: footer, on: &canvas)
  }

  private func draw(_ line: ReviewRow, row: Int, in rect: Rect, on canvas: inout Canvas) {
    canvas.put(line.label, row: row, column: rect.column + 2, limit: 8, .title)
    var column = rect.column + 10
    let end = rect.endColumn - 1
    if let marked = line.marked {
      canvas.put(
        marked.scalars[marked.range], marking: marked.marks, as: marked.role, row: row, column: column,
        limit: end - column)
      column += Gate.width(String(String.UnicodeScalarView(marked.scalars[marked.range])))
    }
    for run in line.runs where column < end {
      column = canvas.put(run.text, row: row, column: column, limit: end - column, run.role)
    }
  }

  // MARK: What is typed, and the keys

  /// The hint line has the keys, where there is one.
  private func footerRows(columns: Int) -> Int {
    if review.prompt != nil { return 2 + promptLines(columns: columns).count }
    return dashboard.layout.hasBars ? 0 : 2
  }

  private func drawFooter(in rect: Rect, rows: Int, on canvas: inout Canvas) {
    guard rows > 0 else { return }
    guard let prompt = review.prompt else { return drawKeys(row: rect.endRow - 1, in: rect, on: &canvas) }
    var row = rect.endRow - rows + 1
    for line in promptLines(columns: rect.columns) {
      canvas.put(line.text, row: row, column: rect.column + 2, limit: rect.columns - 3, line.role)
      row += 1
    }
    let column = canvas.put("> ", row: row, column: rect.column + 2, .key)
    canvas.put(prompt.field, row: row, column: column, limit: rect.endColumn - column - 1, isHere: true)
  }

  private func promptLines(columns: Int) -> [(text: String, role: Role)] {
    let lines: [(text: String, role: Role)] =
      switch review.prompt {
      case .count: [(count, .warning)]
      case .override:
        [
          ("Held back: \(review.obstacles.map(\.sentence).joined(separator: "; ")).", .warning),
          (
            "Type \(Review.overrideWord) and Enter lets it pass; it is written down that you said so. Esc leaves it.",
            .text
          ),
        ]
      case .schedule(let field, let fault): fault == nil ? [schedule(field.text)] : []
      case nil: []
      }
    let fault = review.prompt?.fault.map { [(text: $0, role: Role.fault)] } ?? []
    return (lines + fault).flatMap { line in
      Gate.wrap(line.text, columns: max(10, columns - 4)).prefix(3).map { ($0, line.role) }
    }
  }

  private var count: String {
    guard let group = review.groupsOfUnknownSize.first else {
      return "Type how many get it, \(review.wordToType), and Enter sends; Esc does not."
    }
    return "Nobody knows how many #\(group) reaches. Type \(group) and Enter sends; Esc does not."
  }

  private func schedule(_ typed: String) -> (text: String, role: Role) {
    guard !typed.trimmingBlanks().isEmpty else {
      return (
        "When? 2026-12-24 18:00, 18:00 or +2h, on the account's clock. Enter takes it; an empty field means now.", .text
      )
    }
    do throws(SchedulePlan.Fault) {
      let plan = try dashboard.schedulePlan(typed, facts: review.facts)
      return (ScheduleWords.note(plan, now: dashboard.now), .stateScheduled)
    } catch { return (error.sentence, .warning) }
  }

  private func drawKeys(row: Int, in rect: Rect, on canvas: inout Canvas) {
    var column = rect.column + 2
    for command in HintLine.reviewCommands(review) {
      guard let keys = dashboard.keymap.sequences(for: command, in: .review).first else { continue }
      column = canvas.put(KeyNotation.text(keys), row: row, column: column, .key) + 1
      column = canvas.put(command.shortTitle, row: row, column: column, limit: rect.endColumn - column) + 3
    }
  }
}
