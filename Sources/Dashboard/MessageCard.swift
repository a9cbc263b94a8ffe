import Messaging

/// A row as it is copied and exported: the same fields whatever list it stood in.
public struct MessageCard: Hashable, Sendable {
  public enum Kind: String, Hashable, Sendable {
    case inbox
    case incoming
    case outgoing
    case outbox
    case draft
    case conversation
    case contact
    case group
    case notice
  }

  public let kind: Kind
  /// `smslog_id`, inbox id and the like; empty where there is none.
  public var id = ""
  /// Number, name or `@user` of the other side.
  public var number = ""
  public var name = ""
  /// The best estimate of when it was.
  public var at: Timestamp?
  /// The date as the server wrote it.
  public var serverDate = ""
  public var status = ""
  public var keyword = ""
  public var text = ""

  public init(_ kind: Kind) { self.kind = kind }

  public init(_ row: ConversationSummary) {
    self.init(.conversation)
    number = row.peer.key
    name = row.name?.raw ?? ""
    at = row.lastAt
    status = row.unread > 0 ? "unread" : ""
    text = row.lastText.raw
  }

  public init(_ row: OutgoingSummary) {
    self.init(.outgoing)
    id = String(row.id.rawValue)
    number = row.peer.key
    name = row.name?.raw ?? ""
    at = row.at
    serverDate = row.serverDate.text
    status = row.status.word
    text = row.text.raw
  }

  public init(_ row: ConversationEntry, with peer: Peer, name: UntrustedText?) {
    switch row.origin {
    case .inbox(let number):
      self.init(.inbox)
      id = String(number.rawValue)
    case .incoming(let number):
      self.init(.incoming)
      id = String(number.rawValue)
    case .outgoing(let number):
      self.init(.outgoing)
      id = String(number.rawValue)
    case .outbox(let number):
      self.init(.outbox)
      id = String(number.rawValue)
    }
    number = peer.key
    self.name = name?.raw ?? ""
    at = row.at
    serverDate = row.serverDate?.text ?? ""
    status = row.stage.map(\.word) ?? (row.isUnread ? "unread" : "")
    keyword = row.keyword?.raw ?? ""
    text = row.text.raw
  }

  public init(_ row: OutboxRow) {
    switch row {
    case .item(let item):
      self.init(.outbox)
      id = String(item.id.rawValue)
      number = item.destination.wire
      at = item.createdAt
      status = OutgoingStage.outbox(item.state).word
      text = item.text
    case .draft(let draft):
      self.init(.draft)
      id = draft.id.map { String($0.rawValue) } ?? ""
      number = draft.recipients
      at = draft.updatedAt
      text = draft.text
    }
  }

  public init(_ row: ContactRow) {
    switch row {
    case .contact(let summary):
      self.init(.contact)
      id = String(summary.contact.id)
      number = summary.contact.number.raw
      name = summary.contact.name.raw
      at = summary.lastAt
      text = summary.contact.email.raw
      keyword = summary.contact.tags.raw
    case .group(let group):
      self.init(.group)
      id = String(group.id)
      number = "#" + group.code.raw
      name = group.name.raw
    }
  }

  public init(_ notice: Notice) {
    self.init(.notice)
    at = notice.at
    text = notice.sentence.raw + (notice.hint.isEmpty ? "" : " \(notice.hint)")
  }
}

extension OutgoingStage {
  /// The state in a word.
  public var word: String {
    switch self {
    case .server(let status): status.word
    case .outbox(let state): state.word
    }
  }
}

extension DeliveryStatus {
  /// The status in a word.
  public var word: String {
    switch self {
    case .pending: "pending"
    case .sent: "sent"
    case .failed: "failed"
    case .delivered: "delivered"
    case .other(let code): "status \(code)"
    }
  }
}
