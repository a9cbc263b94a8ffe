import Messaging
import Terminal

extension Dialog {
  /// An unknown item with everything that is known about it.
  public struct Settlement: Hashable, Sendable {
    public let item: OutboxItem
    /// What speaks for and against each row being it; nil until it was read.
    public internal(set) var evidence: SettlementCase?
    /// What happened to it up to now; nil until it was read.
    public internal(set) var story: SendingStory?
    /// What the operator said once and has to say again: whether it went. Whatever is new takes it back.
    public internal(set) var said: Bool?
    /// Keys before this instant do nothing; each of them moves it on.
    public internal(set) var deafUntil: Timestamp
    /// Rows scrolled down.
    public internal(set) var scroll = 0

    /// Whether a key at this instant is still part of what was held before the dialog appeared.
    mutating func ignores(keyAt now: Timestamp) -> Bool {
      guard now < deafUntil else { return false }
      deafUntil = now + Review.deafness
      return true
    }
  }

  /// Everything that is known of one message that was written here.
  public struct Story: Hashable, Sendable {
    public let item: OutboxItem
    /// Nil until it was read.
    public internal(set) var story: SendingStory?
    /// Rows scrolled down.
    public internal(set) var scroll = 0
  }
}

/// What became of a message: its story, and the operator's word about an unknown one.
extension Dashboard {
  mutating func openSettlement() {
    guard let item = unknownItem else { return }
    dialog = .settle(Dialog.Settlement(item: item, deafUntil: now + Review.deafness))
    emit(.read(.settlement(item.id)))
    emit(.read(.story(item.id)))
  }

  mutating func openStory(of item: OutboxItem) {
    dialog = .story(Dialog.Story(item: item))
    emit(.read(.story(item.id)))
  }

  /// Asks again for what an open dialog shows, since something changed.
  mutating func reloadStory() {
    switch waiting {
    case .story(let story): emit(.read(.story(story.item.id)))
    case .settle(let settlement):
      emit(.read(.settlement(settlement.item.id)))
      emit(.read(.story(settlement.item.id)))
    case .stopList: emit(.read(.stopList))
    case .help, .palette, .quit, .deleteDraft, .copy, .details, .export, .account, .accounts, nil: break
    }
  }

  mutating func land(_ story: SendingStory?, of id: OutboxItemID) {
    switch waiting {
    case .story(var dialog) where dialog.item.id == id:
      dialog.story = story
      waiting = .story(dialog)
    case .settle(var settlement) where settlement.item.id == id:
      settlement.story = story
      waiting = .settle(settlement)
    case .story, .settle, .help, .palette, .quit, .deleteDraft, .copy, .details, .export, .account, .accounts,
      .stopList, nil:
      break
    }
  }

  /// New evidence is looked at first: no key counts for a moment. Nothing to settle any more closes the dialog.
  mutating func land(_ evidence: SettlementCase?, of id: OutboxItemID) {
    guard case .settle(var settlement)? = waiting, settlement.item.id == id else { return }
    guard let evidence else {
      waiting = nil
      return say("it is settled: it is not unknown any more")
    }
    if let before = settlement.evidence, before != evidence { settlement.deafUntil = now + Review.deafness }
    if settlement.evidence != evidence { settlement.said = nil }
    settlement.evidence = evidence
    waiting = .settle(settlement)
  }

  /// Said twice it is so: one key sends nothing a second time, and takes no message for sent that was not. A key that is
  /// held begins to repeat after half a second and more.
  mutating func settle(went: Bool) {
    guard case .settle(var settlement)? = dialog else { return }
    guard settlement.said == went else {
      settlement.said = went
      settlement.deafUntil = now + .seconds(1)
      dialog = .settle(settlement)
      return
    }
    emit(.write(.settle(settlement.item.id, went: went)))
    notices.settle(settlement.item.id)
    dialog = nil
  }

  /// Whether the server's outgoing messages were read since a message became unknown.
  public func rows(since unknownAt: Timestamp) -> RowsRead {
    let outgoing = account.streams[.outgoing]
    if let why = outgoing?.trouble { return .notGiven(why: why) }
    guard let read = [outgoing?.lookedAt, outgoing?.readAt].compactMap(\.self).max() else { return .never }
    return read > unknownAt ? .since(read) : .before(read)
  }

  /// Takes back what was said once about an unknown message, where more or less is known now than before.
  mutating func doubtSettlement(after before: RowsRead?) {
    guard case .settle(var settlement)? = waiting else { return }
    // Read once more is no news.
    if case .since? = before, case .since? = rowsOfSettlement { return }
    guard before != rowsOfSettlement else { return }
    settlement.said = nil
    waiting = .settle(settlement)
  }

  /// Of the open question; nil where no row can answer it.
  var rowsOfSettlement: RowsRead? {
    guard case .settle(let settlement)? = waiting, settlement.evidence?.rules.isEmpty == false else { return nil }
    return rows(since: settlement.item.since)
  }

  mutating func askWhatBecame() {
    if case .settle(var settlement)? = dialog {
      settlement.said = nil
      dialog = .settle(settlement)
    }
    say("asking the server what became of it")
    emit(.ask(.poll))
  }
}

/// How far the server's outgoing messages, of which one may be an unknown message, were read in this run.
public enum RowsRead: Hashable, Sendable {
  /// The server does not give them now.
  case notGiven(why: String)
  case never
  /// Not since the message became unknown: that they show no row of it tells nothing.
  case before(Timestamp)
  case since(Timestamp)
}
