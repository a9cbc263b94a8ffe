import Messaging

@testable import AccountEngine

/// A page of so many rows, ids falling from `highest`, dates falling by a second a row from `newest`.
func page(_ count: Int, highest: Int64 = 1_000, newest: String = "2026-11-22 08:00:00") -> PageFacts {
  let start = ServerDate(newest).civil?.secondsSince1970 ?? 0
  return PageFacts(
    (0..<count).map { index in
      (MessageID(highest - Int64(index)), serverDate(start - Int64(index)))
    })
}

/// A page with these dates, in this order.
func page(dates: [String]) -> PageFacts {
  PageFacts(dates.enumerated().map { (MessageID(Int64($0.offset) + 1), ServerDate($0.element)) })
}

/// A date as the server would write it.
func serverDate(_ seconds: Int64) -> ServerDate {
  let civil = CivilTime(secondsSince1970: seconds)
  return ServerDate(
    "\(civil.dateText) \(twoDigits(civil.hour)):\(twoDigits(civil.minute)):\(twoDigits(civil.second))")
}

/// The civil time that a date text shows.
func civil(_ text: String) -> CivilTime {
  ServerDate(text).civil ?? CivilTime(year: 1, month: 1, day: 1)
}
