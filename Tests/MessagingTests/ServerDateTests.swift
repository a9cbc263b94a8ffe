import Messaging
import Testing

@Suite struct ServerDateTests {
  @Test func readsTheServersForm() {
    let civil = ServerDate("2026-11-22 08:21:31").civil
    #expect(civil == CivilTime(year: 2026, month: 11, day: 22, hour: 8, minute: 21, second: 31))
  }

  @Test(arguments: ["2024-02-29 23:59:59", "0001-01-01 00:00:00", "9999-12-31 00:00:00", "2016-12-31 23:59:60"])
  func readsTheEdges(text: String) {
    #expect(ServerDate(text).civil != nil)
  }

  @Test(arguments: [
    "", "0000-00-00 00:00:00", "2026-00-10 00:00:00", "2026-13-10 00:00:00", "2026-10-00 00:00:00",
    "2026-10-32 00:00:00", "2026-10-10 24:00:00", "2026-10-10 00:60:00", "2026-10-10 00:00:61", "2026-10-10",
    "2026-10-10T00:00:00", "2026-10-10 00:00:0", "2026-10-10 00:00:000", "x026-10-10 00:00:00", "2026/10/10 00:00:00",
    " 2026-10-10 00:00:0", "2026-10-10 00:00:-1", "tomorrow noon",
  ])
  func whatIsNoDateHasNoCivilTime(text: String) {
    #expect(ServerDate(text).civil == nil)
    #expect(ServerDate(text).text == text)
  }
}
