import Terminal

/// How a key is written in a keymap, in help and in hints: `j`, `C-n`, `M-b`, `Enter`, `F5`.
public enum KeyNotation {
  private static let names: [(name: String, key: Key)] = [
    ("Enter", .enter), ("Tab", .tab), ("S-Tab", .backTab), ("Esc", .escape), ("Backspace", .backspace),
    ("Delete", .delete), ("Insert", .insert), ("Up", .up), ("Down", .down), ("Left", .left), ("Right", .right),
    ("Home", .home), ("End", .end), ("PgUp", .pageUp), ("PgDn", .pageDown), ("Space", .character(" ")),
  ]

  /// Reads one key; nil when the text names none.
  public static func key(_ text: some StringProtocol) -> Key? {
    if let named = names.first(where: { $0.name == text }) { return named.key }
    let scalars = Array(text.unicodeScalars)
    if scalars.count == 1, scalars[0].value > 0x20, scalars[0].value != 0x7f { return .character(scalars[0]) }
    if scalars.count == 3, scalars[1] == "-" {
      if scalars[0] == "C", scalars[2].value > 0x20, scalars[2].value < 0x7f { return .control(scalars[2]) }
      if scalars[0] == "M" { return .alt(scalars[2]) }
    }
    if scalars.first == "F", let number = Int(text.dropFirst()), (1...24).contains(number) { return .function(number) }
    return nil
  }

  /// Writes one key.
  public static func text(_ key: Key) -> String {
    if let named = names.first(where: { $0.key == key }) { return named.name }
    return switch key {
    case .character(let scalar): String(Character(scalar))
    case .control(let scalar): "C-" + String(Character(scalar))
    case .alt(let scalar): "M-" + String(Character(scalar))
    case .function(let number): "F\(number)"
    case .enter, .tab, .backTab, .escape, .backspace, .delete, .insert, .up, .down, .left, .right, .home, .end,
      .pageUp, .pageDown:
      ""
    }
  }

  /// Writes keys that are pressed one after another: letters run together (`gg`), others stand apart (`C-c C-c`).
  public static func text(_ keys: [Key]) -> String {
    let texts = keys.map { text($0) }
    return texts.joined(separator: texts.allSatisfy { $0.count == 1 } ? "" : " ")
  }
}
