import Glibc
import Messaging
import PlaySMS

extension TokenSource {
  /// Gets the token. It runs before the screen is up, so that a program that asks for a passphrase can do so.
  func read(_ environment: [String: String]) throws(ExitFailure) -> Secret {
    let text: String
    switch self {
    case .environment(let variable): text = environment[variable] ?? ""
    case .file(let path): text = try TokenSource.file(Paths.expanded(path, environment))
    case .command(let words): text = try TokenSource.output(of: words)
    }
    let line = text.split(whereSeparator: \.isNewline).first.map { $0.trimmingBlanks() } ?? ""
    guard !line.isEmpty else {
      throw ExitFailure(.configuration, "There is no token: \(told) gave nothing.", hint: "Put the token there.")
    }
    return Secret(line)
  }

  private var told: String {
    switch self {
    case .environment(let variable): "the variable \(variable)"
    case .file(let path): "the file \(path)"
    case .command(let words): "the command '\(words[0])'"
    }
  }

  private static func file(_ path: String) throws(ExitFailure) -> String {
    do throws(TextFile.Failure) { return try TextFile.read(path, onlyOwner: true) } catch {
      switch error {
      case .absent:
        throw ExitFailure(.configuration, "There is no token file \(path).", hint: "Write the token into it.")
      case .unreadable(let why):
        throw ExitFailure(.notPrivate, "The token file \(path) cannot be read: \(why).", hint: "chown or chmod it.")
      case .tooLarge:
        throw ExitFailure(.configuration, "The token file \(path) is too large for a token.")
      case .notPrivate(let mode):
        throw ExitFailure(
          .notPrivate, "The token file \(path) can be read by others (mode \(mode)), so it is not used.",
          hint: "chmod 600 \(path), and change the token if others may have read it.")
      }
    }
  }

  private static func output(of words: [String]) throws(ExitFailure) -> String {
    do throws(ChildProcess.Failure) { return try ChildProcess.output(of: words) } catch {
      throw ExitFailure(
        .configuration, "The token command '\(words[0])' \(error.sentence).", hint: "Run it by hand and mend it.")
    }
  }
}
