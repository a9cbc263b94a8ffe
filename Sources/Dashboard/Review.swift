import Messaging
import Terminal

/// What is about to be sent, as the operator looks at it for the last time.
public struct Review: Hashable, Sendable {
  /// Something that is typed before the review goes on.
  public enum Prompt: Hashable, Sendable {
    /// The number of recipients, since they are many; the group, where nobody knows how many it has.
    case count(TextField, fault: String?)
    /// The word that lets pass what guards hold back.
    case override(TextField, fault: String?)
    /// When it is to leave; empty for now.
    case schedule(TextField, fault: String?)

    /// What was typed up to now.
    public var field: TextField {
      switch self {
      case .count(let field, _), .override(let field, _), .schedule(let field, _): field
      }
    }

    /// What was wrong with what was typed before.
    public var fault: String? {
      switch self {
      case .count(_, let fault), .override(_, let fault), .schedule(_, let fault): fault
      }
    }

    /// The same with another text, that nothing is said against yet.
    func with(_ field: TextField, fault: String? = nil) -> Prompt {
      switch self {
      case .count: .count(field, fault: fault)
      case .override: .override(field, fault: fault)
      case .schedule: .schedule(field, fault: fault)
      }
    }
  }

  /// Each once, as they go out, in the order in which they were typed.
  public let destinations: [Destination]
  /// How many entries were the same as another one.
  public let folded: Int
  public let text: String
  /// What the server makes of the text.
  public let rewriting: ServerRewriting
  /// Where that differs from what was typed.
  public let difference: TextDifference
  public internal(set) var options: SendOptions
  /// The composer that it came from.
  let token: Int
  /// What is known of the recipients; nil until it was read for this text.
  public internal(set) var facts: SendingFacts?
  /// What speaks against it.
  public internal(set) var findings: [GuardFinding] = []
  /// What of that the operator lets pass.
  public internal(set) var overrides: [GuardOverride] = []
  /// Keys before this instant do nothing; each of them moves it on, so that a key held since before never sends.
  public internal(set) var deafUntil: Timestamp
  public internal(set) var prompt: Prompt?
  /// The recipient that is looked at alone.
  public internal(set) var walk: Int?
  /// Rows scrolled down.
  public internal(set) var scroll = 0
  /// When the key that sends was pressed. It sends a moment later, if nothing else came with it.
  var armedAt: Timestamp?
  /// The key that sends was pressed before it was known what speaks against it: it counts if nothing does.
  var awaitsFacts = false
  /// When the operator's hands did something last.
  private var touchedAt: Timestamp?
  /// Whether something else came right before that.
  private(set) var isHurried = false

  /// How long the review is deaf.
  public static let deafness = Duration.milliseconds(400)
  /// Nobody presses another key so soon; a text that a terminal pastes without marks does.
  public static let quiet = Duration.milliseconds(120)
  /// What is typed to override guards.
  public static let overrideWord = "override"

  init(composer: Composer, recipients: RecipientList, options: SendOptions, now: Timestamp) {
    destinations = recipients.destinations
    folded = recipients.folded
    text = composer.text.text
    rewriting = ServerRewriting(composer.text.text)
    difference = TextDifference(from: composer.text.text, to: rewriting.kept)
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

  /// Notes that the operator's hands did something.
  mutating func touch(at now: Timestamp) {
    isHurried = touchedAt.map { now < $0 + Review.quiet } ?? false
    touchedAt = now
  }

  /// Takes what speaks against it now. Something new is looked at first: no key counts for a moment.
  mutating func land(_ findings: [GuardFinding], now: Timestamp) {
    guard findings != self.findings else { return }
    self.findings = findings
    overrides.removeAll { override in !findings.contains { override.covers($0) } }
    deafUntil = now + Review.deafness
    armedAt = nil
    awaitsFacts = false
  }

  /// What nothing overrides.
  public var refusals: [GuardFinding] { findings.filter { $0.weight == .refuses } }

  /// What holds it back until the operator overrides it knowingly.
  public var obstacles: [GuardFinding] {
    findings.filter { $0.weight == .blocks && $0.kind != .manyRecipients && $0.stands(against: overrides) }
  }

  /// Whether the number of recipients is to be typed: there are many, or a group whose size nobody knows.
  public var needsCount: Bool {
    findings.contains { $0.kind == .manyRecipients && $0.stands(against: overrides) }
  }

  /// The groups of which nobody knows how many they have.
  public var groupsOfUnknownSize: [String] {
    facts?.recipients.compactMap { recipient in
      if case .group(let code) = recipient.destination, recipient.members == .unknown { code } else { nil }
    } ?? []
  }

  /// What is typed before so many are reached: how many people they are, or a group where nobody knows that.
  public var wordToType: String {
    groupsOfUnknownSize.first ?? String(facts?.people.count ?? destinations.count)
  }

  /// What is known of a recipient.
  public func facts(about destination: Destination) -> SendingFacts.Recipient? {
    facts?.recipients.first { $0.destination == destination }
  }

  /// What speaks against one recipient.
  public func findings(about destination: Destination) -> [GuardFinding] {
    findings.filter { $0.destination == destination }
  }
}
