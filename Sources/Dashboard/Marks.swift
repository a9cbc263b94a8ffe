/// A row with a name of its own.
public protocol NamedRow: Hashable, Sendable {
  associatedtype RowID: Hashable & Sendable

  /// What stays the same when the row changes or moves.
  var rowID: RowID { get }
}

/// The rows of a list that are marked. They are kept whole, so that what is done with them does not depend on which
/// part of a long list is here at the moment.
public struct Marks<Row: NamedRow>: Hashable, Sendable {
  public private(set) var rows: [Row.RowID: Row] = [:]
  /// Where a range began that goes on to the selection.
  public private(set) var anchor: Row.RowID?
  /// What was marked before the range.
  private var before: [Row.RowID: Row] = [:]

  public var isEmpty: Bool { rows.isEmpty }
  public var count: Int { rows.count }
  public func contains(_ row: Row) -> Bool { !rows.isEmpty && rows[row.rowID] != nil }

  mutating func toggle(_ row: Row) {
    if rows.removeValue(forKey: row.rowID) == nil { rows[row.rowID] = row }
  }

  /// Marks all of these, or none when they are all marked.
  mutating func toggle(all: [Row]) {
    let isWhole = all.allSatisfy { contains($0) }
    for row in all { rows[row.rowID] = isWhole ? nil : row }
  }

  mutating func beginRange(at row: Row) {
    anchor = row.rowID
    before = rows
    rows[row.rowID] = row
  }

  mutating func endRange() {
    anchor = nil
    before = [:]
  }

  mutating func clear() { self = Marks() }

  /// Marks from the anchor to the selected row. An anchor that is too far away to be here leaves what it marked.
  mutating func extend(to selection: Int, in all: [Row]) {
    guard let anchor, all.indices.contains(selection) else { return }
    guard let start = all.firstIndex(where: { $0.rowID == anchor }) else {
      rows[all[selection].rowID] = all[selection]
      return
    }
    rows = before
    for row in all[min(start, selection)...max(start, selection)] { rows[row.rowID] = row }
  }

  /// Takes the rows as they are now.
  mutating func refresh(from all: [Row]) {
    guard !rows.isEmpty else { return }
    for row in all where rows[row.rowID] != nil { rows[row.rowID] = row }
  }

  /// Forgets rows that are not among these; for lists that are here as a whole.
  mutating func keep(only all: [Row]) {
    guard !rows.isEmpty else { return }
    let ids = Set(all.map(\.rowID))
    rows = rows.filter { ids.contains($0.key) }
    refresh(from: all)
  }
}

/// What is done to the marks of a list.
enum MarkAction: Hashable, Sendable {
  case toggle
  /// Begins a range, or ends the one that was begun.
  case range
  case all
  case endRange
  case clear
}

/// A list whose rows can be marked.
protocol MarkableList {
  associatedtype Row: NamedRow
  var rows: [Row] { get }
  var selected: Row? { get }
  var selection: Int { get }
  var marks: Marks<Row> { get set }
}

extension MarkableList {
  mutating func apply(_ action: MarkAction) {
    switch action {
    case .toggle: if let selected { marks.toggle(selected) }
    case .range:
      if marks.anchor != nil { marks.endRange() } else if let selected { marks.beginRange(at: selected) }
    case .all: marks.toggle(all: rows)
    case .endRange: marks.endRange()
    case .clear: marks.clear()
    }
  }

  /// The marked rows in the list's order, as far as they are here, and then the others; the selected one without marks.
  var chosen: [Row] {
    guard !marks.isEmpty else { return selected.map { [$0] } ?? [] }
    let here = rows.filter { marks.contains($0) }
    guard here.count < marks.count else { return here }
    let ids = Set(here.map(\.rowID))
    return here + marks.rows.filter { !ids.contains($0.key) }.map(\.value)
  }
}

extension ListState: MarkableList {}
extension ShortList: MarkableList {}
