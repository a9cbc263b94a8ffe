/// What the operator configured about sending: which guards hold a message back, and how numbers are read.
public struct SendingPolicy: Hashable, Sendable {
  /// How long the same text to the same number counts as a repetition; nil for never.
  public var sameTextWithin: Duration?
  /// What people answer who want nothing any more, in any spelling of case.
  public var stopWords: [String]
  /// How long ago a stop word still counts.
  public var stopWordWithin: Duration
  /// When nothing leaves, on the account's clock.
  public var quietHours: QuietHours?
  /// Messages a day on the account's clock; nil for any number.
  public var dailyCap: Int?
  /// Above so many recipients their number is typed.
  public var typedCountAbove: Int?
  /// How numbers without a country are read; nil leaves them as typed.
  public var numbers: NumberPlan?
  /// The account's time zone, in which the server reads `schedule`; nil when it is not configured, for no operation
  /// tells it: the operator's own is then taken.
  public var zone: ZoneRules?

  public init(
    sameTextWithin: Duration? = .seconds(24 * 3_600), stopWords: [String] = SendingPolicy.usualStopWords,
    stopWordWithin: Duration = .seconds(90 * 86_400), quietHours: QuietHours? = nil, dailyCap: Int? = nil,
    typedCountAbove: Int? = 10, numbers: NumberPlan? = nil, zone: ZoneRules? = nil
  ) {
    self.sameTextWithin = sameTextWithin
    self.stopWords = stopWords
    self.stopWordWithin = stopWordWithin
    self.quietHours = quietHours
    self.dailyCap = dailyCap
    self.typedCountAbove = typedCountAbove
    self.numbers = numbers
    self.zone = zone
  }

  /// In English, Indonesian, German, French, Spanish, Portuguese, Italian and Dutch.
  public static let usualStopWords = [
    "STOP", "STOPALL", "STOP ALL", "UNSUBSCRIBE", "UNSUB", "OPT OUT", "OPTOUT", "CANCEL", "END", "QUIT", "BERHENTI",
    "UNREG", "HENTIKAN", "STOPP", "ABMELDEN", "ARRET", "ARRÊT", "BAJA", "PARAR", "CANCELAR", "SAIR", "DISISCRIVI",
    "AFMELDEN",
  ]

  /// Guards nothing but what would harm the server.
  public static let unguarded = SendingPolicy(sameTextWithin: nil, stopWords: [], typedCountAbove: nil)
}

/// A part of each day, as clocks on the wall show it. It may pass midnight.
public struct QuietHours: Hashable, Sendable {
  /// Minutes after midnight, 0 to 1439.
  public let from: Int
  /// The first minute after it; the same as `from` means the whole day.
  public let until: Int

  public init(from: Int, until: Int) {
    self.from = from
    self.until = until
  }

  /// Reads `21:00-08:00`; nil for anything else.
  public init?(_ text: String) {
    let ends = text.split(separator: "-", omittingEmptySubsequences: false).map { QuietHours.minutes($0) }
    guard ends.count == 2, let from = ends[0], let until = ends[1] else { return nil }
    self.init(from: from, until: until)
  }

  /// Whether a clock that shows this is within.
  public func contain(_ time: CivilTime) -> Bool {
    let minute = time.hour * 60 + time.minute
    guard from != until else { return true }
    return from < until ? (from..<until).contains(minute) : minute >= from || minute < until
  }

  /// `21:00-08:00`.
  public var text: String { QuietHours.text(from) + "-" + untilText }

  /// When they end, such as `08:00`.
  public var untilText: String { QuietHours.text(until) }

  private static func minutes(_ text: Substring) -> Int? {
    let parts = text.trimmingBlanks().split(separator: ":", omittingEmptySubsequences: false)
    guard parts.count == 2, parts[0].utf8.count <= 2, parts[1].utf8.count == 2,
      parts.allSatisfy({ $0.utf8.allSatisfy { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) } }),
      let hour = Int(parts[0]), let minute = Int(parts[1]), hour < 24, minute < 60
    else { return nil }
    return hour * 60 + minute
  }

  private static func text(_ minutes: Int) -> String {
    [minutes / 60, minutes % 60].map { $0 < 10 ? "0\($0)" : "\($0)" }.joined(separator: ":")
  }
}
