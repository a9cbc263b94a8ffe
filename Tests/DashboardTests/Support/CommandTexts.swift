import Dashboard

/// What the command table says, in the forms in which people read it.
enum CommandTexts {
  /// `Resources/keymap.conf`.
  static var keymap: String {
    var text = """
      # The default keymap of smsdash: modes, a command, its keys. It is made from the table of commands; a test fails
      # when it is stale.
      #
      # A key is a character (j), a named key (Enter, Esc, Tab, S-Tab, Space, Up, Down, Left, Right, Home, End, PgUp, PgDn,
      # Backspace, Delete, Insert, F1 ...), C- and a character for Control, or M- and a character for Alt. Keys that are
      # pressed one after another are joined by + (g+g). The first key of a line is the one that the hint line shows.

      """
    for section in CommandTable.sections {
      text += "\n# \(section.title)\n"
      for entry in section.entries {
        for keys in entry.keys where !keys.text.isEmpty {
          let modes = keys.modes.map(\.rawValue).joined(separator: ",")
          text += "\(padded(modes, 46)) \(padded(entry.command.rawValue, 26)) \(keys.text)\n"
        }
      }
    }
    return text
  }

  /// The README's list of keys.
  static var readme: String {
    var text = ""
    for section in CommandTable.sections {
      text += "\n**\(section.title)**\n\n| key | does | name |\n|---|---|---|\n"
      for entry in section.entries {
        let keys = shown(entry).map { "`\($0.replacing("|", with: "\\|"))`" }.joined(separator: " ")
        text += "| \(keys) | \(described(entry)) | `\(entry.command.rawValue)` |\n"
      }
    }
    return text + "\n"
  }

  /// The manual page's list of keys.
  static var manual: String {
    var text = ""
    for section in CommandTable.sections {
      text += ".Ss \(section.title)\n.Bl -tag -width 18n -compact\n"
      for entry in section.entries {
        let keys = shown(entry).map { escaped($0) }.joined(separator: ", ")
        text += ".It \(keys)\n\(escaped(described(entry)))\n.Pq Cm \(entry.command.rawValue)\n"
      }
      text += ".El\n"
    }
    return text
  }

  /// Every key that some mode has for it, each once.
  private static func shown(_ entry: CommandTable.Entry) -> [String] {
    var seen: [String] = []
    for keys in entry.keys {
      for word in keys.text.split(separator: " ") {
        let parts = word.count == 1 ? [String(word)] : word.split(separator: "+").map(String.init)
        let text = KeyNotation.text(parts.compactMap { KeyNotation.key($0) })
        if !seen.contains(text) { seen.append(text) }
      }
    }
    // Without a key it is typed.
    let argument = entry.command.argument.map { " \($0.name)" } ?? ""
    return seen.isEmpty ? [":" + entry.command.typedName + argument] : seen
  }

  private static func described(_ entry: CommandTable.Entry) -> String {
    entry.need.phrase.isEmpty ? entry.title : "\(entry.title) (\(entry.need.phrase))"
  }

  /// Text for mdoc: nothing of it is a request or an escape.
  private static func escaped(_ text: String) -> String {
    var escaped = ""
    for character in text {
      switch character {
      case "\\": escaped += "\\e"
      case "-": escaped += "\\-"
      case "^": escaped += "\\(ha"
      case "'", ".", "\"", "`": escaped += character == "\"" ? "\\(dq" : "\\&\(character)"
      default: escaped.append(character)
      }
    }
    // A lone punctuation mark or the name of a macro would be taken for one.
    let isWord = text.count > 1 && text.contains { $0.isLetter }
    return isWord && text.contains(" ") ? escaped : "\\&" + escaped
  }

  private static func padded(_ text: String, _ columns: Int) -> String {
    text + String(repeating: " ", count: max(0, columns - text.count))
  }
}
