import Messaging

/// Learns what a part costs from how the account's credit falls after sends: no row of the server tells a price.
///
/// Servers bring the credit up to date half a minute late, some never. So after the last send it waits until the credit
/// has stood still, and takes the fall for what was sent meanwhile, provided that this can be nothing but those
/// messages, that all of them begin alike, and that the fall divides into their parts.
struct PriceWatch: Hashable, Sendable {
  /// How long after the last send the credit is believed.
  static let delay = Duration.seconds(90)
  /// How long it must have stood still.
  static let stillness = Duration.seconds(45)
  /// Numbers that share so many characters are taken to cost the same.
  private static let prefix = 7

  private var credit: Credit?
  private var changedAt: Timestamp?
  private var highest: MessageID?
  /// The credit before the first of those that wait.
  private var baseline: Credit?
  private var number: String?
  private var parts = 0
  private var own: Set<MessageID> = []
  private var lastSentAt: Timestamp?
  /// Something else may have cost as well.
  private var isBlurred = false
  private var learned: [PriceEvidence] = []

  /// A message was accepted.
  mutating func sent(_ item: OutboxItem, _ state: OutboxState, at now: Timestamp) {
    guard case .accepted(let id, _, _) = state else { return }
    // Another account costs nothing.
    if case .user = item.destination { return }
    if lastSentAt == nil { baseline = credit }
    lastSentAt = now
    if let id { own.insert(id) }
    guard case .number(let to) = item.destination, item.options.schedule == nil, baseline != nil else {
      isBlurred = true
      return
    }
    if let number, number.prefix(Self.prefix) != to.prefix(Self.prefix) { isBlurred = true }
    number = to
    let kept = ServerRewriting(item.text).kept
    parts +=
      Billing(kept, footer: item.options.footer.text, unicode: item.options.sendsUnicode(item.text)).parts
  }

  /// The server told credit and highest outgoing id.
  mutating func saw(_ now: Credit, lastOutgoing: MessageID?, at instant: Timestamp) {
    if let lastOutgoing {
      if lastSentAt != nil, lastOutgoing > highest ?? lastOutgoing, !own.contains(lastOutgoing) { isBlurred = true }
      highest = max(highest ?? lastOutgoing, lastOutgoing)
    }
    if now != credit {
      // Credit that was added hides what was spent.
      if let credit, now > credit, lastSentAt != nil { isBlurred = true }
      credit = now
      changedAt = instant
    }
    guard let lastSentAt, instant.since(lastSentAt) >= Self.delay,
      instant.since(changedAt ?? instant) >= Self.stillness
    else { return }
    conclude(now, at: lastSentAt)
  }

  private mutating func conclude(_ now: Credit, at sentAt: Timestamp) {
    defer {
      baseline = nil
      number = nil
      parts = 0
      own = []
      lastSentAt = nil
      isBlurred = false
    }
    guard !isBlurred, let baseline, let number, parts > 0 else { return }
    let (fall, isAbsurd) = baseline.thousandths.subtractingReportingOverflow(now.thousandths)
    guard !isAbsurd, fall > 0, fall % Int64(parts) == 0 else { return }
    learned.append(
      PriceEvidence(perPart: Credit(thousandths: fall / Int64(parts)), number: number, at: sentAt))
  }

  /// The next price that was learned; nil when there is none.
  mutating func take() -> PriceEvidence? { learned.isEmpty ? nil : learned.removeFirst() }
}
