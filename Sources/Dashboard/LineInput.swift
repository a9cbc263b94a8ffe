import Messaging
import Terminal

/// What a typed line means where there are no single keys: a command by its name, keys as the keymap writes them, a
/// row by its number, or text for the field that is being written.
public enum LineInput: Hashable, Sendable {
  case events([InputEvent])
  /// A row of those that were shown, from 1.
  case row(Int)
  /// Show again what there is.
  case again
  case commands
  case nothing(String)

  /// - Parameter dashboard: it says what the line is for.
  public init(_ line: String, at dashboard: Dashboard) {
    let words = line.trimmingBlanks()
    if let typed = LineInput.written(line, at: dashboard) {
      self = typed
    } else if words.isEmpty {
      self = .again
    } else if words == "help" || words == "?" {
      self = .commands
    } else if let number = Int(words), dashboard.mode == .list || dashboard.mode == .reader {
      self = .row(number)
    } else if let inputs = LineInput.called(words, at: dashboard) {
      self = .events(inputs)
    } else if let keys = LineInput.keys(for: words, at: dashboard) {
      self = .events(keys.map { .key($0) })
    } else {
      self = .nothing("'\(words)' is no command here; help tells what there is")
    }
  }

  /// Lines into a field; a line that begins with `:` is a command there too, and one of a single dot ends the text.
  private static func written(_ line: String, at dashboard: Dashboard) -> LineInput? {
    guard !line.hasPrefix(":") else { return nil }
    if dashboard.mode == .prompt {
      guard !line.isEmpty else { return nil }
      // What is typed takes the place of what was proposed, or refused.
      return .events([.key(.control("e")), .key(.control("u")), .paste(line), .key(.enter)])
    }
    guard dashboard.mode == .input else { return nil }
    guard let composer = dashboard.composer else { return nil }
    switch composer.field {
    case .recipients, .kind, .sender, .footer, .unicode, .schedule: return .events([.paste(line), .key(.tab)])
    case .text:
      if line == "." { return events(of: .review, at: dashboard) }
      return .events([.paste(composer.text.text.isEmpty ? line : "\n" + line)])
    }
  }

  private static func events(of command: Command, at dashboard: Dashboard) -> LineInput? {
    keys(for: command.rawValue, at: dashboard).map { .events($0.map { .key($0) }) }
  }

  /// A command that has no key, or one with what it takes, goes through the palette.
  private static func called(_ words: String, at dashboard: Dashboard) -> [InputEvent]? {
    guard let key = dashboard.keymap.sequences(for: .palette, in: dashboard.mode).first else { return nil }
    let palette = Dialog.Palette(mode: dashboard.mode, field: TextField(words + " "))
    guard palette.commands.count == 1, let command = palette.selected, command.argument != nil else { return nil }
    guard palette.argument != nil || command.argument?.isRequired == true else { return nil }
    return key.map { .key($0) } + [.paste(words), .key(.enter)]
  }

  /// The keys that a command's name stands for, or the keys that are written there themselves.
  private static func keys(for words: String, at dashboard: Dashboard) -> [Key]? {
    let name = words.hasPrefix(":") ? String(words.dropFirst()) : words
    // `reply` is enough for `message.reply`.
    let commands = Command.allCases.filter { $0.rawValue == name || $0.rawValue.hasSuffix(".\(name)") }
    for command in commands {
      if let keys = dashboard.keymap.sequences(for: command, in: dashboard.mode).first { return keys }
    }
    let written = name.split(separator: " ").map { KeyNotation.key($0) }
    let keys = written.compactMap(\.self)
    return keys.isEmpty || keys.count != written.count ? nil : keys
  }
}
