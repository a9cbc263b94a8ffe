import Messaging
import Terminal

/// Questions and help.
extension Dashboard {
  /// True when the dialog took the key as its answer.
  mutating func takeInDialog(_ key: Key) -> Bool {
    switch dialog {
    case .details, .account, nil: return false
    case .help(let help): return takeInHelp(key, help)
    case .export(let menu): return takeInExport(key, menu)
    case .copy(let menu): return takeInCopyMenu(key, menu)
    case .palette(let palette): return takeInPalette(key, palette)
    case .accounts(let selection): return takeInAccounts(key, selection: selection)
    case .quit(_, let next):
      if key == .character("y") { end(next) }
    case .deleteDraft(let id, _):
      guard key == .character("y") else { return false }
      if case .draft(let draft)? = outbox.selected { left[draft.recipients.trimmingBlanks()] = nil }
      emit(.write(.deleteDraft(id)))
    case .settle(let settlement): return takeInSettlement(key, settlement)
    case .story: return false
    case .stopList(let list): return takeInStopList(key, list)
    }
    dialog = nil
    return true
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
    var reasons: [String] = []
    if submissionsUnderWay > 0 { reasons.append("something is just being written down to be sent") }
    for (count, what, then) in [
      (counters.held, "held", "anew at the next start"),
      (counters.queued, "not sent yet", "they go out at the next start"),
    ] where count > 0 {
      reasons.append("\(count) \(what) (\(settings.isDemo ? "the demo forgets them" : then))")
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
    guard !sentences.isEmpty else {
      end(next)
      return
    }
    dialog = .quit(reason: sentences.joined(separator: " "), next: next)
  }

  private mutating func end(_ next: String?) { emit(next.map { .switchAccount($0) } ?? .quit) }

}
