import Testing

@testable import CursesTerminal

@Suite struct PatienceTests {
  private let start = ContinuousClock().now
  private let late = Patience.limit + .milliseconds(1)

  @Test func withoutAReadNothingWaits() {
    var patience = Patience()
    #expect(patience.deadline(isAwaiting: false, now: start) == nil)
  }

  @Test func aFrameWaitsForAReadButNotLonger() {
    var patience = Patience()
    #expect(patience.deadline(isAwaiting: true, now: start) == start + Patience.limit)
    let later = start + .milliseconds(1)
    #expect(patience.deadline(isAwaiting: true, now: later) == start + Patience.limit, "a key meanwhile gives no more")
    #expect(patience.deadline(isAwaiting: true, now: start + late) == nil)
    #expect(patience.deadline(isAwaiting: true, now: start + late + late) == nil, "nor for what is still missing")
  }

  @Test func aReadInTimeIsWaitedForAgain() {
    var patience = Patience()
    _ = patience.deadline(isAwaiting: true, now: start)
    _ = patience.deadline(isAwaiting: false, now: start + .milliseconds(1))
    let again = start + .seconds(1)
    #expect(patience.deadline(isAwaiting: true, now: again) == again + Patience.limit)
  }

  @Test func afterASlowReadNobodyWaitsUntilOneWasQuick() {
    var patience = Patience()
    _ = patience.deadline(isAwaiting: true, now: start)
    _ = patience.deadline(isAwaiting: false, now: start + late)
    let second = start + .seconds(1)
    #expect(patience.deadline(isAwaiting: true, now: second) == nil)
    _ = patience.deadline(isAwaiting: false, now: second + .milliseconds(1))
    let third = start + .seconds(2)
    #expect(patience.deadline(isAwaiting: true, now: third) == third + Patience.limit)
  }
}
