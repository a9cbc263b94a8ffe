import Dashboard
import Messaging

/// The process to which this one is attached, and what the operator hears of it.
struct OtherPoller {
  private enum Known: Equatable {
    case process(Int32?)
    case stranger(Int32?)
  }

  private var known: Known?

  static func name(_ process: Int32?) -> String { process.map { "smsdash \($0)" } ?? "the other smsdash" }

  /// Another process polls.
  mutating func began(_ process: Int32?) -> Notice {
    known = .process(process)
    return Notice(
      at: .now(), level: .information,
      sentence: UntrustedText("Attached: \(OtherPoller.name(process)) polls and sends for this account."),
      hint: "What is sent here goes out through it; when it ends, this one takes over.")
  }

  /// Another process polls with which this one cannot share. Nil where that was said already.
  mutating func isStranger(_ process: Int32?) -> Notice? {
    guard known != .stranger(process) else { return nil }
    known = .stranger(process)
    return Notice(
      at: .now(), level: .fault,
      sentence: UntrustedText("Another version, \(OtherPoller.name(process)), works with this account now."),
      hint: "Nothing can be sent from here any more. Leave, and start that version.", isSticky: true)
  }

  /// This process polls. Nil where it did from its start.
  mutating func ended() -> Notice? {
    defer { known = nil }
    guard case .process(let process)? = known else { return nil }
    return Notice(
      at: .now(), level: .information,
      sentence: UntrustedText("\(OtherPoller.name(process)) has ended: this one polls and sends now."))
  }
}
