import Messaging
import Terminal

/// Walking through whatever has the keys.
extension Dashboard {
  /// Rows of the list that has the keys.
  var pageHeight: Int {
    // A row or two of what was there stay in sight. Below what is known of an unknown message stand the answers.
    if case .settle? = dialog { return max(1, layout.body.rows - 11) }
    if review != nil || dialog != nil { return max(1, layout.body.rows - 5) }
    return switch focus {
    case .inbox: inbox.height
    case .outgoing: outgoing.height
    case .outbox: outbox.height
    case .contacts: contacts.height
    case .conversation, .composer, .delivery, .log: max(1, ((layout[focus]?.rows ?? 2) - 1) / 3)
    }
  }

  mutating func move(by delta: Int) {
    if dialog != nil { return scrollDialog(by: delta) }
    if let review {
      // The view stops at the last row; a place far behind it would make the way back seem dead.
      let most = review.destinations.count * 2 + review.findings.count * 2 + review.text.unicodeScalars.count / 20 + 40
      self.review?.scroll = min(max(0, review.scroll + delta), most)
      return
    }
    switch finding ?? focus {
    case .inbox: if let request = inbox.move(by: delta) { load(request) }
    case .outgoing: moveInOutgoing(by: delta)
    case .outbox: outbox.move(by: delta)
    case .contacts: contacts.move(by: delta)
    // A conversation is drawn oldest first, while its rows stand newest first.
    case .conversation: if let request = conversation?.list.move(by: -delta) { load(request) }
    case .log: notices.selection = min(max(0, notices.selection + delta), max(0, notices.log.count - 1))
    case .composer, .delivery: break
    }
    followSelection()
  }

  mutating func page(by delta: Int) {
    guard dialog == nil, review == nil else { return move(by: delta) }
    switch focus {
    case .inbox: if let request = inbox.page(by: delta) { load(request) }
    case .outgoing:
      if faultItem != nil || delta < 0 && outgoing.selection == 0 { return move(by: delta) }
      if let request = outgoing.page(by: delta) { load(request) }
    case .outbox: outbox.page(by: delta)
    case .contacts: contacts.page(by: delta)
    case .conversation, .log, .composer, .delivery: return move(by: delta)
    }
    followSelection()
  }

  /// To a row by its number, counted from the first.
  mutating func moveToRow(_ number: Int) {
    moveToEnd(top: true)
    if number > 1 { move(by: number - 1) }
  }

  mutating func moveToEnd(top: Bool) {
    guard dialog == nil, review == nil else { return move(by: top ? -10_000 : 10_000) }
    switch focus {
    case .inbox: if let request = top ? inbox.moveToNewest() : inbox.moveToOldest() { load(request) }
    case .outgoing:
      chosenFault = top || outgoing.rows.isEmpty ? (top ? faultItems.first : faultItems.last)?.id : nil
      if let request = top ? outgoing.moveToNewest() : outgoing.moveToOldest() { load(request) }
    case .outbox: top ? outbox.moveToFirst() : outbox.moveToLast()
    case .contacts: top ? contacts.moveToFirst() : contacts.moveToLast()
    case .conversation:
      let request = top ? conversation?.list.moveToOldest() : conversation?.list.moveToNewest()
      if let request { load(request) }
    case .log: move(by: top ? -Notices.most : Notices.most)
    case .composer, .delivery: break
    }
    followSelection()
  }
}
