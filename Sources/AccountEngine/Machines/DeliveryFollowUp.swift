import Messaging

/// Which outgoing messages are asked about, when, and how, until their status is final.
///
/// Rows on the newest page are refreshed by every poll for nothing. The others are asked for by id, or many of one day
/// by that day; a message that was accepted and has no row yet is asked for by its queue code. The older, the rarer.
struct DeliveryFollowUp: Hashable, Sendable {
  enum Question: Hashable, Sendable {
    case message(MessageID)
    case queue(QueueCode)
    /// All rows of a day, as `YYYY-MM-DD`.
    case day(String)
  }

  /// A row as the server or the archive showed it.
  struct Row: Hashable, Sendable {
    let id: MessageID
    let date: ServerDate
    let isFinal: Bool
  }

  private struct Watched: Hashable, Sendable {
    let since: Timestamp
    let day: String?
    var nextAt: Timestamp
  }

  private struct Awaited: Hashable, Sendable {
    /// Its rows that have not come; empty where the server told none.
    var ids: Set<MessageID>
    /// From when its age counts: a scheduled message is young until its time has come.
    let since: Timestamp
    var nextAt: Timestamp
  }

  /// One reading of a day costs the server about as much as this many readings of single rows.
  static let rowsWorthADay = 12

  private let gaps: FollowUpGaps
  private var rows: [MessageID: Watched] = [:]
  private var queues: [QueueCode: Awaited] = [:]
  /// Days with more rows than a page holds.
  private var crowdedDays: Set<String> = []

  init(gaps: FollowUpGaps) { self.gaps = gaps }

  /// How many are followed.
  var count: Int { rows.count + queues.count }

  /// A message without a final status, from the archive: asked about soon, whenever it was asked last.
  mutating func watch(_ row: Row, since: Timestamp, at now: Timestamp) {
    guard !row.isFinal, rows[row.id] == nil else { return }
    rows[row.id] = Watched(since: since, day: row.date.day, nextAt: now)
  }

  /// A message was accepted; its row comes when the server processes it.
  mutating func await(_ queue: QueueCode, ids: Set<MessageID>, since: Timestamp, at now: Timestamp) {
    guard queues[queue] == nil, let next = next(since, now) else { return }
    queues[queue] = Awaited(ids: ids, since: since, nextAt: next)
  }

  /// Rows came, by whatever question.
  mutating func saw(_ seen: [Row], at now: Timestamp) {
    for row in seen {
      let since = rows[row.id]?.since ?? row.date.latestInstant.map { min($0, now) } ?? now
      guard !row.isFinal, let next = next(since, now) else {
        rows[row.id] = nil
        continue
      }
      rows[row.id] = Watched(since: since, day: row.date.day, nextAt: next)
    }
    guard !queues.isEmpty else { return }
    let ids = Set(seen.map(\.id))
    for (queue, awaited) in queues where !awaited.ids.isEmpty {
      let left = awaited.ids.subtracting(ids)
      // Members of a large group come a hundred at a time.
      if left.isEmpty { queues[queue] = nil } else { queues[queue]?.ids = left }
    }
  }

  /// Rows of a queue came, so its messages are followed as rows from now on; unless it is known that more will come.
  mutating func processed(_ queue: QueueCode) {
    if queues[queue]?.ids.isEmpty == true { queues[queue] = nil }
  }

  /// A day did not fit into a page: its rows are asked for one by one.
  mutating func dayWasFull(_ day: String) { crowdedDays.insert(day) }

  /// What to ask now, at most `limit` questions, those that wait longest first. Each counts as asked: whatever becomes
  /// of it, it comes up again only after its gap.
  mutating func questions(at now: Timestamp, limit: Int) -> [Question] {
    guard limit > 0 else { return [] }
    forgetTheOld(at: now)
    let due = rows.filter { $0.value.nextAt <= now }
    let perDay = Dictionary(grouping: due, by: { $0.value.day ?? "" })
      .filter { day, rows in !day.isEmpty && !crowdedDays.contains(day) && rows.count >= Self.rowsWorthADay }
    var asked: [(at: Timestamp, question: Question)] = perDay.map { day, rows in
      (rows.map(\.value.nextAt).min() ?? now, .day(day))
    }
    for (id, row) in due where row.day.map({ perDay[$0] == nil }) ?? true {
      asked.append((row.nextAt, .message(id)))
    }
    asked += queues.filter { $0.value.nextAt <= now }.map { ($0.value.nextAt, .queue($0.key)) }
    let chosen = asked.sorted { ($0.at, $0.question.order) < ($1.at, $1.question.order) }.prefix(limit).map(\.question)
    for question in chosen { postpone(question, due: Set(due.keys), at: now) }
    return chosen
  }

  private mutating func postpone(_ question: Question, due: Set<MessageID>, at now: Timestamp) {
    switch question {
    case .message(let id): postpone(id, at: now)
    case .day(let day): for id in due where rows[id]?.day == day { postpone(id, at: now) }
    case .queue(let code):
      if let next = queues[code].flatMap({ next($0.since, now) }) { queues[code]?.nextAt = next }
    }
  }

  private mutating func postpone(_ id: MessageID, at now: Timestamp) {
    if let next = rows[id].flatMap({ next($0.since, now) }) { rows[id]?.nextAt = next }
  }

  /// When to ask next, or nil for a message that is too old. One that is scheduled is asked about the more often the
  /// nearer its time is: which time zone the server reads it in is not known.
  private func next(_ since: Timestamp, _ now: Timestamp) -> Timestamp? {
    let age = now.since(since)
    let gap = age < .zero ? gaps.gap(atAge: .zero - age) ?? gaps.steps.last?.gap : gaps.gap(atAge: age)
    return gap.map { now + $0 }
  }

  private mutating func forgetTheOld(at now: Timestamp) {
    guard let limit = gaps.steps.last?.upToAge else { return }
    rows = rows.filter { now.since($0.value.since) <= limit }
    queues = queues.filter { now.since($0.value.since) <= limit }
  }
}

extension DeliveryFollowUp.Question {
  /// So that equal waits are served in one order.
  fileprivate var order: String {
    switch self {
    case .day(let day): "1" + day
    case .queue(let code): "2" + code.text
    case .message(let id): "3" + id.description
    }
  }
}

extension ServerDate {
  /// `YYYY-MM-DD`, or nil for an empty or zero date.
  fileprivate var day: String? { civil?.dateText }

  /// The latest instant at which a clock somewhere on earth shows this, or nil for an empty or zero date.
  fileprivate var latestInstant: Timestamp? {
    civil.map { Timestamp(seconds: $0.secondsSince1970 + 14 * 3_600) }
  }
}
