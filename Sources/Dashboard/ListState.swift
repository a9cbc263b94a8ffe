import Messaging

/// A row of a long list: it has a name of its own, and a place in the list.
public protocol ListRow: NamedRow {
  associatedtype Cursor: Hashable & Sendable

  /// Its place in the list.
  var cursor: Cursor { get }
}

/// A request for rows, numbered so that a late answer is known as such.
public struct ListRequest<Cursor: Hashable & Sendable>: Hashable, Sendable {
  public let window: WindowRequest<Cursor>
  public let ticket: Int
}

/// A window onto a long list with a selection: it holds the rows round the viewport, never the whole list.
///
/// Rows stand newest first. The selection stays on its row while others arrive; the viewport follows the newest while
/// it shows the newest, and stands still otherwise.
public struct ListState<Row: ListRow>: Hashable, Sendable {
  /// The rows that are here.
  public private(set) var window = RowWindow<Row>()
  /// Index of the selected row among those.
  public private(set) var selection = 0
  /// Index of the first row that is shown.
  public private(set) var top = 0
  /// Rows that the screen has room for.
  public private(set) var height = 1
  /// Whether any answer came yet.
  public private(set) var isLoaded = false
  /// Whether a selection on the newest row goes along when a newer one arrives, as in a conversation.
  public let selectionFollows: Bool
  /// Rows that the operator marked.
  public internal(set) var marks = Marks<Row>()
  /// The newest row that the viewport has shown; what is newer is new.
  public private(set) var newestSeen: Row.Cursor?
  /// Newer rows than the viewport has shown, as far as they were counted.
  public internal(set) var newer = 0
  /// Rows still to go by when more are here: keys and counts may be faster than the archive.
  private var owed = 0
  /// The row to select as soon as it is here.
  private var wanted: Row.RowID?
  private var awaited: ListRequest<Row.Cursor>?
  /// Answers to earlier questions have lower numbers.
  private(set) var lastTicket: Int

  /// The most rows held on to.
  static var most: Int { 600 }

  /// - Parameter lastTicket: the last number of the list that this one takes the place of.
  public init(selectionFollows: Bool = false, lastTicket: Int = 0) {
    self.selectionFollows = selectionFollows
    self.lastTicket = lastTicket
  }

  public var rows: [Row] { window.rows }
  public var selected: Row? { rows.indices.contains(selection) ? rows[selection] : nil }
  /// Whether the viewport shows the newest row.
  public var isAtNewest: Bool { top == 0 && window.reachesNewest }
  /// Whether what is shown is not yet what was gone to: the answer that brings those rows is under way.
  public var isOnTheWay: Bool {
    switch awaited?.window {
    case .newest?: !isLoaded || !window.reachesNewest
    case .oldest?: !window.reachesOldest
    case .around?: !isLoaded
    case .newer?, .older?: owed != 0
    case nil: false
    }
  }
  private var batch: Int { max(height * 3, 60) }
  /// Rows that are asked for where somebody waits for them: what is shown and a page beside it.
  private var jump: Int { max(height * 2 + 4, 40) }

  /// Tells how many rows the screen has room for.
  public mutating func resize(height: Int) {
    self.height = max(1, height)
    scrollToSelection()
  }

  /// Moves the selection; the request is for rows that will be needed soon.
  public mutating func move(by delta: Int) -> ListRequest<Row.Cursor>? {
    let place = selection + owed + delta
    selection = min(max(0, place), max(0, rows.count - 1))
    owed = owes(place - selection) ? place - selection : 0
    scrollToSelection()
    marks.extend(to: selection, in: rows)
    noteNewest()
    return rowsNearTheEdge()
  }

  /// Whether there are rows beyond those that are here, in that direction.
  private func owes(_ steps: Int) -> Bool {
    guard isLoaded, !rows.isEmpty else { return false }
    return steps > 0 ? !window.reachesOldest : !window.reachesNewest
  }

  /// Moves by so many screens: the viewport goes along.
  public mutating func page(by delta: Int) -> ListRequest<Row.Cursor>? {
    top = max(0, min(top + delta, rows.count - height))
    return move(by: delta)
  }

  public mutating func moveToNewest() -> ListRequest<Row.Cursor>? {
    owed = 0
    selection = 0
    top = 0
    marks.extend(to: selection, in: rows)
    noteNewest()
    return window.reachesNewest && !awaitsOldest ? nil : ask(.newest(count: jump))
  }

  public mutating func moveToOldest() -> ListRequest<Row.Cursor>? {
    owed = 0
    selection = max(0, rows.count - 1)
    scrollToSelection()
    marks.extend(to: selection, in: rows)
    return window.reachesOldest && !awaitsNewest ? nil : ask(.oldest(count: jump))
  }

  /// Whether the answer to a jump is under way, which a jump the other way has to overtake.
  private var awaitsOldest: Bool { if case .oldest? = awaited?.window { true } else { false } }
  private var awaitsNewest: Bool { if case .newest? = awaited?.window { true } else { false } }

  /// Selects a row that is here.
  public mutating func select(_ id: Row.RowID) {
    guard let index = rows.firstIndex(where: { $0.rowID == id }) else { return }
    owed = 0
    selection = index
    scrollToSelection()
  }

  /// Asks for the same stretch again because something changed.
  public mutating func reload() -> ListRequest<Row.Cursor>? {
    switch awaited?.window {
    // Whoever jumped has to arrive: rows round the old place would take the answer's place.
    case .oldest: return ask(.oldest(count: jump))
    case .newest where isLoaded: return ask(.newest(count: max(batch, min(rows.count, Self.most))))
    case .around(let cursor, _) where !isLoaded: return ask(.around(cursor, each: batch))
    case .newest, .around, .newer, .older, nil: break
    }
    guard !isAtNewest, isLoaded, rows.indices.contains(top) else {
      return ask(.newest(count: max(batch, min(rows.count, Self.most))))
    }
    let middle = min(top + height / 2, rows.count - 1)
    return ask(.around(rows[middle].cursor, each: batch))
  }

  /// The rows that more room needs. What is here already is not asked for again, unless an answer is under way, which
  /// a new question would overtake.
  public mutating func fill() -> ListRequest<Row.Cursor>? { isLoaded && awaited == nil ? rowsNearTheEdge() : reload() }

  /// Forgets everything, since the list is another one now, and asks for its newest rows.
  public mutating func restart() -> ListRequest<Row.Cursor>? {
    marks.clear()
    newestSeen = nil
    newer = 0
    return begin()
  }

  private mutating func begin() -> ListRequest<Row.Cursor>? {
    window = RowWindow()
    wanted = nil
    owed = 0
    selection = 0
    top = 0
    isLoaded = false
    awaited = nil
    return ask(.newest(count: jump))
  }

  /// Like `restart`, but round a place in the middle, and with the selection on a row there.
  public mutating func restart(around cursor: Row.Cursor, selecting id: Row.RowID? = nil) -> ListRequest<Row.Cursor>? {
    _ = begin()
    wanted = id
    return ask(.around(cursor, each: batch))
  }

  /// Takes an answer; an answer to anything but the last question is dropped. The request is for more rows to go by.
  @discardableResult
  public mutating func land(_ landed: RowWindow<Row>, ticket: Int) -> ListRequest<Row.Cursor>? {
    guard let request = awaited, request.ticket == ticket else { return nil }
    awaited = nil
    isLoaded = true
    switch request.window {
    case .newest, .around: replace(with: landed)
    case .oldest:
      window = landed
      selection = max(0, rows.count - 1)
      scrollToSelection()
    case .newer: extendNewer(landed)
    case .older: extendOlder(landed)
    }
    marks.refresh(from: rows)
    noteNewest()
    return owed == 0 ? nil : move(by: 0)
  }

  private mutating func replace(with landed: RowWindow<Row>) {
    let followed = isAtNewest
    let id = wanted ?? selected?.rowID
    let before = rows
    wanted = nil
    let topID = rows.indices.contains(top) ? rows[top].rowID : nil
    window = landed
    if selectionFollows, followed, selection == 0 {
      top = 0
    } else if let id, let index = rows.firstIndex(where: { $0.rowID == id }) {
      selection = index
    } else {
      // Its row is gone from here: the nearest one that stayed is chosen, never whoever stands at the old number now.
      selection = rows.index(ofNearestTo: selection, of: before) ?? 0
    }
    if followed {
      top = 0
    } else if let topID, let index = rows.firstIndex(where: { $0.rowID == topID }) {
      top = index
    }
    scrollToSelection()
  }

  private mutating func extendNewer(_ landed: RowWindow<Row>) {
    window.rows.insert(contentsOf: landed.rows, at: 0)
    window.reachesNewest = landed.reachesNewest
    selection += landed.rows.count
    top += landed.rows.count
    let surplus = rows.count - Self.most
    guard surplus > 0, rows.count - surplus > top + height else { return }
    window.rows.removeLast(surplus)
    window.reachesOldest = false
  }

  private mutating func extendOlder(_ landed: RowWindow<Row>) {
    window.rows.append(contentsOf: landed.rows)
    window.reachesOldest = landed.reachesOldest
    let surplus = min(rows.count - Self.most, top)
    guard surplus > 0 else { return }
    window.rows.removeFirst(surplus)
    window.reachesNewest = false
    selection -= surplus
    top -= surplus
  }

  /// While the newest row is in sight nothing is new.
  private mutating func noteNewest() {
    guard isAtNewest, isLoaded else { return }
    newestSeen = rows.first?.cursor
    newer = 0
  }

  /// Brings the selection into sight, and leaves no room below the last row while there are others above.
  private mutating func scrollToSelection() {
    top = max(0, min(top, rows.count - height))
    if selection < top { top = selection }
    if selection >= top + height { top = selection - height + 1 }
  }

  private mutating func rowsNearTheEdge() -> ListRequest<Row.Cursor>? {
    if !window.reachesOldest, selection + height >= rows.count, let last = rows.last {
      return ask(.older(than: last.cursor, count: max(batch, min(owed + height, Self.most))))
    }
    if !window.reachesNewest, selection < height, let first = rows.first {
      return ask(.newer(than: first.cursor, count: max(batch, min(height - owed, Self.most))))
    }
    return nil
  }

  private mutating func ask(_ request: WindowRequest<Row.Cursor>) -> ListRequest<Row.Cursor>? {
    if let awaited, request.extends(asFrom: awaited.window) { return nil }
    lastTicket += 1
    let numbered = ListRequest(window: request, ticket: lastTicket)
    awaited = numbered
    return numbered
  }
}

extension WindowRequest {
  /// Whether both are for the rows beyond the same one, however many.
  fileprivate func extends(asFrom other: WindowRequest) -> Bool {
    switch (self, other) {
    case (.newer(let mine, _), .newer(let theirs, _)), (.older(let mine, _), .older(let theirs, _)): mine == theirs
    case (.newer, _), (.older, _), (.newest, _), (.oldest, _), (.around, _): false
    }
  }
}

extension ConversationSummary: ListRow {
  public var rowID: Peer { peer }
}

extension ConversationEntry: ListRow {
  public var rowID: Origin { origin }
}

extension OutgoingSummary: ListRow {
  public var rowID: MessageID { id }
}
