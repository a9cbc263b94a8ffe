import Messaging

/// Marking rows, and acting on all that are marked.
extension Dashboard {
  /// How many rows of a list are marked.
  public func marked(in region: Region) -> Int {
    switch region {
    case .inbox: inbox.marks.count
    case .outgoing: outgoing.marks.count
    case .outbox: outbox.marks.count
    case .contacts: contacts.marks.count
    case .conversation: conversation?.list.marks.count ?? 0
    case .composer, .delivery, .log: 0
    }
  }

  /// Whether a range is being marked in the list that has the keys.
  public var isMarkingRange: Bool {
    switch focus {
    case .inbox: inbox.marks.anchor != nil
    case .outgoing: outgoing.marks.anchor != nil
    case .outbox: outbox.marks.anchor != nil
    case .contacts: contacts.marks.anchor != nil
    case .conversation: conversation?.list.marks.anchor != nil
    case .composer, .delivery, .log: false
    }
  }

  var hasRowsToMark: Bool {
    switch focus {
    case .inbox: !inbox.rows.isEmpty
    case .outgoing: !outgoing.rows.isEmpty && faultItem == nil
    case .outbox: !outbox.rows.isEmpty
    case .contacts: !contacts.rows.isEmpty
    case .conversation: conversation?.list.rows.isEmpty == false
    case .composer, .delivery, .log: false
    }
  }

  mutating func mark(_ action: MarkAction) {
    switch focus {
    case .inbox: inbox.apply(action)
    case .outgoing: outgoing.apply(action)
    case .outbox: outbox.apply(action)
    case .contacts: contacts.apply(action)
    case .conversation: conversation?.list.apply(action)
    case .composer, .delivery, .log: break
    }
  }

  mutating func markAndStep(times: Int) {
    for _ in 0..<min(times, 1_000) {
      mark(.toggle)
      move(by: 1)
    }
  }

  /// True when a range or marks were there to be given up.
  mutating func giveUpMarks() -> Bool {
    if isMarkingRange {
      mark(.endRange)
    } else if marked(in: focus) > 0 {
      mark(.clear)
    } else {
      return false
    }
    return true
  }

  /// Conversations that a command acts on: of the marked rows, or of the selected one.
  var chosenPeers: [Peer] {
    let peers: [Peer] =
      switch focus {
      case .inbox: inbox.chosen.map(\.peer)
      case .outgoing: faultItem.map { [$0.destination.peer] } ?? outgoing.chosen.map(\.peer)
      case .contacts: contacts.chosen.compactMap(\.peer)
      case .outbox:
        outbox.chosen.compactMap { if case .item(let item) = $0 { item.destination.peer } else { nil } }
      case .conversation: conversation.map { [$0.peer] } ?? []
      case .composer, .delivery, .log: []
      }
    var seen: Set<Peer> = []
    return peers.filter { seen.insert($0).inserted }
  }

  /// Whom a new message goes to when it is written from here: whoever is marked; in the contacts also the selected one.
  var wantedRecipients: String {
    guard marked(in: focus) > 0 || focus == .contacts else { return "" }
    if focus == .contacts { return contacts.chosen.compactMap(\.recipient).joined(separator: ", ") }
    return chosenPeers.compactMap { Dashboard.address(of: $0) }.joined(separator: ", ")
  }

  /// Unread when all of what is chosen is read, read otherwise.
  mutating func toggleUnread() {
    let peers = chosenPeers
    let unread = Set(inbox.rows.filter { $0.unread > 0 }.map(\.peer))
    let isAnyUnread = peers.contains { unread.contains($0) }
    carryOut(isAnyUnread ? .read(peers) : .unread(peers), on: peers)
    mark(.clear)
    if focus == .conversation, !isAnyUnread { closeConversation() }
  }
}

extension ContactRow {
  /// Whose conversation it is; nil for a group.
  var peer: Peer? {
    switch self {
    case .contact(let summary): Peer(address: summary.contact.number.raw)
    case .group: nil
    }
  }

  /// The number or `#code` that a message goes to.
  var recipient: String? {
    switch self {
    case .contact(let summary): (try? Destination(summary.contact.number.raw))?.wire
    case .group(let group): (try? Destination("#" + group.code.raw))?.wire
    }
  }
}
