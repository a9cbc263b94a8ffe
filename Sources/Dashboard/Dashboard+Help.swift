import Messaging
import Terminal

/// A line of help.
public enum HelpLine: Hashable, Sendable {
  case heading(String)
  /// Keys, what they do, and why they do nothing at the moment.
  case command(keys: String, title: String, obstacle: String?)
}

/// Help from the live keymap.
extension Dashboard {
  /// What help shows: the commands of its mode that hold what is searched for, section by section.
  public func lines(of help: Dialog.Help) -> [HelpLine] {
    var lines: [HelpLine] = []
    for section in CommandTable.sections {
      let found = section.entries.compactMap { line(of: $0.command, in: help) }
      guard !found.isEmpty else { continue }
      lines.append(.heading(section.title))
      lines += found
    }
    return lines
  }

  private func line(of command: Command, in help: Dialog.Help) -> HelpLine? {
    let sequences = keymap.sequences(for: command, in: help.mode)
    guard !sequences.isEmpty else { return nil }
    let keys = sequences.map { KeyNotation.text($0) }
    let needle = help.needle.text.trimmingBlanks().lowercased()
    let isFound =
      needle.isEmpty || keys.contains { $0.lowercased() == needle } || command.title.lowercased().contains(needle)
      || command.rawValue.contains(needle)
    // The obstacle is told for the mode in which help was opened: the dialog itself changes nothing below it.
    return isFound
      ? .command(keys: keys.joined(separator: "  "), title: command.title, obstacle: obstacle(to: command)) : nil
  }

  /// True when the key went into the search or into leaving it.
  mutating func takeInHelp(_ key: Key, _ help: Dialog.Help) -> Bool {
    var help = help
    if help.isTyping {
      switch key {
      case .enter, .tab: help.isTyping = false
      case .escape:
        help.isTyping = false
        help.needle = TextField()
      case .character, .control, .alt, .backTab, .backspace, .delete, .insert, .up, .down, .left, .right, .home, .end,
        .pageUp, .pageDown, .function:
        guard help.needle.handle(key) else { return false }
      }
      help.scroll = 0
    } else if key == .escape, !help.needle.text.isEmpty {
      help.needle = TextField()
    } else {
      return false
    }
    dialog = .help(help)
    return true
  }

  mutating func beginHelpSearch() {
    guard case .help(var help)? = dialog else { return }
    help.isTyping = true
    dialog = .help(help)
  }

  mutating func scrollDialog(by delta: Int) {
    switch dialog {
    case .help(var help):
      help.scroll = min(max(0, help.scroll + delta), max(0, lines(of: help).count - 1))
      dialog = .help(help)
    case .settle(var settlement):
      settlement.scroll = min(max(0, settlement.scroll + delta), 200)
      dialog = .settle(settlement)
    case .story(var story):
      story.scroll = min(max(0, story.scroll + delta), 1_000)
      dialog = .story(story)
    case .details(var details):
      let lines = details.facts?.lines(columns: layout.body.columns).count ?? 0
      details.scroll = min(max(0, details.scroll + delta), max(0, lines - layout.body.rows + 1))
      dialog = .details(details)
    case .account(let scroll): dialog = .account(scroll: min(max(0, scroll + delta), 60))
    case .palette, .quit, .deleteDraft, .copy, .export, nil: break
    }
  }
}
