import Glibc
import Synchronization
import Terminal
import Testing

@testable import CursesTerminal

/// Runs a closure on a thread of its own, as the loop has one.
func onOwnThread<Result: Sendable>(_ body: @escaping @Sendable () throws -> Result) async throws -> Result {
  try await withCheckedThrowingContinuation { continuation in
    let box = Unmanaged.passRetained(ThreadBody { continuation.resume(with: Swift.Result { try body() }) })
    var thread = pthread_t()
    pthread_create(
      &thread, nil,
      { pointer in
        if let pointer { Unmanaged<ThreadBody>.fromOpaque(pointer).takeRetainedValue().run() }
        return nil
      }, box.toOpaque())
    pthread_detach(thread)
  }
}

final class ThreadBody: Sendable {
  let run: @Sendable () -> Void
  init(_ run: @escaping @Sendable () -> Void) { self.run = run }
}

extension Curses {
  @Suite(.timeLimit(.minutes(1))) struct LoopTests {
    /// What a run of the loop did.
    struct Report: Sendable {
      var outcome: TerminalLoop.Outcome
      var events: [InputEvent]
      var frames: Int
      var size: Size
    }

    /// Runs a loop on a terminal. `react` is told of each event and may end the loop.
    private func run(
      _ loop: TerminalLoop, on terminal: PseudoTerminal,
      text: @escaping @Sendable () -> String = { "shown" },
      react: @escaping @Sendable (InputEvent) -> Void
    ) async throws -> Report {
      try await onOwnThread {
        TerminalLoop.blockSignals()
        let screen = try CursesScreen(
          input: terminal.terminal, output: terminal.terminal,
          options: .init(terminalType: "xterm-256color", guardsProcess: false))
        var events: [InputEvent] = []
        var frames = 0
        let outcome = loop.run(screen) { event in
          events.append(event)
          react(event)
        } frame: {
          frames += 1
          var frame = Frame(size: screen.size)
          frame.put(text(), row: 0, column: 0)
          return frame
        }
        let size = screen.size
        screen.close()
        return Report(outcome: outcome, events: events, frames: frames, size: size)
      }
    }

    @Test func aByteInIsAnEvent() async throws {
      let (loop, terminal) = (try TerminalLoop(), try PseudoTerminal())
      terminal.type("a\u{1B}[Aq")
      let report = try await run(loop, on: terminal) { if $0 == .key(.character("q")) { loop.quit() } }
      #expect(report.outcome == .quit)
      #expect(report.events == [.key(.character("a")), .key(.up), .key(.character("q"))])
    }

    @Test func theAlarmRingsWhileNothingHappensAndIsAskedEachTime() async throws {
      let (loop, terminal) = (try TerminalLoop(), try PseudoTerminal())
      let rang = try await onOwnThread {
        TerminalLoop.blockSignals()
        let screen = try CursesScreen(
          input: terminal.terminal, output: terminal.terminal,
          options: .init(terminalType: "xterm-256color", guardsProcess: false))
        var rang = 0
        let alarm = TerminalLoop.Alarm(wait: { rang < 3 ? .milliseconds(2) : nil }) {
          rang += 1
          if rang == 3 { terminal.type("q") }
        }
        _ = loop.run(screen, alarm: alarm) { _ in
          loop.quit()
        } frame: {
          Frame(size: screen.size)
        }
        screen.close()
        return rang
      }
      #expect(rang == 3)
    }

    @Test func whatIsAskedForWhileAFrameIsMadeIsDrawnAtOnce() async throws {
      let (loop, terminal) = (try TerminalLoop(), try PseudoTerminal())
      let frames = try await onOwnThread {
        TerminalLoop.blockSignals()
        let screen = try CursesScreen(
          input: terminal.terminal, output: terminal.terminal,
          options: .init(terminalType: "xterm-256color", guardsProcess: false))
        var frames = 0
        _ = loop.run(screen) { _ in
        } frame: {
          frames += 1
          if frames < 3 { loop.requestDraw() } else { loop.quit() }
          return Frame(size: screen.size)
        }
        screen.close()
        return frames
      }
      #expect(frames == 3)
    }

    @Test func anEscapeAloneIsAKeyAfterAMoment() async throws {
      let (loop, terminal) = (try TerminalLoop(), try PseudoTerminal())
      terminal.type("\u{1B}")
      let report = try await run(loop, on: terminal) { _ in loop.quit() }
      #expect(report.events == [.key(.escape)])
    }

    @Test func theFirstFrameIsDrawnUnasked() async throws {
      let (loop, terminal) = (try TerminalLoop(), try PseudoTerminal())
      loop.perform { loop.perform { loop.quit() } }
      let report = try await run(loop, on: terminal) { _ in }
      #expect(report.frames == 1)
      #expect(terminal.sent().contains("shown"))
    }

    @Test func aBatchOfKeysIsOneDraw() async throws {
      let (loop, terminal) = (try TerminalLoop(), try PseudoTerminal())
      terminal.type(String(repeating: "j", count: 500) + "q")
      let report = try await run(loop, on: terminal) { event in
        loop.requestDraw()
        if event == .key(.character("q")) { loop.perform { loop.quit() } }
      }
      #expect(report.events.count == 501)
      // One at the start, one after what a read took; the system may hand the keys over in a few reads.
      #expect((1...4).contains(report.frames))
    }

    @Test func withoutARequestNothingIsDrawn() async throws {
      let (loop, terminal) = (try TerminalLoop(), try PseudoTerminal())
      terminal.type("jjjq")
      let report = try await run(loop, on: terminal) { event in
        if event == .key(.character("q")) { loop.perform { loop.perform { loop.quit() } } }
      }
      #expect(report.frames == 1)
    }

    @Test func aTerminalThatGoesWhileWeWaitEndsIt() async throws {
      let (loop, terminal) = (try TerminalLoop(), try PseudoTerminal())
      loop.perform { loop.perform { terminal.hangUp() } }
      let report = try await run(loop, on: terminal) { _ in }
      #expect(report.outcome == .hangup)
      #expect(report.outcome.exitStatus == 129)
    }

    @Test func aHangUpSignalOfATerminalThatIsGoneIsAHangUp() async throws {
      let (loop, terminal) = (try TerminalLoop(), try PseudoTerminal())
      loop.perform {
        loop.perform {
          terminal.hangUp()
          pthread_kill(pthread_self(), SIGHUP)
        }
      }
      #expect(try await run(loop, on: terminal) { _ in }.outcome == .hangup)
    }

    @Test(arguments: [SIGINT, SIGTERM, SIGHUP])
    func aSignalEndsItAndIsTold(number: Int32) async throws {
      let (loop, terminal) = (try TerminalLoop(), try PseudoTerminal())
      loop.perform { pthread_kill(pthread_self(), number) }
      let before = terminal.modes
      let report = try await run(loop, on: terminal) { _ in }
      #expect(report.outcome == .signal(number))
      #expect(report.outcome.exitStatus == 128 + number)
      #expect(terminal.modes == before)
    }

    @Test func aChangeOfSizeIsAnEventAndADraw() async throws {
      let (loop, terminal) = (try TerminalLoop(), try PseudoTerminal())
      loop.perform {
        terminal.setSize(columns: 100, rows: 30)
        pthread_kill(pthread_self(), SIGWINCH)
      }
      let report = try await run(loop, on: terminal) { _ in loop.perform { loop.perform { loop.quit() } } }
      #expect(report.events == [.resized(Size(columns: 100, rows: 30))])
      #expect(report.size == Size(columns: 100, rows: 30))
      #expect(report.frames == 2)
    }

    @Test func aContinueAfterAForcedStopDrawsAgain() async throws {
      let (loop, terminal) = (try TerminalLoop(), try PseudoTerminal())
      loop.perform { pthread_kill(pthread_self(), SIGCONT) }
      let frames = Mutex(0)
      let text: @Sendable () -> String = {
        let count = frames.withLock { frames in
          frames += 1
          return frames
        }
        if count == 2 { loop.quit() }
        return "shown"
      }
      let report = try await run(loop, on: terminal, text: text) { _ in }
      #expect(report.frames == 2)
      #expect(report.outcome == .quit)
    }

    @Test func workFromOtherTasksRunsInOrderOnItsThread() async throws {
      let (loop, terminal) = (try TerminalLoop(), try PseudoTerminal())
      let order = Mutex<[Int]>([])
      for number in 0..<100 {
        loop.perform { order.withLock { $0.append(loop.isIsolatingCurrentContext() == true ? number : -1) } }
      }
      loop.perform { loop.quit() }
      _ = try await run(loop, on: terminal) { _ in }
      #expect(order.withLock { $0 } == Array(0..<100))
    }

    @Test func anActorLivesOnIt() async throws {
      let (loop, terminal) = (try TerminalLoop(), try PseudoTerminal())
      let counter = Counter(loop: loop)
      let task = Task.detached {
        for _ in 0..<50 { await counter.add() }
        loop.quit()
      }
      terminal.type("kk")
      let seen = Mutex(0)
      let report = try await run(loop, on: terminal) { _ in
        seen.withLock { $0 = counter.assumeIsolated { $0.key() } }
      }
      await task.value
      #expect(report.outcome == .quit)
      #expect(seen.withLock { $0 } == 2)
    }

    @Test func aStuckTerminalDoesNotKeepASignalWaiting() async throws {
      let terminal = try PseudoTerminal(columns: 300, rows: 100)
      let loop = try TerminalLoop()
      let frames = Mutex(0)
      let report = try await onOwnThread {
        TerminalLoop.blockSignals()
        let screen = try CursesScreen(
          input: terminal.terminal, output: terminal.terminal,
          options: .init(terminalType: "xterm-256color", guardsProcess: false))
        let outcome = loop.run(screen) { _ in
        } frame: {
          let number = frames.withLock { frames in
            frames += 1
            return frames
          }
          if number > 1_000 { loop.quit() }
          var frame = Frame(size: screen.size)
          frame.fill(
            Rect(column: 0, row: 0, columns: 300, rows: 100), with: Unicode.Scalar(UInt8(0x41 + number % 26)))
          loop.requestDraw()
          if number == 1 { loop.perform { loop.perform { pthread_kill(pthread_self(), SIGTERM) } } }
          return frame
        }
        screen.close()
        return outcome
      }
      #expect(report == .signal(SIGTERM))
    }
  }
}

/// An actor whose thread is the loop's.
actor Counter {
  private let loop: TerminalLoop
  private var count = 0
  private var keys = 0
  nonisolated var unownedExecutor: UnownedSerialExecutor { loop.asUnownedSerialExecutor() }

  init(loop: TerminalLoop) { self.loop = loop }

  func add() { count += 1 }

  func key() -> Int {
    keys += 1
    return keys
  }
}
