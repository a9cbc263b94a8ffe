import Messaging
import Testing

@testable import AccountEngine

@Suite struct DeliveryFollowUpTests {
  private let noon = Timestamp(seconds: 1_795_334_400)
  private let gaps = FollowUpGaps(steps: [
    .init(upToAge: .seconds(60), gap: .seconds(5)),
    .init(upToAge: .seconds(600), gap: .seconds(60)),
  ])

  private func row(_ id: Int64, date: String = "2026-11-22 08:00:00", isFinal: Bool = false) -> DeliveryFollowUp.Row {
    DeliveryFollowUp.Row(id: MessageID(id), date: ServerDate(date), isFinal: isFinal)
  }

  @Test func aMessageFromTheArchiveIsAskedAboutAtOnceAndThenAfterItsGap() {
    var followUp = DeliveryFollowUp(gaps: gaps)
    followUp.watch(row(1), since: noon, at: noon)
    #expect(followUp.ask(at: noon, limit: 9) == [.message(MessageID(1))])
    #expect(followUp.ask(at: noon + .seconds(4), limit: 9) == [])
    #expect(followUp.ask(at: noon + .seconds(5), limit: 9) == [.message(MessageID(1))])
  }

  @Test func gapsWidenWithAge() {
    var followUp = DeliveryFollowUp(gaps: gaps)
    followUp.watch(row(1), since: noon - .seconds(100), at: noon)
    _ = followUp.ask(at: noon, limit: 9)
    #expect(followUp.ask(at: noon + .seconds(59), limit: 9) == [])
    #expect(followUp.ask(at: noon + .seconds(60), limit: 9) == [.message(MessageID(1))])
  }

  @Test func aRowThatAPollShowedIsNotAskedForBesides() {
    var followUp = DeliveryFollowUp(gaps: gaps)
    followUp.watch(row(1), since: noon, at: noon)
    followUp.saw([row(1)], at: noon)
    #expect(followUp.ask(at: noon + .seconds(4), limit: 9) == [])
  }

  @Test func aFinalStatusEndsIt() {
    var followUp = DeliveryFollowUp(gaps: gaps)
    followUp.saw([row(1)], at: noon)
    #expect(followUp.count == 1)
    followUp.saw([row(1, isFinal: true)], at: noon)
    #expect(followUp.count == 0)
  }

  @Test func aMessageBeyondTheLastAgeIsGivenUp() {
    var followUp = DeliveryFollowUp(gaps: gaps)
    followUp.watch(row(1), since: noon, at: noon)
    #expect(followUp.ask(at: noon + .seconds(601), limit: 9) == [])
    #expect(followUp.count == 0)
  }

  @Test func aRowThatWasOldWhenItWasFirstSeenIsNotFresh() {
    var followUp = DeliveryFollowUp(gaps: gaps)
    followUp.saw([row(1, date: "2025-01-01 00:00:00")], at: noon)
    #expect(followUp.count == 0)
  }

  @Test func whatWasNotAskedStaysDueAndIsNotCounted() {
    var followUp = DeliveryFollowUp(gaps: gaps)
    for id in 1...3 { followUp.watch(row(Int64(id)), since: noon, at: noon) }
    let steps = followUp.questions(at: noon, limit: 9)
    #expect(steps.count == 3)
    followUp.asked(steps[0], at: noon)
    #expect(followUp.figures.requests == [.single: 1])
    #expect(followUp.questions(at: noon, limit: 9) == Array(steps.dropFirst()))
  }

  @Test func aQuestionToWhichNothingCameBackComesUpAgainSoonAndNotAtOnce() {
    var followUp = DeliveryFollowUp(gaps: gaps)
    followUp.watch(row(1), since: noon - .seconds(100), at: noon)
    let steps = followUp.questions(at: noon, limit: 9)
    followUp.asked(steps[0], at: noon)
    followUp.unanswered(steps[0], at: noon, pause: .seconds(10))
    #expect(followUp.questions(at: noon + .seconds(9), limit: 9) == [])
    #expect(followUp.questions(at: noon + .seconds(10), limit: 9).map(\.question) == [.message(MessageID(1))])
  }

  @Test func aClockThatWasPutBackIsNoticedOnce() {
    var followUp = DeliveryFollowUp(gaps: gaps)
    followUp.watch(row(1), since: noon, at: noon)
    _ = followUp.questions(at: noon + .seconds(8 * 86_400), limit: 9)
    #expect(followUp.wasPutBack(at: noon))
    #expect(followUp.isDue(at: noon))
    _ = followUp.questions(at: noon, limit: 9)
    #expect(!followUp.wasPutBack(at: noon))
    #expect(!followUp.wasPutBack(at: noon - .seconds(5)), "clocks are corrected by a little all the time")
  }

  @Test func afterAClockWasPutBackNothingWaitsLongerThanItWouldHave() {
    var followUp = DeliveryFollowUp(gaps: gaps)
    followUp.watch(row(1), since: noon, at: noon)
    _ = followUp.ask(at: noon, limit: 9)
    let back = noon - .seconds(7_200)
    #expect(followUp.ask(at: back, limit: 9) == [])
    #expect(followUp.ask(at: back + .seconds(5), limit: 9) == [.message(MessageID(1))])
  }

  @Test func rowsOfASubmissionThatWasSeenWholeAreAskedForTogetherFromThenOn() {
    var followUp = DeliveryFollowUp(gaps: gaps)
    let queue = QueueCode("ab")
    followUp.saw([row(1), row(2), row(3)], at: noon, of: queue)
    #expect(followUp.ask(at: noon + .seconds(60), limit: 9) == [.queue(queue)])
    #expect(followUp.figures.messages == [.queue: 3])
    #expect(followUp.figures.requests == [.queue: 1])
  }

  @Test func manyOfOneDayAreAskedForByTheDay() {
    var followUp = DeliveryFollowUp(gaps: gaps)
    for id in 1...12 { followUp.watch(row(Int64(id)), since: noon, at: noon) }
    followUp.watch(row(99, date: "2026-11-21 08:00:00"), since: noon, at: noon)
    #expect(followUp.ask(at: noon, limit: 9) == [.day("2026-11-22"), .message(MessageID(99))])
    #expect(followUp.ask(at: noon, limit: 9) == [])
  }

  @Test func aDayThatDidNotFitIsAskedForRowByRow() {
    var followUp = DeliveryFollowUp(gaps: gaps)
    for id in 1...12 { followUp.watch(row(Int64(id)), since: noon, at: noon) }
    followUp.dayWasFull("2026-11-22")
    #expect(followUp.ask(at: noon, limit: 99).count == 12)
  }

  @Test func noMoreIsAskedThanAllowedAndTheRestComesNext() {
    var followUp = DeliveryFollowUp(gaps: gaps)
    for id in 1...5 { followUp.watch(row(Int64(id)), since: noon, at: noon) }
    let first = followUp.ask(at: noon, limit: 3)
    let second = followUp.ask(at: noon, limit: 3)
    #expect(first.count == 3)
    #expect(second.count == 2)
    #expect(Set(first + second).count == 5)
  }

  @Test func anAcceptedMessageIsLookedForUntilItsRowComes() {
    var followUp = DeliveryFollowUp(gaps: gaps)
    let queue = QueueCode("ab")
    followUp.await(queue, ids: [MessageID(7)], since: noon, at: noon)
    #expect(followUp.ask(at: noon, limit: 9) == [])
    #expect(followUp.ask(at: noon + .seconds(5), limit: 9) == [.newest(c: 20)], "cheaper than its queue")
    followUp.saw([row(7, isFinal: true)], at: noon + .seconds(6))
    #expect(followUp.ask(at: noon + .seconds(60), limit: 9) == [])
    #expect(followUp.count == 0)
  }

  @Test func aScheduledMessageIsYoungUntilItsTimeHasCome() {
    var followUp = DeliveryFollowUp(gaps: gaps)
    let queue = QueueCode("ab")
    let tomorrow = noon + .seconds(86_400)
    followUp.await(queue, ids: [MessageID(7)], since: tomorrow, at: noon)
    #expect(followUp.ask(at: tomorrow + .seconds(500), limit: 9) == [.queue(queue)])
    #expect(followUp.ask(at: tomorrow + .seconds(601), limit: 9) == [])
  }
}

extension DeliveryFollowUp {
  /// What is due, asked at once.
  fileprivate mutating func ask(at now: Timestamp, limit: Int) -> [FollowUpPlan.Question] {
    questions(at: now, limit: limit).map { step in
      asked(step, at: now)
      return step.question
    }
  }
}
