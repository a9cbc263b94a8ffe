import Foundation
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
        #expect(try await archive.conversations(.newest(count: 9)).rows.map(\.lastState) == [state])
        let sorted = try await archive.conversations(.newest(count: 9), filter: MessageFilter(), order: .number)
        #expect(sorted.rows.map(\.lastState) == [state])
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

  /// An older database was put back at the server before the row came, and the id was given again.
  @Test func anotherMessageUnderItsIDDoesNotTakeItsPlace() async throws {
    try await withArchive { archive in
      let id = try await archive.submitOne("see you")
      try await archive.lead(id, through: .queued, .inFlight, accepted)
      #expect(try await archive.awaitingRow().count == 1)
      try await archive.takeLive(.outgoing([outgoing(50, to: "+62899000111", "somebody else's")]))
      #expect(try await archive.all(with: peer).map(\.origin) == [.outbox(id)])
      #expect(try await archive.awaitingRow().isEmpty, "nothing comes any more")
    }
  }

  /// As before, but the id is given to the message here, and was that of one to the same number.
  @Test(arguments: ["see you", "the server's own words"])
  func whatStoodUnderItsIDLongBeforeItWasWrittenDoesNotTakeItsPlace(_ shown: String) async throws {
    try await withArchive { archive in
      let then = noon.later(-2 * 86_400 - 1_234)
      _ = try await archive.take(Intake(.outgoing([outgoing(50, "hello", at: then)]), seenAt: then, arrival: .live))
      let id = try await archive.submitOne("see you")
      try await archive.lead(id, through: .queued, .inFlight, accepted)
      #expect(Set(try await archive.all(with: peer).map(\.origin)) == [.outgoing(MessageID(50)), .outbox(id)])
      #expect(try await archive.awaitingRow().map(\.id) == [id])
      try await archive.takeLive(.outgoing([outgoing(50, shown)]))
      #expect(try await archive.all(with: peer).map(\.origin) == [.outgoing(MessageID(50))])
      #expect(try await archive.details(of: .outgoing(MessageID(50)))?.earlier.first?.text == "hello")
    }
  }

  /// The archive was damaged and is set aside: the journal tells it anew what was sent, and the server what it lists, but
  /// not what lies beyond the history that is wanted.
  @Test func inAnArchiveThatBeginsAnewWhatWasAcceptedLongAgoIsNotAwaitedForEver() async throws {
    let scratch = try Scratch()
    var archive = try MessageArchive.open(scratch.location)
    let today = Timestamp(seconds: Int64(time(nil)))
    for (row, days) in [Int64(50): Int64(30), 51: 8, 52: 6].sorted(by: { $0.key < $1.key }) {
      let moment = today.later(-days * 86_400)
      let id = try await archive.submitOne("\(days) days ago", now: moment)
      for state in [.queued, .inFlight, .accepted(id: MessageID(row), queue: QueueCode("q\(row)"), to: "+62811234567")]
        as [OutboxState]
      {
        _ = try await archive.record(state, for: id, expecting: [.held, .queued, .inFlight], evidence: "t", at: moment)
      }
      if row != 52 { try await archive.takeLive(.outgoing([outgoing(row, "\(days) days ago", at: moment)])) }
    }
    try archive.close()
    for suffix in ["", "-wal", "-shm"] {
      try? FileManager.default.removeItem(atPath: scratch.file("archive.sqlite" + suffix))
    }
    archive = try MessageArchive.open(scratch.location)
    #expect(try await archive.all(with: peer).count == 3)
    let progress = StreamProgress(mark: MessageID(60), historyPlanned: true)
    _ = try await archive.take(Intake(.outgoing([]), seenAt: today, arrival: .history, progress: progress))
    #expect(try await archive.completeness()[.outgoing]?.withoutRow == 1)
    #expect(try await archive.awaitingRow().map(\.text) == ["6 days ago"])
    // Where the server lists it after all, it stands there once.
    try await archive.takeLive(.outgoing([outgoing(51, "8 days ago", at: today.later(-8 * 86_400))]))
    let entries = try await archive.all(with: peer)
    #expect(
      entries.count == 3 && entries.filter { $0.text.raw == "8 days ago" }.map(\.origin) == [.outgoing(MessageID(51))])
    try archive.close()
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
