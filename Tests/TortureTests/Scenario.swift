import MessageArchive
import Messaging

/// A way from the operator's `y` to what became of it.
struct Scenario: Sendable, CustomStringConvertible {
  /// What the operator does.
  enum Order: Sendable {
    case submit(String, to: [String], hold: Duration)
    /// Takes back all that was submitted last, or found held.
    case takeBack
  }

  let name: String
  let base: Base
  let orders: [Order]
  /// What becomes of the first `pv`, the second, ….
  var manners: [Wire.Manner] = []

  var description: String { name }

  static let ani = "+628110000009"
  static let budi = "+628110000010"
  /// The text of what was held an hour ago.
  static let heldText = "held over"

  static let all: [Scenario] = [
    Scenario(name: "one message", base: .met, orders: [.submit("m1", to: [ani], hold: .milliseconds(5))]),
    Scenario(name: "the very first start", base: .nothing, orders: [.submit("m1", to: [ani], hold: .zero)]),
    Scenario(
      name: "three messages, two for one number", base: .met,
      orders: [.submit("m1", to: [ani, budi], hold: .zero), .submit("m2", to: [ani], hold: .zero)]),
    Scenario(
      name: "a lost reply", base: .met, orders: [.submit("m1", to: [ani], hold: .zero)], manners: [.replyLost]),
    Scenario(
      name: "no connection at first", base: .met, orders: [.submit("m1", to: [ani], hold: .zero)],
      manners: [.refused, .refused]),
    Scenario(name: "refused", base: .met, orders: [.submit("m1", to: [ani], hold: .zero)], manners: [.rejected]),
    Scenario(
      name: "taken back", base: .met, orders: [.submit("m1", to: [ani, budi], hold: .seconds(600)), .takeBack]),
    Scenario(name: "found held", base: .heldOver, orders: []),
    Scenario(name: "found held, taken back", base: .heldOver, orders: [.takeBack]),
    Scenario(name: "found in flight, sent", base: .inFlight(taken: true), orders: []),
    Scenario(name: "found in flight, not sent", base: .inFlight(taken: false), orders: []),
    Scenario(
      name: "the log is folded in on the way", base: .longLog, orders: [.submit("m1", to: [ani], hold: .zero)]),
  ]
}

/// What an account looks like before.
enum Base: Hashable, Sendable {
  /// It was never opened.
  case nothing
  /// It has met the server and knows all of it.
  case met
  /// The program was killed an hour ago, while it held a message for ten minutes. Whatever becomes of it, nobody has
  /// ten minutes here: it must not leave.
  case heldOver
  /// The program was killed while a message was on its way; whether the server has it.
  case inFlight(taken: Bool)
  /// The outbox's log is about to be folded into its file.
  case longLog
}
