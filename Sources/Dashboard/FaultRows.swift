import Messaging

/// What `F` shows above the failed messages: items of the outbox of which nobody knows whether they went, and those
/// that the server refused. They stand in no list of the server, so they are rows of their own.
extension Dashboard {
  /// The unknown ones first, each kind with the newest on top; none while the list shows everything.
  public var faultItems: [OutboxItem] {
    guard faultsOnly else { return [] }
    let conditions = chips(in: .outgoing).map(\.condition)
    let faults = outboxRows.compactMap { row -> (item: OutboxItem, isUnknown: Bool)? in
      guard case .item(let item) = row, holds(conditions, row) else { return nil }
      switch item.state {
      case .unknown: return (item, true)
      case .rejected: return (item, false)
      case .held, .queued, .inFlight, .accepted, .cancelled, .settled: return nil
      }
    }
    return faults.sorted { ($0.isUnknown ? 1 : 0, $0.item.id) > ($1.isUnknown ? 1 : 0, $1.item.id) }.map(\.item)
  }

  /// The one of them that is selected; nil while a row of the list below is.
  public var faultItem: OutboxItem? {
    guard let chosenFault else { return nil }
    return faultItems.first { $0.id == chosenFault }
  }

  /// How many of them there is room for: the list below keeps half of it.
  public func faultRows(in rows: Int) -> Int { min(faultItems.count, outgoing.rows.isEmpty ? rows : max(1, rows / 2)) }

  /// The first of them that is shown.
  public func firstFault(in rows: Int) -> Int {
    let shown = faultRows(in: rows)
    let selected = faultItems.firstIndex { $0.id == chosenFault } ?? 0
    return max(0, min(selected - shown + 1, faultItems.count - shown))
  }

  mutating func toggleFaults() {
    if layout[.outgoing] == nil { show(.outgoing) }
    faultsOnly.toggle()
    narrowed(.outgoing)
    arrange()
    chosenFault = faultItems.first?.id
    followSelection()
  }

  /// Goes through the rows above and the list below as through one.
  mutating func moveInOutgoing(by delta: Int) {
    let items = faultItems
    let isAtTop = outgoing.selection == 0 && outgoing.window.reachesNewest
    if let selected = items.firstIndex(where: { $0.id == chosenFault }) {
      let target = selected + delta
      if target < items.count || outgoing.rows.isEmpty {
        chosenFault = items[min(max(0, target), items.count - 1)].id
        return
      }
      chosenFault = nil
      if let request = outgoing.moveToNewest() { load(request) }
      if let request = outgoing.move(by: target - items.count) { load(request) }
    } else if delta < 0, !items.isEmpty, isAtTop {
      chosenFault = items[max(0, items.count + delta)].id
    } else {
      chosenFault = nil
      if let request = outgoing.move(by: delta) { load(request) }
    }
  }
}

/// Narrowing the outbox, which is here as a whole.
extension Dashboard {
  /// Shows of what was read what fits the conditions.
  mutating func narrowOutbox() {
    let conditions = filter(of: .outbox).conditions
    outbox.set(conditions.isEmpty ? outboxRows : outboxRows.filter { holds(conditions, $0) })
  }

  func holds(_ conditions: [MessageFilter.Condition], _ row: OutboxRow) -> Bool {
    let card = MessageCard(row)
    let name = names[Peer(address: card.number)]?.raw ?? ""
    return conditions.allSatisfy { condition in
      switch condition {
      case .text(let text): [card.text, card.number, name].contains { Search.holds($0, text) }
      case .to(let who): [card.number, name].contains { Search.holds($0, who) }
      case .status(let status): row.status == status
      case .outbox(let stage): row.stage == stage
      case .before(let instant): card.at.map { $0 < instant } ?? false
      case .after(let instant): card.at.map { $0 >= instant } ?? false
      case .from, .unread, .archived: false
      }
    }
  }
}

extension OutboxRow {
  fileprivate var stage: OutboxStage? {
    switch self {
    case .draft: .draft
    case .item(let item): OutboxStage(item.state)
    }
  }

  /// The status that comes nearest: what was refused failed, what is under way is pending.
  fileprivate var status: DeliveryStatus? {
    guard case .item(let item) = self else { return nil }
    return switch item.state {
    case .rejected: .failed
    case .queued, .inFlight, .accepted: .pending
    case .held, .unknown, .cancelled, .settled: nil
    }
  }
}
