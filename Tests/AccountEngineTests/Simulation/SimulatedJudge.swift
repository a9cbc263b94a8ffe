import MessageArchive
import Messaging
import PlaySMSSandbox

@testable import AccountEngine

/// Compares what the archive says with what the server shows.
extension SimulatedLife {
  /// What must hold at any moment: nothing that the archive says it is complete to is missing from it.
  func judge() throws {
    guard let program else { return }
    truth.look(at: sandbox, now: time.now)
    let engine = program.engine
    // Late rows among the outgoing ones are looked for more rarely than a list is read.
    let readAt = try perform {
      await engine.streams.reduce(into: [Messaging.Stream: Timestamp]()) { moments, state in
        let (read, looked) = (state.value.readAt, state.value.lookedAt)
        // A look counts once the poll that it belongs to is over: what is new by its id comes after it.
        let isOver = read.map { read in looked.map { $0 <= read } ?? false } ?? false
        moments[state.key] = state.key == .outgoing ? (isOver ? looked : nil) : read
      }
    }
    for stream in Stream.allCases {
      if let began = readAt[stream]?.milliseconds {
        let moment = began - program.clock.skew
        // A list is read by the highest id that a query named before; the last one may have been for a send.
        let queried = program.queriedAt.filter { $0 <= moment }.suffix(2)
        if moment > skewedAt, moment <= time.now, queried.count == 2, let query = queried.first {
          readSince[stream] = max(readSince[stream] ?? .min, query)
        }
      }
      let missing = try missing(in: stream)
      for row in missing.rows where isHole(row, in: stream, missing.progress) {
        throw BrokenPromise(
          "row \(row.id) of \(stream) dated \(row.dt) is missing below mark \(missing.progress.mark?.rawValue ?? 0), "
            + "windows \(missing.progress.windows.map(\.prefix)), shown since "
            + "\(truth.since(row, in: stream) - time.now) ms, read \((readSince[stream] ?? 0) - time.now) ms")
      }
    }
  }

  /// The rows that the server shows and the archive has not, or has otherwise, and how far it says it is.
  func missing(in stream: Stream) throws -> (rows: [SimulatedTruth.Row], progress: StreamProgress) {
    guard let archive = program?.archive else { return ([], StreamProgress()) }
    let rows = SimulatedTruth.rows(of: stream, at: sandbox)
    let listed = SimulatedTruth.listed(rows, of: stream)
    let (here, progress) = try perform {
      (try await archive.compare(listed).unchanged, try await archive.progress(of: stream))
    }
    for row in rows where here.contains(MessageID(row.id)) {
      truth.kept[stream, default: [:]][row.id, default: []].insert(row.text)
    }
    return (rows.filter { !here.contains(MessageID($0.id)) }, progress)
  }

  private func isHole(_ row: SimulatedTruth.Row, in stream: Stream, _ progress: StreamProgress) -> Bool {
    guard let mark = progress.mark, !progress.windows.contains(where: { row.dt.hasPrefix($0.prefix) }),
      !isBeyondHistory(row, in: stream)
    else { return false }
    let isInAHole = progress.holes.windows.contains { row.dt.hasPrefix($0.prefix) }
    if isInAHole, progress.holes.last.map({ row.id > $0.rawValue }) ?? true { return false }
    // An inbound row below the mark was there when the mark was set; an outgoing one may have come late.
    // Of what an older database brought, or under the ids that it gave again, the next reading tells.
    let since = truth.since(row, in: stream)
    if stream != .outgoing, row.id <= mark.rawValue, since < putBackAt { return true }
    // The query may have been answered just before the row was there.
    return since + 1_000 < readSince[stream] ?? .min
  }

  /// Whether it was there before first contact, and older than the operator wants.
  func isBeyondHistory(_ row: SimulatedTruth.Row, in stream: Stream) -> Bool {
    guard truth.shownSince[stream]?[row.id] ?? 0 <= metAt[stream] ?? .max else { return false }
    switch plan.settings.history {
    case .all: return false
    case .none: return true
    case .days(let days):
      let cutoff = CivilTime(secondsSince1970: time.now / 1_000 - Int64(days - 1) * 86_400)
      return row.dt < cutoff.dateText
    }
  }

  /// The end of a life: everything works again, and what there is must come to rest in the archive.
  func finish() throws {
    isRough = false
    outageUntil = 0
    acceptToken()
    lasting = nil
    if random.chance(25) { try finishWithoutOneList() }
    if program == nil || truth.lastSchedule > time.now {
      if program != nil { try kill(afterJobs: 0) }
      try advance(to: max(time.now, truth.lastSchedule) + 1_200_000)
      try start()
    } else {
      try resume()
    }
    var unfinished: String?
    for _ in 0..<40 {
      try advance(by: 60_000)
      // A refusal may have been on its way still.
      if program?.isRefused == true { try resume() }
      unfinished = try whatIsLeft()
      if unfinished == nil { break }
    }
    if let unfinished { throw BrokenPromise("in the end \(unfinished)") }
    try judge()
    try judgeSends()
    try judgeWhatWasKept()
    try judgeStatuses()
    for stream in Stream.allCases { counts.rows += SimulatedTruth.rows(of: stream, at: sandbox).count }
    if random.chance(10) { try judgeIdleness() }
    try judgeBudget()
    try program?.abandon()
    program = nil
    try sendGuestAway()
    counts.lives += 1
  }

  /// For an hour the server does not give one list: all else must come to rest all the same.
  private func finishWithoutOneList() throws {
    let broken = random.pick(Stream.allCases)
    let op =
      switch broken {
      case .inbox: "ix"
      case .incoming: "in"
      case .outgoing: "ds"
      }
    if program == nil { try start() } else { try resume() }
    lasting = (op, random.pick(WireFault.lasting), time.now + 3_600_000)
    var unfinished: String?
    for _ in 0..<30 {
      try advance(by: 60_000)
      if program?.isRefused == true { try resume() }
      unfinished = try whatIsLeft(without: broken)
      if unfinished == nil { break }
    }
    if let unfinished { throw BrokenPromise("without \(op) (\(lasting?.fault.rawValue ?? "")) \(unfinished)") }
    try judge()
    lasting = nil
  }

  /// What a program that is left in peace has still to do; nil when nothing.
  /// - Parameter broken: the list that the server does not give.
  private func whatIsLeft(without broken: Stream? = nil) throws -> String? {
    guard let archive = program?.archive else { return nil }
    for stream in Stream.allCases where stream != broken {
      let missing = try missing(in: stream)
      if let row = missing.rows.first(where: { !isBeyondHistory($0, in: stream) }) {
        return "row \(row.id) of \(stream) dated \(row.dt) is not in the archive"
      }
      if !missing.progress.windows.isEmpty { return "history of \(stream) is not whole" }
      if !missing.progress.holes.windows.isEmpty { return "\(stream) has holes" }
    }
    guard broken != .outgoing else { return nil }
    let open = try perform { try await archive.openDeliveries(limit: 10_000) }
    let final = SimulatedTruth.rows(of: .outgoing, at: sandbox).filter { $0.status == 2 || $0.status == 3 }
    let states = Dictionary(final.map { (MessageID($0.id), $0.status) }) { first, _ in first }
    if let row = open.first(where: { states[$0.id] != nil }) {
      return "row \(row.id) is \(row.status) here and \(states[row.id]??.description ?? "") there"
    }
    return try whatIsLeftToSend(archive)
  }

  /// Whatever happens, a program does not ask without measure.
  func judgeBudget() throws {
    guard let program else { return }
    let settings = plan.settings
    // Polls when all goes fast, retries that double their waits, and what the operator wanted at once.
    let polls = Int(60 / (0.9 * Double(settings.activeInterval.wholeSeconds))) + 10 + program.urges
    // Each message of unknown fate is asked about by itself, and more often when the operator wants it so.
    let most = polls * 10 + settings.historyPerMinute + (plan.isAllSends ? 6 * truth.sent.count : 0)
    try judge(program.requestedAt, atMost: most, "requests")
    // A clock that jumps makes minutes out of nothing.
    if plan.keepsTime { try judge(program.historyAskedAt, atMost: settings.historyPerMinute, "for older messages") }
  }

  private func judge(_ times: [Int64], atMost most: Int, _ what: String) throws {
    for (index, time) in times.enumerated() where index + most < times.count && times[index + most] - time < 60_000 {
      throw BrokenPromise("more than \(most) \(what) in a minute")
    }
  }

  /// A quiet account costs little.
  private func judgeIdleness() throws {
    guard let program else { return }
    let archive = program.archive
    let isQuiet = try perform {
      let open = try await archive.openDeliveries(limit: 1)
      let items = try await archive.openOutboxItems()
      return open.isEmpty && items.isEmpty
    }
    guard isQuiet else { return }
    // What was fast after the last arrival is slow again.
    try advance(by: 60_000)
    let before = program.requestedAt.count
    let idle = plan.settings.idleInterval.wholeMilliseconds
    try advance(by: 5 * idle)
    let asked = program.requestedAt.count - before
    // Six polls, each with a query and a newest page that may grow, and the phonebook.
    if asked > 32 { throw BrokenPromise("\(asked) requests in five idle intervals") }
  }
}
