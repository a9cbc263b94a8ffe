extension Gate {
  /// Lines of at most `columns`, as safe text.
  ///
  /// Breaks at newlines (`\n` and `\r\n`), then at blanks, then between wide characters, and inside a word only if it is
  /// longer than a line. Blanks at the end of a line are left out. There is always at least one line; if `columns` is
  /// less than 1 it is empty. A wide character in a line of one column becomes an ellipsis. Where there are letters
  /// from right to left, lines are shorter by what ``Directionality`` puts round them.
  public static func wrap(_ text: some StringProtocol, columns: Int) -> [String] {
    guard columns > 0 else { return [""] }
    return lines(text).flatMap { line in
      // In a few columns there is no room for signs, and a wide character must still fit.
      let room = columns > 8 && Directionality.isMixed(line) ? columns - Directionality.columns : columns
      return wrapped(cells(line, style: .plain), columns: room).map(\.text)
    }
  }

  /// Splits by scalar: to Swift `\r\n` is one character, and a mark after a newline would hide it.
  private static func lines(_ text: some StringProtocol) -> [String] {
    var lines: [String] = []
    var line = String.UnicodeScalarView()
    for scalar in String(text).unicodeScalars {
      guard scalar == "\n" else {
        line.append(scalar)
        continue
      }
      if line.last == "\r" { line.removeLast() }
      lines.append(String(line))
      line = String.UnicodeScalarView()
    }
    lines.append(String(line))
    return lines
  }

  private static func wrapped(_ cells: [Cell], columns: Int) -> [ArraySlice<Cell>] {
    var lines: [ArraySlice<Cell>] = []
    var rest = cells.map { $0.width > columns ? Cell(base: ellipsis, width: 1, style: $0.style) : $0 }[...]
    repeat {
      let end = lineEnd(of: rest, columns: columns)
      lines.append(rest[rest.startIndex..<end].trimmingBlanks)
      rest = end < rest.endIndex ? rest[end...].drop { $0.isBlank } : []
    } while !rest.isEmpty
    return lines
  }

  /// Where the first line of `cells` ends.
  private static func lineEnd(of cells: ArraySlice<Cell>, columns: Int) -> Int {
    var used = 0
    var opportunity: Int?
    var wordSeen = false
    for index in cells.indices {
      let cell = cells[index]
      if cell.isBlank {
        // A break in front of the first word would leave an empty line.
        if wordSeen { opportunity = index }
      } else {
        if index > cells.startIndex, cell.width == 2, cells[index - 1].width == 2 { opportunity = index }
        wordSeen = true
      }
      used += cell.width
      if used > columns {
        // A cell alone always fits, so a line has at least one and the text comes to its end.
        return cell.isBlank ? index : opportunity ?? index
      }
    }
    return cells.endIndex
  }
}

extension ArraySlice where Element == Cell {
  /// Without the blanks at its end.
  var trimmingBlanks: ArraySlice<Cell> {
    guard let last = lastIndex(where: { !$0.isBlank }) else { return self[startIndex..<startIndex] }
    return self[startIndex...last]
  }
}
