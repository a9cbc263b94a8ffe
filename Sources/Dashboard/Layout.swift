import Terminal

/// A part of the screen that shows one thing.
public enum Region: Hashable, Sendable, CaseIterable {
  case inbox
  case outgoing
  case outbox
  case contacts
  case conversation
  case composer
  case delivery
  case log
}

/// Which regions stand where. The first row of each rectangle is its title rule, the rest is its own.
public struct Layout: Hashable, Sendable {
  /// A region and where it stands.
  public struct Place: Hashable, Sendable {
    public let region: Region
    public let rect: Rect
  }

  /// From top to bottom, column by column.
  public private(set) var places: [Place] = []
  /// Everything between the tab line and the status line.
  public private(set) var body: Rect
  /// Whether there is a line of tabs, a status line, a hint line.
  public private(set) var hasBars: Bool

  /// The least columns in which a list of messages can be read beside something else.
  static let listColumns = 46
  /// The same for a conversation or the composer.
  static let readerColumns = 50
  /// The same for the third column of a wide screen.
  static let sideColumns = 50
  /// The columns that tell all of most contacts.
  static let contactColumns = 72
  /// A column is never made narrower than this by hand.
  static let leastColumns = 24
  /// Under this, a region is not worth its title.
  static let leastRows = 4

  /// The rectangle of a region, if it is shown.
  public subscript(region: Region) -> Rect? { places.first { $0.region == region }?.rect }

  /// Lays out what a pane wants, as far as there is room for it.
  public init(size: Size, pane: Pane, wants: Wants) {
    hasBars = size.columns >= 60 && size.rows >= 12
    let rows = hasBars ? size.rows - 4 : size.rows
    body = Rect(column: 0, row: hasBars ? 1 : 0, columns: size.columns, rows: rows)
    if let alone = wants.zoomed {
      places = [Place(region: alone, rect: body)]
      return
    }
    let columns = columns(of: pane, wants: wants)
    var widths = Layout.widths(of: columns.count, in: body.columns)
    // Names, numbers, addresses and tags want more room than the beginning of a text does.
    if pane == .contacts {
      Layout.give(Layout.contactColumns - widths[0], to: 0, in: &widths, least: Layout.readerColumns)
    }
    for (index, stack) in columns.enumerated() where columns.count > 1 {
      let steps = stack.reduce(0) { $0 + (wants.grown[$1.region] ?? 0) }
      Layout.give(steps * 4, to: index, in: &widths, least: Layout.leastColumns)
    }
    var column = 0
    for (stack, width) in zip(columns, widths) {
      let rect = Rect(column: column, row: body.row, columns: width, rows: body.rows)
      places += Layout.stacked(stack, in: rect, wants: wants)
      column += width + 1
    }
  }

  /// What the state of things asks to see.
  public struct Wants: Hashable, Sendable {
    public var composes = false
    /// Whether a conversation was opened, so that it replaces its list where only one fits.
    public var reads = false
    public var zoomed: Region?
    /// Steps by which the operator made regions larger or smaller.
    public var grown: [Region: Int] = [:]

    public init(composes: Bool = false, reads: Bool = false, zoomed: Region? = nil) {
      self.composes = composes
      self.reads = reads
      self.zoomed = zoomed
    }
  }

  private struct Part {
    let region: Region
    /// Its share of the rows that are left when the fixed ones have theirs.
    let weight: Int
    var fixed: Int?
    /// More rows than this are of no use to it while others can use them.
    var most = Int.max
    /// The one with the smallest number is the last to be left out.
    let rank: Int
  }

  private func columns(of pane: Pane, wants: Wants) -> [[Part]] {
    let hasTwo = body.columns >= Layout.listColumns + 1 + Layout.readerColumns
    let hasThree = body.columns >= Layout.listColumns + Layout.readerColumns + Layout.sideColumns + 24
    let list = pane.region
    guard hasTwo else {
      if wants.composes { return [[Part(region: .composer, weight: 1, rank: 0)]] }
      if wants.reads { return [[Part(region: .conversation, weight: 1, rank: 0)]] }
      if let list { return [[Part(region: list, weight: 1, rank: 0)]] }
      let inbox = Part(region: .inbox, weight: 3, rank: 0)
      return hasBars ? [[inbox, Part(region: .outgoing, weight: 2, rank: 1)]] : [[inbox]]
    }
    let reader = Part(region: .conversation, weight: 3, rank: 0)
    let composer = Part(region: .composer, weight: 2, most: 14, rank: 0)
    let delivery = Part(region: .delivery, weight: 1, fixed: 8, rank: 2)
    var right = wants.composes ? [reader, composer] : [reader]
    switch pane {
    case .inbox, .contacts: return [[Part(region: list ?? .inbox, weight: 1, rank: 0)], right]
    case .outgoing: return [[Part(region: .outgoing, weight: 1, rank: 0), delivery], right]
    case .outbox:
      return [
        [Part(region: .outbox, weight: 1, rank: 0)],
        wants.composes ? [composer] : [reader],
      ]
    case .log:
      return wants.composes
        ? [[Part(region: .log, weight: 1, rank: 0)], right] : [[Part(region: .log, weight: 1, rank: 0)]]
    case .overview:
      var left = [Part(region: .inbox, weight: 3, rank: 0), Part(region: .outgoing, weight: 2, rank: 1)]
      let contacts = Part(region: .contacts, weight: 2, rank: 3)
      if hasThree {
        return [
          left, right,
          [delivery, contacts, Part(region: .log, weight: 1, rank: 4)],
        ]
      }
      left.append(delivery)
      if !wants.composes { right.append(contacts) }
      return [left, right]
    }
  }

  private static func widths(of count: Int, in columns: Int) -> [Int] {
    switch count {
    case 1: return [columns]
    case 2:
      let left = min(max(listColumns, columns * 38 / 100), 76)
      return [left, columns - left - 1]
    default:
      let left = min(max(listColumns, columns * 31 / 100), 76)
      let right = max(sideColumns, columns * 27 / 100)
      return [left, columns - left - right - 2, right]
    }
  }

  /// Moves room to one of several from its neighbour, as far as that has some to spare.
  private static func give(_ wanted: Int, to index: Int, in sizes: inout [Int], least: Int) {
    guard wanted != 0, sizes.count > 1 else { return }
    let other = index == sizes.count - 1 ? index - 1 : index + 1
    let most = max(0, sizes[other] - least)
    let delta = max(min(wanted, most), -max(0, sizes[index] - least))
    sizes[index] += delta
    sizes[other] -= delta
  }

  private static func stacked(_ parts: [Part], in rect: Rect, wants: Wants) -> [Place] {
    var parts = parts
    while parts.count > 1, parts.reduce(0, { $0 + ($1.fixed ?? leastRows) }) + parts.count > rect.rows,
      let least = parts.indices.max(by: { parts[$0].rank < parts[$1].rank })
    {
      parts.remove(at: least)
    }
    if parts.count > 1, let bounded = parts.firstIndex(where: { $0.most < rect.rows / 2 }) {
      parts[bounded].fixed = parts[bounded].most
    }
    let fixed = parts.reduce(0) { $0 + ($1.fixed ?? 0) }
    let weights = parts.reduce(0) { $0 + ($1.fixed == nil ? $1.weight : 0) }
    var heights = parts.map { $0.fixed ?? max(1, (rect.rows - fixed) * $0.weight / max(1, weights)) }
    heights[heights.count - 1] = rect.rows - heights.dropLast().reduce(0, +)
    for (index, part) in parts.enumerated() {
      give((wants.grown[part.region] ?? 0) * 2, to: index, in: &heights, least: leastRows)
    }
    var row = rect.row
    var placed: [Place] = []
    for (part, rows) in zip(parts, heights) {
      let place = Rect(column: rect.column, row: row, columns: rect.columns, rows: rows)
      placed.append(Place(region: part.region, rect: place))
      row += rows
    }
    return placed
  }
}
