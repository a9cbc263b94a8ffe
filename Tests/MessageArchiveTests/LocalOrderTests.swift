import Messaging
import Testing

@testable import MessageArchive

/// Conversations out of the inbox and back, what is read and unread, and all of that undone.
struct LocalOrderTests {
  private let budi = Peer(key: "+62811234567")
  private let bank = Peer(key: "BANK")

  private func keys(_ archive: MessageArchive, archived: Bool = false) async throws -> [String] {
    try await archive.conversations(.newest(count: 10), archived: archived).rows.map(\.peer.key)
  }

  private func fill(_ archive: MessageArchive) async throws {
    try await archive.takeLive(.inbox([inbox(1, "one"), inbox(2, from: "BANK", "two", at: noon.later(60))]))
  }

  private func archive(_ peer: Peer, unread: Int, in archive: MessageArchive) async throws -> LocalChange {
    try await archive.carryOut(.archive([LocalOrder.Seen(peer: peer, unread: unread)]))
  }

  @Test func whatIsArchivedLeavesTheInboxAndIsRead() async throws {
    try await withArchive { archive in
      try await fill(archive)
      let change = try await self.archive(budi, unread: 1, in: archive)
      #expect(change.archived == [budi])
      #expect(change.read == [.inbox(MessageID(1))])
      #expect(try await keys(archive) == ["BANK"])
      #expect(try await keys(archive, archived: true) == [budi.key])
      let counters = try await archive.counters()
      #expect(counters.archived == 1 && counters.conversations == 2 && counters.unread == 1)
      #expect(try await archive.isArchived(budi))
      #expect(try await !archive.isArchived(bank))
    }
  }

  @Test func whatWasNotSeenIsNotArchived() async throws {
    try await withArchive { archive in
      try await fill(archive)
      let change = try await self.archive(budi, unread: 0, in: archive)
      #expect(change.isEmpty && change.stayed == [budi])
      #expect(try await keys(archive).count == 2)
    }
  }

  @Test func archivingTwiceChangesNothing() async throws {
    try await withArchive { archive in
      try await fill(archive)
      _ = try await self.archive(budi, unread: 1, in: archive)
      let again = try await self.archive(budi, unread: 1, in: archive)
      #expect(again == LocalChange())
      #expect(try await archive.counters().archived == 1)
    }
  }

  @Test func aNewMessageBringsItBackAndAnAnswerOfOursDoesNot() async throws {
    try await withArchive { archive in
      try await fill(archive)
      _ = try await self.archive(budi, unread: 1, in: archive)
      try await archive.takeLive(.outgoing([outgoing(9, to: budi.key, "an answer", at: noon.later(600))]))
      #expect(try await archive.isArchived(budi))
      // Whatever its date says: it is new.
      try await archive.takeLive(.inbox([inbox(3, "are you there?", at: noon.later(-3_600))]))
      #expect(try await keys(archive).contains(budi.key))
      #expect(try await archive.counters().archived == 0)
    }
  }

  @Test func historyBringsBackOnlyWhatIsLaterThanWhatWasThere() async throws {
    try await withArchive { archive in
      try await fill(archive)
      _ = try await self.archive(budi, unread: 1, in: archive)
      func history(_ id: Int64, _ seconds: Int64) async throws {
        let rows = Intake.Rows.inbox([inbox(id, "old", at: noon.later(seconds))])
        _ = try await archive.take(Intake(rows, seenAt: noon.later(9_000), arrival: .history))
      }
      try await history(20, -86_400)
      #expect(try await archive.isArchived(budi))
      try await history(21, 3_000)
      #expect(try await !archive.isArchived(budi))
    }
  }

  @Test func whatIsMadeUnreadIsInTheInbox() async throws {
    try await withArchive { archive in
      try await fill(archive)
      _ = try await self.archive(budi, unread: 1, in: archive)
      let change = try await archive.carryOut(.unread([budi]))
      #expect(change.unread == [.inbox(MessageID(1))] && change.broughtBack == [budi])
      let undone = try await archive.carryOut(.undo(change))
      #expect(undone.archived == [budi] && undone.read == [.inbox(MessageID(1))])
      #expect(try await archive.counters().unread == 1)
    }
  }

  @Test func undoingGivesBackExactlyWhatWas() async throws {
    try await withArchive { archive in
      try await archive.takeLive(.inbox((1...4).map { inbox($0, "text \($0)", at: noon.later($0)) }))
      try await archive.markRead(budi, upTo: EntryCursor(at: noon.later(2), origin: .inbox(MessageID(2))))
      let before = try await archive.all(with: budi)
      for order in [LocalOrder.read([budi]), .archive([LocalOrder.Seen(peer: budi, unread: 2)])] {
        let change = try await archive.carryOut(order)
        #expect(try await archive.all(with: budi) != before)
        _ = try await archive.carryOut(.undo(change))
        #expect(try await archive.all(with: budi) == before)
        #expect(try await keys(archive) == [budi.key])
      }
    }
  }

  @Test func undoingAReturnKeepsWhatCameInMeanwhile() async throws {
    try await withArchive { archive in
      try await fill(archive)
      _ = try await self.archive(budi, unread: 1, in: archive)
      let change = try await archive.carryOut(.bringBack([budi]))
      #expect(change.broughtBack == [budi])
      try await archive.takeLive(.inbox([inbox(3, "new", at: noon.later(70))]))
      let undone = try await archive.carryOut(.undo(change))
      #expect(undone.isEmpty && undone.stayed == [budi])
    }
  }

  @Test func itStaysArchivedOverAnEnd() async throws {
    let scratch = try Scratch()
    let first = try MessageArchive.open(scratch.location)
    try await fill(first)
    _ = try await archive(budi, unread: 1, in: first)
    try first.close()
    let second = try MessageArchive.open(scratch.location)
    #expect(try await keys(second, archived: true) == [budi.key])
    #expect(try await second.counters().archived == 1)
    try second.close()
  }

  @Test func filtersLookIntoTheInboxOrIntoWhatIsArchived() async throws {
    try await withArchive { archive in
      try await fill(archive)
      _ = try await self.archive(budi, unread: 1, in: archive)
      func found(_ conditions: [MessageFilter.Condition], _ order: ListOrder = .time) async throws -> [String] {
        try await archive.conversations(.newest(count: 10), filter: MessageFilter(conditions), order: order).rows
          .map(\.peer.key)
      }
      #expect(try await found([.after(noon.later(-60))]) == ["BANK"])
      #expect(try await found([.archived]) == [budi.key])
      #expect(try await found([.archived, .text("one")], .number) == [budi.key])
      #expect(try await found([.archived, .text("two")]).isEmpty)
      #expect(try await archive.conversations(.newest(count: 10), matching: "one").rows.isEmpty)
      #expect(try await archive.conversations(.newest(count: 10), matching: "two").rows.map(\.peer) == [bank])
    }
  }

  @Test func windowsOfBothListsAreWholeAndInOrder() async throws {
    try await withArchive { archive in
      let rows = (Int64(1)...300).map { inbox($0, from: "P\($0)", "text", at: noon.later($0)) }
      try await archive.takeLive(.inbox(rows))
      let away = (1...300).filter { $0 % 3 == 0 }.map { LocalOrder.Seen(peer: Peer(key: "P\($0)"), unread: 1) }
      _ = try await archive.carryOut(.archive(away))
      for isArchived in [false, true] {
        var keys: [String] = []
        var request = WindowRequest<ConversationCursor>.newest(count: 7)
        while true {
          let window = try await archive.conversations(request, archived: isArchived)
          keys += window.rows.map(\.peer.key)
          #expect(window.rows.allSatisfy { $0.isArchived == isArchived })
          guard let last = window.rows.last, !window.reachesOldest else { break }
          request = .older(than: last.cursor, count: 7)
        }
        #expect(keys == (1...300).reversed().filter { ($0 % 3 == 0) == isArchived }.map { "P\($0)" })
      }
      #expect(try await archive.counters().archived == 100)
    }
  }
}
