import Dashboard
import Terminal

/// What is typed, and below it the commands that fit: what each takes, does, and on which key it is.
struct PaletteView {
  let dashboard: Dashboard
  let palette: Dialog.Palette

  func draw(in rect: Rect, on canvas: inout Canvas) {
    guard rect.rows > 1 else { return }
    drawField(in: rect, on: &canvas)
    let commands = palette.commands
    if commands.isEmpty {
      canvas.put("no command fits", row: rect.row + 1, column: rect.column + 2, limit: rect.columns - 3, .dim)
    }
    let first = max(0, palette.selection - rect.rows + 2)
    for (offset, command) in commands.dropFirst(first).prefix(rect.rows - 1).enumerated() {
      let row = rect.row + 1 + offset
      let isSelected = first + offset == palette.selection
      drawMarker(isSelected: isSelected, isFocused: true, row: row, column: rect.column, on: &canvas)
      draw(command, row: row, in: rect, on: &canvas)
    }
  }

  private func drawField(in rect: Rect, on canvas: inout Canvas) {
    let column = canvas.put(":", row: rect.row, column: rect.column + 2, .key)
    let end = canvas.putTyped(palette.field.text, row: rect.row, column: column, limit: rect.endColumn - column - 1)
    let before = String(String.UnicodeScalarView(palette.field.scalars[..<palette.field.cursor]))
    canvas.frame.cursor = Position(column: min(column + Gate.width(before), rect.endColumn - 1), row: rect.row)
    // Beside the field while a command is there that waits for it.
    guard palette.commands.count == 1, let argument = palette.selected?.argument else { return }
    let aside = "\(palette.argument == nil ? "\(argument.name): " : "")\(argument.meaning)"
    canvas.put(aside, row: rect.row, column: end + 2, limit: rect.endColumn - end - 3, .dim)
  }

  private func draw(_ command: Command, row: Int, in rect: Rect, on canvas: inout Canvas) {
    let keys = dashboard.keymap.sequences(for: command, in: palette.mode).first.map { KeyNotation.text($0) } ?? ""
    let argument = command.argument.map { " \($0.name)" } ?? ""
    // The name is what is typed: beside its key, where that takes nothing away from what it does.
    let whole = command.typedName + argument
    let fits = Gate.width(command.title) + Gate.width(whole) + Gate.width(keys) + 8 <= rect.columns
    let name = fits || (rect.columns >= 60 && !argument.isEmpty) ? whole : ""
    let right = [name, keys].filter { !$0.isEmpty }.joined(separator: "  ")
    let room = rect.columns - Gate.width(right) - 6
    let end = canvas.put(command.title, row: row, column: rect.column + 2, limit: room)
    if let obstacle = dashboard.obstacle(to: command) {
      canvas.put("(\(obstacle))", row: row, column: end + 1, limit: rect.column + room - end, .dim)
    }
    canvas.putRight(keys, row: row, end: rect.endColumn - 2, .key)
    let gap = keys.isEmpty ? 0 : Gate.width(keys) + 2
    canvas.putRight(name, row: row, end: rect.endColumn - 2 - gap, .dim)
  }
}
