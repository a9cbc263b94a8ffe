import Messaging
import Terminal

/// The mouse. It never answers a question and never sends: dialogs and the review take keys only.
extension Dashboard {
  /// Two presses on the same row within this are a double click.
  static let doubleClick = Duration.milliseconds(400)
  /// Rows for each turn of the wheel.
  static let wheelRows = 3

  mutating func point(at target: PointerTarget, _ action: MouseEvent.Action) {
    switch action {
    case .wheelUp: turnWheel(over: target, by: -Dashboard.wheelRows)
    case .wheelDown: turnWheel(over: target, by: Dashboard.wheelRows)
    case .press(button: 1): press(target)
    case .press, .release: break
    }
  }

  private mutating func turnWheel(over target: PointerTarget, by delta: Int) {
    guard dialog == nil, review == nil else { return move(by: delta) }
    switch target {
    case .row(let region, _), .part(let region), .title(let region):
      guard finding == nil, region != .composer, region != .delivery else { return }
      if focus != region, composer == nil { focus = region }
      if focus == region { move(by: delta) }
    case .pane, .hint, .nothing: break
    }
  }

  private mutating func press(_ target: PointerTarget) {
    guard dialog == nil, review == nil else { return }
    if finding != nil { closePrompt() }
    let isSecond = lastPress.map { $0.target == target && now < $0.at + Dashboard.doubleClick } ?? false
    lastPress = isSecond ? nil : Press(target: target, at: now)
    switch target {
    case .row(let region, let index):
      focus = region
      select(index, in: region)
      followSelection()
      if isSecond, obstacle(to: .open) == nil { perform(.open) }
    case .part(let region): if region != .delivery { focus = region }
    case .title(let region):
      if focus == region { cycleSort(of: region) } else if region != .delivery { focus = region }
    case .pane(let pane): show(pane)
    case .hint(let command): perform(command)
    case .nothing: break
    }
  }

  private mutating func select(_ index: Int, in region: Region) {
    switch region {
    case .inbox: if inbox.rows.indices.contains(index) { inbox.select(inbox.rows[index].rowID) }
    case .outgoing:
      let items = faultItems
      chosenFault = items.indices.contains(index) ? items[index].id : nil
      let below = index - items.count
      if outgoing.rows.indices.contains(below) { outgoing.select(outgoing.rows[below].rowID) }
    case .outbox: outbox.move(by: index - outbox.selection)
    case .contacts: contacts.move(by: index - contacts.selection)
    case .conversation:
      if let rows = conversation?.list.rows, rows.indices.contains(index) {
        conversation?.list.select(rows[index].rowID)
      }
    case .log: notices.selection = min(max(0, index), max(0, notices.log.count - 1))
    case .composer, .delivery: break
    }
  }
}

/// A press of the mouse button, kept to know a double click.
struct Press: Hashable, Sendable {
  let target: PointerTarget
  let at: Timestamp
}
