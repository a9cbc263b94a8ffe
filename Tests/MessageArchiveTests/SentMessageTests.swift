import MessageArchive
import Messaging
import Testing

/// What was written here, in the conversations, from the confirmation to the server's row.
struct SentMessageTests {
  private let peer = Peer(key: "+62811234567")
  private let accepted = OutboxState.accepted(id: MessageID(50), queue: QueueCode("q"), to: "+62811234567")

  @Test func itStandsInItsConversationAtOnce() async throws {
    try await withArchive { archive in
      let id = try await archive.submitOne("see you")
      let entries = try await archive.all(with: peer)
      #expect(entries.map(\.origin) == [.outbox(id)])
      #expect(entries.map(\.stage) == [.outbox(.held(until: noon.later(5)))])
      #expect(entries.map(\.at) == [noon] && entries.map(\.serverDate) == [nil])
      let list = try await archive.conversations(.newest(count: 9)).rows
      #expect(list.map(\.lastText) == ["see you"] && list.map(\.lastIsOurs) == [true] && list.map(\.unread) == [0])
    }
  }

  @Test func itsStateIsAlwaysTheJournals() async throws {
    try await withArchive { archive in
      let id = try await archive.submitOne()
      for state in [.queued, .inFlight, .unknown(reason: "why"), .settled(went: false)] as [OutboxState] {
        try await archive.lead(id, through: state)
        #expect(try await archive.all(with: peer).map(\.stage) == [.outbox(state)])
      }
    }
  }

  @Test func takenBackItIsGone() async throws {
    try await withArchive { archive in
      let id = try await archive.submitOne()
      try await archive.lead(id, through: .cancelled)
      #expect(try await archive.all(with: peer).isEmpty)
      #expect(try await archive.conversations(.newest(count: 9)).rows.isEmpty)
      #expect(try await archive.outboxItem(id)?.state == .cancelled)
    }
  }

  @Test(arguments: [true, false])
  func theServersRowTakesItsPlace(_ rowComesFirst: Bool) async throws {
    try await withArchive { archive in
      let id = try await archive.submitOne()
      try await archive.lead(id, through: .queued, .inFlight)
      if rowComesFirst { try await archive.takeLive(.outgoing([outgoing(50)])) }
      try await archive.lead(id, through: accepted)
      if !rowComesFirst {
        #expect(try await archive.all(with: peer).map(\.stage) == [.outbox(accepted)])
        #expect(try await archive.counters().accepted == 1)
        try await archive.takeLive(.outgoing([outgoing(50)]))
      }
      #expect(try await archive.all(with: peer).map(\.origin) == [.outgoing(MessageID(50))])
      #expect(try await archive.counters().accepted == 0)
      let details = try #require(try await archive.details(of: .outgoing(MessageID(50))))
      #expect(details.item?.id == id)
      #expect(details.history.map(\.state.kind) == [.held, .queued, .inFlight, .accepted])
    }
  }

  @Test func toAnAccountItStaysSinceNoRowComes() async throws {
    try await withArchive { archive in
      let id = try await archive.submitOne(to: .user("bobx"))
      let state = OutboxState.accepted(id: nil, queue: QueueCode("q"), to: "@bobx")
      try await archive.lead(id, through: .queued, .inFlight, state)
      #expect(try await archive.all(with: Peer(key: "@bobx")).map(\.stage) == [.outbox(state)])
      #expect(try await archive.counters().accepted == 0)
    }
  }

  @Test func toAGroupItStaysAndIsNoLongerAwaited() async throws {
    try await withArchive { archive in
      let id = try await archive.submitOne(to: .group("FAMILY"))
      try await archive.lead(id, through: .queued, .inFlight, accepted)
      #expect(try await archive.counters().accepted == 1)
      try await archive.takeLive(.outgoing([outgoing(50)]))
      #expect(try await archive.all(with: Peer(key: "#FAMILY")).map(\.origin) == [.outbox(id)])
      #expect(try await archive.all(with: peer).map(\.origin) == [.outgoing(MessageID(50))])
      #expect(try await archive.counters().accepted == 0)
    }
  }

  @Test func detailsTellItsWholeWay() async throws {
    try await withArchive { archive in
      let id = try await archive.submitOne("what was written")
      try await archive.lead(id, through: .queued)
      let details = try #require(try await archive.details(of: .outbox(id)))
      #expect(details.text == "what was written" && details.peer == peer && details.dst == "+62811234567")
      #expect(details.dt == nil && details.status == nil && details.update == nil)
      #expect(details.item?.state == .queued && details.history.count == 2)
      #expect(try await archive.details(of: .inbox(MessageID(1))) == nil)
    }
  }
}
