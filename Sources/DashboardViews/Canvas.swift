import Dashboard
import Messaging
import Terminal

/// Everything about looks that the operator chose.
public struct Appearance: Hashable, Sendable {
  public var theme: Theme
  public var glyphs: Glyphs

  public init(theme: Theme, glyphs: Glyphs = Glyphs()) {
    self.theme = theme
    self.glyphs = glyphs
  }
}

/// A frame being drawn in one look. All text goes through the frame's gate, so views put a stranger's text as it is.
struct Canvas {
  var frame: Frame
  let appearance: Appearance
  /// The parts of the picture before, in the same look.
  var before: PictureParts?
  /// The parts of this one, as far as they are drawn.
  var parts = PictureParts()
  /// What the mouse would hit, the later over the earlier; gathered only when somebody wants to know.
  private(set) var targets: [(rect: Rect, target: PointerTarget)] = []
  let gathersTargets: Bool

  init(frame: Frame, appearance: Appearance, gathersTargets: Bool = false) {
    self.frame = frame
    self.appearance = appearance
    self.gathersTargets = gathersTargets
  }

  /// Says what stands in a rectangle, for the mouse.
  mutating func point(_ rect: Rect, to target: PointerTarget) {
    if gathersTargets { targets.append((rect, target)) }
  }

  /// The same for a row of a list.
  mutating func point(row: Int, of rect: Rect, to target: PointerTarget) {
    point(Rect(column: rect.column, row: row, columns: rect.columns, rows: 1), to: target)
  }

  func target(at position: Position) -> PointerTarget {
    targets.last { $0.rect.contains(position) }?.target ?? .nothing
  }

  var glyphs: Glyphs { appearance.glyphs }

  /// Writes from a place, cut with an ellipsis at `limit` columns. Gives the column behind it. A text with letters from
  /// right to left stands between two signs; see ``Directionality``.
  @discardableResult
  mutating func put(
    _ text: some StringProtocol, row: Int, column: Int, limit: Int? = nil, _ role: Role = .text,
    adding attributes: Style.Attributes = []
  ) -> Int {
    guard Directionality.isMixed(text) else {
      return putPlain(text, row: row, column: column, limit: limit, role, adding: attributes)
    }
    let end = min(frame.size.columns, limit.map { column + max(0, $0) } ?? .max)
    guard end - column > Directionality.columns else {
      // No room to say which way it goes, so none to show it.
      return putPlain("…", row: row, column: column, limit: limit, role, adding: attributes)
    }
    // Where the sign stands further on, before a name in a title, one is enough.
    let sign = Canvas.isSigned(text) ? "" : String(Directionality.opening)
    let start = putPlain(sign, row: row, column: column, role, adding: attributes)
    let behind = putPlain(text, row: row, column: start, limit: end - start - 1, role, adding: attributes)
    return putPlain(String(Directionality.closing), row: row, column: behind, role, adding: attributes)
  }

  /// Writes what is typed here: the cursor stands among its characters, so the sign stands in the margin.
  @discardableResult
  mutating func putTyped(_ text: String, row: Int, column: Int, limit: Int, _ role: Role = .text) -> Int {
    let end = putPlain(text, row: row, column: column, limit: limit, role)
    return Directionality.isMixed(text) ? putSigns(round: column..<end, row: row) : end
  }

  /// Puts the signs round what stands in some columns of a row; gives the column behind them.
  @discardableResult
  mutating func putSigns(round columns: Range<Int>, row: Int) -> Int {
    if columns.lowerBound > 0, frame[row, columns.lowerBound - 1].base == " " {
      putPlain(String(Directionality.opening), row: row, column: columns.lowerBound - 1)
    }
    return putPlain(String(Directionality.closing), row: row, column: columns.upperBound)
  }

  /// The same as it is.
  @discardableResult
  mutating func putPlain(
    _ text: some StringProtocol, row: Int, column: Int, limit: Int? = nil, _ role: Role = .text,
    adding attributes: Style.Attributes = []
  ) -> Int {
    var style = appearance.theme[role]
    style.attributes.formUnion(attributes)
    return frame.put(text, row: row, column: column, limit: limit.map { max(0, $0) }, style: style)
  }

  /// Columns that a text takes when it is put.
  static func width(_ text: some StringProtocol) -> Int {
    guard Directionality.isMixed(text) else { return Gate.width(text) }
    return Gate.width(text) + Directionality.columns - (isSigned(text) ? 1 : 0)
  }

  private static func isSigned(_ text: some StringProtocol) -> Bool {
    text.unicodeScalars.contains(Directionality.opening)
  }

  /// Writes so that the text ends just before `end`; gives the column where it begins.
  @discardableResult
  mutating func putRight(
    _ text: String, row: Int, end: Int, _ role: Role = .text, adding attributes: Style.Attributes = []
  ) -> Int {
    let column = end - Canvas.width(text)
    put(text, row: row, column: column, role, adding: attributes)
    return column
  }

  /// Writes a state as its letter and, where there is one, its glyph; gives the column behind it.
  @discardableResult
  mutating func put(_ mark: StateMark, row: Int, column: Int) -> Int {
    put(mark.text(in: glyphs), row: row, column: column, mark.role)
  }

  /// Columns that a state takes.
  var markColumns: Int { glyphs.markColumns }
}

/// A text that stands in one line: line ends become blanks.
func oneLine(_ text: UntrustedText) -> String {
  let hasBreaks = text.raw.utf8.contains { $0 == UInt8(ascii: "\n") || $0 == UInt8(ascii: "\r") }
  guard hasBreaks else { return text.raw }
  return String(String.UnicodeScalarView(text.raw.unicodeScalars.map { $0 == "\n" || $0 == "\r" ? " " : $0 }))
}

extension Rect {
  fileprivate func contains(_ position: Position) -> Bool {
    (column..<endColumn).contains(position.column) && (row..<endRow).contains(position.row)
  }
}
