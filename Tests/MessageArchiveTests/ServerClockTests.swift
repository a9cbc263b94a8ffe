import Messaging
import Testing

@testable import MessageArchive

struct ServerClockTests {
  /// Takes one row that came in the very second that a clock `ahead` of UTC shows.
  private func live(_ id: Int64, ahead: Int64, at instant: Timestamp, in archive: MessageArchive) async throws {
    let row = inbox(id, from: "BANK", "\(id)", at: instant, ahead: ahead)
    _ = try await archive.take(
      Intake(.inbox([row]), seenAt: instant.later(3), serverTime: instant.later(2), isFreshLive: true, arrival: .live))
  }

  private func times(_ archive: MessageArchive) async throws -> [Timestamp] {
    try await archive.all(with: Peer(key: "BANK")).map(\.at)
  }

  @Test(arguments: [
    (0, 0), (449, 0), (450, 900), (-449, 0), (25_195, 25_200), (-36_050, -36_000), (20_700, 20_700),
  ])
  func differencesAreRoundedToQuartersOfAnHour(_ difference: Int64, _ offset: Int64) {
    #expect(ClockOffsets.offset(difference) == offset)
  }

  @Test func aDifferenceThatNoZoneExplainsIsIgnored() {
    #expect(ClockOffsets.offset(27 * 3_600) == nil)
    #expect(ClockOffsets.offset(.max) == nil)
  }

  @Test func aDateIsUTCUntilMoreIsKnown() async throws {
    try await withArchive { archive in
      try await archive.takeLive(.inbox([inbox(1, from: "BANK")]))
      #expect(try await times(archive) == [noon])
    }
  }

  @Test func nothingWasBeforeItWasFirstSeenInTheFuture() async throws {
    try await withArchive { archive in
      try await archive.takeLive(.inbox([inbox(1, from: "BANK", ahead: 25_200)]))
      #expect(try await times(archive) == [noon.later(3_600)])
    }
  }

  @Test func theFirstFreshRowMovesAllOfItsClock() async throws {
    try await withArchive { archive in
      let old = [inbox(1, from: "BANK", at: noon.later(-90_000), ahead: -18_000), inbox(2, from: "@bobx", at: noon)]
      _ = try await archive.take(Intake(.inbox(old), seenAt: noon.later(60), arrival: .history))
      try await archive.takeLive(.outgoing([outgoing(1, to: "BANK", at: noon.later(-80_000))]))
      try await live(3, ahead: -18_000, at: noon.later(600), in: archive)
      #expect(try await times(archive) == [noon.later(600), noon.later(-80_000), noon.later(-90_000)])
      #expect(try await archive.all(with: Peer(key: "@bobx")).map(\.at) == [noon])
      #expect(try await archive.conversations(.newest(count: 9)).rows.map(\.lastAt) == [noon.later(600), noon])
    }
  }

  @Test func movingAClockReordersConversations() async throws {
    try await withArchive { archive in
      _ = try await archive.take(
        Intake(.inbox([inbox(1, from: "BANK", ahead: -7_200)]), seenAt: noon.later(9_000), arrival: .history))
      _ = try await archive.take(
        Intake(
          .incoming([incoming(1, from: "SHOP", at: noon.later(-60))]), seenAt: noon.later(9_000), arrival: .history))
      #expect(try await archive.conversations(.newest(count: 9)).rows.map(\.peer.key) == ["SHOP", "BANK"])
      try await live(2, ahead: -7_200, at: noon.later(9_000), in: archive)
      _ = try await archive.take(
        Intake(
          .incoming([incoming(2, from: "SHOP", at: noon.later(-30))]), seenAt: noon.later(9_001), arrival: .history))
      #expect(try await times(archive) == [noon.later(9_000), noon])
      #expect(try await archive.conversations(.newest(count: 9)).rows.map(\.peer.key) == ["BANK", "SHOP"])
    }
  }

  @Test func oneRowThatWasUnderWayForHoursMovesNothing() async throws {
    try await withArchive { archive in
      try await live(1, ahead: 0, at: noon, in: archive)
      try await live(2, ahead: -10_800, at: noon.later(60), in: archive)
      try await live(3, ahead: 0, at: noon.later(120), in: archive)
      try await live(4, ahead: -10_800, at: noon.later(180), in: archive)
      #expect(try await times(archive).contains(noon))
    }
  }

  @Test func twoRowsThatAgreeMoveALearnedClock() async throws {
    try await withArchive { archive in
      try await live(1, ahead: -3_600, at: noon, in: archive)
      try await live(2, ahead: -7_200, at: noon.later(60), in: archive)
      #expect(try await times(archive).contains(noon))
      try await live(3, ahead: -7_200, at: noon.later(120), in: archive)
      #expect(try await times(archive).prefix(2) == [noon.later(120), noon.later(60)])
    }
  }

  @Test func rowsThatAreNotFreshTeachNothing() async throws {
    try await withArchive { archive in
      let row = inbox(1, from: "BANK", ahead: -7_200)
      _ = try await archive.take(Intake(.inbox([row]), seenAt: noon, serverTime: noon, arrival: .live))
      try await archive.takeLive(.inbox([inbox(2, from: "BANK", at: noon.later(5))]))
      #expect(try await times(archive) == [noon.later(5), noon.later(-7_200)])
    }
  }
}
