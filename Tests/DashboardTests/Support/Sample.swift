import Dashboard
import DashboardViews
import Messaging
import Terminal

/// An account at one moment, invented, from which screens and key tests start.
enum Sample {
  /// 2026-11-20 09:41:07 UTC.
  static let now = Timestamp(seconds: 1_795_167_667)
  static let zone = ZoneRules(initialOffset: 0)

  static func minutesAgo(_ minutes: Int) -> Timestamp { now - .seconds(minutes * 60) }

  static let conversations: [ConversationSummary] = [
    conversation("+62811234567", "Budi Santoso", "ok, see you at 10", 0, unread: 1),
    conversation("+62812000111", nil, "STOP", 29, unread: 1),
    conversation("ACMEBANK", nil, "Your code is 991 204", 44, unread: 1),
    conversation("+62813777888", "Ani Wijaya", "invoice 4411 is due today", 46, ours: true),
    conversation("+447700900123", "Priya", "谢谢,收到了", 60 * 26),
    conversation("@bob", nil, "can you check the gateway?", 60 * 24 * 2),
    conversation("+4915100000042", "Jörg", "Bin in 5 Min da", 60 * 24 * 2 + 30),
    conversation("+62877111222", nil, "مرحبا", 60 * 24 * 4),
    conversation("+62877111333", "Eve", "\u{1b}[2J\u{1b}]0;owned\u{7} hello\u{202e}olleh", 60 * 24 * 5),
  ]

  static let entries: [ConversationEntry] = [
    incoming(412, "ok, see you at 10", 0, isUnread: true),
    outgoing(20_412, "Tuesday 10:00 is free. Shall I book it?", 3, .delivered),
    incoming(398, "Tuesday would be best for me", 60 * 24 + 34),
    outgoing(20_398, "Yes, which day suits you?", 60 * 24 + 36, .delivered),
    incoming(397, "Can I move my appointment?", 60 * 24 + 39),
  ]

  static let outgoing: [OutgoingSummary] = [
    sent(20_420, "+62811900100", nil, "your parcel is on its way", 1, .pending),
    sent(20_419, "+62811900101", nil, "your parcel is on its way", 1, .pending),
    sent(20_418, "+62811900102", nil, "your parcel is on its way", 2, .sent),
    sent(20_412, "+62811234567", "Budi Santoso", "Tuesday 10:00 is free. Shall I book it?", 3, .delivered),
    sent(20_402, "+62813777888", "Ani Wijaya", "invoice 4411 is due today", 46, .delivered),
    sent(20_401, "+62819555000", nil, "your table is booked for eight", 70, .failed),
  ]

  static let contacts: [ContactRow] = [
    contact(1, "Budi Santoso", "+62811234567", "budi@example.org", 0),
    contact(2, "Budi (office)", "+62215550101", "", nil),
    contact(3, "Ani Wijaya", "+62813777888", "ani@example.org", 46),
    .group(ContactGroup(id: 1, name: "Family", code: "FAMILY")),
  ]

  static let items: [OutboxItem] = [
    item(5, "+62811234567", "See you then.", .held(until: now + .seconds(5))),
    item(4, "+62812000111", "You are off the list.", .unknown(reason: "the connection closed before the reply")),
    item(3, "+62819555000", "your table is booked", .rejected(code: "201", sentence: "the text was empty (error 201)")),
    item(2, "@bob", "the gateway is fine", .accepted(id: nil, queue: QueueCode("0a"), to: "@bob")),
    item(1, "+62813777888", "invoice 4412", .queued),
  ]

  static var counters: Counters {
    var counters = Counters()
    counters.unread = 3
    counters.conversations = 9
    counters.inbox = 2_311
    counters.outgoing = 1_204
    counters.pending = 2
    counters.sent = 1
    counters.failed = 21
    counters.failedLately = 1
    counters.delivered = 1_200
    counters.contacts = 3
    return counters
  }

  static var status: AccountStatus {
    var status = AccountStatus(username: "acme")
    status.phase = .live
    status.credit = Credit(thousandths: 1_204_500)
    status.lastAnswer = now - .seconds(4)
    for (stream, id) in [(Messaging.Stream.inbox, 48_211), (.incoming, 37), (.outgoing, 20_420)] {
      var completeness = Completeness(StreamProgress(mark: MessageID(Int64(id)), reach: .everything))
      completeness.readAt = now - .seconds(4)
      status.streams[stream] = completeness
    }
    status.streams[.outgoing]?.awaiting = 3
    status.history = .complete
    return status
  }

  private static func conversation(
    _ key: String, _ name: String?, _ text: String, _ age: Int, ours: Bool = false, unread: Int = 0
  ) -> ConversationSummary {
    ConversationSummary(
      peer: Peer(key: key), name: name.map { UntrustedText($0) }, lastText: UntrustedText(text),
      lastAt: minutesAgo(age), lastIsOurs: ours, unread: unread, total: 5)
  }

  private static func incoming(_ id: Int64, _ text: String, _ age: Int, isUnread: Bool = false) -> ConversationEntry {
    ConversationEntry(
      origin: .inbox(MessageID(id)), at: minutesAgo(age), serverDate: ServerDate("2026-11-20 09:41:07"),
      text: UntrustedText(text), isUnread: isUnread)
  }

  private static func outgoing(_ id: Int64, _ text: String, _ age: Int, _ status: DeliveryStatus) -> ConversationEntry {
    ConversationEntry(
      origin: .outgoing(MessageID(id)), at: minutesAgo(age), serverDate: ServerDate("2026-11-20 09:38:02"),
      text: UntrustedText(text), stage: .server(status))
  }

  private static func sent(
    _ id: Int64, _ number: String, _ name: String?, _ text: String, _ age: Int, _ status: DeliveryStatus
  ) -> OutgoingSummary {
    OutgoingSummary(
      id: MessageID(id), peer: Peer(key: number), name: name.map { UntrustedText($0) }, src: "1234",
      text: UntrustedText(text), at: minutesAgo(age), serverDate: ServerDate("2026-11-20 09:40:00"),
      update: ServerDate("0000-00-00 00:00:00"), status: status)
  }

  private static func item(_ id: Int64, _ to: String, _ text: String, _ state: OutboxState) -> OutboxItem {
    guard let destination = try? Destination(to) else { preconditionFailure("\(to) is no destination") }
    return OutboxItem(
      id: OutboxItemID(id), destination: destination, text: text, options: SendOptions(),
      createdAt: minutesAgo(10 - Int(id)),
      state: state, since: minutesAgo(1), fence: nil)
  }

  private static func contact(_ id: Int64, _ name: String, _ number: String, _ email: String, _ age: Int?) -> ContactRow
  {
    let contact = Contact(
      id: id, name: UntrustedText(name), number: UntrustedText(number), email: UntrustedText(email), tags: "")
    return .contact(ContactSummary(contact: contact, lastAt: age.map(minutesAgo)))
  }
}
