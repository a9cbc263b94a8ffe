import MessageArchive
import Messaging
import Testing

/// A known id under which the server has another message, and one whose message only changed.
struct ReplacedMessageTests {
  private let peer = Peer(key: "+62811234567")

  @Test func anotherMessageIsUnreadFirstSeenNowAndFound() async throws {
    let scratch = try Scratch()
    let archive = try MessageArchive.open(scratch.location)
    let changes = archive.changes()
    try await archive.takeLive(.inbox([inbox(1, "first")]))
    try await archive.markRead(peer)
    let day = noon.later(86_400)
    let row = inbox(1, from: "BANK", "second", at: day)
    let outcome = try await archive.take(Intake(.inbox([row]), seenAt: day.later(60), arrival: .live))
    #expect(outcome.replaced.map(\.id) == [MessageID(1)] && outcome.newRows.isEmpty && outcome.rewritten.isEmpty)
    let details = try #require(try await archive.details(of: .inbox(MessageID(1))))
    #expect(details.isUnread && details.firstSeen == day.later(60) && details.at == day)
    #expect(details.earlier.map(\.text) == ["first"], "what it was is kept, once")
    let counters = try await archive.counters()
    #expect(counters.unread == 1 && counters.received == 1 && counters.conversations == 1)
    let again = try await archive.take(Intake(.inbox([row]), seenAt: day.later(99), arrival: .live))
    #expect(again.replaced.isEmpty, "it is told once")
    try archive.close()
    var arrived: [String] = []
    for await change in changes { arrived += change.arrivals.map(\.text.raw) }
    #expect(arrived == ["first", "second"])
  }

  @Test func itIsNewHoweverItWasAskedFor() async throws {
    try await withArchive { archive in
      try await archive.takeLive(.inbox([inbox(1, "first"), inbox(2, "first")]))
      try await archive.markRead(peer)
      let rows = [
        inbox(1, "second", at: noon.later(7_100)), inbox(2, from: "BANK", "long ago", at: noon.later(-900_000)),
      ]
      let intake = Intake(.inbox(rows), seenAt: noon.later(7_200), arrival: .history)
      #expect(try await archive.take(intake).replaced.count == 2)
      #expect(try await archive.counters().unread == 1, "but for what is old")
    }
  }

  @Test func itIsAnotherWhenTwoThingsDifferOrItIsLaterThanTheOneThatWasHere() async throws {
    let others = [
      inbox(1, from: "+62811999999", "other"), inbox(1, "other", at: noon.later(4_000)),
      inbox(1, from: "+62811999999", at: noon.later(4_000)), inbox(1, at: noon.later(3 * 86_400)),
    ]
    for other in others {
      try await withArchive { archive in
        try await archive.takeLive(.inbox([inbox(1)]))
        #expect(try await archive.takeLive(.inbox([other])).replaced.count == 1, "\(other)")
      }
    }
  }

  @Test func aMessageThatOnlyChangedStaysRead() async throws {
    let changed = [
      inbox(1, "hello, cleaned"), inbox(1, at: noon.later(420)), inbox(1, at: noon.later(-420)),
      inbox(1, at: noon.later(7 * 3_600)), inbox(1, "hello, cleaned", at: noon.later(7 * 3_600)),
      inbox(1, from: "0811234567"), inbox(1, from: "0811234567", "hello, cleaned"),
      InboxMessage(id: MessageID(1), src: "+62811234567", dst: "9", msg: "hello, cleaned", dt: ServerDate("")),
    ]
    for row in changed {
      try await withArchive { archive in
        try await archive.takeLive(.inbox([inbox(1)]))
        try await archive.markRead(peer)
        let outcome = try await archive.takeLive(.inbox([row]))
        #expect(outcome.replaced.isEmpty && outcome.rewritten == [MessageID(1)], "\(row)")
        #expect(try await archive.counters().unread == 0)
        #expect(try await archive.details(of: .inbox(MessageID(1)))?.firstSeen == noon.later(3_600))
      }
    }
  }

  @Test func anotherOutgoingMessageMovesNoStatus() async throws {
    try await withArchive { archive in
      try await archive.takeLive(.outgoing([outgoing(1, status: .delivered)]))
      let other = outgoing(1, to: "+62811999999", "other", at: noon.later(1_000))
      let outcome = try await archive.takeLive(.outgoing([other]))
      #expect(outcome.replaced.count == 1 && outcome.statusChanges.isEmpty)
      let counters = try await archive.counters()
      #expect(counters.outgoing == 1 && counters.pending == 1 && counters.delivered == 0 && counters.unread == 0)
    }
  }

  @Test func anOldRowIsNotTheOneOfAMessageThatGotItsIDAgain() async throws {
    try await withArchive { archive in
      try await archive.takeLive(.outgoing([outgoing(50, to: "+62811999999", "years ago")]))
      let later = noon.later(86_400)
      let id = try await archive.submitOne("see you", now: later)
      let accepted = OutboxState.accepted(id: MessageID(50), queue: QueueCode("q"), to: "+62811234567")
      try await archive.lead(id, through: .queued, .inFlight, accepted)
      #expect(try await archive.all(with: peer).map(\.origin) == [.outbox(id)])
      let row = outgoing(50, "see you", at: later)
      let outcome = try await archive.take(Intake(.outgoing([row]), seenAt: later.later(9), arrival: .live))
      #expect(outcome.replaced.map(\.id) == [MessageID(50)])
      #expect(try await archive.all(with: peer).map(\.origin) == [.outgoing(MessageID(50))])
      #expect(try await archive.counters().accepted == 0)
    }
  }

  @Test func whatTheServerMustStillShow() async throws {
    try await withArchive { archive in
      try await archive.takeLive(.outgoing((1...9).map { outgoing(Int64($0) * 10) }))
      let anchors = try await archive.anchors(of: .outgoing, upTo: MessageID(75))
      #expect(anchors.floor == MessageID(50) && !anchors.isEmpty)
      #expect(anchors.hold(.outgoing([outgoing(70, status: .delivered), outgoing(71)])), "whatever became of it")
      #expect(!anchors.hold(.outgoing([outgoing(70, "other"), outgoing(80)])), "only those asked for count")
      #expect(anchors.areContradicted(by: .outgoing([outgoing(70, "other"), outgoing(71)])))
      #expect(!anchors.areContradicted(by: .outgoing([outgoing(71), outgoing(80)])))
      let none = try await archive.anchors(of: .outgoing, upTo: MessageID(5))
      #expect(none.isEmpty && none.areTooHigh)
      let empty = try await archive.anchors(of: .inbox, upTo: MessageID(5))
      #expect(empty.isEmpty && !empty.areTooHigh)
    }
  }
}
