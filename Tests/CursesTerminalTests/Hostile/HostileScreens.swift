import Dashboard
import Messaging
import Terminal

/// An account in which everything that a stranger or the server can write is hostile.
extension Operator {
  /// - Parameters:
  ///   - strings: each becomes a message, a name, a number and a sentence of the server.
  ///   - pressing: the keys that lead to the pane.
  init(hostile strings: [String], pressing keys: String, size: Size) throws {
    let now = Sample.now
    // What leads to a screen is some hundred events, and only the last of them is looked at.
    try self.init(
      columns: size.columns, rows: size.rows, settings: Dashboard.Settings(account: strings.first ?? ""),
      checksPictures: false)
    let numbered = Array(strings.enumerated())
    // Neighbours: what one leaves open is not closed by the next.
    func other(_ index: Int) -> UntrustedText { UntrustedText(strings[(index + 1) % strings.count]) }
    conversations = numbered.map { index, text in
      ConversationSummary(
        peer: Peer(key: text), name: index.isMultiple(of: 2) ? other(index) : nil, lastText: UntrustedText(text),
        lastAt: now - .seconds(index), lastIsOurs: index.isMultiple(of: 3), unread: index % 2, total: 3)
    }
    entries = numbered.map { index, text in
      ConversationEntry(
        origin: .inbox(MessageID(Int64(index + 1))), at: now - .seconds(index), serverDate: ServerDate(text),
        keyword: other(index), text: UntrustedText(text), isUnread: index.isMultiple(of: 2))
    }
    outgoing = numbered.map { index, text in
      OutgoingSummary(
        id: MessageID(Int64(index + 1)), peer: Peer(key: text), name: index.isMultiple(of: 2) ? other(index) : nil,
        src: other(index), text: UntrustedText(text), at: now - .seconds(index), serverDate: ServerDate(text),
        update: ServerDate(text), status: [.pending, .sent, .failed, .delivered][index % 4])
    }
    contacts = numbered.map { index, text in
      if index.isMultiple(of: 5) {
        return .group(ContactGroup(id: Int64(index), name: UntrustedText(text), code: other(index)))
      }
      let contact = Contact(
        id: Int64(index), name: UntrustedText(text), number: other(index), email: UntrustedText(text),
        tags: other(index))
      return .contact(ContactSummary(contact: contact, lastAt: now))
    }
    items = numbered.map { index, text in
      OutboxItem(
        id: OutboxItemID(Int64(index + 1)), destination: .number("+62811234567"), text: text,
        options: SendOptions(from: text), createdAt: now,
        state: index.isMultiple(of: 2) ? .unknown(reason: text) : .rejected(code: text, sentence: text), since: now,
        fence: nil)
    }
    drafts = strings.prefix(3).map { Draft(id: DraftID(1), recipients: $0, text: $0, updatedAt: now) }
    facts = MessageFacts(
      origin: .outgoing(MessageID(1)),
      sections: [.init(strings.first ?? "", numbered.map { .init($1, other($0), at: now) })],
      text: UntrustedText("https://" + strings.joined(separator: " https://")))
    for text in strings.prefix(6) {
      tell(.noticed(Notice(at: now, level: .fault, sentence: UntrustedText(text), hint: text, isSticky: true)))
    }
    for text in strings {
      tell(.noticed(Notice(at: now, level: .warning, sentence: UntrustedText(text), hint: text)))
    }
    var status = Sample.status
    status.phase = .offline(since: now, nextTry: now + .seconds(9), why: strings.last ?? "")
    status.username = strings.first ?? ""
    tell(.accountChanged(status))
    tell(.archiveChanged)
    tell(.outboxChanged)
    press(keys)
    tell(.input(.paste(strings.joined(separator: "\n"))))
    if let item = items.first {
      let steps = strings.map { SendingStory.Step(stage: .unknown, at: now, evidence: $0, words: UntrustedText($0)) }
      let evidence = SettlementCase(item: item, sentAt: now, candidates: [], sentences: strings, rules: strings)
      tell(.settlementLoaded(item.id, evidence))
      tell(.storyLoaded(item.id, SendingStory(item: item, stage: .unknown, steps: steps, group: nil)))
    }
  }
}
