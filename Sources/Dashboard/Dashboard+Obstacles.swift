import Messaging

/// Why a command cannot act at the moment. Help and notices tell it, instead of keys that do nothing.
extension Dashboard {
  /// The reason; nil when the command can act.
  public func obstacle(to command: Command) -> String? {
    if command == .send, review?.walk != nil { return obstacleInWalk }
    switch command.need {
    case .nothing: return nil
    case .recipient:
      guard let peer = chosenPeer else { return "nobody is chosen to reply to" }
      return Dashboard.address(of: peer) == nil ? "this sender is a name, not a number: it cannot be answered" : nil
    case .message: return chosenText == nil ? "no message is chosen" : nil
    case .conversation: return chosenPeer == nil || focus == .outbox ? "no conversation is chosen" : nil
    case .archivable:
      switch focus {
      case .inbox, .conversation: return chosenPeer == nil ? "no conversation is chosen" : nil
      case .outbox: return obstacleToDisposal
      case .outgoing, .contacts, .composer, .delivery, .log: return "only conversations of the inbox are archived"
      }
    case .undoable:
      if submissionsUnderWay > 0 { return "it is just being written down; press again" }
      return heldItems.isEmpty && undoable.isEmpty ? "there is nothing to undo" : nil
    case .unknown:
      if unknownItem != nil { return nil }
      return counters.unknown > 0 ? "it is just being read; press again" : "nothing is unknown"
    case .disposable: return obstacleToDisposal
    case .filter:
      switch focus {
      case .inbox, .outgoing, .contacts, .outbox: return nil
      case .conversation: return conversation == nil ? "no conversation is open" : nil
      case .composer, .delivery, .log: return "this list cannot be narrowed"
      }
    case .searchable: return focus == .delivery || focus == .composer ? "there is nothing to search in" : nil
    case .needle: return needle.isEmpty ? "nothing was searched for yet" : nil
    case .sortable: return focus == .inbox || focus == .outgoing ? nil : "this list has one order only"
    case .details:
      if focus == .outbox, case .draft? = outbox.selected {
        return "a draft has no details; \(keyText(.open, in: .list)) goes on writing it"
      }
      return chosenOrigin == nil ? "no single message is chosen" : nil
    case .otherAccount: return obstacleToSwitching
    case .severalParts: return hasSeveralParts ? nil : "this screen has one part only"
    case .laterVersion:
      return command == .paneIncoming
        ? "this version has no such pane; what came in by a keyword stands in the inbox"
        : "this version has no such pane"
    case .composition: return composer == nil || finding != nil ? "nothing is being written" : nil
    case .rows: return hasRowsToMark ? nil : "there is nothing to mark here"
    case .contacts: return focus == .contacts ? nil : "only in the contacts"
    case .unopened:
      switch focus {
      case .conversation: return chosenOrigin == nil ? "no message is chosen" : nil
      case .log: return "nothing is behind an entry of the log; it is all here"
      case .outbox: return outbox.selected == nil ? "nothing is here to open" : nil
      case .contacts: return contacts.selected == nil ? "nothing is here to open" : nil
      case .inbox, .outgoing, .composer, .delivery: return nil
      }
    }
  }

  private var hasSeveralParts: Bool { layout.places.count { $0.region != .delivery } > 1 }

  private var obstacleToDisposal: String? {
    guard focus == .outbox else { return "only in the outbox" }
    switch outbox.selected {
    case .draft: return nil
    case .item(let item):
      if case .rejected = item.state { return nil }
      return "only drafts and refused messages are put away"
    case nil: return "nothing is chosen"
    }
  }

  /// Where a message to a peer goes. A stranger chooses the sender's name, so nothing but a number or one `@user`
  /// counts: never a group, never anything that a list of recipients would take apart.
  static func address(of peer: Peer) -> String? {
    // Mostly it is a number, and this is asked at every key.
    if peer.isNumber { return peer.key.utf8.count <= Destination.longestNumber ? peer.key : nil }
    return switch try? Destination(peer.key) {
    case .number(let number): number
    case .user(let name): "@" + name
    case .group, nil: nil
    }
  }

  /// The peer that a command would act on.
  public var chosenPeer: Peer? {
    switch focus {
    case .inbox: inbox.selected?.peer
    case .outgoing: faultItem?.destination.peer ?? outgoing.selected?.peer
    case .conversation: conversation?.peer
    case .contacts:
      if case .contact(let summary)? = contacts.selected { Peer(address: summary.contact.number.raw) } else { nil }
    case .outbox:
      if case .item(let item)? = outbox.selected { item.destination.peer } else { nil }
    case .composer, .delivery, .log: nil
    }
  }

  /// The text that a command would act on.
  var chosenText: String? {
    switch focus {
    case .inbox: inbox.selected?.lastText.raw
    case .outgoing: faultItem?.text ?? outgoing.selected?.text.raw
    case .conversation: conversation?.list.selected?.text.raw
    case .contacts:
      if case .contact(let summary)? = contacts.selected { summary.contact.number.raw } else { nil }
    case .outbox:
      switch outbox.selected {
      case .item(let item): item.text
      case .draft(let draft): draft.text
      case nil: nil
      }
    case .log: notices.log.indices.contains(notices.selection) ? notices.log[notices.selection].sentence.raw : nil
    case .composer, .delivery: nil
    }
  }

  /// What was confirmed last and has not left, held or waiting for the server: all of one submission.
  var heldItems: [OutboxItem] {
    let held = outboxRows.compactMap { row -> OutboxItem? in
      guard case .item(let item) = row else { return nil }
      switch item.state {
      case .held, .queued: return item
      case .inFlight, .accepted, .rejected, .unknown, .cancelled, .settled: return nil
      }
    }
    guard let newest = held.map(\.createdAt).max() else { return [] }
    return held.filter { $0.createdAt == newest }
  }

  /// The selected unknown item, or the oldest one.
  var unknownItem: OutboxItem? {
    if case .item(let item)? = outbox.selected, focus == .outbox, case .unknown = item.state { return item }
    if focus == .outgoing, let item = faultItem, case .unknown = item.state { return item }
    return unknownItems.first
  }

  /// Everything of the outbox of which nobody knows whether it went, the oldest first.
  public var unknownItems: [OutboxItem] {
    outboxRows.compactMap { row -> OutboxItem? in
      guard case .item(let item) = row, case .unknown = item.state else { return nil }
      return item
    }.sorted { $0.id < $1.id }
  }
}
