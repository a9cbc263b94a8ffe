import Messaging

/// A question for the next row that holds a text.
public struct Search: Hashable, Sendable {
  /// Where it looks, and from which row on.
  public enum Place: Hashable, Sendable {
    case inbox(from: ConversationCursor?, filter: MessageFilter, sort: ListSort)
    case outgoing(from: OutgoingCursor?, filter: MessageFilter, sort: ListSort)
    case conversation(Peer, from: EntryCursor?, filter: MessageFilter)
  }

  public let needle: String
  public let place: Place
  /// Upwards in the list as it stands.
  public let isBackwards: Bool

  /// Whether a text holds the needle, capital letters counting as small ones.
  public static func holds(_ text: String, _ needle: String) -> Bool {
    text.lowercased().contains(needle.lowercased())
  }
}

extension Search.Place {
  /// The same place from a hit on; nil for a hit of another kind.
  func moved(to hit: SearchHit) -> Search.Place? {
    switch (self, hit) {
    case (.inbox(_, let filter, let sort), .conversation(let row)):
      .inbox(from: row.cursor, filter: filter, sort: sort)
    case (.outgoing(_, let filter, let sort), .outgoing(let row)):
      .outgoing(from: row.cursor, filter: filter, sort: sort)
    case (.conversation(let peer, _, let filter), .entry(let cursor)):
      .conversation(peer, from: cursor, filter: filter)
    case (.inbox, _), (.outgoing, _), (.conversation, _): nil
    }
  }
}

/// The row that was found.
public enum SearchHit: Hashable, Sendable {
  case conversation(ConversationSummary)
  case outgoing(OutgoingSummary)
  case entry(EntryCursor)
}

/// How a list is ordered.
public struct ListSort: Hashable, Sendable {
  public var order = ListOrder.time
  /// Whether it stands upside down: the oldest, or the highest number, first.
  public var isReversed = false

  public init(order: ListOrder = .time, isReversed: Bool = false) {
    self.order = order
    self.isReversed = isReversed
  }

  /// The next one when the title is clicked: each order both ways.
  var next: ListSort {
    guard isReversed else { return ListSort(order: order, isReversed: true) }
    switch order {
    case .time: return ListSort(order: .number)
    case .number: return ListSort(order: .time)
    }
  }
}
