import Messaging

/// What the machines need to know of a page of rows.
struct PageFacts: Hashable, Sendable {
  let count: Int
  let highest: MessageID?
  /// The date of the first row: the newest, as the server orders.
  let newest: ServerDate?
  /// The date of the last row: the oldest, as the server orders.
  let oldest: ServerDate?
  /// The date of the row in the middle.
  let middle: ServerDate?
  /// Whether the rows stood newest first, on which every conclusion from `oldest` rests. Zero and empty dates come
  /// last, since the server orders them by the same rule.
  let isNewestFirst: Bool

  /// - Parameter unreadable: how many more rows the page had, which could not be read. They count as rows, so that
  ///   their page is known to be full.
  init(_ rows: some Sequence<(id: MessageID, dt: ServerDate)>, unreadable: Int = 0) {
    let rows = Array(rows)
    middle = rows.isEmpty ? nil : rows[rows.count / 2].dt
    var count = unreadable
    var highest: MessageID?
    var newest: ServerDate?
    var oldest: ServerDate?
    var isNewestFirst = true
    for row in rows {
      count += 1
      highest = max(highest ?? row.id, row.id)
      if newest == nil { newest = row.dt }
      if let above = oldest, above.text < row.dt.text { isNewestFirst = false }
      oldest = row.dt
    }
    self.count = count
    self.highest = highest
    self.newest = newest
    self.oldest = oldest
    self.isNewestFirst = isNewestFirst
  }
}

/// How large pages are asked for.
struct PageSizes: Hashable, Sendable {
  var first: Int
  var largest: Int

  /// The next larger page, or nil above the largest.
  func larger(than c: Int) -> Int? {
    c >= largest ? nil : min(largest, c * 4)
  }

  /// The next smaller page of what is new, or nil below the smallest.
  static func smaller(than c: Int) -> Int? { c > 10 ? max(10, c / 4) : nil }
}
