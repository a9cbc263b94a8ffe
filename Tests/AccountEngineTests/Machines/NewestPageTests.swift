import Messaging
import Testing

@testable import AccountEngine

@Suite struct NewestPageTests {
  private func machine(frontier: String?, largest: Int = 20_000) -> NewestPage {
    NewestPage(frontier: frontier.map(civil), sizes: PageSizes(first: 100, largest: largest))
  }

  @Test func aPageThatReachesBelowTheFrontierIsConnected() {
    var machine = machine(frontier: "2026-11-22 08:00:00")
    #expect(machine.begin() == .ask(c: 100))
    #expect(machine.pageArrived(page(100, newest: "2026-11-22 08:10:00"), unknown: 1) == .ask(c: 400))
    #expect(machine.pageArrived(page(400, newest: "2026-11-22 08:10:00"), unknown: 1) == .ask(c: 1_600))
    #expect(machine.pageArrived(page(1_600, newest: "2026-11-22 08:10:00"), unknown: 1) == .connected)
  }

  @Test func aPageThatIsNotFullIsConnectedWhateverItsDates() {
    var machine = machine(frontier: "2020-01-01 00:00:00")
    #expect(machine.pageArrived(page(99), unknown: 1) == .connected)
  }

  @Test func atFirstContactAFullPageTellsWhereHistoryBegins() {
    var machine = machine(frontier: nil)
    let full = page(100)
    #expect(machine.pageArrived(full, unknown: 1) == .gap(below: full))
  }

  @Test func whenItIsQuietAPageOnWhichAllIsKnownIsConnected() {
    let full = page(100, newest: "2026-11-22 08:10:00")
    let frontier = civil("2026-11-22 08:00:00")
    var quiet = NewestPage(frontier: frontier, isQuiet: true, sizes: PageSizes(first: 100, largest: 400))
    #expect(quiet.pageArrived(full, unknown: 0) == .connected)
    quiet = NewestPage(frontier: frontier, isQuiet: true, sizes: PageSizes(first: 100, largest: 400))
    #expect(quiet.pageArrived(full, unknown: 1) == .ask(c: 400))
    var busy = NewestPage(frontier: frontier, sizes: PageSizes(first: 100, largest: 400))
    #expect(busy.pageArrived(full, unknown: 0) == .ask(c: 400))
  }

  @Test func datesWithinTheSlackOfTheFrontierDoNotConnect() {
    var machine = machine(frontier: "2026-11-22 08:00:00")
    #expect(machine.pageArrived(page(100, newest: "2026-11-22 08:01:29"), unknown: 1) == .ask(c: 400))
  }

  @Test func rowsOutOfOrderProveNothing() {
    var machine = machine(frontier: "2026-11-22 08:00:00")
    let dates = ["2020-01-01 00:00:00"] + Array(repeating: "2026-11-22 08:00:00", count: 98) + ["2019-01-01 00:00:00"]
    #expect(machine.pageArrived(page(dates: dates), unknown: 1) == .ask(c: 400))
  }

  @Test func aLastRowWithoutADateHasAllDatedOnesAboveIt() {
    var machine = machine(frontier: "2026-11-22 08:00:00")
    let dates = Array(repeating: "2026-11-22 09:00:00", count: 99) + ["0000-00-00 00:00:00"]
    #expect(machine.pageArrived(page(dates: dates), unknown: 1) == .connected)
  }

  @Test func aFullPageAtTheLimitIsAGap() {
    var machine = machine(frontier: "2026-11-22 08:00:00", largest: 400)
    _ = machine.pageArrived(page(100, newest: "2026-11-22 23:00:00"), unknown: 1)
    let full = page(400, newest: "2026-11-22 23:00:00")
    #expect(machine.pageArrived(full, unknown: 1) == .gap(below: full))
  }

  @Test func aServerThatCannotAnswerALargerPageLeavesAGapBelowTheLast() {
    var machine = machine(frontier: "2026-11-22 08:00:00")
    let full = page(100, newest: "2026-11-22 23:00:00")
    _ = machine.pageArrived(full, unknown: 1)
    #expect(machine.pageWasTooLarge() == .gap(below: full))
  }

  @Test func aServerThatCannotAnswerTheFirstPageIsAskedForLess() {
    var machine = machine(frontier: nil)
    #expect(machine.pageWasTooLarge() == .ask(c: 25))
    #expect(machine.pageWasTooLarge() == .ask(c: 10))
    #expect(machine.pageWasTooLarge() == .failed)
  }
}

@Suite struct FrontierTests {
  @Test func itFollowsTheNewestDateOfNewRows() {
    var frontier = Frontier(date: civil("2026-11-22 08:00:00"))
    frontier.newestPageBrought([ServerDate("2026-11-22 08:05:00"), ServerDate("2026-11-22 07:00:00")])
    #expect(frontier.date == civil("2026-11-22 08:05:00"))
    frontier.newestPageBrought([ServerDate("2026-11-22 07:00:00"), ServerDate("")])
    #expect(frontier.date == civil("2026-11-22 08:05:00"))
  }

  @Test func aClockPutBackAtTheServerTakesItBack() {
    var frontier = Frontier(date: civil("2026-11-22 08:00:00"))
    frontier.pollBegan()
    frontier.catchUpBrought([ServerDate("2026-11-22 07:00:05")])
    #expect(frontier.date == civil("2026-11-22 07:00:05"))
  }

  @Test func rowsOlderThanWhatTheSamePollBroughtLeaveIt() {
    var frontier = Frontier(date: civil("2026-11-22 08:00:00"))
    frontier.pollBegan()
    frontier.newestPageBrought([ServerDate("2026-11-22 09:00:00")])
    frontier.catchUpBrought([ServerDate("2026-11-22 08:30:00")])
    #expect(frontier.date == civil("2026-11-22 09:00:00"))
  }
}
