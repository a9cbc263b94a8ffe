import CNcurses
import Glibc
import Synchronization
import Terminal

/// The dashboard's thread: one loop that waits for keys, signals and work from other tasks, and draws once after each
/// batch of them.
///
/// It is the serial executor of whatever actor names it as its own, so that actor's state is touched on this thread only
/// and the loop's callbacks may enter it by `assumeIsolated`. Between events it sleeps, until the alarm at most: a timer of
/// its own, since one of the concurrency pool wakes two other threads first.
///
/// ``blockSignals()`` must have been called before any other thread was started.
public final class TerminalLoop: SerialExecutor {
  /// Why the loop ended.
  public enum Outcome: Hashable, Sendable {
    /// Somebody called ``TerminalLoop/quit()``.
    case quit
    /// The process was asked to end: INT, TERM or HUP.
    case signal(Int32)
    /// The terminal is gone.
    case hangup

    /// What the process should exit with: 128 and the signal's number, as shells do.
    public var exitStatus: Int32 {
      switch self {
      case .quit: 0
      case .signal(let number): 128 + number
      case .hangup: 128 + SIGHUP
      }
    }
  }

  /// What happens although nobody does anything.
  public struct Alarm {
    /// How long it is until then, asked before each sleep; nil for never.
    let wait: () -> Duration?
    let ring: () -> Void

    public init(wait: @escaping () -> Duration?, ring: @escaping () -> Void) {
      self.wait = wait
      self.ring = ring
    }
  }

  private enum Work {
    case job(UnownedJob)
    case closure(@Sendable () -> Void)
  }

  private struct State {
    var work: [Work] = []
    var requests: Requests = []
    /// What runs once the terminal has been given back.
    var borrower: (@Sendable () -> Void)?
  }

  /// What was asked of the loop from elsewhere.
  struct Requests: OptionSet {
    let rawValue: UInt8

    static let draw = Requests(rawValue: 1)
    static let redrawAll = Requests(rawValue: 2)
    static let suspend = Requests(rawValue: 4)
    static let quit = Requests(rawValue: 8)
    static let lend = Requests(rawValue: 16)
    static let takeBack = Requests(rawValue: 32)
  }

  let wakeDescriptor: Int32
  let signalDescriptor: Int32
  private let state = Mutex(State())
  /// The thread that runs the loop; 0 before.
  private let thread = Atomic<UInt>(0)

  /// Keeps INT, TERM, HUP, TSTP, CONT and WINCH for the loop, in this thread and all that it starts from now on.
  ///
  /// Until the loop runs they wait. A child process inherits the mask and must reset it.
  public static func blockSignals() { cn_signals_block() }

  public init() throws(TerminalError) {
    wakeDescriptor = cn_eventfd()
    signalDescriptor = cn_signals_open()
    if wakeDescriptor < 0 || signalDescriptor < 0 { throw .system(call: "eventfd", errno: errno) }
  }

  deinit {
    close(wakeDescriptor)
    close(signalDescriptor)
  }

  // MARK: From any thread

  public func enqueue(_ job: consuming ExecutorJob) { add(.job(UnownedJob(job))) }

  /// Runs a closure on the loop's thread, after what was handed in before. Never once the loop has ended.
  public func perform(_ body: @escaping @Sendable () -> Void) { add(.closure(body)) }

  /// Has a frame asked for after this batch of events.
  public func requestDraw() { request(.draw) }

  /// Has the next frame drawn whole, for a screen that somebody else wrote on.
  public func requestFullRedraw() { request([.draw, .redrawAll]) }

  /// Stops the process group as Control-Z does; the terminal is given back while it is stopped.
  public func requestSuspend() { request(.suspend) }

  /// Gives the terminal back as it was before us, for an editor, and then calls `borrower` on the loop's thread. Until
  /// ``takeTerminalBack()`` no key is read and nothing is drawn; work and signals go on.
  public func lendTerminal(to borrower: @escaping @Sendable () -> Void) {
    state.withLock { $0.borrower = borrower }
    request(.lend)
  }

  /// Takes a lent terminal again; the next frame is drawn whole.
  public func takeTerminalBack() { request(.takeBack) }

  /// Ends the loop after this batch.
  public func quit() { request(.quit) }

  public func isIsolatingCurrentContext() -> Bool? { thread.load(ordering: .relaxed) == UInt(pthread_self()) }

  public func checkIsolated() {
    precondition(isIsolatingCurrentContext() == true, "the terminal's actor was entered from another thread")
  }

  // MARK: On the loop's thread

  /// Runs the loop on the calling thread until something ends it.
  ///
  /// The screen stays open: the caller closes it, whatever the outcome.
  /// - Parameters:
  ///   - escapeDelay: How long an escape waits for the rest of a longer key.
  ///   - isWriting: Whether keys go into a text now. Elsewhere so many at once are a paste that was not marked as one.
  ///   - isAwaiting: Whether what is to be shown is being read. Then a frame waits for it, a few milliseconds at most.
  ///   - alarm: When something changes by itself, and what is done then.
  ///   - input: What the operator did. Also `resized`, after which a frame is asked for in any case.
  ///   - frame: What to show; asked for once at the start, then after a batch in which a draw was requested.
  public func run(
    _ screen: CursesScreen, escapeDelay: Duration = .milliseconds(25),
    isWriting: @escaping () -> Bool = { false }, isAwaiting: @escaping () -> Bool = { false },
    alarm: Alarm? = nil, input: (InputEvent) -> Void, frame: () -> Frame
  ) -> Outcome {
    thread.store(UInt(pthread_self()), ordering: .relaxed)
    // A key is a little work that somebody waits for; what a poll brings is much, and nobody does.
    cn_ask_for_short_turns()
    var session = LoopSession(
      loop: self, screen: screen, escapeDelay: escapeDelay, isWriting: isWriting, isAwaiting: isAwaiting,
      alarm: alarm)
    return session.run(input: input, frame: frame)
  }

  /// Runs the work that has come by now; what it brings forth is for the next time.
  func runWork() {
    let work = state.withLock { state in
      defer { state.work = [] }
      return state.work
    }
    for item in work {
      switch item {
      case .job(let job): job.runSynchronously(on: asUnownedSerialExecutor())
      case .closure(let body): body()
      }
    }
  }

  /// Whether there is work, or a request, that came since both were taken.
  var isAskedForSomething: Bool { state.withLock { !$0.work.isEmpty || !$0.requests.isEmpty } }

  func takeRequests() -> Requests {
    state.withLock { state in
      defer { state.requests = [] }
      return state.requests
    }
  }

  func takeBorrower() -> (@Sendable () -> Void)? {
    state.withLock { state in
      defer { state.borrower = nil }
      return state.borrower
    }
  }

  private func add(_ work: Work) {
    let wasEmpty = state.withLock { state in
      state.work.append(work)
      return state.work.count == 1
    }
    if wasEmpty { wake() }
  }

  private func request(_ requests: Requests) {
    state.withLock { $0.requests.formUnion(requests) }
    // On the loop's own thread they are looked at before it sleeps.
    if isIsolatingCurrentContext() != true { wake() }
  }

  private func wake() {
    var one: UInt64 = 1
    _ = write(wakeDescriptor, &one, 8)
  }
}
