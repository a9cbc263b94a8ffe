import Messaging
import Testing

@testable import AccountEngine

@Suite struct HistoryPlanTests {
  private func prefixes(_ windows: [HistoryWindow]) -> [String] { windows.map(\.prefix) }

  @Test func everythingIsPlannedInDecadesFromTheOldestRowDown() {
    let plan = HistoryPlan.windows(below: page(100, newest: "2026-11-22 08:00:00"), since: nil)
    #expect(prefixes(plan) == ["202", "201", "200", "199", "198", "197", "0000-00-00"])
  }

  @Test func aLimitIsPlannedInFewWindowsThatHoldLittleElse() {
    let plan = HistoryPlan.windows(below: page(100, newest: "2026-11-22 08:00:00"), since: civil("2026-09-03 00:00:00"))
    #expect(prefixes(plan) == ["2026-1", "2026-09", "0000-00-00"])
  }

  @Test func aLimitInTheMiddleOfAMonthIsPlannedToTheTenDaysOfIt() {
    let plan = HistoryPlan.windows(below: page(100, newest: "2026-11-22 08:00:00"), since: civil("2026-08-23 00:00:00"))
    #expect(prefixes(plan) == ["2026-1", "2026-09", "2026-08-3", "2026-08-2", "0000-00-00"])
  }

  @Test func aShortGapIsPlannedInDays() {
    let plan = HistoryPlan.windows(below: page(100, newest: "2026-12-02 08:00:00"), since: civil("2026-11-29 00:00:00"))
    #expect(prefixes(plan) == ["2026-12", "2026-11-3", "2026-11-2", "0000-00-00"])
  }

  @Test func aLimitOverAYearsEndIsPlannedToo() {
    let plan = HistoryPlan.windows(below: page(100, newest: "2026-01-02 08:00:00"), since: civil("2025-12-03 00:00:00"))
    #expect(prefixes(plan) == ["2026", "2025-12", "0000-00-00"])
  }

  @Test func aLongLimitIsPlannedInYears() {
    let plan = HistoryPlan.windows(below: page(100, newest: "2026-01-02 08:00:00"), since: civil("2020-12-03 00:00:00"))
    #expect(
      prefixes(plan) == ["2026", "2025", "2024", "2023", "2022", "2021", "2020-12", "0000-00-00"])
  }

  @Test func historyThatIsToReachFurtherIsPlannedFromWhereItEnded() {
    let end = civil("2026-08-23 00:00:00")
    #expect(
      prefixes(HistoryPlan.windows(from: end, since: civil("2026-02-01 00:00:00")))
        == ["2026-08-2", "2026-08-1", "2026-08-0", "2026-07", "2026-06", "2026-05", "2026-04", "2026-03", "2026-02"])
    #expect(
      prefixes(HistoryPlan.windows(from: civil("2026-09-29 00:00:00"), since: nil))
        == [
          "2026-09", "2026-08", "2026-07", "2026-06", "2026-05", "2026-04", "2026-03", "2026-02", "2026-01", "2025",
          "2024", "2023", "2022", "2021", "2020", "201", "200", "199", "198", "197",
        ])
  }

  @Test func anEarlierLimitLeavesWhatIsStillWanted() {
    let waiting = ["2026-09", "2026-08", "2025", "202", "0000-00-00"].map { HistoryWindow(prefix: $0) }
    #expect(
      prefixes(HistoryPlan.windows(waiting, since: civil("2026-08-23 00:00:00")))
        == ["2026-09", "2026-08", "202", "0000-00-00"])
  }

  @Test func aWindowInWhichFarTooMuchCanBeExpectedIsTakenApartUnasked() {
    let windows = ["202", "201"].map { HistoryWindow(prefix: $0) }
    // 100 rows a day.
    let dates = (0..<100).map { serverDate(1_795_334_400 - Int64($0) * 864) }
    let facts = PageFacts(dates.enumerated().map { (MessageID(Int64($0.offset)), $0.element) })
    let refined = HistoryPlan.refine(
      windows, by: RowDensity(facts, of: nil, isFull: true), below: facts.oldest,
      sizes: PageSizes(first: 5_000, largest: 20_000))
    #expect(prefixes(refined) == ["2026-1", "2026-0", "2025", "2024", "2023", "2022", "2021", "2020", "201"])
  }

  @Test func aBurstOnTheNewestPageTellsNothingOfTheYears() {
    let windows = [HistoryWindow(prefix: "202")]
    let facts = page(100)
    let refined = HistoryPlan.refine(
      windows, by: RowDensity(facts, of: nil, isFull: true), below: facts.oldest,
      sizes: PageSizes(first: 5_000, largest: 20_000))
    #expect(refined == windows)
  }

  @Test func nothingIsPlannedWhenThePageReachesBelowTheLimit() {
    let plan = HistoryPlan.windows(below: page(100, newest: "2026-01-02 08:00:00"), since: civil("2026-03-01 00:00:00"))
    #expect(prefixes(plan) == ["0000-00-00"])
  }

  @Test func rowsWithoutADateAtTheEndLeaveOnlyTheirOwnWindow() {
    let plan = HistoryPlan.windows(below: page(dates: ["2026-01-02 08:00:00", "0000-00-00 00:00:00"]), since: nil)
    #expect(prefixes(plan) == ["0000-00-00"])
  }

  @Test func rowsOutOfOrderSkipNothing() {
    let plan = HistoryPlan.windows(below: page(dates: ["2001-01-02 08:00:00", "2026-01-02 08:00:00"]), since: nil)
    #expect(prefixes(plan).first == "209")
  }

  @Test func aFullWindowIsLeftToThePartsThatItsPageDidNotReach() throws {
    let facts = page(dates: ["2026-11-22 08:00:00", "2026-03-22 08:00:00"])
    #expect(
      prefixes(try #require(HistoryPlan.descend(into: HistoryWindow(prefix: "2026"), page: facts)))
        == ["2026-0"])
  }

  @Test func aPartThatWouldGiveTheSamePageAgainIsReplacedByItsOwnParts() throws {
    let facts = page(dates: ["2026-11-22 08:00:00", "2026-03-22 08:00:00"])
    #expect(
      prefixes(try #require(HistoryPlan.descend(into: HistoryWindow(prefix: "202"), page: facts)))
        == ["2026-0", "2025", "2024", "2023", "2022", "2021", "2020"])
  }

  @Test func aSecondHasNoParts() {
    let facts = page(dates: ["2024-02-29 08:00:00"])
    #expect(HistoryPlan.descend(into: HistoryWindow(prefix: "2024-02-29 08:00:00"), page: facts) == nil)
    #expect(HistoryPlan.descend(into: DateWindow.zero, page: facts) == nil)
  }

  @Test func windowsInsideWaitingOnesAreNotAskedTwice() {
    let waiting = ["2026-03", "2025", "0000-00-00"].map { HistoryWindow(prefix: $0) }
    let new = ["2026-11", "2025-07-01", "2026-03"].map { HistoryWindow(prefix: $0) }
    #expect(prefixes(HistoryPlan.merge(new, into: waiting)) == ["2026-11", "2026-03", "2025", "0000-00-00"])
  }
}

@Suite struct HistoryWalkTests {
  private func walk(_ prefixes: [String], first: Int = 10, largest: Int = 400) -> HistoryWalk {
    HistoryWalk(
      windows: prefixes.map { HistoryWindow(prefix: $0) }, sizes: PageSizes(first: first, largest: largest))
  }

  @Test func aWindowThatFitsIsDone() {
    var walk = walk(["2026-11", "2026-10"])
    let window = HistoryWindow(prefix: "2026-11")
    #expect(walk.next() == .ask(window, c: 10))
    #expect(walk.pageArrived(page(9), of: window) == .progressed)
    #expect(walk.next() == .ask(HistoryWindow(prefix: "2026-10"), c: 10))
  }

  @Test func aFullWindowIsReplacedByItsPartsInPlace() {
    var walk = walk(["2026-11", "2026-10"])
    let dates = ["2026-11-09 08:00:00"] + Array(repeating: "2026-11-02 08:00:00", count: 9)
    _ = walk.pageArrived(page(dates: dates), of: HistoryWindow(prefix: "2026-11"))
    #expect(walk.windows.map(\.prefix) == ["2026-11-02", "2026-11-01", "2026-10"])
  }

  @Test func aSecondThatDoesNotFitIsAskedForInLargerPages() {
    let second = HistoryWindow(prefix: "2026-11-02 08:00:00")
    var walk = walk([second.prefix])
    let facts = page(dates: Array(repeating: second.prefix, count: 40))
    _ = walk.pageArrived(page(dates: Array(repeating: second.prefix, count: 10)), of: second)
    #expect(walk.next() == .ask(second, c: 40))
    _ = walk.pageArrived(facts, of: second)
    #expect(walk.next() == .ask(second, c: 160))
    #expect(walk.pageArrived(page(100), of: second) == .progressed)
    #expect(walk.next() == .finished)
  }

  @Test func aSecondBeyondTheLargestPageIsSaidToBeUnreachable() {
    let second = HistoryWindow(prefix: "2026-11-02 08:00:00")
    var walk = walk([second.prefix], first: 10, largest: 40)
    _ = walk.pageArrived(page(10), of: second)
    #expect(walk.pageArrived(page(40), of: second) == .unreachable(second))
    #expect(walk.next() == .finished)
  }

  @Test func aSizeThatFailedIsTriedAgainAfterAGoodPageAndEverMoreRarelyWhenItFailsAgain() {
    let days = (0..<30).map { "2026-10-\(twoDigits(30 - $0))" }
    var walk = walk(days, first: 5_000, largest: 20_000)
    /// How many good pages come before the size that fails is asked for again.
    func goodPages() -> Int {
      var count = 0
      while case .ask(let window, let c) = walk.next(), c < 5_000 {
        #expect(c == 2_500)
        #expect(walk.pageArrived(page(2_499), of: window) == .progressed)
        count += 1
      }
      return count
    }
    #expect(goodPages() == 0)
    #expect(walk.pageWasTooLarge() == .progressed)
    #expect(goodPages() == 1)
    #expect(walk.pageWasTooLarge() == .progressed)
    #expect(goodPages() == 2)
    #expect(walk.pageWasTooLarge() == .progressed)
    #expect(goodPages() == 4)
  }

  @Test func aServerThatCannotAnswerASmallPageEitherKeepsTheWindowAndIsAskedForLittle() {
    var walk = walk(["2026-11"], first: 200, largest: 400)
    #expect(walk.pageWasTooLarge() == .progressed)
    #expect(walk.pageWasTooLarge() == .failed)
    #expect(walk.next() == .ask(HistoryWindow(prefix: "2026-11"), c: 100))
  }

  @Test func afterATimeOfFaultsPagesAreSoonAsLargeAsBefore() {
    var walk = walk((0..<30).map { "2026-10-\(twoDigits(30 - $0))" }, first: 5_000, largest: 20_000)
    for _ in 0..<6 { #expect(walk.pageWasTooLarge() == .progressed) }
    var sizes: [Int] = []
    while case .ask(let window, let c) = walk.next(), sizes.last != 5_000 {
      sizes.append(c)
      #expect(walk.pageArrived(page(0), of: window) == .progressed)
    }
    #expect(sizes == [100, 200, 400, 800, 1_600, 3_200, 5_000])
  }

  /// A server in miniature with one crowded second.
  private func fetchSecond(
    rows count: Int, _ walk: inout HistoryWalk, isRefused: (_ request: Int, _ c: Int) -> Bool
  ) -> (shown: Int, isUnreachable: Bool, asked: [Int]) {
    var shown = 0
    var asked: [Int] = []
    while case .ask(let window, let c) = walk.next(), asked.count < 100 {
      asked.append(c)
      guard !isRefused(asked.count, c) else {
        _ = walk.pageWasTooLarge()
        continue
      }
      let facts = page(dates: Array(repeating: window.prefix, count: min(count, c)))
      shown = max(shown, facts.count)
      if case .unreachable = walk.pageArrived(facts, of: window) { return (shown, true, asked) }
    }
    return (shown, false, asked)
  }

  @Test func afterATimeOfFaultsACrowdedSecondIsFetchedWhole() {
    var walk = walk(["2026-11-02 08:00:00"], first: 5_000, largest: 20_000)
    for _ in 0..<6 { _ = walk.pageWasTooLarge() }
    #expect(walk.next() == .ask(HistoryWindow(prefix: "2026-11-02 08:00:00"), c: 100))
    let end = fetchSecond(rows: 15_000, &walk) { _, _ in false }
    #expect(!end.isUnreachable)
    #expect(end.shown == 15_000)
  }

  @Test func aRowOfFaultsWhileACrowdedSecondIsFetchedDoesNotLoseItEither() {
    for last in 2...20 {
      var walk = walk(["2026-11-02 08:00:00"], first: 5_000, largest: 20_000)
      let end = fetchSecond(rows: 15_000, &walk) { request, _ in (2...last).contains(request) }
      #expect(!end.isUnreachable && end.shown == 15_000, "asked \(end.asked)")
    }
  }

  @Test func aSecondBeyondWhatTheServerGivesIsUnreachableOnlyAfterTheLargestPageFailedAgainAndAgain() {
    var walk = walk(["2026-11-02 08:00:00"], first: 5_000, largest: 20_000)
    let end = fetchSecond(rows: 15_000, &walk) { _, c in c > 3_000 }
    #expect(end.isUnreachable)
    #expect(end.shown == 2_500, "as many as it gives are there")
    #expect(end.asked.count { $0 == 20_000 } == 3)
    #expect(end.asked.count < 20, "asked \(end.asked)")
  }

  @Test func anAnswerToAWindowThatIsNoLongerWantedChangesNothing() {
    var walk = walk(["2026-11"])
    #expect(walk.pageArrived(page(0), of: HistoryWindow(prefix: "2019")) == .progressed)
    #expect(walk.windows.count == 1)
  }

  /// A server in miniature, read from first contact to the end; killed now and then, with only the windows kept.
  @Test(arguments: [0, 5, 10, 11, 200, 3_000])
  func everyRowIsFetchedWhateverTheDatesAndKills(count: Int) {
    var random = SystemRandomNumberGenerator()
    let dates = (0..<count).map { index in
      switch index % 50 {
      case 0: ServerDate("0000-00-00 00:00:00")
      case 1: ServerDate("1970-01-01 00:00:0\(index % 10)")
      case 2...8: serverDate(1_700_000_000)
      default: serverDate(Int64.random(in: 1_600_000_000...1_795_334_400, using: &random))
      }
    }
    let rows = dates.enumerated().map { (id: MessageID(Int64($0.offset)), dt: $0.element) }
      .sorted { $0.dt.text > $1.dt.text }
    let sizes = PageSizes(first: 10, largest: 4_000)

    var stored = Set(rows.prefix(10).map(\.id))
    var newest = NewestPage(frontier: nil, sizes: sizes)
    guard case .gap(let below) = newest.pageArrived(PageFacts(rows.prefix(10)), unknown: 10) else {
      #expect(stored.count == count)
      return
    }
    var walk = HistoryWalk(windows: HistoryPlan.windows(below: below, since: nil), sizes: sizes)
    var requests = 0
    while case .ask(let window, let c) = walk.next() {
      let answer = rows.filter { $0.dt.text.hasPrefix(window.prefix) }.prefix(c)
      stored.formUnion(answer.map(\.id))
      #expect(walk.pageArrived(PageFacts(answer), of: window) == .progressed)
      if Int.random(in: 0..<5, using: &random) == 0 { walk = HistoryWalk(windows: walk.windows, sizes: sizes) }
      requests += 1
      guard requests < 50_000 else { break }
    }
    #expect(stored.count == count)
  }
}
