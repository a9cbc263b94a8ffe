import Messaging
import Testing

@Suite struct ZoneRulesTests {
  /// Berlin in 2026: winter, summer from 29 March 01:00 UTC, winter from 25 October 01:00 UTC.
  let berlin = ZoneRules(
    initialOffset: 3_600,
    transitions: [
      ZoneRules.Transition(from: Timestamp(seconds: 1_774_746_000), offset: 7_200),
      ZoneRules.Transition(from: Timestamp(seconds: 1_792_890_000), offset: 3_600),
    ])

  @Test func beforeTheFirstChangeTheFirstOffsetHolds() {
    #expect(berlin.offset(at: Timestamp(seconds: 0)) == 3_600)
    #expect(berlin.offset(at: Timestamp(milliseconds: 1_774_745_999_999)) == 3_600)
  }

  @Test func aChangeHoldsFromItsInstantOn() {
    #expect(berlin.offset(at: Timestamp(seconds: 1_774_746_000)) == 7_200)
    #expect(berlin.offset(at: Timestamp(seconds: 1_792_889_999)) == 7_200)
    #expect(berlin.offset(at: Timestamp(seconds: 1_792_890_000)) == 3_600)
    #expect(berlin.offset(at: Timestamp(seconds: 2_000_000_000)) == 3_600)
  }

  @Test func clocksJumpAtAChange() {
    let before = berlin.civil(Timestamp(seconds: 1_774_745_999))
    let after = berlin.civil(Timestamp(seconds: 1_774_746_000))
    #expect(before == CivilTime(year: 2026, month: 3, day: 29, hour: 1, minute: 59, second: 59))
    #expect(after == CivilTime(year: 2026, month: 3, day: 29, hour: 3))
  }

  @Test func placesWestOfGreenwichAreBehind() {
    let newYork = ZoneRules(initialOffset: -5 * 3_600)
    #expect(
      newYork.civil(Timestamp(seconds: 0)) == CivilTime(year: 1969, month: 12, day: 31, hour: 19))
  }

  @Test func universalTimeHasNoOffset() {
    #expect(ZoneRules.utc.offset(at: Timestamp(seconds: 1_795_334_638)) == 0)
  }
}
