import Dashboard
import Messaging
import Terminal

/// Scalars in lines of so many columns, and where the cursor stands in them. Breaks are after blanks where there are
/// any; no character is lost, so that what is typed is what is seen.
struct WrappedText {
  /// Which scalars stand in each line, without line ends.
  private(set) var ranges: [Range<Int>] = []
  private(set) var cursor = Position(column: 0, row: 0)
  private let scalars: [Unicode.Scalar]

  /// A field's text with its cursor; when that stands behind a full last line, there is one more line for it.
  init(_ field: TextField, columns: Int) {
    self.init(field.scalars, columns: columns)
    let row = ranges.lastIndex { $0.lowerBound <= field.cursor && field.cursor <= $0.upperBound } ?? 0
    let column = width(ranges[row].lowerBound..<field.cursor)
    if column < columns {
      cursor = Position(column: column, row: row)
    } else {
      cursor = Position(column: 0, row: row + 1)
      let end = ranges[row].upperBound
      if row + 1 == ranges.count { ranges.append(end..<end) }
    }
  }

  init(_ scalars: [Unicode.Scalar], columns: Int) {
    self.scalars = scalars
    var start = 0
    var width = 0
    var blank: Int?
    for (index, scalar) in scalars.enumerated() {
      if scalar == "\n" {
        ranges.append(start..<index)
        (start, width, blank) = (index + 1, 0, nil)
        continue
      }
      let scalarWidth = WrappedText.width(of: scalar)
      if width + scalarWidth > columns, index > start {
        let next = blank.map { $0 + 1 } ?? index
        ranges.append(start..<next)
        (start, blank) = (next, nil)
        width = self.width(next..<index)
      }
      if scalar == " " { blank = index }
      width += scalarWidth
    }
    ranges.append(start..<scalars.count)
  }

  /// The lines as text.
  var lines: [String] { ranges.map { String(String.UnicodeScalarView(scalars[$0])) } }

  private func width(_ range: Range<Int>) -> Int { Gate.width(String(String.UnicodeScalarView(scalars[range]))) }

  private static func width(of scalar: Unicode.Scalar) -> Int {
    (0x20..<0x7F).contains(scalar.value) ? 1 : Gate.width(String(Character(scalar)))
  }
}

extension Canvas {
  /// Writes scalars of which some are marked: those look as `role` says and are underlined besides, so that they are
  /// found without colours too.
  mutating func put(
    _ scalars: ArraySlice<Unicode.Scalar>, marking marked: Set<Int>, as role: Role, row: Int, column: Int, limit: Int,
    _ plain: Role = .text
  ) {
    var column = column
    let (first, end) = (column, column + limit)
    var start = scalars.startIndex
    while start < scalars.endIndex, column < end {
      let isMarked = WrappedText.isMarked(scalars, start, marked)
      var next = start + 1
      while next < scalars.endIndex,
        WrappedText.isMarked(scalars, next, marked) == isMarked || scalars[next].isCombining
      {
        next += 1
      }
      let text = String(String.UnicodeScalarView(scalars[start..<next]))
      column = putPlain(
        text, row: row, column: column, limit: end - column, isMarked ? role : plain,
        adding: isMarked ? .underline : [])
      start = next
    }
    if Directionality.isMixed(String(String.UnicodeScalarView(scalars))) {
      putSigns(round: first..<max(first, column), row: row)
    }
  }
}

extension WrappedText {
  /// A mark on a letter marks the letter.
  fileprivate static func isMarked(_ scalars: ArraySlice<Unicode.Scalar>, _ index: Int, _ marked: Set<Int>) -> Bool {
    if marked.contains(index) { return true }
    var next = index + 1
    while next < scalars.endIndex, scalars[next].isCombining {
      if marked.contains(next) { return true }
      next += 1
    }
    return false
  }
}

extension Unicode.Scalar {
  fileprivate var isCombining: Bool {
    guard value > 0x2FF else { return false }
    switch properties.generalCategory {
    case .nonspacingMark, .enclosingMark, .format: return true
    default: return false
    }
  }
}
