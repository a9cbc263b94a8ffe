import Messaging
import Terminal

/// What is about to be sent, as the operator looks at it for the last time.
public struct Review: Hashable, Sendable {
  /// Each once, in the order in which they were typed.
  public let destinations: [Destination]
  /// How many entries were the same as another one.
  public let folded: Int
  public let text: String
  public let options: SendOptions
  /// The composer that it came from.
  let token: Int
  /// Keys before this instant do nothing; each of them moves it on, so that a key held since before never sends.
  public internal(set) var deafUntil: Timestamp
  /// Where the number of recipients is typed, when there are many.
  public internal(set) var typedCount: TextField?
  /// Rows scrolled down.
  public internal(set) var scroll = 0

  /// How long the review is deaf.
  static let deafness = Duration.milliseconds(400)

  init(composer: Composer, destinations: [Destination], folded: Int, options: SendOptions, now: Timestamp) {
    self.destinations = destinations
    self.folded = folded
    text = composer.text.text
    self.options = options
    token = composer.token
    deafUntil = now + Review.deafness
  }

  /// Whether a key at this instant is still part of what was held before the review appeared.
  mutating func ignores(keyAt now: Timestamp) -> Bool {
    guard now < deafUntil else { return false }
    deafUntil = now + Review.deafness
    return true
  }
}
