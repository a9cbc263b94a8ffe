import Messaging
import Testing

@testable import AccountEngine

private let noon = Timestamp(seconds: 1_795_334_400)

@Suite struct BackoffTests {
  @Test func theWaitDoublesUpToItsLimit() {
    var backoff = Backoff(first: .seconds(1), longest: .seconds(60))
    let waits = (0..<8).map { _ in backoff.failed(random: 0) }
    #expect(waits == [1, 2, 4, 8, 16, 32, 60, 60].map { .seconds($0) })
  }

  @Test func chanceTakesUpToHalfOfIt() {
    var backoff = Backoff(first: .seconds(8), longest: .seconds(60))
    #expect(backoff.failed(random: 1) == .seconds(4))
  }

  @Test func anAnswerBeginsAnew() {
    var backoff = Backoff(first: .seconds(1), longest: .seconds(60))
    for _ in 0..<5 { _ = backoff.failed(random: 0) }
    backoff.succeeded()
    #expect(backoff.failed(random: 0) == .seconds(1))
  }

  @Test func itNeverOverflows() {
    var backoff = Backoff(first: .seconds(1), longest: .seconds(60))
    for _ in 0..<10_000 { #expect(backoff.failed(random: 0) <= .seconds(60)) }
  }
}

@Suite struct CadenceTests {
  private func cadence() -> Cadence {
    var settings = EngineSettings()
    settings.idleInterval = .seconds(20)
    settings.activeInterval = .seconds(2)
    settings.activeFor = .seconds(60)
    settings.awayInterval = .seconds(90)
    settings.awayAfter = .seconds(600)
    settings.jitter = 0.5
    return Cadence(settings: settings)
  }

  @Test func theFirstPollIsDueAtOnce() {
    #expect(cadence().wait(at: noon) == .zero)
  }

  @Test func pollsAreSlowWhenIdleAndFastAfterSomethingHappened() {
    var cadence = cadence()
    cadence.polled(at: noon, random: 0.5)
    #expect(cadence.wait(at: noon) == .seconds(20))
    cadence.activity(at: noon)
    #expect(cadence.wait(at: noon) == .seconds(2))
    cadence.polled(at: noon + .seconds(60), random: 0.5)
    #expect(cadence.wait(at: noon + .seconds(60)) == .seconds(20))
  }

  @Test func chanceMovesAPollWithinItsPart() {
    var cadence = cadence()
    cadence.polled(at: noon, random: 0)
    #expect(cadence.wait(at: noon) == .seconds(10))
    cadence.polled(at: noon, random: 1)
    #expect(cadence.wait(at: noon) == .seconds(30))
  }

  @Test func aMachineThatSleptPollsOnceAndThenAsUsual() {
    var cadence = cadence()
    cadence.polled(at: noon, random: 0.5)
    let morning = noon + .seconds(30_000)
    #expect(cadence.wait(at: morning) == .zero)
    cadence.attention(at: morning)
    cadence.polled(at: morning, random: 0.5)
    #expect(cadence.wait(at: morning) == .seconds(20))
  }

  @Test func betweenTwoPollsHistoryHasOneTurn() {
    var cadence = cadence()
    #expect(!cadence.givesWayToHistory, "the first poll waits for nothing")
    cadence.polled(at: noon, random: 0.5)
    #expect(cadence.givesWayToHistory)
    cadence.historyWasRead()
    #expect(!cadence.givesWayToHistory)
    cadence.polled(at: noon, random: 0.5)
    cadence.hurry()
    #expect(!cadence.givesWayToHistory, "a poll that is wanted at once waits for nothing")
  }

  @Test func aClockPutBackDelaysNoPoll() {
    var cadence = cadence()
    cadence.polled(at: noon, random: 0.5)
    let back = noon - .seconds(7_200)
    #expect(cadence.wait(at: back) == .zero)
    cadence.polled(at: back, random: 0.5)
    #expect(cadence.wait(at: back) == .seconds(20), "one, and then as before")
  }

  @Test func pollsAreSlowerWhenNobodyLooksAndAsBeforeOnceSomebodyDoes() {
    var cadence = cadence()
    cadence.polled(at: noon, random: 0.5)
    #expect(cadence.pace(at: noon + .seconds(599)) == .idle)
    let later = noon + .seconds(600)
    cadence.polled(at: later, random: 0.5)
    #expect(cadence.pace(at: later) == .away)
    #expect(cadence.wait(at: later) == .seconds(90))
    cadence.attention(at: later + .seconds(30))
    #expect(cadence.wait(at: later + .seconds(30)) == .zero, "it is due for somebody who looks")
  }

  @Test func whatHappensIsFollowedFastAlthoughNobodyLooks() {
    var cadence = cadence()
    cadence.polled(at: noon, random: 0.5)
    let later = noon + .seconds(6_000)
    cadence.activity(at: later)
    cadence.polled(at: later, random: 0.5)
    #expect(cadence.wait(at: later) == .seconds(2))
  }

  @Test func aClockPutBackIsNoAbsence() {
    var cadence = cadence()
    cadence.polled(at: noon, random: 0.5)
    let back = noon - .seconds(86_400)
    cadence.polled(at: back, random: 0.5)
    #expect(cadence.pace(at: back + .seconds(599)) == .idle)
    #expect(cadence.pace(at: back + .seconds(600)) == .away)
  }

  @Test func aPollThatIsWantedWhileOneIsUnderWayIsAnother() {
    var cadence = cadence()
    cadence.pollBegins()
    cadence.hurry()
    cadence.polled(at: noon, random: 0.5)
    #expect(cadence.wait(at: noon) == .zero)
    cadence.pollBegins()
    cadence.polled(at: noon, random: 0.5)
    #expect(cadence.wait(at: noon) > .zero, "one, and no more")
  }

  @Test func hurryMakesAPollDue() {
    var cadence = cadence()
    cadence.polled(at: noon, random: 0.5)
    cadence.hurry()
    #expect(cadence.wait(at: noon) == .zero)
  }
}

@Suite struct ConnectionTests {
  private func connection() -> Connection {
    Connection(backoff: Backoff(first: .seconds(1), longest: .seconds(60)))
  }

  @Test func anAnswerMakesItLive() {
    var connection = connection()
    #expect(connection.phase == .connecting)
    connection.answered()
    #expect(connection.isLive)
  }

  @Test func failuresKeepTheMomentOfTheFirstAndWaitLongerEachTime() {
    var connection = connection()
    connection.failed(at: noon, why: "refused", random: 0)
    #expect(connection.phase == .offline(since: noon, nextTry: noon + .seconds(1), why: "refused"))
    connection.failed(at: noon + .seconds(1), why: "silent", random: 0)
    #expect(connection.phase == .offline(since: noon, nextTry: noon + .seconds(3), why: "silent"))
  }

  @Test func anAnswerAmongFailuresEndsNeitherTheTroubleNorTheLongerWaits() {
    var connection = connection()
    connection.failed(at: noon, why: "lost", random: 0)
    for wait in [2, 4, 8] {
      connection.answered()
      #expect(connection.isLive, "what waits to be sent may go")
      connection.failed(at: noon + .seconds(60), why: "lost", random: 0)
      #expect(
        connection.phase == .offline(since: noon, nextTry: noon + .seconds(60 + wait), why: "lost"))
      #expect(connection.recovered() == nil, "it is offline")
      connection.hurry()
    }
    connection.answered()
    #expect(connection.recovered() == noon)
    #expect(connection.recovered() == nil, "that is told once")
    connection.failed(at: noon + .seconds(600), why: "lost", random: 0)
    #expect(connection.wait(at: noon + .seconds(600), longest: .seconds(60)) == .seconds(1))
  }

  @Test func twoRequestsThatFailTogetherAreOneFailure() {
    var connection = connection()
    connection.failed(at: noon, why: "refused", random: 0)
    connection.failed(at: noon, why: "refused", random: 0)
    #expect(connection.wait(at: noon, longest: .seconds(60)) == .seconds(1))
  }

  @Test func aRefusedLoginPausesUntilResumed() {
    var connection = connection()
    connection.loginRefused(why: "error 100")
    connection.answered()
    connection.failed(at: noon, why: "refused", random: 0)
    #expect(connection.phase == .paused(why: "error 100"))
    #expect(!connection.mayAsk)
    connection.resumed()
    #expect(connection.phase == .connecting)
    #expect(connection.mayAsk)
  }

  @Test func aRetryIsDueWhenTheClockWasPutBack() {
    var connection = connection()
    connection.failed(at: noon, why: "refused", random: 0)
    let yesterday = noon - .seconds(86_400)
    #expect(connection.wait(at: yesterday, longest: .seconds(60)) == .zero)
    connection.failed(at: yesterday, why: "refused", random: 0)
    #expect(connection.wait(at: yesterday, longest: .seconds(60)) == .seconds(2))
  }
}

@Suite struct RequestBudgetTests {
  /// How many requests go in a minute that asks for as many as it may, second by second.
  private func spend(_ budget: inout RequestBudget, from start: Timestamp) -> Int {
    var count = 0
    for second in 0..<60 {
      let now = start + .seconds(second)
      while budget.wait(at: now) == .zero, count < 1_000 {
        budget.spent(at: now)
        count += 1
      }
    }
    return count
  }

  @Test(arguments: [1, 2, 30, 240])
  func noMinuteSeesMoreThanAllOfThem(perMinute: Int) {
    var budget = RequestBudget(perMinute: perMinute)
    for minute in 0..<5 {
      #expect(spend(&budget, from: noon + .seconds(60 * minute)) <= perMinute)
    }
    #expect(spend(&budget, from: noon + .seconds(300)) >= perMinute / 2)
  }

  @Test func halfOfThemMayGoAtOnce() {
    var budget = RequestBudget(perMinute: 60)
    for _ in 0..<30 {
      #expect(budget.wait(at: noon) == .zero)
      budget.spent(at: noon)
    }
    #expect(budget.wait(at: noon) == .seconds(2))
  }

  @Test func aMachineThatSleptHasSavedUpNoMoreThanThat() {
    var budget = RequestBudget(perMinute: 60)
    budget.spent(at: noon)
    let morning = noon + .seconds(30_000)
    for _ in 0..<30 { budget.spent(at: morning) }
    #expect(budget.wait(at: morning) > .zero)
  }

  @Test func aServerThatIsSlowRestsAsLongAsItTook() {
    var budget = RequestBudget(perMinute: 60)
    budget.spent(at: noon)
    budget.answered(after: .milliseconds(900), at: noon)
    #expect(budget.wait(at: noon) == .zero)
    budget.answered(after: .seconds(8), at: noon)
    #expect(budget.wait(at: noon + .seconds(3)) == .seconds(5))
  }

  @Test func anAnswerThatSeemsToHaveTakenHoursRestsAMinute() {
    var budget = RequestBudget(perMinute: 60)
    budget.spent(at: noon)
    budget.answered(after: .seconds(5 * 86_400), at: noon)
    #expect(budget.wait(at: noon + .seconds(20)) == .seconds(40))
    #expect(budget.wait(at: noon + .seconds(60)) == .zero)
  }

  @Test func aClockPutBackStretchesNothing() {
    var budget = RequestBudget(perMinute: 60)
    for _ in 0..<30 { budget.spent(at: noon) }
    budget.answered(after: .seconds(8), at: noon)
    let back = noon - .seconds(7_200)
    #expect(budget.wait(at: back) == .zero)
    budget.spent(at: back)
    #expect(budget.wait(at: back) == .seconds(2), "one, and then as before")
  }
}
