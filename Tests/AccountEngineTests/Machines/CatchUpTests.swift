import Messaging
import Testing

@testable import AccountEngine

@Suite struct CatchUpTests {
  private func machine(
    mark: Int64 = 1_000, base: Int64? = nil, overlap: Int64 = 0, largest: Int = 20_000
  ) -> CatchUp {
    CatchUp(
      mark: MessageID(mark), base: MessageID(base ?? mark), overlap: overlap,
      sizes: PageSizes(first: 100, largest: largest))
  }

  @Test func aPageThatIsNotFullMovesTheMarkToTheHighestId() {
    var machine = machine()
    #expect(machine.begin() == .ask(last: MessageID(1_000), c: 100))
    #expect(
      machine.pageArrived(page(99, highest: 1_099)) == .finished(mark: MessageID(1_099), base: MessageID(1_099)))
  }

  @Test func aFullPageIsAskedAgainFourTimesAsLargeWithTheSameLast() {
    var machine = machine()
    _ = machine.begin()
    #expect(machine.pageArrived(page(100, highest: 2_000)) == .ask(last: MessageID(1_000), c: 400))
    #expect(machine.pageArrived(page(400, highest: 2_000)) == .ask(last: MessageID(1_000), c: 1_600))
    #expect(
      machine.pageArrived(page(1_000, highest: 2_000)) == .finished(mark: MessageID(2_000), base: MessageID(2_000)))
  }

  @Test func anEmptyPageLeavesTheMark() {
    var machine = machine()
    _ = machine.begin()
    #expect(machine.pageArrived(page(0)) == .finished(mark: MessageID(1_000), base: MessageID(1_000)))
  }

  @Test func idsThatFellAtTheServerNeverMoveTheMarkDown() {
    var machine = machine(mark: 1_000, base: 600)
    #expect(machine.begin() == .ask(last: MessageID(600), c: 100))
    #expect(machine.pageArrived(page(5, highest: 605)) == .finished(mark: MessageID(1_000), base: MessageID(605)))
  }

  @Test func rowsThatGetIdsBelowTheMarkAfterAFallAreAskedFor() {
    var machine = machine(mark: 1_000, base: 600, overlap: 50)
    #expect(machine.begin() == .ask(last: MessageID(550), c: 100))
  }

  @Test func theOverlapNeverGoesBelowZero() {
    var machine = machine(mark: 20, overlap: 50)
    #expect(machine.begin() == .ask(last: MessageID(0), c: 100))
  }

  @Test func aFullPageAtTheLimitHandsOverToWindowsAndMovesTheMarkToItsHighestId() {
    var machine = machine(largest: 400)
    _ = machine.begin()
    _ = machine.pageArrived(page(100))
    let full = page(400, highest: 90_010)
    #expect(machine.pageArrived(full) == .overflowed(mark: MessageID(90_010), page: full))
  }

  @Test func aServerThatCannotAnswerALargerPageHandsOverToWindowsBelowTheLastOne() {
    var machine = machine()
    _ = machine.begin()
    let full = page(100, highest: 90_010)
    _ = machine.pageArrived(full)
    #expect(machine.pageWasTooLarge() == .overflowed(mark: MessageID(90_010), page: full))
  }

  @Test func aServerThatCannotAnswerTheFirstPageIsAskedForLessThenLeftAlone() {
    var machine = machine()
    _ = machine.begin()
    #expect(machine.pageWasTooLarge() == .ask(last: MessageID(1_000), c: 25))
    #expect(machine.pageWasTooLarge() == .ask(last: MessageID(1_000), c: 10))
    #expect(machine.pageWasTooLarge() == .failed)
  }

  @Test func rowsThatCannotBeReadMakeAPageFullAllTheSame() {
    var machine = machine()
    let facts = PageFacts((0..<99).map { (MessageID(1_001 + $0), ServerDate("")) }, unreadable: 1)
    #expect(machine.pageArrived(facts) == .ask(last: MessageID(1_000), c: 400))
  }

  /// A server in miniature: rows with dates that do not follow their ids, the newest `c` by date above `last`.
  @Test(arguments: [0, 1, 99, 100, 101, 399, 400, 401, 1_000, 5_000])
  func whateverTheNumberOfNewRowsEachOneComesAndTheMarkIsTheHighest(count: Int) {
    var random = SystemRandomNumberGenerator()
    let rows = (0..<count).map { index in
      (id: MessageID(1_001 + Int64(index)), dt: serverDate(1_795_334_400 + Int64.random(in: 0...9_000, using: &random)))
    }
    .sorted { $0.dt.text > $1.dt.text }
    var machine = machine()
    var stored: Set<MessageID> = []
    var action = machine.begin()
    while case .ask(let last, let c) = action {
      let answer = rows.filter { $0.id > last }.prefix(c)
      stored.formUnion(answer.map(\.id))
      action = machine.pageArrived(PageFacts(answer))
    }
    #expect(stored.count == count)
    let highest = MessageID(1_000 + Int64(count))
    #expect(action == .finished(mark: highest, base: highest))
  }
}
