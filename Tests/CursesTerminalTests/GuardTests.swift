import CNcurses
import Glibc
import Terminal
import Testing

@testable import CursesTerminal

extension Curses {
  /// A process that dies with the screen up. It runs apart; the terminal stays here and shows what was left behind.
  @Suite(.timeLimit(.minutes(2))) struct GuardTests {
    private let terminal: PseudoTerminal
    private let modes: [UInt32]

    init() throws {
      terminal = try PseudoTerminal()
      modes = terminal.modes
    }

    /// In the process that is to die: the terminal as standard input, output and error, a frame on it, and words that
    /// somebody prints.
    private static func takeTerminal(_ path: String, flushes: Bool = true) throws -> CursesScreen {
      let terminal = open(path, O_RDWR | O_NOCTTY)
      for standard in [STDIN_FILENO, STDOUT_FILENO, STDERR_FILENO] { dup2(terminal, standard) }
      // The test's own runner catches some of these.
      for deadly in [SIGSEGV, SIGBUS, SIGILL, SIGTRAP, SIGABRT, SIGQUIT] { signal(deadly, SIG_DFL) }
      let screen = try CursesScreen(options: .init(terminalType: "xterm-256color"))
      var frame = Frame(size: screen.size)
      frame.put("dashboard", row: 0, column: 0)
      screen.draw(frame)
      print("stray print")
      if flushes { fflush(nil) }
      write(STDERR_FILENO, "stray error", 11)
      return screen
    }

    private func expectGivenBack() {
      let bytes = terminal.sent()
      let text = bytes.readable
      #expect(terminal.modes == modes)
      #expect(text.contains("dashboard"))
      for off in ["␛[?1049l", "␛[?2004l", "␛[?25h"] {
        #expect(text.ranges(of: off).count == 1, "\(off) in \(text)")
      }
      let after = text.text(after: "␛[?1049l")
      #expect(after.contains("stray print") && after.contains("stray error"), "\(text)")
      #expect(text.ranges(of: "stray").count == 2)
    }

    @Test func closing() async throws {
      await #expect(processExitsWith: .exitCode(7)) { [path = terminal.path as String] in
        try GuardTests.takeTerminal(path).close()
        exit(7)
      }
      expectGivenBack()
    }

    @Test func exitFromAnywhere() async throws {
      await #expect(processExitsWith: .exitCode(3)) { [path = terminal.path as String] in
        let screen = try GuardTests.takeTerminal(path, flushes: false)
        exit(3 + Int32(screen.size.rows == 0 ? 1 : 0))
      }
      expectGivenBack()
    }

    @Test func aSegmentationFault() async throws {
      await #expect(processExitsWith: .signal(SIGSEGV)) { [path = terminal.path as String] in
        let screen = try GuardTests.takeTerminal(path)
        UnsafeMutablePointer<Int>(bitPattern: 8)?.pointee = screen.size.rows
      }
      expectGivenBack()
    }

    @Test func aTrap() async throws {
      await #expect(processExitsWith: .failure) { [path = terminal.path as String] in
        let screen = try GuardTests.takeTerminal(path)
        let none: [Int] = []
        _ = none[screen.size.rows]
      }
      expectGivenBack()
    }

    @Test(arguments: [SIGABRT, SIGQUIT, SIGBUS, SIGFPE, SIGSYS])
    func aSignal(number: Int32) async throws {
      await #expect(processExitsWith: .signal(number)) { [path = terminal.path as String, number = number as Int32] in
        let screen = try GuardTests.takeTerminal(path)
        kill(getpid(), number)
        while screen.size.rows > 0 { pause() }
      }
      expectGivenBack()
    }
  }
}

extension String {
  /// What stands behind the last occurrence of a text.
  fileprivate func text(after text: String) -> Substring {
    ranges(of: text).last.map { self[$0.upperBound...] } ?? ""
  }
}
