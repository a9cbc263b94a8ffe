/// Tells a paste that the terminal did not mark as one: so many characters in one reading that no hand typed them.
///
/// As keys they would run as commands; as a paste they are text for a field, or refused.
public enum InputBurst {
  /// So many characters at once are a paste. A key that is held brings the same one again and again, which is none.
  public static let least = 10

  /// The events of one reading, with such a run of keys turned into a paste.
  public static func resolve(_ events: [InputEvent]) -> [InputEvent] {
    guard events.count >= least else { return events }
    var resolved: [InputEvent] = []
    var run: [InputEvent] = []
    var text = ""
    func isPaste() -> Bool { run.count >= least && Set(text.unicodeScalars).count > 3 }
    for event in events {
      if case .key(let key) = event, let typed = key.pasted {
        run.append(event)
        text.unicodeScalars.append(typed)
        continue
      }
      resolved += isPaste() ? [.paste(text)] : run
      run = []
      text = ""
      resolved.append(event)
    }
    return resolved + (isPaste() ? [.paste(text)] : run)
  }
}

extension Key {
  /// What the key stands for in a text that was pasted; nil for keys that no text has.
  fileprivate var pasted: Unicode.Scalar? {
    switch self {
    case .character(let scalar): scalar
    case .enter: "\n"
    case .tab: "\t"
    // A line feed comes as Control-J.
    case .control(let scalar): scalar == "j" ? "\n" : nil
    case .alt, .backTab, .escape, .backspace, .delete, .insert, .up, .down, .left, .right, .home, .end, .pageUp,
      .pageDown, .function:
      nil
    }
  }
}
