import MessageArchive
import Messaging
import PlaySMS

/// A page of a stream, as it came.
struct StreamPage: Sendable {
  let rows: Intake.Rows
  let facts: PageFacts
  let serverTime: Timestamp?
  let arrivedAt: Timestamp
}

/// What became of asking for a page.
enum PageAnswer: Sendable {
  case page(StreamPage)
  /// It may have been more than the server can give.
  case tooLarge(PlaySMSError)
}

extension Intake.Rows {
  /// Ids and dates, in the order of the reply.
  var idsAndDates: [(id: MessageID, dt: ServerDate)] {
    switch self {
    case .inbox(let rows): rows.map { ($0.id, $0.dt) }
    case .incoming(let rows): rows.map { ($0.id, $0.dt) }
    case .outgoing(let rows): rows.map { ($0.id, $0.dt) }
    }
  }

  static func none(of stream: Stream) -> Intake.Rows {
    switch stream {
    case .inbox: .inbox([])
    case .incoming: .incoming([])
    case .outgoing: .outgoing([])
    }
  }
}

/// Fetching pages and storing them.
extension AccountEngine {
  func page(_ listing: Listing, of stream: Stream) async throws(Interruption) -> PageAnswer {
    do {
      switch stream {
      case .inbox:
        let answer = try await ask(.ix) { client throws(PlaySMSError) in try await client.inbox(listing) }
        return .page(page(.inbox(answer.value), answer))
      case .incoming:
        let answer = try await ask(.in) { client throws(PlaySMSError) in try await client.incoming(listing) }
        return .page(page(.incoming(answer.value), answer))
      case .outgoing:
        let answer = try await ask(.ds) { client throws(PlaySMSError) in try await client.outgoing(listing) }
        return .page(page(.outgoing(answer.value), answer))
      }
    } catch {
      guard case .server(let fault) = error, fault.mayMeanTooLarge(listing.count ?? 100) else { throw error }
      return .tooLarge(fault)
    }
  }

  private func page<Value>(_ rows: Intake.Rows, _ answer: Answer<Value>) -> StreamPage {
    if answer.unreadableRows > 0 {
      tellOnce(
        .warning, "The server lists messages without a usable id, which cannot be kept.",
        hint: "Look at the account on the server.")
    }
    return StreamPage(
      rows: rows, facts: PageFacts(rows.idsAndDates, unreadable: answer.unreadableRows),
      serverTime: answer.serverTime, arrivedAt: clock.now)
  }

  /// Stores a page, and with it how far the stream is known; nil leaves that as it is.
  /// - Parameters:
  ///   - holdsOnlyNews: whether its new rows cannot be older than the last poll, so that they tell how the server's
  ///     clocks stand.
  ///   - queue: the submission that was asked about.
  @discardableResult
  func take(
    _ page: StreamPage, arrival: Intake.Arrival, progress: StreamProgress?, holdsOnlyNews: Bool = false,
    of queue: QueueCode? = nil
  ) async throws(Interruption) -> IntakeOutcome {
    let now = page.arrivedAt
    let intake = Intake(
      page.rows, seenAt: now, serverTime: page.serverTime, isFreshLive: holdsOnlyNews, arrival: arrival,
      progress: progress)
    let outcome = try await archived { archive throws(ArchiveError) in try await archive.take(intake) }
    if let progress { await keep(progress, of: intake.stream, below: page.facts) }
    if case .outgoing(let rows) = page.rows { follow(rows, of: queue) }
    if !outcome.rewritten.isEmpty { rewritten[intake.stream, default: 0] += outcome.rewritten.count }
    if !outcome.replaced.isEmpty { replaced[intake.stream, default: 0] += outcome.replaced.count }
    if arrival == .live, outcome.hasNews || !outcome.statusChanges.isEmpty { cadence.activity(at: now) }
    return outcome
  }

  /// Stores how far a stream is known, without rows.
  func store(_ progress: StreamProgress, of stream: Stream) async throws(Interruption) {
    let page = StreamPage(rows: .none(of: stream), facts: PageFacts([]), serverTime: nil, arrivedAt: clock.now)
    try await take(page, arrival: .history, progress: progress)
  }

  private func keep(_ progress: StreamProgress, of stream: Stream, below page: PageFacts) async {
    guard let before = streams[stream]?.progress, before != progress else { return }
    streams[stream]?.progress = progress
    if before.windows != progress.windows { streams[stream]?.walk.follow(progress.windows, below: page) }
    if before.holes.windows != progress.holes.windows { streams[stream]?.holeWalk.follow(progress.holes.windows) }
    await readCompleteness()
    publish()
  }
}

extension IntakeOutcome {
  /// Whether it brought messages that were not here before.
  var hasNews: Bool { !newRows.isEmpty || !replaced.isEmpty }
}
