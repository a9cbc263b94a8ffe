import Dashboard
import Messaging
import Terminal

/// The composer's options: nothing while they are as always, a line of those that are not, or all of them unfolded.
struct OptionsView {
  let dashboard: Dashboard
  let composer: Composer

  /// Draws what there is room for, the field with the keys before all; gives the first row that is left.
  func draw(in rect: Rect, isFocused: Bool, on canvas: inout Canvas) -> Int {
    guard composer.showsOptions else { return drawFolded(in: rect, on: &canvas) }
    let fields = Composer.Field.options
    let rows = min(fields.count, max(fields.contains(composer.field) ? 1 : 0, rect.rows))
    let here = fields.firstIndex(of: composer.field) ?? 0
    let first = min(max(0, here - rows + 1), fields.count - rows)
    for (offset, field) in fields.dropFirst(first).prefix(rows).enumerated() {
      let line = Rect(column: rect.column, row: rect.row + offset, columns: rect.columns, rows: 1)
      draw(field, in: line, isHere: isFocused && field == composer.field, on: &canvas)
    }
    return rect.row + rows
  }

  private func drawFolded(in rect: Rect, on canvas: inout Canvas) -> Int {
    let words = OptionsView.words(for: composer.options.asTyped)
    guard !words.isEmpty, rect.rows > 0 else { return rect.row }
    canvas.put(
      words.joined(separator: " · "), row: rect.row, column: rect.column + 6, limit: rect.columns - 7, .changed)
    return rect.row + 1
  }

  /// What is not as always, in few words.
  static func words(for options: SendOptions) -> [String] {
    var words: [String] = []
    if options.kind == .flash { words.append("flash") }
    if let from = options.from { words.append("from \(from)") }
    switch options.footer {
    case .account: break
    case .own(let text): words.append("footer “\(text)”")
    case .none: words.append("no footer")
    }
    switch options.unicode {
    case .automatic: break
    case .on: words.append("unicode on")
    case .off: words.append("unicode off")
    }
    if let schedule = options.schedule { words.append("at \(schedule)") }
    return words
  }

  private func draw(_ field: Composer.Field, in rect: Rect, isHere: Bool, on canvas: inout Canvas) {
    let options = composer.options
    canvas.put(label(of: field), row: rect.row, column: rect.column + 2, limit: 9, isHere ? .key : .dim)
    let column = rect.column + 12
    let room = rect.endColumn - column - 1
    switch field {
    case .kind:
      drawChoice(
        options.kind.rawValue, of: SendOptions.Kind.allCases.map(\.rawValue), at: column, in: rect, on: &canvas)
    case .unicode:
      drawChoice(
        options.unicode.rawValue, of: SendOptions.Unicode.allCases.map(\.rawValue), at: column, in: rect, on: &canvas)
    case .sender:
      canvas.put(options.sender, row: rect.row, column: column, limit: room, hint: "the account's", isHere: isHere)
    case .footer:
      let hint = options.withoutFooter ? "none" : "the account's"
      canvas.put(options.footer, row: rect.row, column: column, limit: room, hint: hint, isHere: isHere)
      if isHere, options.footer.scalars.isEmpty {
        canvas.put(
          "\(hint); Space: \(options.withoutFooter ? "the account's" : "none")", row: rect.row, column: column,
          limit: room, .dim)
      }
    case .schedule:
      canvas.put(options.schedule, row: rect.row, column: column, limit: room, hint: "now", isHere: isHere)
    case .recipients, .text: break
    }
    if isHere, field == .kind || field == .unicode { canvas.frame.cursor = Position(column: column, row: rect.row) }
    drawNote(on: field, in: rect, isHere: isHere, on: &canvas)
  }

  private func label(of field: Composer.Field) -> String {
    switch field {
    case .kind: "Type"
    case .sender: "Sender"
    case .footer: "Footer"
    case .unicode: "Unicode"
    case .schedule: "Send at"
    case .recipients, .text: ""
    }
  }

  /// The chosen one stands in brackets, so that it is told without colours too.
  private func drawChoice(_ chosen: String, of all: [String], at start: Int, in rect: Rect, on canvas: inout Canvas) {
    var column = start
    for choice in all {
      let isChosen = choice == chosen
      let text = isChosen ? "[\(choice)]" : " \(choice) "
      column = canvas.put(
        text, row: rect.row, column: column, limit: rect.endColumn - column - 1, isChosen ? .changed : .dim)
    }
  }

  /// What is wrong with a field, or what becomes of it, behind what was typed.
  private func drawNote(on field: Composer.Field, in rect: Rect, isHere: Bool, on canvas: inout Canvas) {
    guard let (note, role) = note(on: field) else { return }
    let typed =
      switch field {
      case .sender: composer.options.sender.text
      case .footer: composer.options.footer.text
      case .schedule: composer.options.schedule.text
      case .kind, .unicode: String(repeating: " ", count: 18)
      case .recipients, .text: ""
      }
    let column = rect.column + 12 + max(Gate.width(typed), isHere ? 1 : 0) + 2
    canvas.put(note, row: rect.row, column: column, limit: rect.endColumn - column - 1, role)
  }

  private func note(on field: Composer.Field) -> (String, Role)? {
    // What is wrong stands below the text, where there is room for it.
    if composer.faults[field] != nil { return ("! see below", .fault) }
    let options = composer.options.asTyped
    switch field {
    case .sender where options.from != nil: return ("the server may replace what it does not know", .dim)
    case .footer:
      guard case .own(let text) = options.footer else { return nil }
      let footer = ServerFooter(text)
      if text.utf8.count > ServerFooter.longest { return ("longer than \(ServerFooter.longest) bytes", .fault) }
      return footer.isChanged ? ("the server makes it “\(footer.kept)”", .warning) : nil
    case .schedule:
      guard let typed = options.schedule else { return nil }
      do throws(SchedulePlan.Fault) {
        let plan = try dashboard.schedulePlan(typed, facts: composer.facts)
        return (ScheduleWords.note(plan, now: dashboard.now), .dim)
      } catch { return (error.sentence, .warning) }
    case .kind, .sender, .unicode, .recipients, .text: return nil
    }
  }
}

/// When something is to leave, in words.
enum ScheduleWords {
  /// `in 5 h 12 min · 18:00 here · 13:00 at the server`.
  static func note(_ plan: SchedulePlan, now: Timestamp) -> String {
    ([plan.wire.dropLast(3) + "", "in \(plan.wait(from: now))"] + others(plan)).joined(separator: " · ")
  }

  /// The other two clocks, with the date where it is another day.
  static func others(_ plan: SchedulePlan) -> [String] {
    var clocks = ["\(clock(plan.local, on: plan.account)) here"]
    if let server = plan.server { clocks.append("\(clock(server, on: plan.account)) in the server's list") }
    return clocks
  }

  private static func clock(_ time: CivilTime, on account: CivilTime) -> String {
    time.dayNumber == account.dayNumber ? TimeText.clock(time) : String(time.text.dropLast(3))
  }
}
