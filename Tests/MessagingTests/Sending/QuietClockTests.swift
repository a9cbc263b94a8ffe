import Messaging
import Testing

/// 2026-11-22, midnight UTC.
private let midnight = Timestamp(seconds: 1_795_305_600)

@Suite struct QuietClockTests {
  private func end(_ hours: String, at seconds: Int64, zone: ZoneRules = .utc) throws -> Int64? {
    let quiet = QuietClock(try #require(QuietHours(hours)), zone: zone)
    return quiet.end(at: midnight + .seconds(seconds))?.since(midnight).wholeSeconds
  }

  @Test func outsideThereIsNoEnd() throws {
    #expect(try end("21:00-08:00", at: 8 * 3_600) == nil)
    #expect(try end("21:00-08:00", at: 21 * 3_600 - 1) == nil)
  }

  @Test func theyEndTheNextMorningOrTheSame() throws {
    #expect(try end("21:00-08:00", at: 21 * 3_600) == 32 * 3_600)
    #expect(try end("21:00-08:00", at: 3_600 + 17) == 8 * 3_600)
    #expect(try end("12:00-13:30", at: 12 * 3_600 + 61) == 13 * 3_600 + 1_800)
  }

  @Test func theyGoByTheAccountsClock() throws {
    let jakarta = ZoneRules(initialOffset: 7 * 3_600)
    #expect(try end("21:00-08:00", at: 0, zone: jakarta) == 3_600)
    #expect(try end("21:00-08:00", at: 3_600, zone: jakarta) == nil)
  }

  @Test func aWholeDayEndsADayLater() throws {
    #expect(try end("08:00-08:00", at: 8 * 3_600) == 32 * 3_600)
    #expect(try end("08:00-08:00", at: 7 * 3_600) == 8 * 3_600)
  }

  @Test func aQueuedMessageSaysWhyItWaits() throws {
    let quiet = QuietClock(try #require(QuietHours("21:00-07:00")), zone: .utc)
    func item(_ state: OutboxState) -> OutboxItem {
      OutboxItem(
        id: OutboxItemID(1), destination: .number("+62811234567"), text: "hi", options: SendOptions(),
        createdAt: midnight, state: state, since: midnight, fence: nil)
    }
    let words = "waits for the end of the quiet hours, 07:00"
    #expect(item(.queued).waitsForQuietHours(quiet, at: midnight) == words)
    #expect(item(.queued).waitsForQuietHours(quiet, at: midnight + .seconds(7 * 3_600)) == nil)
    #expect(item(.queued).waitsForQuietHours(nil, at: midnight) == nil)
    #expect(item(.inFlight).waitsForQuietHours(quiet, at: midnight) == nil)
  }
}
