import Messaging
import Testing

@testable import AccountEngine

@Suite struct DateWindowTests {
  /// The windows inside, and inside those, down to texts of so many characters.
  private func parts(_ prefix: String, downTo length: Int) -> [String] {
    let inside = DateWindow.children(of: HistoryWindow(prefix: prefix)).map(\.prefix)
    return inside.flatMap { $0.utf8.count >= length ? [$0] : parts($0, downTo: length) }
  }

  @Test(arguments: [("2024", 366), ("2026", 365), ("2023-02", 28), ("2024-02", 29), ("2026-04", 30), ("2026-12", 31)])
  func theDaysInsideAreThoseThatTheCalendarHasNewestFirst(prefix: String, count: Int) {
    let days = parts(prefix, downTo: 10)
    #expect(days.count == count)
    #expect(days == days.sorted(by: >))
    #expect(days.allSatisfy { ServerDate($0 + " 00:00:00").civil != nil })
  }

  @Test func aDayHasAllItsSecondsInside() {
    let seconds = parts("2026-11-22", downTo: 19)
    #expect(seconds.count == 86_400)
    #expect(Set(seconds).count == 86_400)
    #expect(seconds.allSatisfy { ServerDate($0).civil != nil })
  }

  @Test func aWindowBeginsWithItsFirstSecondAndLastsAsLongAsItsPartsTogether() throws {
    for prefix in [
      "202", "2026", "2026-0", "2026-1", "2026-02", "2026-02-2", "2026-11-3", "2026-11-22 2", "2026-11-22 05:3",
    ] {
      let window = HistoryWindow(prefix: prefix)
      let inside = DateWindow.children(of: window)
      #expect(DateWindow.start(of: window) == inside.compactMap(DateWindow.start(of:)).min(), "\(prefix)")
      let sum = inside.reduce(0) { $0 + DateWindow.length(of: $1) }
      // Leap days are left out.
      #expect(abs(sum - DateWindow.length(of: window)) <= 2 * 86_400, "\(prefix)")
    }
  }

  @Test func rowsWithoutADateHaveAWindowThatIsNoTime() {
    #expect(DateWindow.start(of: DateWindow.zero) == nil)
    #expect(DateWindow.children(of: DateWindow.zero).isEmpty)
  }
}
