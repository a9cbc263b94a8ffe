import Messaging
import Terminal

/// Which pane, which part of it, which conversation.
extension Dashboard {
  /// Shows a pane and puts the keys on its first list.
  mutating func show(_ pane: Pane) {
    self.pane = pane
    composedFrom = nil
    wants.reads = false
    wants.zoomed = nil
    if pane != .outbox, composer == nil { wants.composes = false }
    focus = pane.region ?? .inbox
    if wants.composes, composer != nil, layout(for: pane)[focus] == nil {
      // Where only one thing fits, going to another pane leaves the composer; its draft is kept.
      leaveComposer()
    }
    arrange()
    refreshVisible()
    followSelection()
  }

  /// Lays the screen out anew and tells every list how much room it has.
  mutating func arrange() {
    layout = layout(for: pane)
    if layout[focus] == nil || focus == .delivery {
      focus = layout.places.first { $0.region != .delivery }?.region ?? .inbox
    }
    for place in layout.places {
      let height = place.rect.rows - 1
      switch place.region {
      case .inbox: inbox.resize(height: height)
      case .outgoing: outgoing.resize(height: height - faultRows(in: height))
      case .outbox: outbox.resize(height: height)
      case .contacts: contacts.resize(height: height)
      case .conversation: conversation?.list.resize(height: max(1, height / 2))
      case .composer, .delivery, .log: break
      }
    }
  }

  /// Lists that were on the screen before are fresh, and need rows only for more room.
  mutating func resize(to size: Size) {
    let shown = Set(layout.places.map(\.region))
    self.size = size
    arrange()
    for region in layout.places.map(\.region) { shown.contains(region) ? fill(region) : refresh(region) }
    followSelection()
  }

  private func layout(for pane: Pane) -> Layout { Layout(size: size, pane: pane, wants: wants) }

  /// Whether rows that belong on the screen are being read. What is typed is never kept waiting for them.
  public var isAwaitingRows: Bool {
    guard !mode.isForTyping else { return false }
    return layout.places.contains { place in
      switch place.region {
      case .inbox: inbox.isOnTheWay
      case .outgoing: outgoing.isOnTheWay
      case .conversation: conversation?.list.isOnTheWay ?? false
      case .outbox, .contacts, .composer, .delivery, .log: false
      }
    }
  }

  /// Moves the keys to the next part of the screen.
  mutating func moveFocus(by step: Int) {
    let regions = layout.places.map(\.region).filter { $0 != .delivery }
    guard let index = regions.firstIndex(of: focus), regions.count > 1 else { return }
    focus = regions[(index + step + regions.count) % regions.count]
    followSelection()
  }

  /// Shows the conversation that belongs to the selected row, where there is room for it.
  mutating func followSelection() {
    guard composer == nil, layout[.conversation] != nil else { return }
    showSelectedConversation()
  }

  mutating func showSelectedConversation() {
    switch focus {
    case .inbox:
      guard let selected = inbox.selected else { return showNoConversation(if: inbox.isLoaded) }
      showConversation(with: selected.peer, name: selected.name)
    case .outgoing:
      if let item = faultItem { return showConversation(with: item.destination.peer, name: nil) }
      guard let selected = outgoing.selected else { return showNoConversation(if: outgoing.isLoaded) }
      let place = EntryCursor(at: selected.at, origin: .outgoing(selected.id))
      showConversation(with: selected.peer, name: selected.name, at: place)
    case .outbox:
      switch outbox.selected {
      case .item(let item): showConversation(with: item.destination.peer, name: nil)
      case .draft(let draft): showConversation(with: Peer(address: draft.recipients), name: nil)
      case nil: conversation = nil
      }
    case .contacts:
      guard case .contact(let summary)? = contacts.selected else { return conversation = nil }
      showConversation(with: Peer(address: summary.contact.number.raw), name: summary.contact.name)
    case .conversation, .composer, .delivery, .log: break
    }
  }

  /// A list that is still being asked for keeps what is shown; one that is known to be empty does not.
  private mutating func showNoConversation(if isLoaded: Bool) {
    if isLoaded { conversation = nil }
  }

  /// Loads a conversation, at a place in it or at its end. One that is shown already stays as it is.
  mutating func showConversation(with peer: Peer, name: UntrustedText?, at place: EntryCursor? = nil) {
    if conversation?.peer == peer {
      if let place, conversation?.list.selected?.origin != place.origin {
        filters[.conversation] = nil
        conversation?.wanted = place.origin
        if let request = conversation?.list.restart(around: place) { load(request) }
      }
      return
    }
    filters[.conversation] = nil
    var next = Conversation(peer: peer, name: name, before: conversation)
    next.wanted = place?.origin
    let room = layout[.conversation] ?? layout.body
    next.list.resize(height: max(1, (room.rows - 1) / 2))
    let request = place.map { next.list.restart(around: $0) } ?? next.list.restart()
    conversation = next
    if let request { load(request) }
  }

  /// Puts the keys on the conversation that is shown; what is unread in it counts as read from now on.
  mutating func openConversation() {
    guard conversation != nil else { return }
    wants.reads = true
    wants.zoomed = nil
    focus = .conversation
    arrange()
    markReadIfReading()
  }

  mutating func markReadIfReading() {
    guard focus == .conversation, let conversation, dialog == nil, review == nil,
      !isNarrowed(.conversation), conversation.list.selection == 0, conversation.list.window.reachesNewest,
      size.columns >= 20, size.rows >= 5,
      conversation.list.rows.contains(where: \.isUnread)
    else { return }
    emit(.write(.markRead(conversation.peer)))
  }

  /// From the conversation back to its list.
  mutating func closeConversation() {
    wants.reads = false
    wants.zoomed = nil
    focus = pane.region ?? .inbox
    arrange()
    refreshVisible()
    followSelection()
  }
}
