import Messaging

/// The conversation that is shown beside a list, or read on its own.
public struct Conversation: Hashable, Sendable {
  public let peer: Peer
  /// From the contacts, as far as known.
  public internal(set) var name: UntrustedText?
  /// Whether it is out of the inbox.
  public internal(set) var isArchived = false
  /// Newest first, as every list; drawn the other way round.
  public internal(set) var list: ListState<ConversationEntry>
  /// The entry to select as soon as it is here.
  var wanted: ConversationEntry.Origin?

  /// - Parameter before: the conversation that was shown until now; answers meant for it are told apart.
  init(peer: Peer, name: UntrustedText?, before: Conversation?) {
    list = ListState(selectionFollows: true, lastTicket: before?.list.lastTicket ?? 0)
    self.peer = peer
    self.name = name
  }

  /// The request is for more rows to go by.
  mutating func land(_ window: RowWindow<ConversationEntry>, ticket: Int) -> ListRequest<EntryCursor>? {
    let request = list.land(window, ticket: ticket)
    // Not among the rows that came: an answer that is late brings it too, and is dropped.
    if let wanted, list.rows.contains(where: { $0.origin == wanted }) {
      list.select(wanted)
      self.wanted = nil
    }
    return request
  }
}
