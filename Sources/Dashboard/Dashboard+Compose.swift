import Messaging
import Terminal

/// Writing a message.
extension Dashboard {
  /// Opens the composer on a new message. What was being written before is kept as its draft.
  mutating func compose(to recipients: String = "", text: String = "", draft: DraftID? = nil) {
    lastToken += 1
    if focus != .conversation { wants.reads = false }
    if let draft { emit(.write(.adoptDraft(token: lastToken, draft))) }
    composer = Composer(token: lastToken, recipients: recipients, text: text)
    if draft != nil { composer?.field = .text }
    askForNames()
    wants.composes = true
    wants.zoomed = nil
    focus = .composer
    arrange()
  }

  /// Answers a peer: an older draft to the same one is taken up again.
  mutating func reply(to peer: Peer) {
    let older = outbox.rows.lazy.compactMap { row -> Draft? in
      guard case .draft(let draft) = row, Peer(address: draft.recipients) == peer else { return nil }
      return draft
    }.first
    if let left = left.values.first(where: { Peer(address: $0.recipients.text) == peer }) {
      resume(left)
    } else if let older, !confirmed.contains(older.recipients.trimmingBlanks()) {
      compose(to: older.recipients, text: older.text, draft: older.id)
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
      compose(to: draft.recipients, text: draft.text, draft: draft.id)
    }
  }

  private mutating func resume(_ left: Composer) {
    self.left[left.recipients.text.trimmingBlanks()] = nil
    composer = left
    wants.composes = true
    wants.zoomed = nil
    focus = .composer
    arrange()
  }

  /// Leaves the composer; what was written stays as a draft.
  mutating func leaveComposer() {
    guard let composer else { return }
    if !composer.isEmpty {
      saveDraft(composer)
      left[composer.recipients.text.trimmingBlanks()] = composer
      say("kept as a draft in the outbox", .done)
    }
    closeComposer()
  }

  mutating func closeComposer() {
    composer = nil
    wants.composes = false
    focus = wants.reads ? .conversation : pane.region ?? .inbox
    arrange()
    reloadVisible()
    followSelection()
  }

  /// True when the composer took the key.
  mutating func takeInComposer(_ key: Key) -> Bool {
    guard var composer else { return false }
    composer.recipientsFault = nil
    composer.textFault = nil
    let recipients = composer.recipients.text
    let text = composer.text.text
    switch composer.field {
    case .recipients: takeInRecipients(key, &composer)
    case .text: _ = composer.text.handle(key)
    }
    self.composer = composer
    guard composer.recipients.text != recipients || composer.text.text != text else { return true }
    changed(composer, recipientsBefore: recipients)
    return true
  }

  private mutating func takeInRecipients(_ key: Key, _ composer: inout Composer) {
    switch key {
    case .enter:
      if !takeSuggestion(in: &composer, onlyIfNeeded: true) { composer.field = .text }
    case .up, .down:
      let count = composer.suggestions.count
      guard count > 0 else {
        if key == .down { composer.field = .text }
        return
      }
      composer.suggestion = (composer.suggestion + (key == .down ? 1 : count - 1)) % count
    case .character, .control, .alt, .tab, .backTab, .escape, .backspace, .delete, .insert, .left, .right, .home,
      .end, .pageUp, .pageDown, .function:
      _ = composer.recipients.handle(key)
    }
  }

  /// Takes the chosen contact when what was typed is no recipient by itself.
  private mutating func takeSuggestion(in composer: inout Composer, onlyIfNeeded: Bool) -> Bool {
    guard composer.suggestions.indices.contains(composer.suggestion), let typed = composer.searchedName,
      composer.suggestedFor == typed
    else { return false }
    if onlyIfNeeded, (try? Destination(typed)) != nil { return false }
    let contact = composer.suggestions[composer.suggestion].contact
    names[Peer(address: contact.number.raw)] = contact.name
    composer.take(contact)
    return true
  }

  /// Tab: the next field, or the suggestion when the recipient being typed needs one.
  mutating func moveField(forward: Bool) {
    guard var composer else { return }
    if forward, composer.field == .recipients, takeSuggestion(in: &composer, onlyIfNeeded: true) {
      self.composer = composer
      saveDraft(composer)
      return
    }
    composer.field = composer.field == .recipients ? .text : .recipients
    composer.suggestions = []
    self.composer = composer
  }

  mutating func pasteIntoComposer(_ text: String) {
    guard var composer else { return }
    let before = composer.recipients.text
    switch composer.field {
    case .recipients: composer.recipients.paste(text.replacing("\n", with: ", "))
    case .text: composer.text.paste(text)
    }
    self.composer = composer
    changed(composer, recipientsBefore: before)
  }

  private mutating func changed(_ composer: Composer, recipientsBefore: String) {
    saveDraft(composer)
    guard composer.recipients.text != recipientsBefore else { return }
    if let name = composer.searchedName, (try? Destination(name)) == nil {
      emit(.read(.suggestions(matching: name)))
    } else {
      self.composer?.suggestions = []
    }
    askForNames()
  }

  /// Asks who the recipients are, as far as that is not known.
  private mutating func askForNames() {
    let peers = composer?.parsedRecipients.compactMap { try? $0.destination.get().peer } ?? []
    let unnamed = peers.filter { names[$0] == nil }
    if !unnamed.isEmpty { emit(.read(.names(unnamed))) }
  }

  mutating func saveDraft(_ composer: Composer) {
    emit(
      .write(
        .saveDraft(
          token: composer.token, recipients: composer.recipients.text, text: composer.text.text,
          options: SendOptions())))
  }

  /// Replaces characters that force UCS-2 by their plain twins.
  mutating func replaceByPlainTwins() {
    guard var composer else { return }
    let plain = PlainTwin(of: composer.text.text)
    guard !plain.replacements.isEmpty else {
      say("nothing here has a plain twin")
      return
    }
    composer.text.replace(0..<composer.text.scalars.count, with: plain.text)
    self.composer = composer
    saveDraft(composer)
  }
}
