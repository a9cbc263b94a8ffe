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
  /// Places in `rows`, by ascending id.
  private var numbered: [Int32] = []
  private var places: [Int64: Int32] = [:]
  private var highest: [Int64: Int64] = [:]

  subscript(id: Int64) -> Row? { places[id].map { rows[Int($0)] } }

  /// The highest id among an account's rows, 0 when it has none.
  func highestID(of uid: Int64) -> Int64 { highest[uid] ?? 0 }

  mutating func reserve(_ count: Int) {
    rows.reserveCapacity(rows.count + count)
    order.reserveCapacity(order.count + count)
    numbered.reserveCapacity(numbered.count + count)
    places.reserveCapacity(places.count + count)
  }

  mutating func insert(_ row: Row) {
    let place = Int32(rows.count)
    rows.append(row)
    places[row.id] = place
    highest[row.uid] = max(highestID(of: row.uid), row.id)
    if let last = order.last, rows[Int(last)].dt >= row.dt {
      order.insert(place, at: partition(order) { $0.dt > row.dt || ($0.dt == row.dt && $0.id < row.id) })
    } else {
      order.append(place)
    }
    if let last = numbered.last, rows[Int(last)].id > row.id {
      numbered.insert(place, at: partition(numbered) { $0.id > row.id })
    } else {
      numbered.append(place)
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
    numbered.removeAll { $0 == place }
    guard highest[row.uid] == row.id else { return true }
    var rest: Int64 = 0
    for place in order where rows[Int(place)].uid == row.uid { rest = max(rest, rows[Int(place)].id) }
    highest[row.uid] = rest
    return true
  }

  /// The server's order: newest date first, rows of one date by ascending id.
  static func isBefore(_ one: Row, _ other: Row) -> Bool {
    one.dt == other.dt ? one.id < other.id : one.dt > other.dt
  }

  /// The rows that pass, in the server's order, `offset` of them left out and at most `limit` taken. Only dates that
  /// begin with `datePrefix` are looked at, when there is one. Nothing up to `bound` may pass: a few rows above it
  /// spare the look at all others.
  func newest(
    limit: Int, offset: Int = 0, datePrefix: String? = nil, above bound: Double = -.infinity,
    where passes: (Row) -> Bool
  ) -> [Row] {
    let dated = order[dates(from: datePrefix)]
    let recent = numbered[(bound > 0 ? partition(numbered) { Double($0.id) > bound } : 0)...]
    // Sorting costs more than looking, so only clearly fewer rows are worth it.
    guard recent.count > dated.count / 16 else {
      let fitting = recent.map { rows[Int($0)] }.filter { $0.dt.hasPrefix(datePrefix ?? "") && passes($0) }
      return Array(fitting.sorted(by: RowTable.isBefore).dropFirst(offset).prefix(limit))
    }
    var found: [Row] = []
    var skipped = 0
    for place in dated.reversed() {
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

  /// Positions in `order` of the dates that begin with `prefix`.
  private func dates(from prefix: String?) -> Range<Int> {
    guard let prefix else { return order.indices }
    return partition(order) { $0.dt >= prefix }..<partition(order) { $0.dt >= prefix && !$0.dt.hasPrefix(prefix) }
  }

  /// The first position in `list` from which on `holds` is true.
  private func partition(_ list: [Int32], _ holds: (Row) -> Bool) -> Int {
    var low = 0
    var high = list.count
    while low < high {
      let middle = (low + high) / 2
      if holds(rows[Int(list[middle])]) {
        high = middle
      } else {
        low = middle + 1
      }
    }
    return low
  }
}
