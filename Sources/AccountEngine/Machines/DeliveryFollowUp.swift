import Messaging

/// Which outgoing messages are asked about, and when, until their status is final: the older, the rarer. How they are
/// asked about is for `FollowUpPlan`, which finds the cheapest way.
struct DeliveryFollowUp: Hashable, Sendable {
  /// A row as the server or the archive showed it.
  struct Row: Hashable, Sendable {
    let id: MessageID
    let date: ServerDate
    let isFinal: Bool
  }

  private struct Watched: Hashable, Sendable {
    let since: Timestamp
    let day: String?
    var queue: QueueCode?
    var nextAt: Timestamp
  }

  private struct Awaited: Hashable, Sendable {
    /// Its rows that have not come; empty where the server told none.
    var ids: Set<MessageID>
    /// From when its age counts: a scheduled message is young until its time has come.
    let since: Timestamp
    var nextAt: Timestamp
  }

  /// So many are planned for at a time.
  private static let planned = 20_000

  private let gaps: FollowUpGaps
  private var rows: [MessageID: Watched] = [:]
  private var queues: [QueueCode: Awaited] = [:]
  /// Days with more rows than a page holds.
  private var crowdedDays: Set<String> = []
  private var lastAt: Timestamp?
  private(set) var figures = FollowUpFigures()

  init(gaps: FollowUpGaps) { self.gaps = gaps }

  /// How many are followed.
  var count: Int { rows.count + queues.count }
  /// How many of them have a row.
  var rowCount: Int { rows.count }

  /// Whether the clock was put back by so much that messages may have been taken for too old before.
  func wasPutBack(at now: Timestamp) -> Bool { lastAt.map { $0.since(now) >= .seconds(60) } ?? false }

  /// Whether one is due, or may be, since a clock was put back.
  func isDue(at now: Timestamp) -> Bool {
    if let lastAt, now < lastAt { return true }
    return rows.contains { $0.value.nextAt <= now } || queues.contains { $0.value.nextAt <= now }
  }

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
  /// - Parameter queue: the submission that they belong to, where that is known.
  mutating func saw(_ seen: [Row], at now: Timestamp, of queue: QueueCode? = nil) {
    if lastAt.map({ $0 < now }) ?? true { lastAt = now }
    for row in seen {
      let since = rows[row.id]?.since ?? row.date.latestInstant.map { min($0, now) } ?? now
      guard !row.isFinal, let next = next(since, now) else {
        rows[row.id] = nil
        continue
      }
      rows[row.id] = Watched(since: since, day: row.date.day, queue: queue ?? rows[row.id]?.queue, nextAt: next)
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

  /// A day did not fit into a page: its rows are asked for otherwise.
  mutating func dayWasFull(_ day: String) { crowdedDays.insert(day) }

  /// What to ask now, at most `limit` questions, those that wait longest first; the newest page before all others.
  /// They stay due until `asked`.
  /// - Parameters:
  ///   - newest: the newest rows, each with how many others may stand above it in the list.
  ///   - looksAnyway: whether the newest page is asked for in any case.
  mutating func questions(
    at now: Timestamp, limit: Int, newest: [MessageID: Int] = [:], looksAnyway: Bool = false
  ) -> [FollowUpPlan.Step] {
    turnBack(to: now)
    guard limit > 0 else { return [] }
    forgetTheOld(at: now)
    var due = rows.filter { $0.value.nextAt <= now }.map { id, row in
      FollowUpPlan.Due(
        id: id, day: row.day.flatMap { crowdedDays.contains($0) ? nil : $0 }, queue: row.queue, at: row.nextAt)
    }
    // To plan for more costs more than it saves: the others come up with the next questions.
    if due.count > Self.planned { due = Array(due.sorted { ($0.at, $0.id) < ($1.at, $1.id) }.prefix(Self.planned)) }
    let awaited = queues.filter { $0.value.nextAt <= now }.map { queue, row in
      FollowUpPlan.Awaited(queue: queue, age: now.since(row.since), at: row.nextAt)
    }
    guard !due.isEmpty || !awaited.isEmpty else { return [] }
    let plan = FollowUpPlan(due: due, awaited: awaited, newest: newest, looksAnyway: looksAnyway)
    return Array(plan.steps.prefix(limit))
  }

  /// A question leaves: whatever becomes of it, it comes up again only after its gap; unless it is `unanswered`.
  mutating func asked(_ step: FollowUpPlan.Step, at now: Timestamp) {
    figures.requests[step.question.plan, default: 0] += 1
    figures.messages[step.question.plan, default: 0] += step.ids.count + step.queues.count
    for id in step.ids { if let next = rows[id].flatMap({ next($0.since, now) }) { rows[id]?.nextAt = next } }
    for code in step.queues {
      if let next = queues[code].flatMap({ next($0.since, now) }) { queues[code]?.nextAt = next }
    }
  }

  /// Nothing came back to a question: it comes up again soon, though not at once, so that it holds up no others.
  mutating func unanswered(_ step: FollowUpPlan.Step, at now: Timestamp, pause: Duration) {
    let soon = now + pause
    for id in step.ids { if let next = rows[id]?.nextAt { rows[id]?.nextAt = min(next, soon) } }
    for code in step.queues { if let next = queues[code]?.nextAt { queues[code]?.nextAt = min(next, soon) } }
  }

  /// When to ask next, or nil for a message that is too old. One that is scheduled is asked about the more often the
  /// nearer its time is: which time zone the server reads it in is not known.
  private func next(_ since: Timestamp, _ now: Timestamp) -> Timestamp? {
    let age = now.since(since)
    let gap = age < .zero ? gaps.gap(atAge: .zero - age) ?? gaps.steps.last?.gap : gaps.gap(atAge: age)
    return gap.map { now + $0 }
  }

  /// After a clock was put back, nothing waits longer than it would have.
  private mutating func turnBack(to now: Timestamp) {
    defer { lastAt = now }
    guard let lastAt, now < lastAt else { return }
    let back = lastAt.since(now)
    rows = rows.mapValues { row in
      var row = row
      row.nextAt = row.nextAt - back
      return row
    }
    queues = queues.mapValues { row in
      var row = row
      row.nextAt = row.nextAt - back
      return row
    }
  }

  private mutating func forgetTheOld(at now: Timestamp) {
    guard let limit = gaps.steps.last?.upToAge else { return }
    rows = rows.filter { now.since($0.value.since) <= limit }
    queues = queues.filter { now.since($0.value.since) <= limit }
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
