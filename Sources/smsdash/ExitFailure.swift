import ArgumentParser
import Glibc

/// A reason to end before the screen was up: what happened, what to do, and the status to exit with.
struct ExitFailure: Error, Hashable {
  /// Documented in the README.
  enum Status: Int32 {
    /// Something failed that is none of the others.
    case general = 1
    /// The arguments do not make sense.
    case usage = 64
    /// Another process has the account open and cannot share it with this one.
    case inUse = 75
    /// A secret or a folder could be read by others.
    case notPrivate = 77
    /// The configuration is missing or wrong.
    case configuration = 78
  }

  let status: Status
  let sentence: String
  let hint: String

  init(_ status: Status, _ sentence: String, hint: String = "") {
    self.status = status
    self.sentence = sentence
    self.hint = hint
  }

  /// Tells it on standard error and ends the process.
  func exit() -> Never {
    write("smsdash: \(sentence)\n" + (hint.isEmpty ? "" : "         \(hint)\n"))
    Glibc.exit(status.rawValue)
  }

  private func write(_ text: String) {
    var text = text
    text.withUTF8 { _ = Glibc.write(2, $0.baseAddress, $0.count) }
  }
}
