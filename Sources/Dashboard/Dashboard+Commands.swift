import Messaging
import Terminal

/// What each command does.
extension Dashboard {
  /// - Parameters:
  ///   - times: the count that was typed before the key; where it means nothing it is left out.
  ///   - argument: what was typed behind its name in the palette.
  mutating func perform(_ command: Command, times: Int? = nil, argument: String? = nil) {
    let often = max(1, times ?? 1)
    if let obstacle = obstacle(to: command) {
      say(obstacle)
      return
    }
    switch command {
    case .next: move(by: often)
    case .previous: move(by: -often)
    case .halfPageDown: page(by: max(1, pageHeight / 2) * often)
    case .halfPageUp: page(by: -max(1, pageHeight / 2) * often)
    case .pageDown: page(by: pageHeight * often)
    case .pageUp: page(by: -pageHeight * often)
    case .first: moveToRow(often)
    case .last: times == nil ? moveToEnd(top: false) : moveToRow(often)
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
    // Obstacles say so.
    case .paneIncoming, .paneAdmin: break
    case .paneNext: stepPane(by: 1)
    case .panePrevious: stepPane(by: -1)
    case .focusNext: moveFocus(by: 1)
    case .focusPrevious: moveFocus(by: -1)
    case .zoom: toggleZoom()
    case .search: openSearch(for: argument)
    case .searchNext: search(backwards: false, times: often)
    case .searchPrevious: search(backwards: true, times: often)
    case .filter: openFilter(with: argument)
    case .export: argument.map { export(into: $0) } ?? openExport()
    case .grow: grow(by: often)
    case .shrink: grow(by: -often)
    case .sort: stepSort(of: focus)
    case .reverse: reverseSort(of: focus)
    case .details: openDetails()
    case .count: pendingCount = 0
    case .mark: mark(.toggle)
    case .markAndNext: markAndStep(times: often)
    case .markRange: mark(.range)
    case .markAll: mark(.all)
    case .compose: argument.map { compose(to: $0) } ?? composeFromHere()
    case .reply: if let peer = chosenPeer { reply(to: peer) }
    case .forward: compose(text: chosenTexts ?? "")
    case .editAsNew: compose(to: chosenPeer.flatMap { Dashboard.address(of: $0) } ?? "", text: chosenText ?? "")
    case .copy: openCopyMenu()
    case .unread: toggleUnread()
    case .nextUnread: emit(.read(.nextUnread(after: focus == .inbox ? inbox.selected?.cursor : nil)))
    case .faults: toggleFaults()
    case .archive: archive()
    case .undo: undo()
    case .settle: openSettlement()
    case .dismiss: dismiss()
    case .stopList: openStopList()
    case .lookUp: emit(.ask(.contacts(argument ?? contactsNeedle)))
    case .poll: poll()
    case .helpSearch: beginHelpSearch()
    case .accountDetails: openAccountDetails()
    case .switchAccount: openAccounts(argument)
    case .help: openHelp()
    case .palette: dialog = .palette(Dialog.Palette(mode: mode, recent: recentCommands))
    case .dumpScreen:
      if let argument { return emit(.dumpScreen(path: argument)) }
      // It is nothing without the name of a file, which the palette asks for.
      dialog = .palette(Dialog.Palette(mode: mode, field: TextField("\(command.typedName) ")))
    case .redraw: emit(.redraw)
    case .suspend: emit(.suspend)
    case .review: openReview()
    case .nextField: moveField(forward: true)
    case .previousField: moveField(forward: false)
    case .leaveField: leaveComposer()
    case .plainTwins: replaceByPlainTwins()
    case .editor: openEditor()
    case .options: toggleOptions()
    case .eachRecipient: walkRecipients()
    case .schedule: askForSchedule()
    case .override: askForOverride()
    case .send: confirmReview()
    case .edit: review = nil
    case .settleWent: settle(went: true)
    case .settleNotSent: settle(went: false)
    case .settleAsk: askWhatBecame()
    case .stopListAdd: beginStopping()
    case .stopListRemove: askToTakeOff()
    case .copyText: copy(.text)
    case .copyNumber: copy(.number)
    case .copyID: copy(.id)
    case .copyLink: copy(.link)
    case .copyJSON: copy(.json)
    case .chooseAccount: chooseAccount()
    case .yes: sayYes()
    case .accept: acceptLine()
    case .complete: completeLine()
    case .keepDraft:
      review = nil
      leaveComposer()
    }
  }

  private mutating func grow(by steps: Int) {
    let grown = (wants.grown[focus] ?? 0) + min(max(-50, steps), 50)
    wants.grown[focus] = min(max(-50, grown), 50)
    arrange()
    refreshVisible()
  }

  private mutating func toggleZoom() {
    wants.zoomed = wants.zoomed == nil ? focus : nil
    arrange()
    refreshVisible()
  }

  private mutating func poll() {
    if case .paused = account.phase { emit(.ask(.resume)) } else { emit(.ask(.poll)) }
    say("asking the server")
  }

  mutating func dismiss() {
    switch outbox.selected {
    case .draft(let draft):
      guard let id = draft.id else { return }
      dialog = .deleteDraft(id, beginning: UntrustedText(String(draft.text.prefix(40))))
    case .item(let item): emit(.write(.dismiss(item.id)))
    case nil: break
    }
  }

  private mutating func composeFromHere() {
    let recipients = wantedRecipients
    mark(.clear)
    compose(to: recipients)
  }

  private mutating func open() {
    if focus == .outgoing, let item = faultItem { return openStory(of: item) }
    switch focus {
    case .inbox, .outgoing:
      showSelectedConversation()
      openConversation()
    case .contacts: compose(to: contacts.selected?.recipient ?? "")
    case .outbox:
      switch outbox.selected {
      case .draft(let draft): resume(draft)
      case .item(let item): openStory(of: item)
      case nil: break
      }
    case .conversation: openDetails()
    case .composer, .delivery, .log: break
    }
  }

  /// One step back. At the root only the key that says so leaves: a held Escape must not end the program.
  private mutating func back(mayLeave: Bool) {
    if dialog == nil, review == nil { marksHits = false }
    if dialog != nil {
      leaveDialog()
    } else if review?.prompt != nil {
      review?.prompt = nil
    } else if review != nil {
      review = nil
    } else if finding != nil {
      closePrompt()
    } else if giveUpMarks() {
      return
    } else if wants.zoomed != nil {
      wants.zoomed = nil
      arrange()
      refreshVisible()
    } else if dropLastChip() {
      return
    } else if focus == .conversation {
      closeConversation()
    } else if pane != .overview {
      show(.overview)
    } else if mayLeave {
      quit()
    }
  }

  private mutating func stepPane(by step: Int) {
    let panes = Pane.allCases
    guard let index = panes.firstIndex(of: pane) else { return }
    show(panes[(index + step + panes.count) % panes.count])
  }
}
