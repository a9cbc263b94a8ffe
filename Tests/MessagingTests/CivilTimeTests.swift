import Messaging
import Testing

@Suite struct CivilTimeTests {
  static let instants: [(seconds: Int64, civil: CivilTime)] = [
    (0, CivilTime(year: 1970, month: 1, day: 1)),
    (-1, CivilTime(year: 1969, month: 12, day: 31, hour: 23, minute: 59, second: 59)),
    (951_782_400, CivilTime(year: 2000, month: 2, day: 29)),
    (1_795_334_638, CivilTime(year: 2026, month: 11, day: 22, hour: 8, minute: 3, second: 58)),
    (4_107_542_400, CivilTime(year: 2100, month: 3, day: 1)),
    (-2_208_988_800, CivilTime(year: 1900, month: 1, day: 1)),
    (-62_135_596_800, CivilTime(year: 1, month: 1, day: 1)),
  ]

  @Test(arguments: instants)
  func secondsAndCalendarAgree(seconds: Int64, civil: CivilTime) {
    #expect(CivilTime(secondsSince1970: seconds) == civil)
    #expect(civil.secondsSince1970 == seconds)
  }

  @Test func everyDayOfFourCenturiesComesBack() {
    var civil = CivilTime(year: 1900, month: 1, day: 1)
    for day in civil.dayNumber..<CivilTime(year: 2300, month: 1, day: 1).dayNumber {
      civil = CivilTime(secondsSince1970: Int64(day) * 86_400)
      guard civil.dayNumber == day, (1...12).contains(civil.month), (1...31).contains(civil.day) else {
        Issue.record("day \(day) became \(civil)")
        return
      }
    }
    #expect(civil == CivilTime(year: 2299, month: 12, day: 31))
  }

  @Test(arguments: [
    (CivilTime(year: 1970, month: 1, day: 1), 4), (CivilTime(year: 2026, month: 11, day: 22), 0),
    (CivilTime(year: 2000, month: 2, day: 29), 2), (CivilTime(year: 1969, month: 12, day: 27), 6),
    (CivilTime(year: 1900, month: 1, day: 1), 1),
  ])
  func weekdaysCountFromSunday(civil: CivilTime, weekday: Int) {
    #expect(civil.weekday == weekday)
  }

  @Test func theSameClockOrdersByTime() {
    let noon = CivilTime(year: 2026, month: 11, day: 22, hour: 12)
    #expect(CivilTime(year: 2026, month: 11, day: 22, hour: 11, minute: 59, second: 59) < noon)
    #expect(noon < CivilTime(year: 2026, month: 11, day: 23))
    #expect(!(noon < noon))
  }
}
