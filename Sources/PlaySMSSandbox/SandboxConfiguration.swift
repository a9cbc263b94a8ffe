/// How the sandbox behaves. The default is playSMS 1.4.8 on PHP 8.2 with every clock on UTC.
public struct SandboxConfiguration: Sendable {
  /// All chance comes from here: the same seed, clock and requests give the same answers.
  public var seed: UInt64
  /// The accounts that exist, unless a story brings its own.
  public var accounts: [SandboxAccount]
  public var quirks: SandboxQuirks
  public var zones: SandboxZones
  /// What becomes of a message that was sent.
  public var outcomes: SandboxOutcomes
  public var queue: SandboxQueueTiming
  /// Sender ID of messages without an approved one.
  public var defaultSender: String
  /// What a segment costs by number prefix, longest prefix first to match; an unknown prefix costs nothing.
  public var rates: [String: Double]
  /// How many segments a message may have; more is cut off.
  public var smsMaxCount: Int
  /// The first `smslog_id` given.
  public var firstSmslogID: Int64

  public init(
    seed: UInt64 = 1, accounts: [SandboxAccount] = [.admin, .anna, .bobx], quirks: SandboxQuirks = SandboxQuirks(),
    zones: SandboxZones = .utc, outcomes: SandboxOutcomes = .chance(failed: 4, hanging: 4),
    queue: SandboxQueueTiming = SandboxQueueTiming(), defaultSender: String = "1234",
    rates: [String: Double] = ["62": 1], smsMaxCount: Int = 3, firstSmslogID: Int64 = 1
  ) {
    self.seed = seed
    self.accounts = accounts
    self.quirks = quirks
    self.zones = zones
    self.outcomes = outcomes
    self.queue = queue
    self.defaultSender = defaultSender
    self.rates = rates
    self.smsMaxCount = smsMaxCount
    self.firstSmslogID = firstSmslogID
  }
}

/// By how many seconds the dates of each list are off UTC.
public struct SandboxZones: Sendable {
  /// `ds`.
  public var outgoing: Int
  /// `ix`, messages from telephones.
  public var inbox: Int
  /// `ix`, messages from other accounts.
  public var internalInbox: Int
  /// `in` and `sx`.
  public var incoming: Int

  public init(outgoing: Int, inbox: Int, internalInbox: Int, incoming: Int) {
    self.outgoing = outgoing
    self.inbox = inbox
    self.internalInbox = internalInbox
    self.incoming = incoming
  }

  /// Everything UTC: PHP on UTC, gateway +0000.
  public static let utc = SandboxZones(outgoing: 0, inbox: 0, internalInbox: 0, incoming: 0)
  /// PHP on Asia/Jakarta, gateway +0700: only `ds` is UTC.
  public static let jakarta = SandboxZones(
    outgoing: 0, inbox: 7 * 3_600, internalInbox: -7 * 3_600, incoming: 7 * 3_600)
}

/// How long each step of a submission takes, in milliseconds.
public struct SandboxQueueTiming: Sendable {
  /// From the submission, or its scheduled moment, until the daemon takes the queue up. Until then `ds` says 401.
  public var pickUp: ClosedRange<Int64> = 300...1_000
  /// From then until the first row appears. Until then `ds` says 400.
  public var processing: Int64 = 400
  /// Between the rows of one queue.
  public var perRow: Int64 = 15

  public init() {}
}
