import Messaging
import Testing

@Suite struct TimestampTests {
  @Test(arguments: [
    (0, 0), (999, 0), (1_000, 1), (1_795_334_638_123, 1_795_334_638), (-1, -1), (-1_000, -1), (-1_001, -2),
  ])
  func wholeSecondsAreRoundedDown(milliseconds: Int64, seconds: Int64) {
    #expect(Timestamp(milliseconds: milliseconds).seconds == seconds)
  }

  @Test func secondsBecomeMilliseconds() {
    #expect(Timestamp(seconds: 1_795_334_638).milliseconds == 1_795_334_638_000)
    #expect(Timestamp(seconds: -2).milliseconds == -2_000)
  }

  @Test func durationsAddAndTakeAway() {
    let start = Timestamp(milliseconds: 1_000)
    #expect(start + .milliseconds(250) == Timestamp(milliseconds: 1_250))
    #expect(start - .seconds(5) == Timestamp(milliseconds: -4_000))
    #expect(start + .seconds(-1) == Timestamp(milliseconds: 0))
    #expect(start + .microseconds(999) == start)
  }

  @Test func theTimeBetweenTwoIsSigned() {
    let early = Timestamp(milliseconds: 1_000)
    let late = Timestamp(milliseconds: 3_500)
    #expect(late.since(early) == .milliseconds(2_500))
    #expect(early.since(late) == .milliseconds(-2_500))
    #expect(early + late.since(early) == late)
  }

  @Test func laterIsGreater() {
    #expect(Timestamp(milliseconds: -1) < Timestamp(milliseconds: 0))
    #expect([3, 1, 2].map(Timestamp.init(milliseconds:)).sorted().map(\.milliseconds) == [1, 2, 3])
  }

  @Test func aDurationCountsWholeUnits() {
    #expect(Duration.milliseconds(1_999).wholeSeconds == 1)
    #expect(Duration.milliseconds(1_999).wholeMilliseconds == 1_999)
    #expect(Duration.microseconds(1_999).wholeMilliseconds == 1)
    #expect(Duration.seconds(90).wholeMilliseconds == 90_000)
  }
}
