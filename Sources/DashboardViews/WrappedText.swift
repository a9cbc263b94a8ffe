import Dashboard
import Messaging
import Terminal

/// A field's text in lines of so many columns, and where the cursor stands in them. Breaks are after blanks where
/// there are any; no character is lost, so that what is typed is what is seen.
struct WrappedText {
  private(set) var lines: [String] = []
  private(set) var cursor = Position(column: 0, row: 0)

  init(_ field: TextField, columns: Int) {
    var line: [Unicode.Scalar] = []
    var width = 0
    for (index, scalar) in field.scalars.enumerated() {
      if scalar == "\n" {
        if index == field.cursor { cursor = Position(column: width, row: lines.count) }
        finish(&line)
        width = 0
        continue
      }
      let scalarWidth = Gate.width(String(Character(scalar)))
      if width + scalarWidth > columns {
        let carried = lastWord(of: line)
        line.removeLast(carried.count)
        finish(&line)
        line = carried
        width = Gate.width(String(String.UnicodeScalarView(line)))
        if field.cursor < index, field.cursor >= index - carried.count {
          let part = carried.prefix(field.cursor - (index - carried.count))
          cursor = Position(column: Gate.width(String(String.UnicodeScalarView(part))), row: lines.count)
        }
      }
      if index == field.cursor { cursor = Position(column: width, row: lines.count) }
      line.append(scalar)
      width += scalarWidth
    }
    if field.cursor == field.scalars.count {
      let wraps = width >= columns
      cursor = Position(column: wraps ? 0 : width, row: lines.count + (wraps ? 1 : 0))
    }
    finish(&line)
    if cursor.row == lines.count { lines.append("") }
  }

  private mutating func finish(_ line: inout [Unicode.Scalar]) {
    lines.append(String(String.UnicodeScalarView(line)))
    line = []
  }

  /// The word at the end that moves to the next line; nothing when the line is one word.
  private func lastWord(of line: [Unicode.Scalar]) -> [Unicode.Scalar] {
    guard let blank = line.lastIndex(of: " ") else { return [] }
    return Array(line[(blank + 1)...])
  }
}
