import CNcurses
import Glibc
import Terminal
import Testing

@testable import CursesTerminal

extension Curses {
  /// A screen on a pseudo-terminal.
  @Suite struct ScreenTests {
    private func screen(
      _ terminal: PseudoTerminal, type: String = "xterm-256color", mouse: Bool = false
    ) throws -> CursesScreen {
      try CursesScreen(
        input: terminal.terminal, output: terminal.terminal,
        options: .init(terminalType: type, mouse: mouse, guardsProcess: false))
    }

    private func frame(_ text: String, size: Size) -> Frame {
      var frame = Frame(size: size)
      frame.put(text, row: 0, column: 0)
      return frame
    }

    @Test func itHasTheTerminalsSize() throws {
      let terminal = try PseudoTerminal(columns: 132, rows: 43)
      let screen = try screen(terminal)
      #expect(screen.size == Size(columns: 132, rows: 43))
      #expect(CursesScreen.currentSize(terminal.terminal) == Size(columns: 132, rows: 43))
    }

    @Test func aTerminalThatDoesNotTellItsSizeIsEightyByTwentyFour() throws {
      let terminal = try PseudoTerminal(columns: 0, rows: 0)
      #expect(CursesScreen.currentSize(terminal.terminal) == nil)
      #expect(try screen(terminal).size == Size(columns: 80, rows: 24))
    }

    @Test func aTerminalThatClaimsTooMuchGetsTheLargestFrame() throws {
      let terminal = try PseudoTerminal(columns: 65_535, rows: 65_535)
      #expect(CursesScreen.currentSize(terminal.terminal) == Frame.largestSize)
    }

    @Test func openingSendsNothing() throws {
      let terminal = try PseudoTerminal()
      let screen = try screen(terminal)
      #expect(terminal.sent() == [])
      screen.close()
      #expect(terminal.sent() == [])
    }

    @Test func anEqualFrameSendsNothing() throws {
      let terminal = try PseudoTerminal()
      let screen = try screen(terminal)
      screen.draw(frame("hello", size: screen.size))
      #expect(terminal.sent().contains("hello"))
      screen.draw(frame("hello", size: screen.size))
      #expect(terminal.sent() == [])
    }

    @Test func pastesAreMarkedAndTheMouseIsLeftAlone() throws {
      let terminal = try PseudoTerminal()
      let screen = try screen(terminal)
      screen.draw(frame("hello", size: screen.size))
      let bytes = terminal.sent()
      #expect(bytes.contains("\u{1B}[?2004h"))
      #expect(!bytes.contains("?1000h") && !bytes.contains("?1006h"))
    }

    @Test func theMouseIsAskedForWhenWanted() throws {
      let terminal = try PseudoTerminal()
      let screen = try screen(terminal, mouse: true)
      screen.draw(frame("hello", size: screen.size))
      #expect(terminal.sent().contains("\u{1B}[?1000h\u{1B}[?1006h"))
      screen.close()
      #expect(terminal.sent().contains("\u{1B}[?1006l\u{1B}[?1000l"))
    }

    @Test(arguments: ["xterm-256color", "tmux-256color", "screen", "linux", "vt100", "rxvt"])
    func closingGivesTheTerminalBack(type: String) throws {
      let terminal = try PseudoTerminal()
      let before = terminal.modes
      let screen = try screen(terminal, type: type)
      #expect(terminal.modes != before)
      screen.draw(frame("hello", size: screen.size))
      let taken = terminal.sent()
      screen.close()
      let given = terminal.sent()
      #expect(terminal.modes == before)
      for (on, off) in [("[?1049h", "[?1049l"), ("[?2004h", "[?2004l"), ("[?25l", "[?25h"), ("[?1h", "[?1l")]
      where taken.contains(on) {
        #expect(given.contains(off), "\(type) \(off) in \(given.readable)")
      }
      #expect(!given.contains("$<"))
    }

    @Test func closingTwiceIsClosingOnce() throws {
      let terminal = try PseudoTerminal()
      let screen = try screen(terminal)
      screen.draw(frame("hello", size: screen.size))
      screen.close()
      _ = terminal.sent()
      screen.close()
      screen.draw(frame("after", size: screen.size))
      #expect(terminal.sent() == [])
    }

    @Test func drawingLosesNoStopThatWaits() throws {
      let terminal = try PseudoTerminal()
      let screen = try screen(terminal)
      var (stop, before, pending) = (sigset_t(), sigset_t(), sigset_t())
      sigemptyset(&stop)
      sigaddset(&stop, SIGTSTP)
      pthread_sigmask(SIG_BLOCK, &stop, &before)
      defer { pthread_sigmask(SIG_SETMASK, &before, nil) }
      pthread_kill(pthread_self(), SIGTSTP)
      screen.draw(frame("hello", size: screen.size))
      sigpending(&pending)
      #expect(sigismember(&pending, SIGTSTP) == 1)
      // Whoever has it handled takes it off by this, and nobody is stopped.
      var now = timespec()
      sigtimedwait(&stop, nil, &now)
    }

    @Test func afterAStopTheWholeFrameIsDrawnAgain() throws {
      let terminal = try PseudoTerminal()
      let before = terminal.modes
      let screen = try screen(terminal)
      let frame = frame("hello", size: screen.size)
      screen.draw(frame)
      screen.suspend()
      #expect(terminal.modes == before)
      #expect(terminal.sent().contains("\u{1B}[?1049l"))
      screen.draw(frame)
      #expect(terminal.sent() == [])
      screen.resume()
      #expect(terminal.modes != before)
      screen.draw(frame)
      let again = terminal.sent()
      #expect(again.contains("\u{1B}[?1049h") && again.contains("hello") && again.contains("\u{1B}[?2004h"))
    }

    @Test func redrawAllDrawsAnEqualFrameWhole() throws {
      let terminal = try PseudoTerminal()
      let screen = try screen(terminal)
      let frame = frame("hello", size: screen.size)
      screen.draw(frame)
      _ = terminal.sent()
      screen.redrawAll()
      screen.draw(frame)
      let again = terminal.sent()
      #expect(again.contains("hello") && !again.contains("1049"))
    }

    @Test func anUnknownTerminalTypeIsReplacedAndTold() throws {
      let terminal = try PseudoTerminal()
      let screen = try screen(terminal, type: "no-such-terminal")
      #expect(screen.unknownTerminalType == "no-such-terminal")
      screen.draw(frame("hello", size: screen.size))
      #expect(terminal.sent().contains("hello"))
    }

    @Test func aKnownTerminalTypeIsNotToldAsUnknown() throws {
      #expect(try screen(PseudoTerminal()).unknownTerminalType == nil)
    }

    @Test func aTerminalThatCannotPlaceTheCursorIsRefused() throws {
      let terminal = try PseudoTerminal()
      let before = terminal.modes
      let error = #expect(throws: TerminalError.self) { _ = try self.screen(terminal, type: "dumb") }
      #expect(error == .cannotPlaceCursor(terminalType: "dumb"))
      #expect(error?.description == "The terminal type “dumb” cannot place the cursor.")
      #expect(terminal.modes == before)
      #expect(terminal.sent() == [])
    }

    @Test func aPipeIsRefused() throws {
      let terminal = try PseudoTerminal()
      let pipe = open("/dev/null", O_RDWR)
      defer { close(pipe) }
      #expect(throws: TerminalError.notATerminal(.output)) {
        _ = try CursesScreen(input: terminal.terminal, output: pipe, options: .init(guardsProcess: false))
      }
      #expect(throws: TerminalError.notATerminal(.input)) {
        _ = try CursesScreen(input: pipe, output: terminal.terminal, options: .init(guardsProcess: false))
      }
    }

    @Test func theShellsDescriptorStaysAsItWas() throws {
      let terminal = try PseudoTerminal()
      let flags = fcntl(terminal.terminal, F_GETFL)
      let screen = try screen(terminal)
      #expect(fcntl(terminal.terminal, F_GETFL) == flags)
      #expect(fcntl(screen.outputNumber, F_GETFL) & O_NONBLOCK != 0)
    }

    @Test func aTerminalThatTakesNothingDoesNotStopUs() throws {
      let terminal = try PseudoTerminal(columns: 300, rows: 100)
      let screen = try screen(terminal)
      for round in 0..<20 {
        var frame = Frame(size: screen.size)
        frame.fill(
          Rect(column: 0, row: 0, columns: 300, rows: 100), with: Unicode.Scalar(UInt8(0x41 + round)),
          style: Style(foreground: .indexed(UInt8(round))))
        screen.draw(frame)
      }
      #expect(!screen.isDrained)
      screen.close()
    }

    @Test func controlCIsAKeyAndControlZASignal() throws {
      let terminal = try PseudoTerminal()
      let screen = try screen(terminal)
      var modes = termios()
      tcgetattr(terminal.terminal, &modes)
      #expect(modes.c_lflag & UInt32(ISIG) != 0)
      #expect(modes.c_cc.0 == 0)
      #expect(modes.c_cc.10 == 0x1A)
      screen.close()
    }

    /// The same terminal's keys as its own description has them.
    @Test(arguments: [
      "xterm-256color", "xterm", "tmux-256color", "screen", "screen-256color", "linux", "rxvt", "rxvt-unicode-256color",
      "vt220", "Eterm",
    ])
    func keysOfATerminalTypeAreDecoded(type: String) throws {
      let renderer = try CursesRenderer(terminalType: type, size: Size(columns: 80, rows: 24), colors: false)
      var keys: [(String, Key)] = [
        ("kcuu1", .up), ("kcud1", .down), ("kcub1", .left), ("kcuf1", .right), ("khome", .home), ("kend", .end),
        ("kpp", .pageUp), ("knp", .pageDown), ("kich1", .insert), ("kdch1", .delete), ("kbs", .backspace),
        ("kcbt", .backTab), ("kent", .enter),
      ]
      for number in 1...12 { keys.append(("kf\(number)", .function(number))) }
      for (name, key) in keys {
        guard let text = cn_capability(name).map({ String(cString: $0) }) else { continue }
        var decoder = InputDecoder()
        let got = decoder.feed(text.utf8) + decoder.flush()
        #expect(got == [.key(key)], "\(type) \(name) \(text.debugDescription)")
      }
      withExtendedLifetime(renderer) {}
    }
  }
}
