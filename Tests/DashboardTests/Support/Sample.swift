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

  /// The unknown one of `items`, as it was sent: against a guard, with a fence.
  static var unknownItem: OutboxItem {
    let item = items[1]
    let override = GuardOverride(
      kind: .sameText, destination: item.destination, finding: "same text 2 h ago",
      said: "typed override in the review", at: minutesAgo(3))
    return OutboxItem(
      id: item.id, destination: item.destination, text: item.text, options: item.options, createdAt: item.createdAt,
      state: item.state, since: item.since, fence: MessageID(20_410), overrides: [override])
  }

  static var scheduledItem: OutboxItem {
    let item = items[0]
    return OutboxItem(
      id: OutboxItemID(9), destination: item.destination, text: "Reminder: dinner at eight",
      options: SendOptions(schedule: "2026-11-20 15:00:00"), createdAt: minutesAgo(9),
      state: .accepted(id: MessageID(20_423), queue: QueueCode("0b"), to: item.destination.wire), since: minutesAgo(9),
      fence: nil)
  }

  /// What speaks for and against each row being `unknownItem`.
  static var evidence: SettlementCase {
    SettlementCase(
      item: unknownItem, sentAt: minutesAgo(2),
      candidates: [
        candidate(20_422, 1, .oneOfSeveral), candidate(20_419, 1, .oneOfSeveral), candidate(20_404, 30, .belowFence),
      ],
      sentences: [
        "The connection ended before the whole answer was there. Whether the server took the message is not known.",
        "There are 2 rows for this number since then; none is proof.",
      ],
      rules: [
        "Before it was sent the server was asked for its last outgoing row: 20410. Its own must be above.",
        "A row is this message if its number ends alike, its text is this one after the server's known changes, its"
          + " time fits, no other message of the outbox has it or could have it, and there is only one such row.",
        "No row is no proof that it did not go: rows come late. Nothing is sent again by itself.",
      ])
  }

  private static func candidate(
    _ id: Int64, _ age: Int, _ verdict: SettlementCase.Verdict
  ) -> SettlementCase.Candidate {
    let row = OutgoingMessage(
      id: MessageID(id), src: "1234", dst: UntrustedText("+62812000111"), msg: UntrustedText("You are off the list."),
      dt: ServerDate("2026-11-20 09:40:00"), update: ServerDate("0000-00-00 00:00:00"), status: .sent)
    return SettlementCase.Candidate(row: row, at: minutesAgo(age), verdict: verdict)
  }

  /// An item's way up to a connection that broke.
  static func story(_ item: OutboxItem) -> SendingStory {
    SendingStory(
      item: item, stage: .unknown,
      steps: [
        .init(stage: .held, at: minutesAgo(3), evidence: "confirmed in the review"),
        .init(stage: .inFlight, at: minutesAgo(2), evidence: "about to be sent"),
        .init(
          stage: .unknown, at: minutesAgo(2),
          evidence: "The connection ended before the whole answer was there. Whether the server took the message is"
            + " not known."),
      ], group: nil)
  }

  static let stopList: [StopListEntry] = [
    StopListEntry(destination: .number("+62812000111"), note: "STOP received", since: minutesAgo(20)),
    StopListEntry(destination: .number("+62813777888"), note: "asked on the phone, مرحبا", since: minutesAgo(60 * 50)),
    StopListEntry(destination: .user("bob"), note: "", since: minutesAgo(60 * 24 * 40)),
  ]

  static var counters: Counters {
    var counters = Counters()
    counters.unread = 3
    counters.conversations = 9
    counters.received = 2_311
    counters.outgoing = 1_204
    counters.pending = 2
    counters.sent = 1
    counters.failed = 21
    counters.failedLately = 1
    counters.delivered = 1_200
    counters.contacts = 3
    return counters
  }

  /// A day on which most was sent in the morning, and one in twenty came late.
  static var delivery: DeliveryFigures {
    let each: [(status: DeliveryStatus, count: Int, every: Int)] = [
      (.delivered, 300, 4), (.sent, 4, 45), (.failed, 1, 70), (.pending, 2, 2),
    ]
    let rows = each.flatMap { status, count, every in
      (0..<count).map { number in
        DeliveryFigures.Row(
          at: minutesAgo(number * number % (every * 60) + 1), status: status,
          took: status == .delivered ? number % 20 == 0 ? 9 : 2 : nil)
      }
    }
    return DeliveryFigures(newestFirst: rows.sorted { $0.at > $1.at }, at: now)
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

  static let facts = MessageFacts(
    origin: .outgoing(MessageID(20_420)),
    sections: [
      .init(
        "Message",
        [
          .init("smslog_id", "20420"), .init("number", "+62811900100"), .init("queue", "0a0b"),
          .init("status", "sent"), .init("time", "2026-11-20 09:40:07", at: minutesAgo(1)),
        ]),
      .init("As the server has it", [.init("src", "1234"), .init("dst", "62811900100"), .init("status", "1")]),
      .init(
        "What became of it",
        [
          .init("11-20 08:31:00", "pending", at: minutesAgo(70)), .init("11-20 09:40:07", "sent", at: minutesAgo(1)),
        ]),
    ], text: "pay \u{1b}[31mnow\u{202e}won")

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
