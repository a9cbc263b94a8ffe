import Messaging
import Terminal

extension Command {
  /// Its name as it is typed: without what stands before the dot where that is enough.
  public var typedName: String { Command.typedNames[self] ?? rawValue }

  private static let typedNames: [Command: String] = {
    let ends = Dictionary(grouping: allCases) { $0.rawValue.split(separator: ".").last.map(String.init) ?? $0.rawValue }
    let unique = ends.flatMap { end, commands in commands.count == 1 ? [(commands[0], end)] : [] }
    return Dictionary(uniqueKeysWithValues: unique)
  }()
}

extension Dialog {
  /// Commands of a mode that fit what is typed.
  public struct Palette: Hashable, Sendable {
    public let mode: Mode
    public internal(set) var field = TextField()
    public internal(set) var selection = 0
    /// What was carried out from here before, the last one first.
    var recent: [Command] = []

    /// While nothing is typed, what was carried out from here lately, then all others. Else those whose title or name has
    /// the typed letters in their order, keys or not: first the one that is called so, then those whose shown name
    /// begins so, then those in which a word of the title does, each with the closest letters first. A name that is
    /// followed by a blank is that command alone; what stands behind it is its argument.
    public var commands: [Command] {
      if let called { return [called.command] }
      let needle = typed.lowercased()
      if needle.isEmpty { return offered }
      let letters = Array(needle.unicodeScalars.filter { $0 != " " })
      let scored = here.compactMap { command in
        let texts = [command.typedName, command.title, command.rawValue]
        let scores = texts.compactMap { Palette.score(letters, in: $0) }
        return scores.min().map { (command: command, rank: Palette.rank(of: command, for: needle), score: $0) }
      }
      return scored.enumerated().sorted {
        let (one, other) = ($0.element, $1.element)
        return (one.rank, one.score, $0.offset) < (other.rank, other.score, $1.offset)
      }.map(\.element.command)
    }

    private static func rank(of command: Command, for needle: String) -> Int {
      if command.rawValue == needle || command.typedName == needle { return 0 }
      if command.typedName.hasPrefix(needle) || command.rawValue.hasPrefix(needle) { return 1 }
      let title = command.title.lowercased()
      return title.hasPrefix(needle) || title.contains(" " + needle) ? 2 : 3
    }

    public var selected: Command? { commands.indices.contains(selection) ? commands[selection] : nil }

    /// What is typed behind the name of a command that takes it; nil for nothing.
    public var argument: String? { called?.argument.isEmpty == false ? called?.argument : nil }

    /// Puts the chosen command's name into the field, ready for what it takes.
    mutating func complete() {
      guard called == nil, let selected else { return }
      field = TextField(selected.typedName + (selected.argument == nil ? "" : " "))
      selection = 0
    }

    private var typed: String {
      let text = field.text.trimmingBlanks()
      return text.hasPrefix(":") ? String(text.dropFirst()) : text
    }

    private var called: (command: Command, argument: String)? {
      var text = field.text[...].drop { $0 == " " }
      if text.first == ":" { text = text.dropFirst() }
      guard let blank = text.firstIndex(of: " ") else { return nil }
      let name = text[..<blank]
      let named = here.filter { $0.rawValue == name || $0.rawValue.hasSuffix(".\(name)") }
      guard named.count == 1, named[0].argument != nil else { return nil }
      return (named[0], String(text[blank...]).trimmingBlanks())
    }

    /// Everything that has a place in the mode, with a key or without.
    private var here: [Command] { commands(of: CommandTable.sections[...]) }

    /// The same, for whoever has typed nothing yet. Nobody looks up how to walk, and the panes stand on the screen with
    /// their keys, so those come last.
    private var offered: [Command] {
      let offered = commands(of: CommandTable.sections.dropFirst(2) + CommandTable.sections.prefix(2).reversed())
      return recent.filter(offered.contains) + offered.filter { !recent.contains($0) }
    }

    private func commands(of sections: ArraySlice<CommandTable.Section>) -> [Command] {
      sections.flatMap(\.entries)
        .filter { entry in entry.command != .palette && entry.keys.contains { $0.modes.contains(mode) } }
        .map(\.command)
    }

    /// How far apart the letters stand in a text, its beginning counting; nil when they are not all there in order.
    private static func score(_ needle: [Unicode.Scalar], in text: String) -> Int? {
      var rest = needle[...]
      var last: Int?
      var score = 0
      for (index, scalar) in text.lowercased().unicodeScalars.enumerated() where scalar == rest.first {
        score += index - (last ?? -1) - 1
        last = index
        rest = rest.dropFirst()
      }
      return rest.isEmpty ? score : nil
    }
  }
}

extension Dashboard {
  /// Carries out what is chosen; what it needs is asked for instead of saying that it is not there.
  mutating func accept(_ palette: Dialog.Palette) {
    guard let command = palette.selected else {
      // What was typed stays, to be mended.
      if palette.field.text.trimmingBlanks().isEmpty { return dialog = nil }
      return say("no command is called that")
    }
    guard command.argument?.isRequired == true, palette.argument == nil else {
      dialog = nil
      recentCommands = Array(([command] + recentCommands.filter { $0 != command }).prefix(5))
      return perform(command, argument: palette.argument)
    }
    var palette = palette
    palette.complete()
    dialog = .palette(palette)
  }

  /// `/`, or at once what was typed behind the command's name.
  mutating func openSearch(for text: String?) {
    guard let text else { return openPrompt(searching: true) }
    needle = text
    search(backwards: false)
  }

  /// `\`, or at once with what was typed behind the command's name; what is wrong with it is told beside it.
  mutating func openFilter(with text: String?) {
    openPrompt(searching: false)
    guard let text else { return }
    pasteIntoPrompt(text)
    acceptPrompt()
  }
}
