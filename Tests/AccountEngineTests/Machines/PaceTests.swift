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
    cadence.polled(at: morning, random: 0.5)
    #expect(cadence.wait(at: morning) == .seconds(20))
  }

  @Test func aClockPutBackDelaysNoPollBeyondOneInterval() {
    var cadence = cadence()
    cadence.polled(at: noon, random: 0.5)
    #expect(cadence.wait(at: noon - .seconds(7_200)) == .seconds(20))
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
  @Test func requestsAreSpacedAndUnusedOnesDoNotAddUp() {
    var budget = RequestBudget(perMinute: 30)
    #expect(budget.wait(at: noon) == .zero)
    budget.spent(at: noon)
    #expect(budget.wait(at: noon) == .seconds(2))
    let later = noon + .seconds(600)
    #expect(budget.wait(at: later) == .zero)
    budget.spent(at: later)
    #expect(budget.wait(at: later) == .seconds(2))
  }
}
