import Messaging

/// Rows next to a place in an ordered list, as a query is asked for them.
struct Stretch<Cursor> {
  enum Direction {
    case towardsOlder
    case towardsNewer
  }

  let direction: Direction
  /// Where it begins; nil for the end of the list.
  let from: Cursor?
  /// Whether the row at `from` belongs to it.
  let including: Bool
  let limit: Int

  /// `" AND (a, b) < (?, ?)"`, empty without a place to begin at.
  func condition(_ columns: String, _ marks: String) -> String {
    guard from != nil else { return "" }
    let relation = (direction == .towardsOlder ? "<" : ">") + (including ? "=" : "")
    return " AND (\(columns)) \(relation) (\(marks))"
  }

  /// `" ORDER BY a DESC, b DESC LIMIT ?"`.
  func order(_ columns: [String]) -> String {
    let names = direction == .towardsOlder ? columns.map { $0 + " DESC" } : columns
    return " ORDER BY " + names.joined(separator: ", ") + " LIMIT ?"
  }
}

extension RowWindow {
  /// Answers a request with as few stretches as tell where the list ends: one for the rows and one row for each end
  /// that the first does not show. `fetch` gives rows in the direction asked for; all calls must see the same state.
  init<Cursor>(
    _ request: WindowRequest<Cursor>, cursor: (Row) -> Cursor, fetch: (Stretch<Cursor>) throws -> [Row]
  ) rethrows {
    func rows(
      _ direction: Stretch<Cursor>.Direction, from: Cursor? = nil, including: Bool = false, _ limit: Int
    ) throws -> [Row] {
      try fetch(Stretch(direction: direction, from: from, including: including, limit: limit))
    }
    func nothing(_ direction: Stretch<Cursor>.Direction, from edge: Row?, orAt place: Cursor) throws -> Bool {
      if let edge { return try rows(direction, from: cursor(edge), 1).isEmpty }
      return try rows(direction, from: place, including: true, 1).isEmpty
    }

    func sane(_ count: Int) -> Int { min(max(0, count), 1_000_000) }

    self.init()
    switch request {
    case .newest(let wanted):
      let count = sane(wanted)
      let found = try rows(.towardsOlder, count + 1)
      self.rows = Array(found.prefix(count))
      reachesOldest = found.count == self.rows.count
    case .oldest(let wanted):
      let count = sane(wanted)
      let found = try rows(.towardsNewer, count + 1)
      self.rows = found.prefix(count).reversed()
      reachesNewest = found.count == self.rows.count
    case .older(let place, let wanted):
      let count = sane(wanted)
      let found = try rows(.towardsOlder, from: place, count + 1)
      self.rows = Array(found.prefix(count))
      reachesOldest = found.count == self.rows.count
      reachesNewest = try nothing(.towardsNewer, from: self.rows.first, orAt: place)
    case .newer(let place, let wanted):
      let count = sane(wanted)
      let found = try rows(.towardsNewer, from: place, count + 1)
      self.rows = found.prefix(count).reversed()
      reachesNewest = found.count == self.rows.count
      reachesOldest = try nothing(.towardsOlder, from: self.rows.last, orAt: place)
    case .around(let place, let wanted):
      let each = sane(wanted)
      let older = try rows(.towardsOlder, from: place, including: true, each + 2)
      let newer = try rows(.towardsNewer, from: place, each + 1)
      let isThere = older.first.map { cursor($0) == place } ?? false
      let shown = older.prefix(each + (isThere ? 1 : 0))
      self.rows = newer.prefix(each).reversed() + shown
      reachesOldest = older.count == shown.count
      reachesNewest = newer.count <= each
    }
  }
}
