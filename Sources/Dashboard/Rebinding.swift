import Terminal

/// A key that the operator's configuration gives another meaning, and where it stands there.
public struct Rebinding: Hashable, Sendable {
  public let mode: String
  /// Keys that follow each other, separated by blanks.
  public let keys: String
  /// The command's name, or `none` for a key that shall mean nothing.
  public let command: String
  /// Counted from 1.
  public let line: Int
  /// Counted from 1.
  public let column: Int

  public init(mode: String, keys: String, command: String, line: Int, column: Int) {
    self.mode = mode
    self.keys = keys
    self.command = command
    self.line = line
    self.column = column
  }
}

extension Keymap {
  /// This keymap with some keys meaning something else. What a key meant before is given up; keys that would never be
  /// reached because others begin with them, or they with others, are a fault.
  public func rebound(_ changes: [Rebinding]) throws(Fault) -> Keymap {
    var bound = bindings.flatMap { binding in
      binding.sequences.map { Bound(mode: binding.mode, command: binding.command, keys: $0, change: nil) }
    }
    for change in changes {
      let mode = try change.readMode()
      let keys = try change.readKeys()
      if let other = bound.first(where: { $0.change != nil && $0.mode == mode && $0.keys == keys }) {
        throw change.fault("'\(KeyNotation.text(keys))' is given to \(other.command.rawValue) already")
      }
      let before = bound.count
      bound.removeAll { $0.mode == mode && $0.keys == keys }
      guard let command = try change.readCommand(in: mode, keys: keys) else {
        guard bound.count < before else {
          throw change.fault("'\(KeyNotation.text(keys))' means nothing in mode \(mode.rawValue) anyway")
        }
        continue
      }
      bound.append(Bound(mode: mode, command: command, keys: keys, change: change))
    }
    for own in bound {
      guard let change = own.change else { continue }
      for other in bound where other.mode == own.mode && other.keys != own.keys {
        let shorter = min(other.keys.count, own.keys.count)
        guard other.keys.prefix(shorter) == own.keys.prefix(shorter) else { continue }
        let (mine, theirs) = (KeyNotation.text(own.keys), KeyNotation.text(other.keys))
        throw change.fault(
          own.keys.count < other.keys.count
            ? "'\(mine)' is the beginning of '\(theirs)', which means \(other.command.rawValue); set that to none first"
            : "'\(theirs)' already means \(other.command.rawValue) in mode \(own.mode.rawValue); set it to none first")
      }
    }
    return Keymap(bound)
  }

  /// A run of keys and its command, with the change that asked for it.
  struct Bound {
    let mode: Mode
    let command: Command
    let keys: [Key]
    let change: Rebinding?
  }
}

extension Rebinding {
  fileprivate func fault(_ sentence: String) -> Keymap.Fault {
    Keymap.Fault(line: line, column: column, sentence: sentence)
  }

  fileprivate func readMode() throws(Keymap.Fault) -> Mode {
    guard let mode = Mode(rawValue: mode) else {
      throw fault("unknown mode '\(mode)'; known are \(Mode.allCases.map(\.rawValue).joined(separator: ", "))")
    }
    return mode
  }

  fileprivate func readKeys() throws(Keymap.Fault) -> [Key] {
    var read: [Key] = []
    for word in keys.split(separator: " ") {
      guard let key = KeyNotation.key(word) else {
        throw fault("unknown key '\(word)'; keys that follow each other are written with blanks, as in 'g g'")
      }
      read.append(key)
    }
    guard !read.isEmpty else { throw fault("expected a key") }
    return read
  }

  /// Nil for a key that shall mean nothing.
  fileprivate func readCommand(in mode: Mode, keys: [Key]) throws(Keymap.Fault) -> Command? {
    if command == "none" { return nil }
    guard let found = Command(rawValue: command) else { throw fault("unknown command '\(command)'") }
    let modes = CommandTable.entry(found).keys.flatMap(\.modes)
    guard modes.contains(mode) || mode.wider.map(modes.contains) == true else {
      let names = modes.map(\.rawValue).joined(separator: ", ")
      throw fault("\(command) has no place in mode \(mode.rawValue), only in \(names)")
    }
    if mode.isForTyping, let first = keys.first, first.isTyped {
      throw fault(
        "'\(KeyNotation.text(first))' is for typing; in mode \(mode.rawValue) a command needs another key")
    }
    if found.decides, keys.contains(where: { !$0.isTyped }) || keys.contains(.character(" ")) {
      let verb = found == .send ? "send" : "answer this"
      throw fault("only letters \(verb): Enter and the like are pressed by accident")
    }
    return found
  }
}

extension Command {
  /// Whether something is decided by it that cannot be taken back, or not easily.
  fileprivate var decides: Bool { [.send, .yes, .settleWent, .settleNotSent].contains(self) }
}

extension Key {
  /// Whether it types a character.
  fileprivate var isTyped: Bool { if case .character = self { true } else { false } }
}
