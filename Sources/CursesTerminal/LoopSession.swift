import CNcurses
import Glibc
import Terminal

/// One run of a ``TerminalLoop``: what it waits for and what it does with it.
struct LoopSession {
  private let loop: TerminalLoop
  private let screen: CursesScreen
  private let escapeDelay: Duration
  private let isWriting: () -> Bool
  private let isAwaiting: () -> Bool
  private let alarm: TerminalLoop.Alarm?
  private let clock = ContinuousClock()
  private var decoder = InputDecoder()
  /// When an escape that waits becomes a key by itself.
  private var escapeDeadline: ContinuousClock.Instant?
  /// When a paste of which no more comes is over.
  private var pasteDeadline: ContinuousClock.Instant?
  /// Longer than a line stalls that is still good for something.
  private static let pasteSilence = Duration.seconds(10)
  private var drawWanted = true
  private var patience = Patience()
  /// Whether somebody else has the terminal for a while.
  private var isLent = false
  private var bytes = [UInt8](repeating: 0, count: 16_384)

  init(
    loop: TerminalLoop, screen: CursesScreen, escapeDelay: Duration, isWriting: @escaping () -> Bool,
    isAwaiting: @escaping () -> Bool, alarm: TerminalLoop.Alarm?
  ) {
    self.loop = loop
    self.screen = screen
    self.escapeDelay = escapeDelay
    self.isWriting = isWriting
    self.isAwaiting = isAwaiting
    self.alarm = alarm
  }

  mutating func run(input: (InputEvent) -> Void, frame: () -> Frame) -> TerminalLoop.Outcome {
    followSize(input)
    while true {
      loop.runWork()
      if let outcome = answerRequests(input) { return outcome }
      // A terminal that has not taken the last frame gets a newer one later, not two.
      let delay = drawWanted ? patience.deadline(isAwaiting: isAwaiting(), now: clock.now) : nil
      let draws = drawWanted && delay == nil && screen.isDrained && !isLent
      if draws {
        drawWanted = false
        screen.draw(frame())
      }
      // Making a frame may have asked for something, which is looked at before sleeping.
      let mustNotSleep = draws && loop.isAskedForSomething
      let change = mustNotSleep ? nil : alarm.flatMap { $0.wait() }.map { clock.now + $0 }
      let ready = wait(milliseconds: mustNotSleep ? 0 : timeout(until: [delay, escapeDeadline, pasteDeadline, change]))
      if ready.signal, let outcome = handleSignals(input) { return outcome }
      if ready.output { screen.push() }
      if ready.lost || ready.input && !read(input) { return .hangup }
      flush(input)
      if let change, clock.now >= change { alarm?.ring() }
    }
  }

  private mutating func answerRequests(_ input: (InputEvent) -> Void) -> TerminalLoop.Outcome? {
    let requests = loop.takeRequests()
    if requests.contains(.quit) { return .quit }
    if requests.contains(.lend), !isLent { lend() }
    if requests.contains(.takeBack), isLent {
      // What was pressed for the other program is no order to this one.
      if let outcome = handleSignals(input) { return outcome }
      isLent = false
      takeAgain(input)
    }
    if requests.contains(.redrawAll) { screen.redrawAll() }
    if requests.contains(.draw) { drawWanted = true }
    // The whole group, as the terminal does it, so that the shell sees its job stop; the signal comes back to us.
    if requests.contains(.suspend) { kill(0, SIGTSTP) }
    return nil
  }

  private mutating func lend() {
    isLent = true
    screen.suspend()
    // The beginning of a key that was not finished is nobody's.
    decoder = InputDecoder()
    (escapeDeadline, pasteDeadline) = (nil, nil)
    loop.takeBorrower()?()
  }

  // MARK: Waiting

  private struct Ready {
    var input = false
    var output = false
    var signal = false
    var lost = false
  }

  private func wait(milliseconds: Int32) -> Ready {
    var entries = [
      pollfd(fd: loop.wakeDescriptor, events: Int16(POLLIN), revents: 0),
      pollfd(fd: loop.signalDescriptor, events: Int16(POLLIN), revents: 0),
      pollfd(fd: screen.input.number, events: isLent ? 0 : Int16(POLLIN), revents: 0),
      pollfd(fd: screen.isDrained ? -1 : screen.outputNumber, events: Int16(POLLOUT), revents: 0),
    ]
    guard poll(&entries, nfds_t(entries.count), milliseconds) > 0 else { return Ready() }
    if entries[0].revents != 0 {
      var count: UInt64 = 0
      _ = Glibc.read(loop.wakeDescriptor, &count, 8)
    }
    return Ready(
      input: entries[2].revents & Int16(POLLIN) != 0,
      output: entries[3].revents != 0,
      signal: entries[1].revents != 0,
      lost: entries[2].revents & Int16(POLLHUP | POLLERR | POLLNVAL) != 0)
  }

  /// Milliseconds until the first of what is due, -1 for no limit.
  private func timeout(until deadlines: [ContinuousClock.Instant?]) -> Int32 {
    guard let next = deadlines.compactMap(\.self).min() else { return -1 }
    let milliseconds = clock.now.duration(to: next) / .milliseconds(1)
    return Int32(min(max(0, milliseconds.rounded(.up)), 60_000))
  }

  // MARK: Input

  /// Returns false if the terminal is gone.
  private mutating func read(_ input: (InputEvent) -> Void) -> Bool {
    let count = Glibc.read(screen.input.number, &bytes, bytes.count)
    if count < 0 { return errno == EAGAIN || errno == EINTR }
    guard count > 0 else { return false }
    let events = decoder.feed(bytes[..<count])
    // Over a slow line, what was typed ahead comes in one go too; into a field it is the same text either way.
    for event in isWriting() ? events : InputBurst.resolve(events) { input(event) }
    escapeDeadline = decoder.pending ? clock.now + escapeDelay : nil
    pasteDeadline = decoder.isInPaste ? clock.now + Self.pasteSilence : nil
    return true
  }

  /// Takes what waits for more that does not come.
  private mutating func flush(_ input: (InputEvent) -> Void) {
    if let deadline = escapeDeadline, clock.now >= deadline {
      escapeDeadline = nil
      for event in decoder.flush() { input(event) }
    }
    if let deadline = pasteDeadline, clock.now >= deadline {
      pasteDeadline = nil
      for event in decoder.endPaste() { input(event) }
    }
  }

  // MARK: Signals

  private mutating func handleSignals(_ input: (InputEvent) -> Void) -> TerminalLoop.Outcome? {
    var hasStopped = false
    while case let signal = cn_signals_next(loop.signalDescriptor), signal != 0 {
      switch signal {
      case SIGWINCH: if !isLent { followSize(input) }
      // The terminal sends it to everybody in front of it; it is meant for who has the terminal.
      case SIGINT where isLent: break
      case SIGTSTP where isLent: cn_stop_here()
      case SIGTSTP:
        screen.suspend()
        cn_stop_here()
        takeAgain(input)
        hasStopped = true
      case SIGCONT:
        // After a stop of our own this is what woke us. Otherwise somebody stopped us by force, and whoever had the
        // terminal meanwhile may have changed anything.
        if !hasStopped, !isLent { takeAgain(input) }
      case SIGHUP: return screen.isGone ? .hangup : .signal(signal)
      default: return .signal(signal)
      }
    }
    return nil
  }

  private mutating func takeAgain(_ input: (InputEvent) -> Void) {
    screen.resume()
    followSize(input)
    drawWanted = true
  }

  private mutating func followSize(_ input: (InputEvent) -> Void) {
    guard screen.followSize() else { return }
    drawWanted = true
    input(.resized(screen.size))
  }
}
