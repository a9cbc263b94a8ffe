import Messaging
import Testing

/// 2026-11-22 09:00:00 UTC.
private let now = Timestamp(seconds: 1_795_338_000)
private let jakarta = ZoneRules(initialOffset: 7 * 3_600)
/// Berlin about 2026: summer time from 29 March, winter time from 25 October.
private let berlin = ZoneRules(
  initialOffset: 3_600,
  transitions: [
    ZoneRules.Transition(from: Timestamp(seconds: 1_774_746_000), offset: 7_200),
    ZoneRules.Transition(from: Timestamp(seconds: 1_792_890_000), offset: 3_600),
  ])

@Suite struct SchedulePlanTests {
  private func plan(
    _ typed: String, zone: ZoneRules? = jakarta, now: Timestamp = now, serverAhead: Int64 = 0, serverOffset: Int? = nil
  ) -> Result<SchedulePlan, SchedulePlan.Fault> {
    do throws(SchedulePlan.Fault) {
      return .success(
        try SchedulePlan(
          typed, zone: zone, local: berlin, now: now, serverTime: now + .seconds(serverAhead),
          serverOffset: serverOffset))
    } catch {
      return .failure(error)
    }
  }

  @Test func theAccountsClockIsMeantAndAllThreeAreShown() throws {
    let plan = try plan("2026-11-22 21:12", serverOffset: 0).get()
    #expect(plan.wire == "2026-11-22 21:12:00")
    #expect(plan.account.text == "2026-11-22 21:12:00")
    #expect(plan.local.text == "2026-11-22 15:12:00")
    #expect(plan.server?.text == "2026-11-22 14:12:00")
    #expect(plan.wait(from: now) == "5 h 12 min")
    #expect(!plan.zoneIsGuessed)
  }

  @Test func withoutAConfiguredZoneTheOperatorsIsTakenAndSaidSo() throws {
    let plan = try plan("2026-11-22 21:12", zone: nil).get()
    #expect(plan.local.text == "2026-11-22 21:12:00")
    #expect(plan.zoneIsGuessed)
    #expect(plan.server == nil)
  }

  @Test(arguments: ["2026-11-22 16:00:00", "2026-11-22 15:59", "2020-01-01 00:00", "2026-11-22 16:00:59"])
  func thePastAndTheNextMomentAreRefused(typed: String) {
    #expect(plan(typed) == .failure(.past))
  }

  @Test func theServersClockDecidesWhatIsPast() throws {
    #expect(plan("2026-11-22 16:30", serverAhead: 3_600) == .failure(.past))
    let early = try plan("2026-11-22 15:30", serverAhead: -3_600).get()
    // It leaves when the server's slow clock shows that time.
    #expect(early.instant == now + .seconds(1_800))
  }

  @Test(
    arguments: [
      ("2026-11-22 16:00:01", false), ("2026-11-22 16:00:00", true), ("2026-11-22 15:00:00", true), ("tomorrow", true),
    ])
  func whatWaitedForTooLongIsPast(schedule: String, isPast: Bool) {
    #expect(SchedulePlan.isPast(schedule, zone: jakarta, serverTime: now) == isPast)
  }

  @Test(arguments: ["", "tomorrow", "2026-11-22", "22.11.2026 18:00", "2026-02-30 10:00", "0000-00-00 00:00:00"])
  func whatTheServerCouldNotReadIsRefused(typed: String) {
    #expect(plan(typed) == .failure(.malformed))
  }

  @Test(arguments: ["2026-12-24T18:00", "2026-12-24 18:00", "2026-12-24 18:00:00", "  2026-12-24 18:00 "])
  func severalWaysToWriteItGoOutAsOne(typed: String) throws {
    #expect(try plan(typed).get().wire == "2026-12-24 18:00:00")
  }

  @Test func aTimeThatTheClockSkipsIsRefused() {
    let march = Timestamp(seconds: 1_774_000_000)
    #expect(plan("2026-03-29 02:30", zone: berlin, now: march) == .failure(.skipped))
  }

  @Test func aTimeThatTheClockShowsTwiceIsTheFirstAndSaidSo() throws {
    let october = Timestamp(seconds: 1_792_000_000)
    let plan = try plan("2026-10-25 02:30", zone: berlin, now: october).get()
    #expect(plan.isAmbiguous)
    #expect(plan.instant == Timestamp(seconds: 1_792_888_200))
  }

  @Test(
    arguments: [
      (0, "0 s"), (59, "59 s"), (60, "1 min"), (3_599, "59 min"), (3_600, "1 h"), (18_720, "5 h 12 min"),
      (86_400, "1 d"), (100_800, "1 d 4 h"), (-5, "0 s"),
    ] as [(Int64, String)])
  func aSpanIsSaidInTwoUnits(seconds: Int64, text: String) {
    #expect(Span(.seconds(seconds)).text == text)
  }

  @Test func roughlyIsOneUnit() {
    #expect(Span.rough(.seconds(18_720)) == "5 h")
    #expect(Span.rough(.seconds(3 * 86_400)) == "3 d")
    #expect(Span.ago(.seconds(3 * 86_400 + 3_600)) == "3 d ago")
    #expect(Span.ago(.seconds(5)) == "5 s ago")
    #expect(Span.ago(.seconds(4)) == "just now")
    #expect(Span.ago(.seconds(-4)) == "just now")
  }
}
