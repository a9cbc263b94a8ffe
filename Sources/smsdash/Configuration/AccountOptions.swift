import ArgumentParser
import Messaging

/// What may be said about the account on the command line. Options come before the environment, that before the file.
struct AccountOptions: ParsableArguments {
  @Option(help: "Configuration file (default: ~/.config/smsdash/config.yaml).", completion: .file())
  var config: String?

  @Option(help: "Account of the configuration file (default: its first).")
  var account: String?

  @Option(help: "The server, such as https://sms.example.org/index.php?app=ws ($SMSDASH_URL).")
  var url: String?

  @Option(help: "User name ($SMSDASH_USER).")
  var user: String?

  @Option(help: "Program that prints the token, with its arguments; split at blanks, no shell.")
  var tokenCommand: String?

  @Option(help: "File with the token, readable by its owner only ($SMSDASH_TOKEN has the token itself).")
  var tokenFile: String?

  @Flag(help: "Allow http to another machine: whoever is on the way reads everything.")
  var insecure = false

  @Option(help: "Certificates of authorities to trust instead of the system's.", completion: .file())
  var caFile: String?

  @Option(help: "The one certificate to trust, whatever its name, dates and authority.", completion: .file())
  var pinFile: String?

  /// The account that options, environment and file together name.
  func resolved(_ environment: [String: String]) throws(ExitFailure) -> AccountConfiguration {
    var chosen = try fromFile(environment)
    if account == nil, url ?? environment["SMSDASH_URL"] ?? user ?? environment["SMSDASH_USER"] != nil {
      // Another server or user is another account: nothing of the file's goes there, its token least of all.
      chosen = AccountConfiguration(name: "")
    }
    if let url = url ?? environment["SMSDASH_URL"] { chosen.url = url }
    if let user = user ?? environment["SMSDASH_USER"] { chosen.user = user }
    if environment["SMSDASH_TOKEN"]?.isEmpty == false { chosen.token = .environment("SMSDASH_TOKEN") }
    if let tokenFile { chosen.token = .file(tokenFile) }
    if let tokenCommand {
      let words = AccountOptions.words(tokenCommand)
      guard words.first?.isEmpty == false else {
        throw ExitFailure(.usage, "--token-command names no program.", hint: "Give it as 'pass show sms/acme'.")
      }
      chosen.token = .command(words)
    }
    if insecure { chosen.insecure = true }
    if let caFile { chosen.authoritiesFile = caFile }
    if let pinFile { chosen.pinnedCertificateFile = pinFile }
    return chosen
  }

  /// All accounts that can be opened, and the one to begin with.
  func choices(_ environment: [String: String]) throws(ExitFailure) -> AccountChoices {
    AccountChoices(first: try resolved(environment), of: try file(environment)?.accounts ?? [])
  }

  /// What the file says of the program itself.
  func program(_ environment: [String: String]) throws(ExitFailure) -> ProgramConfiguration {
    try file(environment)?.program ?? ProgramConfiguration()
  }

  /// Nil where there is no file and none was asked for.
  private func file(_ environment: [String: String]) throws(ExitFailure) -> ConfigurationFile? {
    let path = config ?? environment["SMSDASH_CONFIG"] ?? Paths.configurationFile(environment) ?? ""
    let isAskedFor = config != nil || environment["SMSDASH_CONFIG"] != nil
    let text: String
    do throws(TextFile.Failure) { text = try TextFile.read(path) } catch {
      if error == .absent, !isAskedFor, account == nil { return nil }
      throw ExitFailure(.configuration, "The configuration file \(path) \(AccountOptions.sentence(error)).")
    }
    return try ConfigurationFile(text, path: path)
  }

  private func fromFile(_ environment: [String: String]) throws(ExitFailure) -> AccountConfiguration {
    guard let file = try file(environment) else { return AccountConfiguration(name: "") }
    guard let account else { return file.accounts.first ?? AccountConfiguration(name: "") }
    guard let found = file.accounts.first(where: { $0.name == account }) else {
      let names = file.accounts.map(\.name).joined(separator: ", ")
      throw ExitFailure(.configuration, "\(file.program.path) has no account '\(account)'.", hint: "It has: \(names).")
    }
    return found
  }

  private static func sentence(_ failure: TextFile.Failure) -> String {
    switch failure {
    case .absent: "is not there"
    case .unreadable(let why): "cannot be read: \(why)"
    case .tooLarge: "is larger than 1 MiB"
    case .notPrivate(let mode): "can be written by others (mode \(mode))"
    }
  }

  /// Words at blanks; quotes keep blanks together, a backslash takes the next character as it is.
  static func words(_ text: String) -> [String] {
    var words: [String] = []
    var word: String?
    var quote: Character?
    var rest = text[...]
    while let character = rest.popFirst() {
      if let open = quote {
        if character == open { quote = nil } else { word?.append(character) }
      } else if character == "'" || character == "\"" {
        quote = character
        word = word ?? ""
      } else if character == "\\", let next = rest.popFirst() {
        word = (word ?? "") + String(next)
      } else if character == " " || character == "\t" {
        if let done = word { words.append(done) }
        word = nil
      } else {
        word = (word ?? "") + String(character)
      }
    }
    if let word { words.append(word) }
    return words
  }
}
