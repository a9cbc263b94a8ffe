import MessageArchive
import Messaging

/// An account that has seen a bit of everything: what the fixtures of earlier schemas were written from, and what a
/// migrated archive must still say. Change it only together with all of them.
enum WellUsedAccount {
  static func fill(_ archive: MessageArchive) async throws {
    try await fillStreams(archive)
    try await fillContacts(archive)
    try await fillOutbox(archive)
  }

  private static func fillStreams(_ archive: MessageArchive) async throws {
    let seen = noon.later(3_600)
    let older = [
      inbox(1, "Grüße aus Köln", at: noon.later(-90_000), ahead: 25_200), inbox(2, "東京は雨です", at: noon, ahead: 25_200),
      inbox(3, from: "@ani", "see the invoice", at: noon.later(60), ahead: 25_200),
      inbox(4, from: "BANK", "Your code is 991 204", at: noon.later(120), ahead: 25_200),
    ]
    _ = try await archive.take(
      Intake(
        .inbox(older), seenAt: seen, arrival: .history,
        progress: StreamProgress(
          mark: MessageID(4), historyPlanned: true,
          windows: [HistoryWindow(prefix: "2026-09"), HistoryWindow(prefix: "")])))
    let fresh = [inbox(5, "can I come at 10?", at: noon.later(3_590), ahead: 25_200)]
    _ = try await archive.take(
      Intake(
        .inbox(fresh), seenAt: seen, serverTime: seen, isFreshLive: true, arrival: .live,
        progress: StreamProgress(
          mark: MessageID(5), historyPlanned: true, windows: [HistoryWindow(prefix: "2026-09")])))
    _ = try await archive.take(
      Intake(
        .incoming([incoming(7), incoming(8, from: "+628129999", "JOIN budi")]), seenAt: seen, arrival: .live,
        progress: StreamProgress(mark: MessageID(8))))
    let sent = (Int64(1)...6).map { id in
      outgoing(
        id, to: id == 6 ? "+628129999" : "+62811234567", "your parcel \(id)", at: noon.later(id),
        status: DeliveryStatus(code: Int(id) - 1))
    }
    _ = try await archive.take(
      Intake(
        .outgoing(sent), seenAt: seen, arrival: .live,
        progress: StreamProgress(mark: MessageID(6), historyPlanned: true)
      ))
    let changed = [
      outgoing(1, "your parcel 1", at: noon.later(1), status: .delivered, update: "2026-11-22 10:00:00"),
      outgoing(2, "your parcel two", at: noon.later(2), status: .sent),
    ]
    _ = try await archive.take(Intake(.outgoing(changed), seenAt: seen.later(60), arrival: .live))
    try await archive.markRead(Peer(key: "+628129999"))
  }

  private static func fillContacts(_ archive: MessageArchive) async throws {
    let contacts = [contact(1, "Budi Santoso", "0811234567"), contact(2, "Ani Wijaya", "+62813777888")]
    let group = ContactGroup(id: 4, name: "Couriers", code: "COURIER")
    try await archive.take(contacts: contacts, groups: [group], complete: true, seenAt: noon)
  }

  private static func fillOutbox(_ archive: MessageArchive) async throws {
    func submit(_ text: String, _ destination: Destination = .number("+62811234567")) async throws -> OutboxItemID {
      let options = SendOptions(unicode: .on, from: "ACME", schedule: "2026-12-01 09:00:00")
      let submission = Submission(destinations: [destination], text: text, options: options, draft: nil)
      return try await archive.submit(submission, heldUntil: noon.later(5), now: noon)[0]
    }
    func accepted(_ id: Int64) -> OutboxState {
      .accepted(id: MessageID(id), queue: QueueCode("q\(id)"), to: "62811234567")
    }
    _ = try await submit("held")
    try await archive.lead(try await submit("queued"), through: .queued)
    try await archive.lead(try await submit("in flight"), through: .queued, .inFlight)
    try await archive.lead(try await submit("has its row"), through: .queued, .inFlight, accepted(3))
    try await archive.lead(try await submit("awaits its row"), through: .queued, .inFlight, accepted(900))
    try await archive.lead(try await submit("to all", .group("COURIER")), through: .queued, .inFlight, accepted(901))
    try await archive.lead(
      try await submit("refused", .user("ani")), through: .queued, .inFlight, .rejected(code: "400", sentence: "no"))
    let unknown = OutboxState.unknown(reason: "the connection broke")
    try await archive.lead(try await submit("nobody knows"), through: .queued, .inFlight, unknown)
    try await archive.lead(try await submit("did go"), through: .queued, .inFlight, unknown, .settled(went: true))
    try await archive.lead(try await submit("taken back"), through: .cancelled)
    _ = try await archive.save(Draft(recipients: "+62811234567, @ani", text: "half a thought", updatedAt: noon))
  }
}

/// All that an archive says, to hold two against each other.
struct ArchiveContent: Equatable {
  var counters = Counters()
  var conversations: [ConversationSummary] = []
  var entries: [[ConversationEntry]] = []
  var details: [MessageDetails?] = []
  var outgoing: [OutgoingSummary] = []
  var progress: [StreamProgress] = []
  var deliveries: [OpenDelivery] = []
  var outbox: [OutboxItem] = []
  var drafts: [Draft] = []
  var contacts: [ContactSummary] = []
  var groups: [ContactGroup] = []

  /// Parts that are not the same, each with what is here and what is there.
  func differences(from other: ArchiveContent) -> [String] {
    zip(Mirror(reflecting: self).children, Mirror(reflecting: other).children).compactMap { ours, theirs in
      let (here, there) = ("\(ours.value)", "\(theirs.value)")
      return here == there ? nil : "\(ours.label ?? ""): \(here) BUT \(there)"
    }
  }

  init(of archive: MessageArchive) async throws {
    counters = try await archive.counters()
    conversations = try await archive.conversations(.newest(count: 10_000)).rows
    for conversation in conversations {
      let rows = try await archive.all(with: conversation.peer)
      entries.append(rows)
      for row in rows { details.append(try await archive.details(of: row.origin)) }
    }
    outgoing = try await archive.outgoing(.newest(count: 10_000)).rows
    for stream in Stream.allCases { progress.append(try await archive.progress(of: stream)) }
    deliveries = try await archive.openDeliveries(limit: 10_000)
    outbox = try await archive.outboxAttention(limit: 10_000) + archive.openOutboxItems()
    drafts = try await archive.drafts()
    contacts = try await archive.contacts(matching: "", limit: 10_000)
    groups = try await archive.groups(matching: "")
  }
}
