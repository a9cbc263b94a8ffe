import Dashboard
import Messaging
import Terminal

/// A question or help, over the whole body.
struct DialogView: RegionView {
  let dashboard: Dashboard
  let dialog: Dialog

  var title: String {
    switch dialog {
    case .help(let help): "Help: keys in mode \(help.mode.rawValue)"
    case .account: "Account \(dashboard.settings.account)"
    case .palette: "Commands"
    case .quit: "Leave?"
    case .settle: "Unknown: was it sent?"
    case .deleteDraft: "Delete the draft?"
    case .copy: "Copy"
    }
  }

  var info: String { "" }

  func draw(on canvas: inout Canvas, in rect: Rect, isFocused: Bool) {
    switch dialog {
    case .help(let help): HelpView(dashboard: dashboard, help: help).draw(in: rect, on: &canvas)
    case .copy(let menu): draw(lines(of: menu), in: rect, on: &canvas)
    case .account(let scroll): AccountDetails(dashboard: dashboard).draw(from: scroll, in: rect, on: &canvas)
    case .palette(let palette): drawPalette(palette, in: rect, on: &canvas)
    case .quit(let reason):
      draw(
        [
          ("There is something on its way: \(reason).", .warning), ("", .text),
          ("y leaves, any other key stays.", .text),
        ],
        in: rect, on: &canvas)
    case .deleteDraft(_, let beginning):
      draw(
        [(oneLine(beginning), .text), ("", .text), ("y deletes it for good, q keeps it.", .text)], in: rect,
        on: &canvas)
    case .settle(let settlement): draw(lines(of: settlement), in: rect, on: &canvas)
    }
  }

  private func draw(_ lines: [(text: String, role: Role)], in rect: Rect, on canvas: inout Canvas) {
    var row = rect.row + 1
    for line in lines {
      for part in line.text.isEmpty ? [""] : Gate.wrap(line.text, columns: max(10, rect.columns - 6)) {
        guard row < rect.endRow else { return }
        canvas.put(part, row: row, column: rect.column + 3, limit: rect.columns - 4, line.role)
        row += 1
      }
    }
  }

  private func lines(of settlement: Dialog.Settlement) -> [(text: String, role: Role)] {
    let item = settlement.item
    let name = dashboard.names[item.destination.peer].map { " " + oneLine($0) } ?? ""
    var lines: [(text: String, role: Role)] = [
      ("To \(PhoneFormat.grouped(item.destination.wire))\(name)", .name),
      (oneLine(UntrustedText(item.text)), .text), ("", .text), ("What is known:", .title),
    ]
    if case .unknown(let reason) = item.state { lines.append((reason, .warning)) }
    lines += settlement.evidence.map { ($0, .text) }
    lines += [
      ("", .text), ("w  it went: count it as sent", .text), ("x  it did not: it becomes a draft again", .text),
      ("a  ask the server once more", .text), ("q  leave it unknown", .text),
    ]
    return lines
  }

  private func lines(of menu: Dialog.CopyMenu) -> [(text: String, role: Role)] {
    var lines: [(text: String, role: Role)] = []
    if menu.cards.count > 1 {
      lines.append(("\(menu.cards.count) rows, one line each, the oldest first", .dim))
      lines.append(("", .text))
    }
    for choice in Dialog.CopyMenu.Choice.allCases {
      let text = menu.text(of: choice)
      let shown = text.split(separator: "\n", omittingEmptySubsequences: false).first.map { Gate.fit($0, columns: 48) }
      let key = KeyNotation.text(choice.key)
      lines.append(("\(key)  \(choice.title): \(text.isEmpty ? "there is none" : shown ?? "")", .text))
    }
    return lines
  }

  private func drawPalette(_ palette: Dialog.Palette, in rect: Rect, on canvas: inout Canvas) {
    guard rect.rows > 1 else { return }
    let column = canvas.put(":", row: rect.row, column: rect.column + 2, .key)
    canvas.put(palette.field.text, row: rect.row, column: column, limit: rect.endColumn - column - 1)
    let before = String(String.UnicodeScalarView(palette.field.scalars[..<palette.field.cursor]))
    canvas.frame.cursor = Position(column: column + Gate.width(before), row: rect.row)
    let commands = palette.commands(of: dashboard.keymap)
    let first = max(0, palette.selection - rect.rows + 2)
    for (offset, command) in commands.dropFirst(first).prefix(rect.rows - 1).enumerated() {
      let row = rect.row + 1 + offset
      drawMarker(
        isSelected: first + offset == palette.selection, isFocused: true, row: row, column: rect.column, on: &canvas)
      let end = canvas.put(command.title, row: row, column: rect.column + 2, limit: rect.columns - 16)
      if let obstacle = dashboard.obstacle(to: command) {
        canvas.put("(\(obstacle))", row: row, column: end + 1, limit: rect.endColumn - end - 16, .dim)
      }
      let keys = dashboard.keymap.sequences(for: command, in: palette.mode).first.map { KeyNotation.text($0) } ?? ""
      canvas.putRight(keys, row: row, end: rect.endColumn - 2, .key)
    }
  }
}
