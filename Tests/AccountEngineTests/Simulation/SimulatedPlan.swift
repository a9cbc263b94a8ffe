import Messaging
import PlaySMSSandbox

@testable import AccountEngine

/// What is drawn for a life before it begins: how the server is, how the program is set, and how rough it gets.
struct SimulatedPlan: Sendable {
  var settings = EngineSettings()
  var configuration = SandboxConfiguration()
  /// Rows of each list before the program is first started, and over how many days.
  var pastRows: Int
  let pastDays: Int
  /// How often the program is started, and what happens at most in between.
  var runs: Int
  var steps: Int
  /// Of a hundred requests, how many break.
  var brokenReads: Int
  var brokenSends: Int
  /// Of a hundred steps, how many are about sending.
  let sendingSteps: Int
  /// Whether all clocks go right, so that it can be told at what time something happened.
  let keepsTime: Bool
  /// By how many hours the machine's clock is put wrong at a time.
  let wrongHours: [Int64]
  /// Whether other programs send the same texts to the same numbers.
  var hasTwins: Bool
  /// Whether older databases are put back at the server.
  var hasOlderDatabases: Bool
  /// Whether the operator settles what is unknown by hand, not always rightly.
  let settlesByHand: Bool
  /// Few numbers and few texts, so that the same go to the same again and again.
  var numbers: [String]
  var texts: [String]
  /// Whether the life is about nothing but sends.
  var isAllSends = false

  init(_ random: inout SeededGenerator) {
    let pages = [4, 8, 20]
    settings.newestPage = random.pick(pages)
    settings.catchUpPage = random.pick(pages)
    settings.historyPage = random.pick(pages)
    settings.largestPage = random.pick([200, 2_000])
    settings.idleInterval = .seconds(random.pick([15, 60, 60, 300]))
    settings.activeInterval = .seconds(random.pick([3, 10]))
    settings.activeFor = .seconds(random.pick([0, 20]))
    settings.followUp = FollowUpGaps(steps: [
      .init(upToAge: .seconds(120), gap: .seconds(5)), .init(upToAge: .seconds(600), gap: .seconds(20)),
      .init(upToAge: .seconds(3_600), gap: .seconds(120)), .init(upToAge: .seconds(14 * 86_400), gap: .seconds(600)),
    ])
    settings.history = random.pick([.all, .all, .days(3), .none])
    settings.historyPerMinute = random.pick([40, 240, 240, 240, 240])
    settings.sendGrace = .seconds(random.pick([0, 1, 5]))
    configuration.seed = random.next()
    configuration.outcomes = .chance(failed: 15, hanging: 15)
    configuration.zones = random.pick([.utc, .utc, .jakarta])
    configuration.quirks = random.pick([.v148, .v148, .v147])
    configuration.quirks.rowLimit = random.pick([20_000, 20_000, 250])
    for index in configuration.accounts.indices { configuration.accounts[index].keywords = ["INFO"] }
    pastRows = random.pick([0, 0, 5, 40])
    pastDays = random.pick([1, 10, 400])
    runs = random.number(in: 1...3)
    steps = random.pick([3, 8, 14])
    brokenReads = random.pick([0, 3, 10, 30])
    brokenSends = random.pick([20, 60, 90])
    sendingSteps = random.pick([15, 50, 80])
    keepsTime = random.chance(50)
    hasTwins = random.chance(50)
    hasOlderDatabases = random.chance(40)
    settlesByHand = random.chance(50)
    wrongHours = [0, 6, 120]
    numbers = Array(["+6281100000001", "+6281100000002", "+6281100000003"].prefix(random.number(in: 1...3)))
    texts = Array(
      [
        "hello", "say \"hi\" & <b>bold</b>", "back\\slash `tick` {x}", "你好 📦", "  blanks \t and\nlines ",
        String(repeating: "long text ", count: 60),
      ].prefix(random.number(in: 1...6)))
  }
}

extension SeededGenerator {
  mutating func pick<Item>(_ items: [Item]) -> Item { items[number(in: 0...(items.count - 1))] }

  mutating func number(in range: ClosedRange<Int>) -> Int {
    range.lowerBound + Int(next() % UInt64(range.count))
  }

  /// True in `percent` of a hundred cases.
  mutating func chance(_ percent: Int) -> Bool { number(in: 0...99) < percent }
}
