import Dashboard
import MessageArchive
import Messaging

/// Lists as the dashboard asks for them, by the cheapest of the archive's ways.
extension MessageArchive {
  func conversations(
    _ window: WindowRequest<ConversationCursor>, _ filter: MessageFilter, _ sort: ListSort
  ) async throws(ArchiveError) -> RowWindow<ConversationSummary> {
    let request = sort.isReversed ? window.reversed : window
    let rows: RowWindow<ConversationSummary>
    if sort.order == .time, filter.isEmpty || filter.onlyText != nil {
      rows = try await conversations(request, matching: filter.onlyText)
    } else if sort.order == .time, filter == MessageFilter([.archived]) {
      rows = try await conversations(request, archived: true)
    } else {
      rows = try await conversations(request, filter: filter, order: sort.order)
    }
    return sort.isReversed ? rows.reversed : rows
  }

  func outgoing(
    _ window: WindowRequest<OutgoingCursor>, _ filter: MessageFilter, _ sort: ListSort
  ) async throws(ArchiveError) -> RowWindow<OutgoingSummary> {
    let request = sort.isReversed ? window.reversed : window
    let rows: RowWindow<OutgoingSummary>
    if sort.order == .time, filter == MessageFilter([.status(.failed)]) {
      rows = try await outgoing(request, faultsOnly: true)
    } else if sort.order == .time, filter.isEmpty || filter.onlyText != nil {
      rows = try await outgoing(request, matching: filter.onlyText)
    } else {
      rows = try await outgoing(request, filter: filter, order: sort.order)
    }
    return sort.isReversed ? rows.reversed : rows
  }

  /// How many rows are newer, up to `ListNews.most`.
  func count(_ news: ListNews, _ filter: MessageFilter) async throws(ArchiveError) -> Int {
    switch news {
    case .inbox(let since):
      try await conversations(.newer(than: since, count: ListNews.most), filter, ListSort()).rows.count
    case .outgoing(let since):
      try await outgoing(.newer(than: since, count: ListNews.most), filter, ListSort()).rows.count
    }
  }

  /// The next row that holds the needle; past the end it begins again at the other one.
  func answer(to search: Search) async throws(ArchiveError) -> Event {
    if let hit = try await hit(search, fromStart: false) { return .matched(search, hit, wentRound: false) }
    return .matched(search, try await hit(search, fromStart: true), wentRound: true)
  }

  private func hit(_ search: Search, fromStart: Bool) async throws(ArchiveError) -> SearchHit? {
    switch search.place {
    case .inbox(let from, let filter, let sort):
      let request = request(search, from: fromStart ? nil : from)
      let matching = MessageFilter(filter.conditions + [.text(search.needle)])
      return try await conversations(request, matching, sort).rows.first.map { .conversation($0) }
    case .outgoing(let from, let filter, let sort):
      let request = request(search, from: fromStart ? nil : from)
      let matching = MessageFilter(filter.conditions + [.text(search.needle)])
      return try await outgoing(request, matching, sort).rows.first.map { .outgoing($0) }
    case .conversation(let peer, let from, let filter):
      return try await entry(of: peer, filter, search, from: fromStart ? nil : from).map { .entry($0) }
    }
  }

  /// The nearest row on the side that is searched.
  private func request<Cursor>(_ search: Search, from: Cursor?, count: Int = 1) -> WindowRequest<Cursor> {
    guard let from else { return search.isBackwards ? .oldest(count: count) : .newest(count: count) }
    return search.isBackwards ? .newer(than: from, count: count) : .older(than: from, count: count)
  }

  /// Goes through one conversation in windows: a peer's messages are few beside all of them.
  private func entry(
    of peer: Peer, _ filter: MessageFilter, _ search: Search, from: EntryCursor?
  ) async throws(ArchiveError) -> EntryCursor? {
    var cursor = from
    while !Task.isCancelled {
      let window = try await conversation(with: peer, request(search, from: cursor, count: 500), filter: filter)
      let rows = search.isBackwards ? window.rows.reversed() : window.rows
      if let hit = rows.first(where: { Search.holds($0.text.raw, search.needle) }) { return hit.cursor }
      guard let last = rows.last, search.isBackwards ? !window.reachesNewest : !window.reachesOldest else { return nil }
      cursor = last.cursor
    }
    return nil
  }
}
