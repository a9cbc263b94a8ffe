import AccountEngine
import MessageArchive
import Yams

/// The configuration file, walked node by node, so that every complaint has a line and a column.
struct ConfigurationFile {
  /// In the order of the file; the first one is opened when none is named.
  private(set) var accounts: [AccountConfiguration] = []
  /// What is said of the program itself.
  private(set) var program = ProgramConfiguration()
  private let path: String

  /// Reads YAML. A failure names file, line and column, what was expected and what was found.
  init(_ text: String, path: String) throws(ExitFailure) {
    self.path = path
    let root: Node?
    do { root = try Yams.compose(yaml: text) } catch {
      throw ExitFailure(.configuration, "\(path):\(ConfigurationFile.place(of: error))", hint: "Mend the file.")
    }
    guard let root else { return }
    guard let mapping = root.mapping else { throw fault(root, "expected 'accounts:' and below it an account") }
    program.path = path
    for (key, value) in mapping {
      guard try !readProgram(key, value) else { continue }
      guard key.string == "accounts" else { throw unknown(key, known: Self.programKeys) }
      guard let accounts = value.mapping else { throw fault(value, "accounts: expected names of accounts") }
      for (name, node) in accounts {
        guard let text = name.string else { throw fault(name, "expected the name of an account") }
        self.accounts.append(try account(named: text, node))
      }
    }
  }

  private static let programKeys = ["accounts", "keys", "mouse", "theme", "ascii", "linear", "color"]

  private static let keys =
    [
      "url", "user", "token-command", "token-file", "insecure", "ca-file", "pin-file", "history", "archive", "hold",
      "confirm-above", "duplicate-window", "stop-words", "quiet-hours", "daily-cap", "country", "time-zone",
    ] + ReadingConfiguration.Key.allCases.map(\.rawValue)

  /// True for a key that is about the program and no account.
  private mutating func readProgram(_ key: Node, _ value: Node) throws(ExitFailure) -> Bool {
    switch key.string {
    case "mouse": program.mouse = try truth(value, "mouse")
    case "theme":
      program.theme = PlacedText(
        text: try text(value, "theme"), place: value.mark.map { "\($0.line):\($0.column)" } ?? "1:1")
    case "ascii": program.isASCII = try truth(value, "ascii")
    case "linear": program.isLinear = try truth(value, "linear")
    case "color": program.hasColors = try truth(value, "color")
    case "keys":
      guard let changes = ConfigurationFile.rebindings(in: value) else {
        throw fault(value, "keys: expected modes, and below each of them keys with their commands")
      }
      program.keys = changes
      _ = try program.keymap()
    default: return false
    }
    return true
  }

  private func account(named name: String, _ node: Node) throws(ExitFailure) -> AccountConfiguration {
    guard let mapping = node.mapping else { throw fault(node, "accounts.\(name): expected settings of the account") }
    var account = AccountConfiguration(name: name)
    for (key, value) in mapping {
      guard let text = key.string, Self.keys.contains(text) else { throw unknown(key, known: Self.keys) }
      try set(text, of: &account, to: value, named: "accounts.\(name).\(text)")
    }
    return account
  }

  private func set(
    _ key: String, of account: inout AccountConfiguration, to node: Node, named name: String
  ) throws(ExitFailure) {
    switch key {
    case "url": account.url = try text(node, name)
    case "user": account.user = try text(node, name)
    case "token-file": account.token = .file(try text(node, name))
    case "token-command": account.token = .command(try words(node, name))
    case "insecure": account.insecure = try truth(node, name)
    case "ca-file": account.authoritiesFile = try text(node, name)
    case "pin-file": account.pinnedCertificateFile = try text(node, name)
    case "history": account.history = try history(node, name)
    case "archive": account.retention = try archive(node, name)
    case "hold": account.hold = try number(node, name, atLeast: 0)
    case "confirm-above": account.typedConfirmationAbove = try number(node, name, atLeast: 1)
    default:
      if let reading = ReadingConfiguration.Key(rawValue: key) {
        account.reading.set(reading, to: try number(node, name, in: reading.range))
        return
      }
      guard try setSending(key, of: &account.sending, to: node, named: name) else {
        throw fault(node, "unknown key '\(key)'")
      }
    }
  }

  func text(_ node: Node, _ name: String) throws(ExitFailure) -> String {
    guard let scalar = node.scalar else { throw fault(node, "\(name): expected a text") }
    return scalar.string
  }

  func words(_ node: Node, _ name: String) throws(ExitFailure) -> [String] {
    guard let sequence = node.sequence else {
      throw fault(node, "\(name): expected a list such as [pass, show, sms/acme]; no shell is used")
    }
    var words: [String] = []
    for element in sequence { words.append(try text(element, name)) }
    guard !words.isEmpty else { throw fault(node, "\(name): expected a program") }
    return words
  }

  private func truth(_ node: Node, _ name: String) throws(ExitFailure) -> Bool {
    switch node.scalar?.string {
    case "true", "yes": return true
    case "false", "no": return false
    default: throw fault(node, "\(name): expected true or false, found '\(node.scalar?.string ?? "something else")'")
    }
  }

  func number(_ node: Node, _ name: String, atLeast least: Int) throws(ExitFailure) -> Int {
    try number(node, name, in: least...86_400)
  }

  private func number(_ node: Node, _ name: String, in range: ClosedRange<Int>) throws(ExitFailure) -> Int {
    // Read by hand: YAML takes 010 for 8.
    guard let text = node.scalar?.string, let number = Int(text), range.contains(number) else {
      let found = node.scalar?.string ?? "something else"
      throw fault(
        node, "\(name): expected a whole number from \(range.lowerBound) to \(range.upperBound), found '\(found)'")
    }
    return number
  }

  private func history(_ node: Node, _ name: String) throws(ExitFailure) -> HistoryLimit {
    let text = node.scalar?.string ?? ""
    switch text {
    case "all": return .all
    case "none": return .none
    default:
      guard let days = days(text) else {
        throw fault(node, "\(name): expected all, none, or days such as 90d, found '\(text)'")
      }
      return .days(days)
    }
  }

  /// The settings of the archive, of which there is one.
  private func archive(_ node: Node, _ name: String) throws(ExitFailure) -> Retention {
    guard let mapping = node.mapping else { throw fault(node, "\(name): expected 'keep: all' or 'keep: 365d'") }
    var retention = Retention.all
    for (key, value) in mapping {
      guard key.string == "keep" else { throw unknown(key, known: ["keep"]) }
      let text = value.scalar?.string ?? ""
      guard text != "all" else { continue }
      guard let days = days(text) else {
        throw fault(value, "\(name).keep: expected all, or days such as 365d, found '\(text)'")
      }
      retention = .days(days)
    }
    return retention
  }

  /// `90d` as a number.
  private func days(_ text: String) -> Int? {
    guard text.hasSuffix("d"), let days = Int(text.dropLast()), days > 0, days < 100_000 else { return nil }
    return days
  }

  private func unknown(_ key: Node, known: [String]) -> ExitFailure {
    fault(key, "unknown key '\(key.string ?? "?")'; known are \(known.joined(separator: ", "))")
  }

  func fault(_ node: Node, _ sentence: String) -> ExitFailure {
    let place = node.mark.map { "\($0.line):\($0.column)" } ?? "1:1"
    return ExitFailure(.configuration, "\(path):\(place): \(sentence)", hint: "Mend the file.")
  }

  private static func place(of error: any Error) -> String {
    guard let error = error as? YamlError else { return "1:1: \(error)" }
    switch error {
    case .scanner(_, let problem, let mark, _), .parser(_, let problem, let mark, _),
      .composer(_, let problem, let mark, _):
      return "\(mark.line):\(mark.column): \(problem)"
    case .duplicatedKeysInMapping(let keys, let context):
      return
        "\(context.mark.line):\(context.mark.column): written twice: \(keys.map { "\($0)" }.joined(separator: ", "))"
    case .reader, .writer, .emitter, .memory, .representer, .no, .dataCouldNotBeDecoded:
      return "1:1: \(error)"
    }
  }
}
