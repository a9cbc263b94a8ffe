import MessageArchive
import Messaging
import Testing

struct ReadStateTests {
  private let peer = Peer(key: "+62811234567")

  @Test func liveRowsThatCameInAreUnread() async throws {
    try await withArchive { archive in
      try await archive.takeLive(.inbox([inbox(1), inbox(2)]))
      try await archive.takeLive(.incoming([incoming(1)]))
      try await archive.takeLive(.outgoing([outgoing(1)]))
      #expect(try await archive.counters().unread == 3)
      #expect(try await archive.conversations(.newest(count: 1)).rows.first?.unread == 3)
    }
  }

  @Test func historyIsRead() async throws {
    try await withArchive { archive in
      _ = try await archive.take(Intake(.inbox([inbox(1)]), seenAt: noon, arrival: .history))
      #expect(try await archive.counters().unread == 0)
    }
  }

  @Test func ofTheFirstPageTheLastDayIsUnread() async throws {
    try await withArchive { archive in
      let rows = [inbox(1, "old", at: noon.later(-86_401)), inbox(2, "new", at: noon.later(-86_399))]
      _ = try await archive.take(Intake(.inbox(rows), seenAt: noon, arrival: .firstContact))
      #expect(try await archive.all(with: peer).filter(\.isUnread).map(\.text) == ["new"])
    }
  }

  @Test func aRowThatComesAgainStaysAsItIs() async throws {
    try await withArchive { archive in
      _ = try await archive.take(Intake(.inbox([inbox(1)]), seenAt: noon, arrival: .history))
      try await archive.takeLive(.inbox([inbox(1), inbox(2)]))
      #expect(try await archive.counters().unread == 1)
    }
  }

  @Test func readingAConversationReadsAllOfIt() async throws {
    try await withArchive { archive in
      try await archive.takeLive(.inbox([inbox(1), inbox(2), inbox(3, from: "BANK")]))
      #expect(try await archive.markRead(peer) == 2)
      #expect(try await archive.markRead(peer) == 0)
      #expect(try await archive.counters().unread == 1)
      #expect(try await archive.conversations(.newest(count: 9), unreadOnly: true).rows.map(\.peer.key) == ["BANK"])
    }
  }

  @Test func readingUpToAnEntryLeavesWhatCameMeanwhile() async throws {
    try await withArchive { archive in
      try await archive.takeLive(.inbox([inbox(1), inbox(2, at: noon.later(10))]))
      let seen = try #require(try await archive.all(with: peer).first)
      try await archive.takeLive(.inbox([inbox(3, "meanwhile", at: noon.later(20))]))
      #expect(try await archive.markRead(peer, upTo: seen.cursor) == 2)
      #expect(try await archive.all(with: peer).filter(\.isUnread).map(\.text) == ["meanwhile"])
    }
  }

  @Test func markingUnreadTakesTheLastThatCameIn() async throws {
    try await withArchive { archive in
      try await archive.takeLive(.inbox([inbox(1, "first"), inbox(2, "last", at: noon.later(10))]))
      try await archive.takeLive(.outgoing([outgoing(1, "ours", at: noon.later(20))]))
      try await archive.markRead(peer)
      #expect(try await archive.markUnread(peer))
      #expect(try await archive.all(with: peer).filter(\.isUnread).map(\.text) == ["last"])
      #expect(try await !archive.markUnread(peer))
      #expect(try await !archive.markUnread(Peer(key: "nobody")))
    }
  }

  @Test func nextUnreadGoesDownTheListAndEnds() async throws {
    try await withArchive { archive in
      let rows = (1...4).map { inbox(Int64($0), from: "P\($0)", at: noon.later(Int64($0))) }
      try await archive.takeLive(.inbox(rows))
      try await archive.markRead(Peer(key: "P3"))
      var met: [String] = []
      var place: ConversationCursor?
      while let next = try await archive.nextUnread(after: place) {
        met.append(next.peer.key)
        place = next.cursor
      }
      #expect(met == ["P4", "P2", "P1"])
    }
  }
}
