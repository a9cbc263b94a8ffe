import Terminal

/// Which keys mean which command, in each mode.
public struct Keymap: Hashable, Sendable {
  /// What is wrong with a keymap's text, and where.
  public struct Fault: Error, Hashable, Sendable {
    /// Counted from 1.
    public let line: Int
    /// Counted from 1.
    public let column: Int
    /// A sentence for the operator.
    public let sentence: String
  }

  /// What a run of keys means.
  public enum Meaning: Hashable, Sendable {
    case command(Command)
    /// The beginning of something longer.
    case unfinished
    case nothing
  }

  /// One line of the keymap: a command and its keys in a mode.
  public struct Binding: Hashable, Sendable {
    public let mode: Mode
    public let command: Command
    public let sequences: [[Key]]
  }

  /// In the order in which they stand in the text, which is the order of help.
  public private(set) var bindings: [Binding] = []
  private var meanings: [Mode: [[Key]: Meaning]] = [:]
  /// Where each binding stands; of several for the same command the first.
  private var places: [Mode: [Command: Int]] = [:]

  /// Reads lines of `modes command keys…`: modes joined by commas, each key as `KeyNotation` writes it, keys that
  /// follow each other joined by `+` (`g+g`). `#` at a line's beginning starts a comment.
  public init(parsing text: String) throws(Fault) {
    for (index, line) in text.split(separator: "\n", omittingEmptySubsequences: false).enumerated() {
      let words = Keymap.words(of: line)
      guard let first = words.first, !first.text.hasPrefix("#") else { continue }
      try read(words, line: index + 1)
    }
    notePlaces()
  }

  /// Of runs of keys that are known not to be in each other's way.
  init(_ bound: [Bound]) {
    var places: [Mode: [Command: Int]] = [:]
    // What the operator chose comes first: hints show it.
    for entry in bound.filter({ $0.change != nil }) + bound.filter({ $0.change == nil }) {
      for length in 1..<max(1, entry.keys.count) {
        meanings[entry.mode, default: [:]][Array(entry.keys.prefix(length))] = .unfinished
      }
      meanings[entry.mode, default: [:]][entry.keys] = .command(entry.command)
      if let place = places[entry.mode]?[entry.command] {
        let old = bindings[place]
        bindings[place] = Binding(mode: old.mode, command: old.command, sequences: old.sequences + [entry.keys])
      } else {
        places[entry.mode, default: [:]][entry.command] = bindings.count
        bindings.append(Binding(mode: entry.mode, command: entry.command, sequences: [entry.keys]))
      }
    }
    self.places = places
  }

  /// What `keys`, pressed one after another, mean.
  public func meaning(of keys: [Key], in mode: Mode) -> Meaning {
    if let own = meanings[mode]?[keys] { return own }
    return mode.wider.map { meaning(of: keys, in: $0) } ?? .nothing
  }

  /// The keys for a command in a mode, the first being the one that hints show.
  public func sequences(for command: Command, in mode: Mode) -> [[Key]] {
    let own = places[mode]?[command].map { bindings[$0].sequences } ?? []
    guard let wider = mode.wider else { return own }
    return own
      + sequences(for: command, in: wider).filter { keys in
        // A key that means something else here, or a beginning that does, is never reached.
        keys.indices.allSatisfy {
          meaning(of: Array(keys[...$0]), in: mode) == meaning(of: Array(keys[...$0]), in: wider)
        }
      }
  }

  private mutating func notePlaces() {
    for (place, binding) in bindings.enumerated() where places[binding.mode]?[binding.command] == nil {
      places[binding.mode, default: [:]][binding.command] = place
    }
  }

  private mutating func read(_ words: [Word], line: Int) throws(Fault) {
    guard words.count >= 3 else {
      throw Fault(line: line, column: words[0].column, sentence: "expected modes, a command and its keys")
    }
    guard let command = Command(rawValue: words[1].text) else {
      throw Fault(line: line, column: words[1].column, sentence: "unknown command '\(words[1].text)'")
    }
    var sequences: [[Key]] = []
    for word in words[2...] {
      var keys: [Key] = []
      let parts = word.text.count == 1 ? [word.text] : word.text.split(separator: "+").map(String.init)
      for part in parts {
        guard let key = KeyNotation.key(part) else {
          throw Fault(line: line, column: word.column, sentence: "unknown key '\(part)'")
        }
        keys.append(key)
      }
      sequences.append(keys)
    }
    for name in words[0].text.split(separator: ",") {
      guard let mode = Mode(rawValue: String(name)) else {
        throw Fault(line: line, column: words[0].column, sentence: "unknown mode '\(name)'")
      }
      bindings.append(Binding(mode: mode, command: command, sequences: sequences))
      for (keys, word) in zip(sequences, words[2...]) {
        try bind(keys, to: command, in: mode, line: line, column: word.column)
      }
    }
  }

  private mutating func bind(
    _ keys: [Key], to command: Command, in mode: Mode, line: Int, column: Int
  ) throws(Fault) {
    var known = meanings[mode] ?? [:]
    for length in 1..<max(1, keys.count) {
      let beginning = Array(keys.prefix(length))
      if case .command(let other)? = known[beginning] {
        throw Fault(
          line: line, column: column,
          sentence: "'\(KeyNotation.text(beginning))' already means \(other.rawValue) in mode \(mode.rawValue)")
      }
      known[beginning] = .unfinished
    }
    if let other = known[keys] {
      let meaning =
        switch other {
        case .command(let command): command.rawValue
        case .unfinished, .nothing: "the beginning of other keys"
        }
      throw Fault(
        line: line, column: column,
        sentence: "'\(KeyNotation.text(keys))' already means \(meaning) in mode \(mode.rawValue)")
    }
    known[keys] = .command(command)
    meanings[mode] = known
  }

  private struct Word {
    let text: String
    let column: Int
  }

  private static func words(of line: Substring) -> [Word] {
    line.split(whereSeparator: { $0 == " " || $0 == "\t" || $0 == "\r" }).map { word in
      Word(text: String(word), column: line.distance(from: line.startIndex, to: word.startIndex) + 1)
    }
  }
}
