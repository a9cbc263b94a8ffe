/// A row of one of the server's lists.
protocol TableRow: Sendable {
  var id: Int64 { get }
  /// The account that sees it.
  var uid: Int64 { get }
  /// The date as stored: sorting and searching go by this text.
  var dt: String { get }
}

/// A table with the orders in which the server reads it: newest date first, rows of one date by ascending id.
struct RowTable<Row: TableRow>: Sendable {
  private var rows: [Row] = []
  /// Places in `rows`, by ascending date and descending id: read backwards it is the server's order.
  private var order: [Int32] = []
  private var places: [Int64: Int32] = [:]
  private var highest: [Int64: Int64] = [:]

  subscript(id: Int64) -> Row? { places[id].map { rows[Int($0)] } }

  /// The highest id among an account's rows, 0 when it has none.
  func highestID(of uid: Int64) -> Int64 { highest[uid] ?? 0 }

  mutating func reserve(_ count: Int) {
    rows.reserveCapacity(rows.count + count)
    order.reserveCapacity(order.count + count)
    places.reserveCapacity(places.count + count)
  }

  mutating func insert(_ row: Row) {
    let place = Int32(rows.count)
    rows.append(row)
    places[row.id] = place
    highest[row.uid] = max(highestID(of: row.uid), row.id)
    if let last = order.last, rows[Int(last)].dt >= row.dt {
      order.insert(place, at: partition { $0.dt > row.dt || ($0.dt == row.dt && $0.id < row.id) })
    } else {
      order.append(place)
    }
  }

  /// Changes a row in place; its id, account and date must stay. Tells whether there is such a row.
  @discardableResult
  mutating func update(_ id: Int64, _ change: (inout Row) -> Void) -> Bool {
    guard let place = places[id] else { return false }
    change(&rows[Int(place)])
    return true
  }

  /// Takes a row away. Tells whether there was such a row.
  mutating func delete(_ id: Int64) -> Bool {
    guard let place = places.removeValue(forKey: id) else { return false }
    let row = rows[Int(place)]
    order.removeAll { $0 == place }
    guard highest[row.uid] == row.id else { return true }
    var rest: Int64 = 0
    for place in order where rows[Int(place)].uid == row.uid { rest = max(rest, rows[Int(place)].id) }
    highest[row.uid] = rest
    return true
  }

  /// The rows that pass, in the server's order, `offset` of them left out and at most `limit` taken. Only dates that
  /// begin with `datePrefix` are looked at, when there is one.
  func newest(limit: Int, offset: Int = 0, datePrefix: String? = nil, where passes: (Row) -> Bool) -> [Row] {
    var range = 0..<order.count
    if let datePrefix {
      range = partition { $0.dt >= datePrefix }..<partition { $0.dt >= datePrefix && !$0.dt.hasPrefix(datePrefix) }
    }
    var found: [Row] = []
    var skipped = 0
    for place in order[range].reversed() {
      if found.count >= limit { break }
      let row = rows[Int(place)]
      guard passes(row) else { continue }
      if skipped < offset {
        skipped += 1
      } else {
        found.append(row)
      }
    }
    return found
  }

  /// The first position in `order` from which on `holds` is true.
  private func partition(_ holds: (Row) -> Bool) -> Int {
    var low = 0
    var high = order.count
    while low < high {
      let middle = (low + high) / 2
      if holds(rows[Int(order[middle])]) {
        high = middle
      } else {
        low = middle + 1
      }
    }
    return low
  }
}
