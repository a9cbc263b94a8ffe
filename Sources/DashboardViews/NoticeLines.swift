import Dashboard
import Messaging
import Terminal

/// What was just said, at the end of the body: a passing notice, and above it what stays until acknowledged, each in
/// rows of its own. Where a sentence is too long, it is shortened; what can be done about it stays whole. What stays has more
/// room: its reasons are to be read.
struct NoticeLines {
  let dashboard: Dashboard

  private struct Block {
    let lines: [String]
    let role: Role
  }

  func draw(on canvas: inout Canvas) {
    let body = dashboard.layout.body
    var end = body.endRow - finderRows
    // From the last row upwards.
    for block in blocks.reversed() {
      let first = end - block.lines.count
      for (offset, line) in block.lines.enumerated() where first + offset > body.row {
        draw(line, block.role, row: first + offset, on: &canvas)
      }
      end = first
    }
    guard isOver, !hasRoom, let toast = dashboard.notices.toast else { return }
    draw(
      " " + Gate.fit(oneLine(toast.sentence), columns: columns) + " ", role(of: toast.level), row: body.row, on: &canvas
    )
  }

  /// Rows that a dialog or the review leaves free, so that nothing of it is covered.
  var rows: Int { isOver ? blocks.reduce(0) { $0 + $1.lines.count } : 0 }

  /// From top to bottom. Where there is little room, a question goes before everything else.
  private var blocks: [Block] {
    guard !isOver || hasRoom else { return [] }
    return [sticky, toast].compactMap(\.self)
  }

  private var sticky: Block? {
    guard let first = dashboard.notices.sticky.first else { return nil }
    let more = dashboard.notices.sticky.count - 1
    let rest = more > 0 ? "  (\(more) more)" : ""
    // Over everything else the key has another meaning, and the question has the room.
    let hint = isOver || first.hint.isEmpty ? "" : " \(first.hint)"
    let isAcknowledgedHere = dashboard.mode == .list || dashboard.mode == .reader
    let lines = lines(
      oneLine(first.sentence), hint: hint, end: rest + (isAcknowledgedHere ? "  Esc" : ""),
      most: isOver ? 1 : mostOfSticky, columns: columns - 2)
    return Block(
      lines: lines.enumerated().map { ($0.offset == 0 ? " ! " : "   ") + $0.element + " " }, role: .fault)
  }

  private var toast: Block? {
    // Where conditions are typed, what is wrong with them stands beside them.
    guard let toast = dashboard.notices.toast, dashboard.finding == nil else { return nil }
    let hint = toast.hint.isEmpty ? "" : " \(toast.hint)"
    let lines = lines(
      oneLine(toast.sentence), hint: hint, end: "", most: dashboard.dialog == nil ? most : 1, columns: columns)
    return Block(lines: lines.map { " \($0) " }, role: role(of: toast.level))
  }

  /// A sentence with what follows it, in at most so many lines.
  private func lines(_ sentence: String, hint: String, end: String, most: Int, columns: Int) -> [String] {
    fitted(sentence, before: hint + end, most: most, columns: columns)
      ?? fitted(sentence + hint, before: end, most: most, columns: columns)
      ?? Array(Gate.wrap(sentence + hint + end, columns: columns).prefix(most))
  }

  /// The sentence cut so far that all of what follows it is there; nil when nothing worth reading is left of it.
  private func fitted(_ sentence: String, before tail: String, most: Int, columns: Int) -> [String]? {
    let whole = Gate.wrap(sentence + tail, columns: columns)
    guard whole.count > most else { return whole }
    let letters = Array(sentence)
    func cut(_ count: Int) -> [String] {
      Gate.wrap(String(letters[..<count]).trimmingBlanks() + "…" + tail, columns: columns)
    }
    var (fits, tooMany) = (0, letters.count)
    while tooMany - fits > 1 {
      let middle = (fits + tooMany) / 2
      if cut(middle).count <= most { fits = middle } else { tooMany = middle }
    }
    return fits >= min(letters.count, NoticeLines.worthReading) ? cut(fits) : nil
  }

  /// Fewer letters of a sentence say nothing.
  private static let worthReading = 16

  private func draw(_ text: String, _ role: Role, row: Int, on canvas: inout Canvas) {
    canvas.frame.fill(Rect(column: 0, row: row, columns: dashboard.size.columns, rows: 1))
    canvas.put(text, row: row, column: 1, role, adding: .reverse)
  }

  /// Columns of text, with a blank on either side.
  private var columns: Int { max(10, dashboard.size.columns - 4) }
  /// Lines of one notice: more in a narrow window, never more than a part of it.
  private var most: Int { max(1, min(dashboard.size.columns < 60 ? 5 : 3, dashboard.layout.body.rows / 3)) }
  /// The same of one that stays: a third of the body, where that is more.
  private var mostOfSticky: Int { max(most, dashboard.layout.body.rows / 3) }
  /// Whether something lies over the panes that wants an answer.
  private var isOver: Bool { dashboard.dialog != nil || dashboard.review != nil }
  private var hasRoom: Bool { dashboard.layout.body.rows >= 8 }

  /// What is typed into the line at the end of the body stays in sight.
  private var finderRows: Int {
    guard !isOver, let region = dashboard.finding, let rect = dashboard.layout[region] else { return 0 }
    return rect.endRow == dashboard.layout.body.endRow ? 1 : 0
  }

  private func role(of level: Notice.Level) -> Role {
    switch level {
    case .detail: .dim
    case .information: .text
    case .done: .done
    case .warning: .warning
    case .fault: .fault
    }
  }
}
