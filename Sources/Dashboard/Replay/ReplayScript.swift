import Messaging
import Terminal

/// What a person does at the dashboard and what they see: a script that can be written down, sent along with a report,
/// and done again.
///
/// A line is one step; a line that begins with `#` is a remark.
///
///     press 1 Enter          keys as the keymap writes them
///     type See you at ten.   the rest of the line, letter by letter
///     paste one\ntwo         as the terminal's paste; \n, \t, \e and \\ stand for what they stand for in C
///     see Budi Santoso       waits until it stands on the screen
///     see not unknown        waits until it does not
///     wait 0.5               seconds
///     resize 120 40          columns and rows, as far as the terminal can
///     dump screen.txt        writes what the screen shows to a file
///     stay                   leaves the dashboard to the person, who goes on by hand
public struct ReplayScript: Hashable, Sendable {
  public enum Action: Hashable, Sendable {
    case press([Key])
    case type(String)
    case paste(String)
    case see(String)
    case seeNot(String)
    case wait(Duration)
    case resize(Size)
    case dump(String)
    case stay
  }

  public struct Step: Hashable, Sendable {
    /// Where it stands in the script, from 1.
    public let line: Int
    /// As it was written.
    public let text: String
    public let action: Action
  }

  /// What is wrong with a script, and where.
  public struct Fault: Error, Hashable, Sendable {
    public let line: Int
    public let sentence: String
  }

  public let steps: [Step]

  /// - Parameter firstLine: the number of the text's first line, for a script that is part of a larger text.
  public init(parsing text: some StringProtocol, firstLine: Int = 1) throws(Fault) {
    var steps: [Step] = []
    for (index, line) in text.split(separator: "\n", omittingEmptySubsequences: false).enumerated() {
      let words = String(line).trimmingBlanks()
      guard !words.isEmpty, !words.hasPrefix("#") else { continue }
      let number = firstLine + index
      let verb = words.prefix { $0 != " " }
      let rest = String(words.dropFirst(verb.count)).trimmingBlanks()
      let action = try ReplayScript.action(String(verb), rest, line: number)
      steps.append(Step(line: number, text: words, action: action))
    }
    self.steps = steps
  }

  private static func action(_ verb: String, _ rest: String, line: Int) throws(Fault) -> Action {
    guard verb == "stay" || !rest.isEmpty else {
      throw Fault(line: line, sentence: "'\(verb)' says nothing about what")
    }
    switch verb {
    case "press": return .press(try keys(rest, line: line))
    case "type": return .type(rest)
    case "paste": return .paste(unescaped(rest))
    case "see":
      return rest.hasPrefix("not ") ? .seeNot(String(rest.dropFirst(4))) : .see(rest)
    case "wait":
      guard let seconds = Double(rest), seconds > 0, seconds <= 600 else {
        throw Fault(line: line, sentence: "'\(rest)' is no number of seconds up to 600")
      }
      return .wait(.milliseconds(Int(seconds * 1_000)))
    case "resize":
      let numbers = rest.split(separator: " ").compactMap { Int($0) }
      guard numbers.count == 2, numbers.allSatisfy({ (1...1_000).contains($0) }) else {
        throw Fault(line: line, sentence: "'\(rest)' is no number of columns and of rows, each up to 1000")
      }
      return .resize(Size(columns: numbers[0], rows: numbers[1]))
    case "dump": return .dump(rest)
    case "stay": return .stay
    default:
      throw Fault(
        line: line,
        sentence: "unknown step '\(verb)'; known are press, type, paste, see, see not, wait, resize, dump, stay")
    }
  }

  private static func keys(_ text: String, line: Int) throws(Fault) -> [Key] {
    var keys: [Key] = []
    for word in text.split(separator: " ") {
      guard let key = KeyNotation.key(word) else { throw Fault(line: line, sentence: "no key is called '\(word)'") }
      keys.append(key)
    }
    return keys
  }

  private static func unescaped(_ text: String) -> String {
    var result = String.UnicodeScalarView()
    var scalars = text.unicodeScalars[...]
    while let scalar = scalars.popFirst() {
      guard scalar == "\\", let next = scalars.popFirst() else {
        result.append(scalar)
        continue
      }
      switch next {
      case "n": result.append("\n")
      case "t": result.append("\t")
      case "e": result.append("\u{1B}")
      default: result.append(next)
      }
    }
    return String(result)
  }
}
