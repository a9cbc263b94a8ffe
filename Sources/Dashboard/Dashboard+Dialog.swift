import Messaging
import Terminal

/// Questions and help.
extension Dashboard {
  /// The dialog that answers of the archive are for: the one below help while help lies over it.
  var waiting: Dialog? {
    get { if case .help(let help)? = dialog, let below = help.below { below } else { dialog } }
    set {
      if case .help(var help)? = dialog, help.below != nil {
        help.below = newValue
        dialog = .help(help)
      } else {
        dialog = newValue
      }
    }
  }

  /// Help for what the keyboard is for at the moment. A dialog waits below it.
  mutating func openHelp() {
    if case .help? = dialog { return leaveDialog() }
    dialog = .help(Dialog.Help(mode: mode, below: dialog))
  }

  /// One step back in a dialog: out of a field, out of help to what it was asked for in, or out of the dialog.
  mutating func leaveDialog() {
    switch dialog {
    case .help(var help) where help.isTyping || !help.needle.text.isEmpty:
      help.isTyping = false
      help.needle = TextField()
      help.scroll = 0
      dialog = .help(help)
    case .help(let help):
      dialog = help.below
      if case .settle(var settlement)? = dialog {
        settlement.deafUntil = now + Review.deafness
        dialog = .settle(settlement)
      }
    case .stopList(var list) where list.entering != nil || list.isTakingOff:
      list.entering = nil
      list.isTakingOff = false
      dialog = .stopList(list)
    case .stopList, .account, .story, .details, .palette, .export, .accounts, .quit, .deleteDraft, .settle, .copy, nil:
      dialog = nil
    }
  }

  /// True while a key may still be part of what was held before the question appeared.
  mutating func isDeafDialog() -> Bool {
    guard case .settle(var settlement)? = dialog, settlement.ignores(keyAt: now) else { return false }
    dialog = .settle(settlement)
    return true
  }

  /// True when the key said no, or came too early to say yes: every key says no that is not made for something else.
  mutating func takeInQuestion(_ key: Key) -> Bool {
    switch keymap.meaning(of: pendingKeys + [key], in: .question) {
    case .command(.yes) where now < deafUntil:
      deafUntil = now + Review.deafness
      return true
    case .command, .unfinished: return false
    case .nothing:
      pendingKeys = []
      leaveDialog()
      return true
    }
  }

  /// The answer to a question that a dialog asks.
  mutating func sayYes() {
    let asked = dialog
    leaveDialog()
    switch asked {
    case .quit(let next): end(next)
    case .deleteDraft(let id, _):
      if case .draft(let draft)? = outbox.selected { left[draft.recipients.trimmingBlanks()] = nil }
      emit(.write(.deleteDraft(id)))
      say("the draft is deleted", .done)
    case .stopList(let list): takeOff(list)
    case .help, .account, .palette, .accounts, .settle, .story, .copy, .details, .export, nil: break
    }
  }

  /// True when the field of a dialog took the key.
  mutating func takeInDialogLine(_ key: Key) -> Bool {
    var isTaken = false
    switch dialog {
    case .help(var help):
      isTaken = help.needle.handle(key)
      if isTaken { help.scroll = 0 }
      dialog = .help(help)
    case .palette(var palette):
      isTaken = palette.field.handle(key)
      if isTaken { palette.selection = 0 }
      dialog = .palette(palette)
    case .export(var menu):
      isTaken = menu.path.handle(key)
      if isTaken { menu.fault = nil }
      dialog = .export(menu)
    case .stopList(var list):
      isTaken = list.handle(key)
      dialog = .stopList(list)
    case .account, .accounts, .quit, .settle, .story, .deleteDraft, .copy, .details, nil: break
    }
    return isTaken
  }

  /// Takes what is typed in a line.
  mutating func acceptLine() {
    switch dialog {
    case .help(var help):
      help.isTyping = false
      dialog = .help(help)
    case .palette(let palette): accept(palette)
    case .export(let menu): write(menu)
    case .stopList(let list): accept(list)
    case nil: if let prompt = review?.prompt { answer(prompt) } else { acceptPrompt() }
    case .account, .accounts, .quit, .settle, .story, .deleteDraft, .copy, .details: break
    }
  }

  /// Completes what is typed in a line, or goes on to the next of what there is.
  mutating func completeLine() {
    switch dialog {
    case .help: acceptLine()
    case .palette(var palette):
      palette.complete()
      dialog = .palette(palette)
    case .export(let menu): dialog = .export(menu.inNextForm)
    case .stopList(var list):
      list.entering?.isAtWhy.toggle()
      dialog = .stopList(list)
    case nil: if review == nil { completePrompt() }
    case .account, .accounts, .quit, .settle, .story, .deleteDraft, .copy, .details: break
    }
  }

  /// True when the dialog has a field that took the text. Line ends in it confirm nothing.
  mutating func pasteIntoDialog(_ text: String) -> Bool {
    switch dialog {
    case .palette(var palette):
      palette.field.paste(text)
      palette.selection = 0
      dialog = .palette(palette)
    case .export(var menu):
      menu.path.paste(text)
      dialog = .export(menu)
    case .help(var help) where help.isTyping:
      help.needle.paste(text)
      help.scroll = 0
      dialog = .help(help)
    case .stopList(let list) where list.entering != nil: pasteIntoStopList(text)
    case .help, .quit, .deleteDraft, .copy, .details, .account, .accounts, .settle, .story, .stopList, nil: return false
    }
    return true
  }

  /// Leaves, asking only when something is not sent or not known.
  mutating func quit() { leave(for: nil) }

  /// The same, to open another account then.
  mutating func leave(for next: String?) {
    guard unfinished == nil else { return dialog = .quit(next: next) }
    end(next)
  }

  private mutating func end(_ next: String?) { emit(next.map { .switchAccount($0) } ?? .quit) }

  /// What is not sent or not known at the moment, in whole sentences; nil for nothing.
  public var unfinished: String? {
    var reasons: [String] = []
    if submissionsUnderWay > 0 { reasons.append("something is just being written down to be sent") }
    for (count, what, then) in [
      (counters.held, "held", "anew at the next start"), (counters.queued, "not sent yet", "sent at the next start"),
    ] where count > 0 {
      reasons.append("\(count) \(what) (\(settings.isDemo ? "the demo forgets \(count == 1 ? "it" : "them")" : then))")
    }
    if counters.inFlight > 0 { reasons.append("\(counters.inFlight) leaving right now") }
    var sentences = reasons.isEmpty ? [] : ["There is something on its way: \(reasons.joined(separator: ", "))."]
    if counters.unknown > 0 {
      let isOne = counters.unknown == 1
      let then =
        settings.isDemo ? "the demo forgets that" : isOne ? "it stays to be settled" : "they stay to be settled"
      let what = isOne ? "1 message is unknown" : "\(counters.unknown) messages are unknown"
      sentences.append("\(what): nobody knows whether \(isOne ? "it" : "they") went; \(then).")
    }
    return sentences.isEmpty ? nil : sentences.joined(separator: " ")
  }
}
