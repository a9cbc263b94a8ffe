/// A list that is here as a whole, with a selection that stays on its row when rows come and go.
public struct ShortList<Row: NamedRow>: Hashable, Sendable {
  public private(set) var rows: [Row] = []
  public private(set) var selection = 0
  /// Index of the first row that is shown.
  public private(set) var top = 0
  /// Rows that the screen has room for.
  public private(set) var height = 1
  /// Whether any answer came yet.
  public private(set) var isLoaded = false
  /// Rows that the operator marked.
  public internal(set) var marks = Marks<Row>()
  /// Whether the operator ever went to a row.
  private var isChosen = false

  public init() {}

  public var selected: Row? { rows.indices.contains(selection) ? rows[selection] : nil }

  /// Takes the rows as they are now. The selection stays on its row; where that is gone, on the nearest that stayed.
  /// - Parameter startsAtFirst: whether a selection that nobody made is the first row, whatever comes in above it.
  mutating func set(_ rows: [Row], startsAtFirst: Bool = false) {
    selection = startsAtFirst && !isChosen ? 0 : rows.index(ofNearestTo: selection, of: self.rows) ?? 0
    self.rows = rows
    isLoaded = true
    marks.keep(only: rows)
    move(by: 0)
  }

  mutating func resize(height: Int) {
    self.height = max(1, height)
    move(by: 0)
  }

  mutating func move(by delta: Int) {
    if delta != 0 { isChosen = true }
    selection = min(max(0, selection + delta), max(0, rows.count - 1))
    marks.extend(to: selection, in: rows)
    if selection < top { top = selection }
    if selection >= top + height { top = selection - height + 1 }
    top = min(top, max(0, rows.count - height))
  }

  mutating func page(by delta: Int) {
    top = min(max(0, top + delta), max(0, rows.count - height))
    move(by: delta)
  }

  mutating func moveToFirst() { move(by: -rows.count) }
  mutating func moveToLast() { move(by: rows.count) }
}
