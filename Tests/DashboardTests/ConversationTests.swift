import Messaging
import Testing

@testable import Dashboard

/// A conversation with rows that come late.
@Suite struct ConversationTests {
  /// What was asked for before a jump has the row that is jumped to, but not its place.
  @Test func anAnswerThatIsLateTakesNoJumpAway() throws {
    let entries = [Int64](1...3).reversed().map { id in
      ConversationEntry(
        origin: .inbox(MessageID(id)), at: Timestamp(seconds: id), serverDate: nil, text: "text", isUnread: false)
    }
    let window = RowWindow(rows: entries, reachesNewest: true, reachesOldest: true)
    var conversation = Conversation(peer: Peer(key: "+62811"), name: nil, before: nil)
    let first = conversation.list.restart()
    _ = conversation.land(window, ticket: try #require(first).ticket)
    let late = conversation.list.reload()

    conversation.wanted = entries[2].origin
    let jump = conversation.list.restart(around: entries[2].cursor)
    _ = conversation.land(window, ticket: try #require(late).ticket)
    _ = conversation.land(window, ticket: try #require(jump).ticket)
    #expect(conversation.list.selected?.origin == entries[2].origin)
  }
}
