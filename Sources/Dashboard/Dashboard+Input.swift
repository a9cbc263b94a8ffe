import Messaging
import Terminal

/// What the operator's hands do.
extension Dashboard {
  mutating func take(_ input: InputEvent) {
    switch input {
    case .key(let key): take(key)
    case .paste(let text): paste(text)
    case .resized(let size): resize(to: size)
    case .mouse, .focus: break
    }
  }

  private mutating func take(_ key: Key) {
    switch mode {
    case .review, .prompt: if takeInReview(key) || takeInLine(key) { return }
    case .settle: if isDeafDialog() { return }
    case .question: if takeInQuestion(key) { return }
    case .input: if takeInField(key) { return }
    case .list, .reader:
      if key == .escape, pendingKeys.isEmpty, pendingCount == nil, notices.acknowledge() { return }
    case .dialog, .help, .stopList, .copy, .accounts: break
    }
    if takeAsCount(key) { return }
    let keys = pendingKeys + [key]
    switch keymap.meaning(of: keys, in: mode) {
    case .command(let command):
      pendingKeys = []
      let times = pendingCount
      pendingCount = nil
      perform(command, times: times)
    case .unfinished: pendingKeys = keys
    case .nothing:
      let wasPending = !pendingKeys.isEmpty
      pendingKeys = []
      pendingCount = nil
      if wasPending, key != .escape {
        take(key)
      } else if !wasPending, mode != .input {
        let more = mode == .help ? "" : "; \(helpKey) shows the keys"
        say("\(KeyNotation.text(key)) means nothing here\(more)")
      }
    }
  }

  /// True when the key was a digit of a count: one that means nothing by itself here, or one after the key for counts.
  private mutating func takeAsCount(_ key: Key) -> Bool {
    guard pendingKeys.isEmpty, !mode.isForTyping, mode != .review else { return false }
    if key == .escape, pendingCount != nil {
      pendingCount = nil
      return true
    }
    guard case .character(let scalar) = key, ("0"..."9").contains(scalar), let digit = Int(String(scalar)) else {
      return false
    }
    guard pendingCount != nil || digit > 0 && keymap.meaning(of: [key], in: mode) == .nothing else { return false }
    pendingCount = min(99_999, (pendingCount ?? 0) * 10 + digit)
    return true
  }

  /// Keys and count that wait for what follows, as the status line shows them; empty when nothing waits.
  public var pendingText: String {
    guard pendingCount != nil || !pendingKeys.isEmpty else { return "" }
    let count = pendingCount.map { $0 == 0 ? "times" : String($0) } ?? ""
    return [count, KeyNotation.text(pendingKeys)].filter { !$0.isEmpty }.joined(separator: " ")
  }

  /// The first key of a command in a mode, as hints write it; empty for one without.
  public func keyText(_ command: Command, in mode: Mode = .input) -> String {
    keymap.sequences(for: command, in: mode).first.map { KeyNotation.text($0) } ?? ""
  }

  /// The key for help, as hints write it.
  var helpKey: String { keymap.sequences(for: .help, in: mode).first.map { KeyNotation.text($0) } ?? "F1" }

  /// True when a field took the key as text. Commands that are bound in fields come first.
  private mutating func takeInField(_ key: Key) -> Bool {
    guard pendingKeys.isEmpty, keymap.meaning(of: [key], in: .input) == .nothing else { return false }
    return takeInComposer(key)
  }

  /// The same for a line that is typed into a dialog or over a list.
  private mutating func takeInLine(_ key: Key) -> Bool {
    guard mode == .prompt, pendingKeys.isEmpty else { return false }
    if case .export(let menu)? = dialog, menu.isWriting { return takeWhileWriting(key) }
    guard keymap.meaning(of: [key], in: .prompt) == .nothing else { return false }
    return dialog == nil ? takeInPrompt(key) : takeInDialogLine(key)
  }

  private mutating func paste(_ text: String) {
    if pasteIntoDialog(text) { return }
    if mode == .input {
      pasteIntoComposer(text)
    } else if dialog == nil, let prompt = review?.prompt {
      var field = prompt.field
      field.paste(text)
      review?.prompt = prompt.with(field)
    } else if dialog == nil, review == nil, finding != nil {
      pasteIntoPrompt(text)
    } else {
      say("nothing was pasted: no field is open", .warning)
    }
  }
}
