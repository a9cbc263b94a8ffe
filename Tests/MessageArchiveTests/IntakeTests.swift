import MessageArchive
import Messaging
import Testing

struct IntakeTests {
  @Test func aPeerWhoseLastRowMovedAwayComesBackInTheSameReply() async throws {
    try await withArchive { archive in
      try await archive.takeLive(.inbox([inbox(1, from: "A")]))
      try await archive.takeLive(
        .inbox([inbox(2, from: "B"), inbox(1, from: "A", "rewritten"), inbox(1, from: "B"), inbox(3, from: "A")]))
      #expect(try await archive.all(with: Peer(key: "A")).map(\.origin) == [.inbox(MessageID(3))])
      #expect(try await archive.all(with: Peer(key: "B")).count == 2)
    }
  }

  private let peer = Peer(key: "+62811234567")

  @Test func newRowsAreCountedAndNamed() async throws {
    try await withArchive { archive in
      let outcome = try await archive.takeLive(.inbox([inbox(2, from: "@bobx"), inbox(1)]))
      #expect(outcome.newRows.map(\.id) == [MessageID(2), MessageID(1)])
      #expect(outcome.newRows.map(\.peer) == [Peer(key: "@bobx"), peer])
      #expect(outcome.known == 0)
    }
  }

  @Test func theSamePageTwiceChangesNothing() async throws {
    try await withArchive { archive in
      let pages: [Intake.Rows] = [
        .inbox([inbox(1), inbox(2, from: "BANK")]), .incoming([incoming(1)]), .outgoing([outgoing(1), outgoing(7)]),
      ]
      for page in pages { try await archive.takeLive(page) }
      let counters = try await archive.counters()
      let entries = try await archive.all(with: peer)
      for page in pages {
        let again = try await archive.take(Intake(page, seenAt: noon.later(9_999), arrival: .live))
        #expect(again.newRows.isEmpty && again.statusChanges.isEmpty && again.rewritten.isEmpty)
        #expect(again.known == (page == pages[1] ? 1 : 2))
      }
      #expect(try await archive.counters() == counters)
      #expect(try await archive.all(with: peer) == entries)
    }
  }

  @Test func aRowThatStandsTwiceInAPageIsKeptOnce() async throws {
    try await withArchive { archive in
      let outcome = try await archive.takeLive(.inbox([inbox(1), inbox(1)]))
      #expect(outcome.newRows.count == 1 && outcome.known == 1)
      #expect(try await archive.counters().received == 1)
    }
  }

  @Test func streamsCountForThemselves() async throws {
    try await withArchive { archive in
      try await archive.takeLive(.inbox([inbox(5)]))
      try await archive.takeLive(.incoming([incoming(5)]))
      try await archive.takeLive(.outgoing([outgoing(5)]))
      #expect(try await archive.all(with: peer).count == 3)
    }
  }

  @Test func aMovedStatusIsToldAndTheOldOneKept() async throws {
    try await withArchive { archive in
      try await archive.takeLive(.outgoing([outgoing(1)]))
      let delivered = outgoing(1, status: .delivered, update: "2026-11-22 09:00:05")
      let outcome = try await archive.take(
        Intake(.outgoing([delivered]), seenAt: noon.later(7_200), arrival: .live))
      #expect(outcome.statusChanges.map(\.from) == [.pending] && outcome.statusChanges.map(\.to) == [.delivered])
      #expect(outcome.rewritten.isEmpty)
      let details = try #require(try await archive.details(of: .outgoing(MessageID(1))))
      #expect(details.status == .delivered && details.update == ServerDate("2026-11-22 09:00:05"))
      #expect(details.shown == noon.later(7_200) && details.firstSeen == noon.later(3_600))
      #expect(details.earlier.map(\.status) == [.pending])
      #expect(details.earlier.first?.shown == noon.later(3_600))
      #expect(details.earlier.first?.text == nil)
    }
  }

  @Test func anotherTextUnderTheSameIDIsShownAndTheFirstKept() async throws {
    try await withArchive { archive in
      try await archive.takeLive(.inbox([inbox(1, "first")]))
      let outcome = try await archive.takeLive(.inbox([inbox(1, from: "BANK", "second", at: noon.later(60))]))
      #expect(outcome.replaced.map(\.id) == [MessageID(1)] && outcome.rewritten.isEmpty)
      #expect(try await archive.all(with: Peer(key: "BANK")).map(\.text) == ["second"])
      #expect(try await archive.all(with: peer).isEmpty)
      let details = try #require(try await archive.details(of: .inbox(MessageID(1))))
      #expect(details.earlier.map(\.text) == ["first"])
      #expect(details.earlier.map(\.src) == ["+62811234567"])
      let list = try await archive.conversations(.newest(count: 10)).rows
      #expect(list.map(\.peer) == [Peer(key: "BANK")] && list.map(\.unread) == [1])
      #expect(list.map(\.lastAt) == [noon.later(60)])
    }
  }

  @Test func anAccentWrittenOtherwiseIsAnotherText() async throws {
    try await withArchive { archive in
      try await archive.takeLive(.inbox([inbox(1, "caf\u{E9}")]))
      let outcome = try await archive.takeLive(.inbox([inbox(1, "cafe\u{301}")]))
      #expect(outcome.rewritten == [MessageID(1)])
    }
  }

  @Test(arguments: [
    "", "\0", "before\0after", "\u{1B}]0;title\u{7}", "\u{202E}txet", "\u{9B}31m", "\r\n\t ", "' OR 1=1; --", "%_\\",
    "谢谢 👩‍👩‍👧 e\u{301}\u{301}\u{301}", "\u{FFFE}\u{2028}", "NULL",
  ])
  func whatAStrangerWroteIsKeptToTheByte(_ text: String) async throws {
    try await withArchive { archive in
      try await archive.takeLive(.inbox([inbox(1, text)]))
      let kwd = IncomingMessage(
        id: MessageID(1), src: "+62811234567", dst: UntrustedText(text), kwd: UntrustedText(text),
        msg: UntrustedText(text), dt: ServerDate(text))
      try await archive.takeLive(.incoming([kwd]))
      let details = try #require(try await archive.details(of: .incoming(MessageID(1))))
      let bytes = Array(text.utf8)
      for field in [details.dst, details.text, details.keyword] { #expect(field.map { Array($0.raw.utf8) } == bytes) }
      #expect(details.dt.map { Array($0.text.utf8) } == bytes)
      #expect(try await archive.all(with: peer).map { Array($0.text.raw.utf8) } == [bytes, bytes])
    }
  }

  @Test(arguments: ["", "0000-00-00 00:00:00", "yesterday"])
  func aRowWithoutAUsableDateStandsWhereItWasFirstSeen(_ date: String) async throws {
    try await withArchive { archive in
      let row = InboxMessage(id: MessageID(1), src: "BANK", dst: "", msg: "x", dt: ServerDate(date))
      try await archive.takeLive(.inbox([row]))
      let entry = try #require(try await archive.all(with: Peer(key: "BANK")).first)
      #expect(entry.at == noon.later(3_600) && entry.serverDate == ServerDate(date))
    }
  }

  @Test func whatIsKnownOfAStreamCanBeAsked() async throws {
    try await withArchive { archive in
      #expect(try await archive.highestID(of: .outgoing) == nil)
      try await archive.takeLive(.outgoing([outgoing(3), outgoing(9)]))
      #expect(try await archive.highestID(of: .outgoing) == MessageID(9))
      #expect(try await archive.highestID(of: .inbox) == nil)
      let asked = [1, 3, 9].map { MessageID($0) }
      #expect(try await archive.knows(asked, in: .outgoing) == [MessageID(3), MessageID(9)])
      #expect(try await archive.knows(asked, in: .inbox).isEmpty)
    }
  }

  @Test func openDeliveriesAreThoseWithoutAFinalStatus() async throws {
    try await withArchive { archive in
      let statuses: [DeliveryStatus] = [.pending, .sent, .failed, .delivered, .other(9)]
      let rows = statuses.enumerated().map { outgoing(Int64($0), at: noon.later(Int64($0)), status: $1) }
      try await archive.takeLive(.outgoing(rows))
      #expect(try await archive.openDeliveries(limit: 9).map(\.id.rawValue) == [4, 1, 0])
      #expect(try await archive.openDeliveries(limit: 1).map(\.status) == [.other(9)])
      #expect(try await archive.openDeliveries(newerThan: noon, limit: 9).map(\.id.rawValue) == [4, 1])
      let first = try await archive.openDeliveries(limit: 1).last
      #expect(try await archive.openDeliveries(after: first, limit: 9).map(\.id.rawValue) == [1, 0])
    }
  }
}
