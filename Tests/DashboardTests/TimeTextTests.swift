import Dashboard
import Messaging
import Testing

@testable import DashboardViews

/// Times, told by the clock and by their age.
@Suite struct TimeTextTests {
  /// 20 November 2026, 00:30.
  private let midnight =
    Timestamp(seconds: CivilTime(year: 2026, month: 11, day: 20).secondsSince1970) + .seconds(1_800)

  @Test(arguments: [
    (0, "00:30"), (2 * 60, "22:30"), (12 * 60 - 1, "12:31"), (12 * 60, "Thu"), (26 * 60, "Wed"), (9 * 1_440, "11 Nov"),
  ])
  func whatIsAFewHoursOldShowsItsTimeAfterMidnightToo(minutes: Int, said: String) {
    let then = midnight - .seconds(minutes * 60)
    #expect(TimeText.short(then, now: midnight, zone: ZoneRules(initialOffset: 0)) == said)
  }

  @Test(arguments: [
    (0, "just now"), (59, "just now"), (60, "1 min ago"), (3_600, "1 h ago"), (7_800, "2 h 10 min ago"),
    (86_400, "1 day ago"), (26 * 86_400, "26 days ago"), (-30, "in less than a minute"), (-18_000, "in 5 h"),
  ])
  func anAgeIsToldInWords(seconds: Int, said: String) {
    #expect(Age.words(of: midnight - .seconds(seconds), at: midnight) == said)
  }
}
