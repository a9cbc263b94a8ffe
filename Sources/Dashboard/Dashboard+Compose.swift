import Messaging
import Terminal

/// Writing a message.
extension Dashboard {
  /// Opens the composer on a new message. What was being written before is kept as its draft.
  mutating func compose(
    to recipients: String = "", text: String = "", options: SendOptions = SendOptions(), draft: Draft? = nil,
    token: Int? = nil
  ) {
    if token == nil { lastToken += 1 }
    let token = token ?? lastToken
    if focus != .conversation { wants.reads = false }
    if let draft, let id = draft.id {
      emit(.write(.adoptDraft(token: token, id, savedAt: draft.updatedAt)))
    }
    composer = Composer(token: token, recipients: recipients, text: text, options: options)
    if draft != nil { composer?.field = .text }
    askWhoTheyAre()
    showComposer()
  }

  /// Answers a peer: an older draft to the same one is taken up again.
  mutating func reply(to peer: Peer) {
    let older = outboxRows.lazy.compactMap { row -> Draft? in
      guard case .draft(let draft) = row, Peer(address: draft.recipients) == peer else { return nil }
      return draft
    }.first
    if let left = left.values.first(where: { Peer(address: $0.recipients.text) == peer }) {
      resume(left)
    } else if let older, !confirmed.contains(older.recipients.trimmingBlanks()) {
      compose(to: older.recipients, text: older.text, options: older.options, draft: older)
    } else {
      compose(to: peer.key)
    }
    if let name = conversation?.name, conversation?.peer == peer { names[peer] = name }
  }

  /// Goes on writing a draft, with what was last typed where that is newer than what was read.
  mutating func resume(_ draft: Draft) {
    let key = draft.recipients.trimmingBlanks()
    if let left = left[key] {
      resume(left)
    } else if confirmed.contains(key) {
      say("it was sent just now")
    } else {
      compose(to: draft.recipients, text: draft.text, options: draft.options, draft: draft)
    }
  }

  /// What was left and is among the drafts now is theirs from here on: another instance may go on with it, and another
  /// draft may have the same recipients.
  mutating func forgetWhatIsSaved(_ drafts: [Draft]) {
    left = left.filter { _, composer in
      !drafts.contains { draft in
        draft.recipients == composer.recipients.text && draft.text == composer.text.text
          && draft.options == composer.options.asTyped
      }
    }
  }

  private mutating func resume(_ left: Composer) {
    self.left[left.recipients.text.trimmingBlanks()] = nil
    composer = left
    showComposer()
  }

  private mutating func showComposer() {
    wants.composes = true
    wants.zoomed = nil
    if focus != .composer { composedFrom = focus }
    focus = .composer
    arrange()
  }

  /// Leaves the composer; what was written stays as a draft.
  mutating func leaveComposer() {
    guard let composer else { return }
    if !composer.isEmpty {
      saveDraft(composer)
      left[composer.recipients.text.trimmingBlanks()] = composer
      stale.insert(.outbox)
      say("kept as a draft in the outbox", .done)
    }
    closeComposer()
  }

  mutating func closeComposer() {
    composer = nil
    wants.composes = false
    focus = wants.reads ? .conversation : composedFrom ?? pane.region ?? .inbox
    arrange()
    refreshVisible()
    followSelection()
  }

  /// True when the composer took the key.
  mutating func takeInComposer(_ key: Key) -> Bool {
    guard let before = composer else { return false }
    composer?.faults = [:]
    switch before.field {
    case .recipients: takeInRecipients(key)
    case .text: _ = composer?.text.handle(key)
    case .kind, .sender, .footer, .unicode, .schedule: takeInOption(key, before.field)
    }
    changed(from: before)
    return true
  }

  private mutating func takeInRecipients(_ key: Key) {
    guard let composer else { return }
    switch key {
    case .enter: if !takeSuggestion() { self.composer?.field = .text }
    case .up, .down:
      let count = composer.suggestions.count
      guard count > 0 else {
        if key == .down { self.composer?.field = .text }
        return
      }
      self.composer?.suggestion = (composer.suggestion + (key == .down ? 1 : count - 1)) % count
    case .character, .control, .alt, .tab, .backTab, .escape, .backspace, .delete, .insert, .left, .right, .home,
      .end, .pageUp, .pageDown, .function:
      _ = self.composer?.recipients.handle(key)
    }
  }

  private mutating func takeInOption(_ key: Key, _ field: Composer.Field) {
    switch key {
    case .up: stepField(by: -1)
    case .down, .enter: stepField(by: 1)
    case .character, .control, .alt, .tab, .backTab, .escape, .backspace, .delete, .insert, .left, .right, .home,
      .end, .pageUp, .pageDown, .function:
      composer?.options.handle(key, in: field)
    }
  }

  private mutating func stepField(by step: Int) {
    guard let composer, let index = composer.fields.firstIndex(of: composer.field) else { return }
    self.composer?.field = composer.fields[(index + step + composer.fields.count) % composer.fields.count]
    self.composer?.suggestions = []
  }

  /// Takes who was chosen when what was typed is no recipient by itself.
  private mutating func takeSuggestion() -> Bool {
    guard let composer, composer.suggestions.indices.contains(composer.suggestion), let typed = composer.searchedName,
      composer.suggestedFor == typed
    else { return false }
    let chosen = composer.suggestions[composer.suggestion]
    if let whole = try? Destination(typed), chosen.destination == whole || !whole.isCode { return false }
    if case .contact(let summary) = chosen { names[Peer(address: summary.contact.number.raw)] = summary.contact.name }
    self.composer?.take(chosen)
    return true
  }

  /// Tab: the next field, or the suggestion when the recipient being typed needs one.
  mutating func moveField(forward: Bool) {
    guard let before = composer else { return }
    if forward, before.field == .recipients, takeSuggestion() { return changed(from: before) }
    stepField(by: forward ? 1 : -1)
  }

  /// Unfolds the options and goes to the first, or folds them and goes back to the text.
  mutating func toggleOptions() {
    guard let composer else { return }
    self.composer?.showsOptions = !composer.showsOptions
    self.composer?.field = composer.showsOptions ? .text : .kind
    self.composer?.suggestions = []
  }

  mutating func pasteIntoComposer(_ text: String) {
    guard let before = composer else { return }
    switch before.field {
    case .recipients: composer?.recipients.paste(text.replacing("\n", with: ", "))
    case .text: composer?.text.paste(text)
    case .kind, .sender, .footer, .unicode, .schedule: composer?.options.paste(text, into: before.field)
    }
    changed(from: before)
  }

  /// Saves what was typed, and asks what is to be known about it.
  private mutating func changed(from before: Composer) {
    guard let composer else { return }
    let hasOtherRecipients = composer.recipients.text != before.recipients.text
    guard hasOtherRecipients || composer.text.text != before.text.text || composer.options != before.options else {
      return
    }
    saveDraft(composer)
    guard hasOtherRecipients else { return }
    if let name = composer.searchedName, (try? Destination(name))?.isCode != false {
      emit(.read(.suggestions(matching: name)))
    } else {
      self.composer?.suggestions = []
    }
    askWhoTheyAre()
  }

  /// Asks who the recipients are and what is known of them, when they are others than those asked about.
  private mutating func askWhoTheyAre() {
    let destinations = composer?.recipientList(settings.sending.numbers).destinations ?? []
    guard destinations != composer?.facts?.recipients.map(\.destination) ?? [] else { return }
    let unnamed = destinations.map(\.peer).filter { names[$0] == nil }
    if !unnamed.isEmpty { emit(.read(.names(unnamed))) }
    askForFacts()
  }

  mutating func saveDraft(_ composer: Composer) {
    let order = Effect.Write.saveDraft(
      token: composer.token, recipients: composer.recipients.text, text: composer.text.text,
      options: composer.options.asTyped)
    emit(.write(order))
  }

  /// Replaces characters that force UCS-2 by their plain twins.
  mutating func replaceByPlainTwins() {
    guard let before = composer else { return }
    let plain = PlainTwin(of: before.text.text)
    guard !plain.replacements.isEmpty else {
      say("nothing here has a plain twin")
      return
    }
    composer?.text.replace(0..<before.text.scalars.count, with: plain.text)
    changed(from: before)
  }
}

extension Destination {
  /// `@user` or `#group`: what is typed of one may be the beginning of another.
  fileprivate var isCode: Bool {
    switch self {
    case .number: false
    case .user, .group: true
    }
  }
}
