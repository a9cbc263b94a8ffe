import Messaging
import Terminal

/// What each command does.
extension Dashboard {
  mutating func perform(_ command: Command) {
    if let obstacle = obstacle(to: command) {
      say(obstacle)
      return
    }
    switch command {
    case .next: move(by: 1)
    case .previous: move(by: -1)
    case .halfPageDown: page(by: max(1, pageHeight / 2))
    case .halfPageUp: page(by: -max(1, pageHeight / 2))
    case .pageDown: page(by: pageHeight)
    case .pageUp: page(by: -pageHeight)
    case .first: moveToEnd(top: true)
    case .last: moveToEnd(top: false)
    case .open: open()
    case .back: back(mayLeave: false)
    case .leave: back(mayLeave: true)
    case .quit: quit()
    case .paneOverview: show(.overview)
    case .paneInbox: show(.inbox)
    case .paneOutgoing: show(.outgoing)
    case .paneOutbox: show(.outbox)
    case .paneContacts: show(.contacts)
    case .paneLog: show(.log)
    case .paneNext: stepPane(by: 1)
    case .panePrevious: stepPane(by: -1)
    case .focusNext: moveFocus(by: 1)
    case .focusPrevious: moveFocus(by: -1)
    case .zoom: toggleZoom()
    case .find: openFinder()
    case .compose: compose(to: focus == .contacts ? chosenRecipient : "")
    case .reply: if let peer = chosenPeer { reply(to: peer) }
    case .forward: compose(text: chosenText ?? "")
    case .editAsNew: compose(to: chosenPeer.flatMap { Dashboard.address(of: $0) } ?? "", text: chosenText ?? "")
    case .copy: copy()
    case .unread: toggleUnread()
    case .nextUnread: emit(.read(.nextUnread(after: focus == .inbox ? inbox.selected?.cursor : nil)))
    case .faults: toggleFaults()
    case .takeBack: emit(.write(.takeBack(heldItems.map(\.id))))
    case .settle: openSettlement()
    case .dismiss: dismiss()
    case .lookUp: emit(.ask(.contacts(narrowing[.contacts]?.text ?? "")))
    case .poll: poll()
    case .help: dialog = .help(Dialog.Help(mode: mode))
    case .palette: dialog = .palette(Dialog.Palette(mode: mode))
    case .redraw: emit(.redraw)
    case .suspend: emit(.suspend)
    case .review: if finding == nil { openReview() }
    case .nextField: finding == nil ? moveField(forward: true) : (finding = nil)
    case .previousField: finding == nil ? moveField(forward: false) : (finding = nil)
    case .leaveField: leaveField()
    case .plainTwins: replaceByPlainTwins()
    case .editor: openEditor()
    case .send: confirmReview()
    case .edit: review = nil
    case .keepDraft:
      review = nil
      leaveComposer()
    }
  }

  private mutating func toggleZoom() {
    wants.zoomed = wants.zoomed == nil ? focus : nil
    arrange()
    reloadVisible()
  }

  private mutating func openFinder() {
    finding = focus
    if narrowing[focus] == nil { narrowing[focus] = TextField() }
  }

  private mutating func copy() {
    guard let text = chosenText else { return }
    emit(.copy(text))
    say("copied, if your terminal allows it", .done)
  }

  private mutating func toggleFaults() {
    if layout[.outgoing] == nil { show(.outgoing) }
    faultsOnly.toggle()
    if let request = outgoing.restart() { load(request) }
  }

  private mutating func poll() {
    if case .paused = account.phase { emit(.ask(.resume)) } else { emit(.ask(.poll)) }
    say("asking the server")
  }

  private mutating func openSettlement() {
    guard let item = unknownItem else { return }
    dialog = .settle(Dialog.Settlement(item: item, deafUntil: now + Review.deafness))
    emit(.read(.evidence(item.id)))
  }

  private mutating func dismiss() {
    switch outbox.selected {
    case .draft(let draft):
      guard let id = draft.id else { return }
      dialog = .deleteDraft(id, beginning: UntrustedText(String(draft.text.prefix(40))))
    case .item(let item): emit(.write(.dismiss(item.id)))
    case nil: break
    }
  }

  /// The number or `#code` of the selected contact.
  private var chosenRecipient: String {
    switch contacts.selected {
    case .contact(let summary): (try? Destination(summary.contact.number.raw))?.wire ?? ""
    case .group(let group): (try? Destination("#" + group.code.raw))?.wire ?? ""
    case nil: ""
    }
  }

  private mutating func open() {
    switch focus {
    case .inbox, .outgoing:
      showSelectedConversation()
      openConversation()
    case .contacts: compose(to: chosenRecipient)
    case .outbox:
      switch outbox.selected {
      case .draft(let draft): resume(draft)
      case .item:
        showSelectedConversation()
        openConversation()
      case nil: break
      }
    case .conversation, .composer, .delivery, .log: break
    }
  }

  /// One step back. At the root only the key that says so leaves: a held Escape must not end the program.
  private mutating func back(mayLeave: Bool) {
    if dialog != nil {
      dialog = nil
    } else if review != nil {
      review = nil
    } else if wants.zoomed != nil {
      wants.zoomed = nil
      arrange()
      reloadVisible()
    } else if focus == .conversation {
      closeConversation()
    } else if let field = narrowing[focus], !field.text.isEmpty {
      narrowing[focus] = nil
      narrowed(focus)
    } else if pane != .overview {
      show(.overview)
    } else if mayLeave {
      quit()
    }
  }

  private mutating func leaveField() {
    if let region = finding {
      finding = nil
      narrowing[region] = nil
      narrowed(region)
    } else {
      leaveComposer()
    }
  }

  private mutating func toggleUnread() {
    guard let peer = chosenPeer else { return }
    let isUnread = inbox.rows.first { $0.peer == peer }.map { $0.unread > 0 } ?? false
    emit(.write(isUnread ? .markRead(peer) : .markUnread(peer)))
    if focus == .conversation, !isUnread { closeConversation() }
  }

  private mutating func stepPane(by step: Int) {
    let panes = Pane.allCases
    guard let index = panes.firstIndex(of: pane) else { return }
    show(panes[(index + step + panes.count) % panes.count])
  }
}
