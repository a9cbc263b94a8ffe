import Messaging

/// The cheapest questions that tell the status of all messages that are due.
///
/// What a question costs is the time that a server with 100,000 rows was measured to take for it, in milliseconds. The
/// newest page shows many recent messages at once, a queue all messages of a submission, a day all of that day at the
/// price of a search through everything; one message is cheap, a hundred times one message is not.
struct FollowUpPlan: Hashable, Sendable {
  enum Question: Hashable, Sendable {
    case newest(c: Int)
    case queue(QueueCode)
    /// All rows of a day, as `YYYY-MM-DD`.
    case day(String)
    case message(MessageID)
  }

  /// A row that is due.
  struct Due: Hashable, Sendable {
    let id: MessageID
    /// Its day, where that fits into a page.
    let day: String?
    let queue: QueueCode?
    let at: Timestamp
  }

  /// A submission whose row is due.
  struct Awaited: Hashable, Sendable {
    let queue: QueueCode
    let age: Duration
    let at: Timestamp
  }

  /// A question, with what it asks about.
  struct Step: Hashable, Sendable {
    let question: Question
    var ids: [MessageID] = []
    var queues: [QueueCode] = []
    let at: Timestamp
  }

  /// The newest page first, the others in the order in which they have waited.
  let steps: [Step]

  /// Pages of the newest rows that are considered.
  private static let depths = [20, 50, 100, 200, 500, 1_000, 2_000]
  private static let single = 17.0
  private static let day = 190.0

  init(due: [Due], awaited: [Awaited], newest ranks: [MessageID: Int], looksAnyway: Bool) {
    var best = Self.steps(due, awaited, ranks, depth: looksAnyway ? 0 : nil)
    var price = Self.price(of: best, looksAnyway: looksAnyway)
    for depth in Self.depths {
      let steps = Self.steps(due, awaited, ranks, depth: depth)
      let other = Self.price(of: steps, looksAnyway: looksAnyway)
      if other < price { (best, price) = (steps, other) }
    }
    steps = best
  }

  private static func price(of steps: [Step], looksAnyway: Bool) -> Double {
    steps.reduce(0) { sum, step in
      switch step.question {
      case .newest(let c): sum + (looksAnyway ? 0 : 9) + Double(c) * 0.006
      case .queue, .message: sum + single
      case .day: sum + day
      }
    }
  }

  /// - Parameter depth: rows of the newest page; nil for none.
  private static func steps(
    _ due: [Due], _ awaited: [Awaited], _ ranks: [MessageID: Int], depth: Int?
  ) -> [Step] {
    // Rows that came since push those that are known down the page.
    let reach = depth.map { $0 - $0 / 10 } ?? 0
    let shown = due.filter { ranks[$0.id].map { $0 < reach } ?? false }
    // A row that is processed within minutes of its submission stands among the newest.
    let appearing = awaited.count <= reach / 2 ? awaited.filter { (.zero...fresh).contains($0.age) } : []
    var steps: [Step] = []
    if let depth, depth > 0, let at = (shown.map(\.at) + appearing.map(\.at)).min() {
      steps.append(
        Step(question: .newest(c: depth), ids: shown.map(\.id), queues: appearing.map(\.queue), at: at))
    }
    let hidden = due.filter { row in ranks[row.id].map { $0 >= reach } ?? true }
    let later = awaited.filter { !appearing.contains($0) }
    return steps
      + (singly(hidden) + later.map { Step(question: .queue($0.queue), queues: [$0.queue], at: $0.at) })
      .sorted { ($0.at, $0.question.order) < ($1.at, $1.question.order) }
  }

  /// Rows without the newest page: by queue, by day, one by one.
  private static func singly(_ due: [Due]) -> [Step] {
    var rest = due
    var steps: [Step] = []
    func take(_ groups: [(question: Question, rows: [Due])]) {
      for group in groups {
        steps.append(
          Step(
            question: group.question, ids: group.rows.map(\.id).sorted(),
            at: group.rows.map(\.at).min() ?? group.rows[0].at))
      }
      let taken = Set(groups.flatMap { $0.rows.map(\.id) })
      rest = rest.filter { !taken.contains($0.id) }
    }
    let queues = Dictionary(grouping: rest.filter { $0.queue != nil }, by: \.queue)
    take(queues.compactMap { queue, rows in queue.flatMap { rows.count > 1 ? (.queue($0), rows) : nil } })
    let days = Dictionary(grouping: rest.filter { $0.day != nil }, by: \.day)
    take(
      days.compactMap { day, rows in day.flatMap { Double(rows.count) * single > Self.day ? (.day($0), rows) : nil } })
    return steps + rest.map { Step(question: .message($0.id), ids: [$0.id], at: $0.at) }
  }

  private static let fresh = Duration.seconds(120)
}

extension FollowUpPlan.Question {
  /// How it is counted.
  var plan: FollowUpFigures.Plan {
    switch self {
    case .newest: .newest
    case .queue: .queue
    case .day: .day
    case .message: .single
    }
  }

  /// So that equal waits are served in one order.
  fileprivate var order: String {
    switch self {
    case .newest: "0"
    case .day(let day): "1" + day
    case .queue(let code): "2" + code.text
    case .message(let id): "3" + id.description
    }
  }
}
