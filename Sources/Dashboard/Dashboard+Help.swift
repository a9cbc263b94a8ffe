import Messaging
import Terminal

/// A line of help.
public enum HelpLine: Hashable, Sendable {
  case heading(String)
  /// Keys, what they do, and why they do nothing at the moment.
  case command(keys: String, title: String, obstacle: String?)
  /// Where a command's words go on, and whether they tell why it does nothing.
  case more(String, isObstacle: Bool)
  case blank
}

extension HelpLine {
  /// Columns before what a command does: its keys.
  public static let keyColumns = 18
  /// The least columns in which help is read beside more of it.
  static let leastColumns = 56

  /// Columns of lines that stand beside each other.
  public static func columns(in width: Int) -> Int { max(1, width / leastColumns) }

  /// The line as rows of so many columns. Why a command cannot act stands behind what it does, or below it.
  fileprivate func rows(columns: Int) -> [HelpLine] {
    guard case .command(let keys, let title, let obstacle) = self else { return [self] }
    let room = max(8, columns - HelpLine.keyColumns - 3)
    let titles = Gate.wrap(title, columns: room)
    let reason = obstacle.map { "(\($0))" } ?? ""
    let fits = Gate.width(titles.last ?? "") + 1 + Gate.width(reason) <= room
    var rows = [HelpLine.command(keys: keys, title: titles[0], obstacle: titles.count == 1 && fits ? obstacle : nil)]
    rows += titles.dropFirst().map { .more($0, isObstacle: false) }
    if obstacle != nil, titles.count > 1 || !fits {
      rows += Gate.wrap(reason, columns: room).map { .more($0, isObstacle: true) }
    }
    return rows
  }
}

/// Help from the live keymap.
extension Dashboard {
  /// What help shows, in rows of so many columns: the commands of its mode that hold what is searched for, section by
  /// section.
  public func sections(of help: Dialog.Help, columns: Int) -> [[HelpLine]] {
    // What is asked for in a dialog are its answers: they go before the ways through it.
    let answers = CommandTable.sections.filter { section in
      let modes = section.entries.flatMap(\.keys).flatMap(\.modes)
      return modes.contains(help.mode) && modes.allSatisfy(\.hasAnswers)
    }
    return (answers + CommandTable.sections.filter { !answers.contains($0) }).compactMap { section in
      let found = section.entries.compactMap { line(of: $0.command, in: help) }
      guard !found.isEmpty else { return nil }
      return [.heading(section.title)] + found.flatMap { $0.rows(columns: columns) }
    }
  }

  /// The same as one run of rows.
  public func lines(of help: Dialog.Help, columns: Int) -> [HelpLine] {
    sections(of: help, columns: columns).enumerated().flatMap { $0 == 0 ? $1 : [.blank] + $1 }
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

  mutating func beginHelpSearch() {
    guard case .help(var help)? = dialog else { return }
    help.isTyping = true
    dialog = .help(help)
  }

  mutating func scrollDialog(by delta: Int) {
    // What is said takes a row each from a dialog, where it has some to spare.
    let said = (notices.sticky.isEmpty ? 0 : 1) + (notices.toast == nil ? 0 : 1)
    let rows = layout.body.rows - said
    switch dialog {
    case .help(var help):
      let beside = HelpLine.columns(in: layout.body.columns)
      let lines = lines(of: help, columns: layout.body.columns / beside).count
      // What would be torn at the end of a column moves to the next one, so there may be some rows more.
      let most = max(0, lines - max(1, rows - 2) * beside + 3 * (beside - 1))
      help.scroll = min(max(0, help.scroll + delta), most)
      dialog = .help(help)
    case .settle(var settlement):
      settlement.scroll = min(max(0, settlement.scroll + delta), 200)
      dialog = .settle(settlement)
    case .story(var story):
      story.scroll = min(max(0, story.scroll + delta), 1_000)
      dialog = .story(story)
    case .details(var details):
      let lines = details.facts?.lines(columns: layout.body.columns, at: now).count ?? 0
      details.scroll = min(max(0, details.scroll + delta), max(0, lines - rows + 2))
      dialog = .details(details)
    case .accounts(let selection):
      dialog = .accounts(selection: min(max(0, selection + delta), max(0, settings.accounts.count - 1)))
    case .account(let scroll): dialog = .account(scroll: min(max(0, scroll + delta), 60))
    case .stopList(var list):
      if list.entering == nil { list.rows.move(by: delta) } else { list.entering?.isAtWhy.toggle() }
      dialog = .stopList(list)
    case .palette(var palette):
      palette.selection = min(max(0, palette.selection + delta), max(0, palette.commands.count - 1))
      dialog = .palette(palette)
    case .quit, .deleteDraft, .copy, .export, nil: break
    }
  }
}
