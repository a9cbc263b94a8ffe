import Messaging
import Terminal

/// A question, or something to read, that lies over everything else.
public enum Dialog: Hashable, Sendable {
  case help(Help)
  /// What can be promised of the account's lists, and what the server was asked for it.
  case account(scroll: Int)
  /// Commands by name. Enter carries the chosen one out.
  case palette(Palette)
  /// Leaving although something is not sent or not known. `y` leaves.
  case quit(reason: String)
  /// What became of an unknown item?
  case settle(Settlement)
  /// What became of a message that was written here.
  case story(Story)
  /// Deleting a draft. `y` deletes.
  case deleteDraft(DraftID, beginning: UntrustedText)
  /// What to copy of the chosen rows.
  case copy(CopyMenu)
  /// Everything that is known of a message.
  case details(Details)
  /// Where rows are to be written.
  case export(ExportMenu)

  /// Help for a mode, with a place in it.
  public struct Help: Hashable, Sendable {
    public let mode: Mode
    public internal(set) var scroll = 0
    /// What the lines must hold to be shown.
    public internal(set) var needle = TextField()
    /// Whether that is being typed.
    public internal(set) var isTyping = false
  }

  /// Commands of a mode that fit what is typed.
  public struct Palette: Hashable, Sendable {
    public let mode: Mode
    public internal(set) var field = TextField()
    public internal(set) var selection = 0

    /// Those whose title or name has the typed letters in their order, the closest first.
    public func commands(of keymap: Keymap) -> [Command] {
      let needle = Array(field.text.lowercased().unicodeScalars.filter { $0 != " " })
      let commands = CommandTable.sections.flatMap(\.entries).map(\.command).filter { command in
        command != .palette && !keymap.sequences(for: command, in: mode).isEmpty
      }
      let scored = commands.compactMap { command in
        let scores = [command.title, command.rawValue].compactMap { Palette.score(needle, in: $0) }
        return scores.min().map { (command: command, score: $0) }
      }
      return scored.enumerated().sorted { ($0.element.score, $0.offset) < ($1.element.score, $1.offset) }
        .map(\.element.command)
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
