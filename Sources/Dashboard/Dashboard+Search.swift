import Messaging
import Terminal

/// Searching for the next row that holds a text, without narrowing the list.
extension Dashboard {
  /// What was searched for and is marked wherever it stands, until one goes back; empty for nothing.
  public var markedText: String { marksHits ? needle : "" }

  mutating func beginSearch(in region: Region) {
    let text = narrowing[region]?.text.trimmingBlanks() ?? ""
    finding = nil
    isSearching = false
    narrowing[region] = nil
    if !text.isEmpty { needle = PhoneFormat.ungrouped(text) ?? text }
    search(backwards: false)
  }

  /// To the next row with the needle; `times` says which of them.
  mutating func search(backwards: Bool, times: Int = 1) {
    guard !needle.isEmpty else { return }
    marksHits = true
    searchesLeft = min(times, 100) - 1
    switch focus {
    case .inbox:
      let sort = sorts[.inbox] ?? ListSort()
      ask(.inbox(from: inbox.selected?.cursor, filter: filter(of: .inbox), sort: sort), backwards)
    case .outgoing:
      let sort = sorts[.outgoing] ?? ListSort()
      ask(.outgoing(from: outgoing.selected?.cursor, filter: filter(of: .outgoing), sort: sort), backwards)
    case .conversation:
      guard let conversation else { return }
      // It is drawn the other way round: down is newer. One begins at its end, so the first look goes up.
      let place = Search.Place.conversation(
        conversation.peer, from: conversation.list.selected?.cursor, filter: filter(of: .conversation))
      ask(place, backwards)
    case .contacts: step(backwards, texts: contacts.rows.map { text(of: MessageCard($0)) }, from: contacts.selection)
    case .outbox: step(backwards, texts: outbox.rows.map { text(of: MessageCard($0)) }, from: outbox.selection)
    case .log: step(backwards, texts: notices.log.map { $0.sentence.raw }, from: notices.selection)
    case .composer, .delivery: break
    }
  }

  /// Takes the answer, unless the operator has gone elsewhere meanwhile.
  mutating func found(_ hit: SearchHit?, by search: Search, wentRound: Bool) {
    guard composer == nil, review == nil, dialog == nil, finding == nil, search.needle == needle else { return }
    guard let hit else { return say("'\(search.needle)' is nowhere here") }
    if searchesLeft > 0, let place = search.place.moved(to: hit) {
      searchesLeft -= 1
      return ask(place, search.isBackwards)
    }
    switch (hit, focus) {
    case (.conversation(let row), .inbox):
      if let request = inbox.restart(around: row.cursor, selecting: row.rowID) { load(request) }
    case (.outgoing(let row), .outgoing):
      chosenFault = nil
      if let request = outgoing.restart(around: row.cursor, selecting: row.rowID) { load(request) }
    case (.entry(let cursor), .conversation):
      conversation?.wanted = cursor.origin
      if let request = conversation?.list.restart(around: cursor) { load(request) }
    default: return
    }
    if wentRound { say("the search went round") }
  }

  private mutating func ask(_ place: Search.Place, _ isBackwards: Bool) {
    emit(.read(.match(Search(needle: needle, place: place, isBackwards: isBackwards))))
  }

  private func text(of card: MessageCard) -> String { "\(card.name) \(card.number) \(card.text)" }

  /// The same in a list that is here as a whole.
  private mutating func step(_ isBackwards: Bool, texts: [String], from selection: Int) {
    let count = texts.count
    let order = (1...max(1, count)).map { (selection + (isBackwards ? -$0 : $0) + 2 * count) % max(1, count) }
    guard count > 0, let hit = order.first(where: { Search.holds(texts[$0], needle) }) else {
      return say("'\(needle)' is nowhere here")
    }
    if isBackwards ? hit >= selection : hit <= selection { say("the search went round") }
    move(by: hit - selection)
    if searchesLeft > 0 { search(backwards: isBackwards, times: searchesLeft) }
  }
}
