import Dispatch
import MessageArchive
import Messaging
import PlaySMS

@testable import AccountEngine
@testable import PlaySMSSandbox

/// One life: a server, an archive, and the runs of the program on it, with everything that happens to them drawn from
/// one seed.
///
/// It is a simulation of events. The clock stands until every loop of the engine waits for something; then it jumps to
/// the next moment at which something happens.
final class SimulatedLife {
  /// Something that the life brings about at a moment to come.
  enum Happening {
    /// A request comes to the server. `reply` is when its answer reaches the program; nil for one that nobody hears.
    case arrival(SimulatedWire.Exchange, SimulatedWire, WireFault?, replyAt: Int64?, of: SimulatedTruth.Departure?)
    case reply(Int, SimulatedWire, Result<RawReply, PlaySMSError>)
  }

  let seed: UInt64
  let plan: SimulatedPlan
  let sandbox: Sandbox
  let executor = LifeExecutor()
  let time = SimulatedTime()
  var random: SeededGenerator
  var truth = SimulatedTruth()
  var counts = SimulationCounts()
  var program: SimulatedProgram?
  /// Messages that were taken for a twin's row.
  var mistakenItems: Set<OutboxItemID> = []
  /// Whether the network and the server break things.
  var isRough = true
  /// Until when nothing gets through.
  var outageUntil: Int64 = 0
  /// What the server does not give for long, while it gives everything else.
  var lasting: (op: String, fault: WireFault, until: Int64)?
  /// What the server's database was when it was last backed up.
  var backup: World?
  /// When it was first put back.
  var putBackAt: Int64 = .max
  /// Another process of the operator's, attached to the running program.
  var guest: SimulatedGuest?
  /// From when on each list must be whole: rows that were there before a reading began that was finished.
  var readSince: [Stream: Int64] = [:]
  /// When the clock of the running program was last put wrong.
  var skewedAt: Int64 = 0
  /// When each list was first met, as late as it was noticed.
  var metAt: [Stream: Int64] = [:]
  private var happenings: [(at: Int64, order: Int, what: Happening)] = []
  private var order = 0
  private let folder: String
  private let tells: Bool
  private var archives = 0

  /// - Parameter tells: whether every step is printed.
  init(seed: UInt64, empty: String, folder: String, isAllSends: Bool = false, tells: Bool = false) throws {
    self.seed = seed
    self.tells = tells
    self.folder = folder
    random = SeededGenerator(state: seed)
    plan = isAllSends ? .allSends(&random) : SimulatedPlan(&random)
    sandbox = Sandbox(plan.configuration, clock: time.server)
    try ArchiveFiles.copy(empty, to: archiveFolder)
  }

  func note(_ what: @autoclosure () -> String) {
    if tells { print("\(Double(time.now - 1_795_334_400_000) / 1_000) \(what())") }
  }

  var archiveFolder: String { "\(folder)/\(archives)" }

  // MARK: Programs

  /// Starts the program, unless one has taken over.
  func start() throws {
    guard program == nil else { return }
    counts.runs += 1
    note("start")
    skewedAt = time.now
    program = SimulatedProgram(
      try MessageArchive.open(ArchiveLocation(folder: archiveFolder)), executor: executor, time: time,
      settings: plan.settings, seed: random.next(),
      skew: !plan.keepsTime && random.chance(20) ? Int64(random.number(in: -7_200_000...7_200_000)) : 0)
    // What a killed program left must be as true as what a running one says.
    try judge()
  }

  /// Ends the program in the middle of whatever it does, after so many more of its jobs, as SIGKILL does.
  func kill(afterJobs jobs: Int) throws {
    guard let killed = program else { return }
    try judgeBudget()
    counts.kills += 1
    note("kill")
    try breakOff(killed, afterJobs: jobs)
    // A database access under way ends; what would come after it does not begin.
    if !killed.isAtRest { executor.waitForJob(atMost: .milliseconds(200)) }
    let source = archiveFolder
    archives += 1
    try ArchiveFiles.copy(source, to: archiveFolder)
    program = nil
    // What it has sent and nobody has looked at yet has not left.
    try killed.abandon()
    try sendGuestAway()
    ArchiveFiles.remove(source)
  }

  /// Lets what comes next begin and does so many jobs of what the program makes of it: what is ended then is ended in
  /// the middle of something. With no jobs it is ended at rest.
  func breakOff(_ program: SimulatedProgram, afterJobs jobs: Int) throws {
    befall(.killedMeanwhile)
    guard jobs > 0 else { return }
    while program.isAtRest, let next = nextMoment {
      turn(to: next)
      while let what = takeWhatIsDue() { try happen(what) }
    }
    for _ in 0..<jobs where !executor.runNext() {
      if program.isAtRest { break }
      executor.waitForJob(atMost: .milliseconds(20))
    }
  }

  /// Ends the program as an operator does.
  func stop() throws {
    guard let stopped = program else { return }
    try judgeBudget()
    note("stop")
    stopped.stop()
    let end = time.now + 60_000
    // A slow machine gets time, the life gets no more of its own.
    let patience = ContinuousClock.now + Self.patience
    while !stopped.hasEnded, time.now < end || ContinuousClock.now < patience {
      try advance(by: time.now < end ? 500 : 0)
    }
    guard stopped.hasEnded else { throw BrokenPromise("a stopping program does not end") }
    program = nil
    try stopped.abandon()
    try letGuestTakeOver(from: stopped)
  }

  func buryProgram() {
    try? program?.abandon()
    try? sendGuestAway()
  }

  /// Does something with the archive and the engine of the running program.
  func perform<Value: Sendable>(_ work: @escaping @Sendable () async throws -> Value) throws -> Value {
    try executor.perform(work)
  }

  // MARK: Time

  func advance(by milliseconds: Int64) throws { try advance(to: time.now + milliseconds) }

  func advance(to end: Int64) throws {
    while true {
      settle()
      try letRequestsLeave()
      guard let next = nextMoment, next <= end else { break }
      turn(to: next)
      settle()
      try letRequestsLeave()
      while let what = takeWhatIsDue() {
        try happen(what)
        // Of two answers that come at once the program hears one first.
        guard case .reply = what else { continue }
        settle()
        try letRequestsLeave()
      }
    }
    if time.now < end { turn(to: end) }
    settle()
    try letRequestsLeave()
  }

  private func takeWhatIsDue() -> Happening? {
    guard let first = happenings.first, first.at <= time.now else { return nil }
    return happenings.removeFirst().what
  }

  /// When the next thing happens, or something that was waited for is due.
  private var nextMoment: Int64? { [happenings.first?.at, time.nextDeadline].compactMap(\.self).min() }

  func plan(_ what: Happening, at moment: Int64) {
    order += 1
    let entry = (at: max(moment, time.now), order: order, what: what)
    let index = happenings.firstIndex { ($0.at, $0.order) > (entry.at, entry.order) } ?? happenings.endIndex
    happenings.insert(entry, at: index)
  }

  private func turn(to moment: Int64) {
    time.turn(to: max(moment, time.now))
    truth.look(at: sandbox, now: time.now)
  }

  /// Lets the program work until it waits.
  func settle() {
    var patience: ContinuousClock.Instant?
    while true {
      while executor.runNext() {}
      guard let program, !program.isAtRest else {
        if executor.isEmpty { return }
        continue
      }
      if executor.wait(atMost: .milliseconds(10)) { continue }
      let now = ContinuousClock.now
      let end = patience ?? now + (program.isStopping ? Self.pause : Self.patience)
      patience = end
      guard now >= end else { continue }
      // Of a stopping one only the send is left, and nothing tells that its reading has ended.
      if !program.isStopping { counts.impatient += 1 }
      return
    }
  }

  /// How long, by the clock on the wall, what runs on the threads that tasks share may keep a life waiting.
  private static let patience = Duration.seconds(60)
  /// How long a life waits before it lets time go by for a program that ends.
  private static let pause = Duration.milliseconds(20)
}
