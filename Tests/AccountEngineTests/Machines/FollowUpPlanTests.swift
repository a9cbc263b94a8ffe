import Messaging
import Testing

@testable import AccountEngine

@Suite struct FollowUpPlanTests {
  private let noon = Timestamp(seconds: 1_795_334_400)

  private func due(_ ids: ClosedRange<Int64>, day: String? = "2026-11-22", queue: String? = nil) -> [FollowUpPlan.Due] {
    ids.map { FollowUpPlan.Due(id: MessageID($0), day: day, queue: queue.map { QueueCode($0) }, at: noon) }
  }

  private func questions(
    _ due: [FollowUpPlan.Due], awaited: [FollowUpPlan.Awaited] = [], newest: ClosedRange<Int64>? = nil,
    looksAnyway: Bool = false
  ) -> [FollowUpPlan.Question] {
    let ids = newest.map { Array($0.reversed()).map { MessageID($0) } } ?? []
    let list = Dictionary(uniqueKeysWithValues: ids.enumerated().map { ($0.element, $0.offset) })
    return FollowUpPlan(due: due, awaited: awaited, newest: list, looksAnyway: looksAnyway).steps.map(\.question)
  }

  @Test func oneMessageThatIsNotAmongTheNewestIsAskedForAlone() {
    #expect(questions(due(1...1), newest: 2...5_000) == [.message(MessageID(1))])
  }

  @Test func whatStandsAmongTheNewestIsSeenOnOnePage() {
    #expect(questions(due(991...1_000), newest: 1...1_000) == [.newest(c: 20)])
    #expect(questions(due(501...1_000), newest: 1...1_000) == [.newest(c: 1_000)])
  }

  @Test func aPageThatIsAskedForAnywayIsWorthMoreThanASingleQuestion() {
    #expect(questions(due(999...999), newest: 1...1_000, looksAnyway: true) == [.newest(c: 20)])
  }

  @Test func theNewestAndTheOldAreAskedForEachInTheirCheapestWay() {
    let all = due(981...1_000) + due(1...12, day: "2026-11-01") + due(13...13, day: "2026-10-01")
    #expect(
      questions(all, newest: 501...1_000)
        == [.newest(c: 50), .day("2026-11-01"), .message(MessageID(13))])
  }

  @Test func elevenOfADayAreCheaperOneByOneTwelveByTheDay() {
    #expect(questions(due(1...11)).count == 11)
    #expect(questions(due(1...12)) == [.day("2026-11-22")])
  }

  @Test func allOfASubmissionAreAskedForByItsQueue() {
    #expect(questions(due(1...200, queue: "ab")) == [.queue(QueueCode("ab"))])
    #expect(questions(due(1...1, queue: "ab")) == [.message(MessageID(1))])
  }

  @Test func manyThatAppearNowAreLookedForOnOnePage() {
    let awaited = (0..<40).map { FollowUpPlan.Awaited(queue: QueueCode("q\($0)"), age: .seconds(5), at: noon) }
    #expect(questions([], awaited: awaited) == [.newest(c: 100)])
  }

  @Test func whatWasAcceptedLongAgoIsAskedForByItsQueue() {
    let awaited = FollowUpPlan.Awaited(queue: QueueCode("q"), age: .seconds(121), at: noon)
    #expect(questions([], awaited: [awaited]) == [.queue(QueueCode("q"))])
  }

  @Test func everyMessageIsInOneQuestion() {
    var random = SystemRandomNumberGenerator()
    for _ in 0..<200 {
      let count = Int64.random(in: 1...300, using: &random)
      let rows = (1...count).map { id in
        FollowUpPlan.Due(
          id: MessageID(id),
          day: Bool.random(using: &random) ? "2026-11-0\(Int.random(in: 1...9, using: &random))" : nil,
          queue: Bool.random(using: &random) ? QueueCode("q\(Int.random(in: 1...9, using: &random))") : nil, at: noon)
      }
      let list = (1...400).map { MessageID($0) }.shuffled(using: &random)
      let plan = FollowUpPlan(
        due: rows, awaited: [],
        newest: Dictionary(
          uniqueKeysWithValues: list.prefix(Int.random(in: 0...400, using: &random)).enumerated().map {
            ($0.element, $0.offset)
          }), looksAnyway: false)
      #expect(plan.steps.flatMap(\.ids).sorted() == rows.map(\.id).sorted())
    }
  }
}
