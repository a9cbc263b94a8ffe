import AccountEngine

/// How often the server is asked, and for how much. Nil leaves it as it is usual.
struct ReadingConfiguration: Hashable {
  /// Between two polls when nothing happens, in seconds.
  var idle: Int?
  /// Between two polls while something happens, in seconds.
  var active: Int?
  /// How long that lasts after an arrival or a send, in seconds.
  var activeFor: Int?
  /// Between two polls when nobody looks, in seconds.
  var away: Int?
  /// After so many seconds without a key nobody looks.
  var awayAfter: Int?
  /// By so many hundredths a poll comes earlier or later, by chance.
  var jitter: Int?
  /// Between two looks for messages that others sent or scheduled, in seconds.
  var look: Int?
  /// Up to so many days delivery is followed.
  var followUpDays: Int?
  /// Requests a minute for history.
  var historyBudget: Int?

  /// The settings of the configuration file.
  enum Key: String, CaseIterable {
    case idle = "poll-idle"
    case active = "poll-active"
    case activeFor = "poll-active-for"
    case away = "poll-away"
    case awayAfter = "poll-away-after"
    case jitter = "poll-jitter"
    case look = "poll-look"
    case followUpDays = "follow-up-days"
    case historyBudget = "history-budget"

    /// The least and the most that it may be.
    var range: ClosedRange<Int> {
      switch self {
      case .idle, .active, .away, .look: 1...86_400
      case .activeFor: 0...86_400
      case .awayAfter: 10...86_400
      case .jitter: 0...50
      case .followUpDays: 1...365
      case .historyBudget: 1...6_000
      }
    }
  }

  mutating func set(_ key: Key, to number: Int) {
    switch key {
    case .idle: idle = number
    case .active: active = number
    case .activeFor: activeFor = number
    case .away: away = number
    case .awayAfter: awayAfter = number
    case .jitter: jitter = number
    case .look: look = number
    case .followUpDays: followUpDays = number
    case .historyBudget: historyBudget = number
    }
  }

  func apply(to settings: inout EngineSettings) {
    if let idle { settings.idleInterval = .seconds(idle) }
    if let active { settings.activeInterval = .seconds(active) }
    if let activeFor { settings.activeFor = .seconds(activeFor) }
    if let away { settings.awayInterval = .seconds(away) }
    if let awayAfter { settings.awayAfter = .seconds(awayAfter) }
    if let jitter { settings.jitter = Double(jitter) / 100 }
    if let look { settings.lookInterval = .seconds(look) }
    if let followUpDays { settings.followUp = .days(followUpDays) }
    if let historyBudget { settings.historyPerMinute = historyBudget }
  }
}
