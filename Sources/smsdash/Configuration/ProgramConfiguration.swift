import Dashboard
import SmsdashResources
import Yams

/// What the configuration says of the program itself, whatever the account.
struct ProgramConfiguration: Hashable {
  /// Keys that shall mean something else.
  var keys: [Rebinding] = []
  /// Whether the mouse is used; without it, the terminal's own selection needs no modifier.
  var mouse = true
  /// A theme's name or its file, and where that stands.
  var theme: PlacedText?
  /// How it draws, as far as that is said.
  var isASCII: Bool?
  var isLinear: Bool?
  var hasColors: Bool?
  /// Where it stands, for complaints.
  var path = ""

  /// The default keymap with the operator's changes.
  func keymap() throws(ExitFailure) -> Keymap {
    let standard: Keymap
    do throws(Keymap.Fault) { standard = try Keymap(parsing: EmbeddedText.keymap) } catch {
      throw ExitFailure(
        .general, "The embedded keymap is damaged, \(error.line):\(error.column): \(error.sentence).")
    }
    do throws(Keymap.Fault) { return try standard.rebound(keys) } catch {
      throw ExitFailure(
        .configuration, "\(path):\(error.line):\(error.column): keys: \(error.sentence)", hint: "Mend the file.")
    }
  }
}

/// A text of the file with its line and column, for complaints that come later.
struct PlacedText: Hashable {
  let text: String
  let place: String
}

extension ConfigurationFile {
  /// `keys:`, below it modes, below each of them keys with their commands.
  static func rebindings(in node: Node) -> [Rebinding]? {
    guard let modes = node.mapping else { return nil }
    var found: [Rebinding] = []
    for (mode, node) in modes {
      guard let name = mode.string, let keys = node.mapping else { return nil }
      for (key, command) in keys {
        guard let keys = key.scalar?.string, let command = command.scalar?.string else { return nil }
        found.append(
          Rebinding(
            mode: name, keys: keys, command: command, line: key.mark?.line ?? 1, column: key.mark?.column ?? 1))
      }
    }
    return found
  }
}
