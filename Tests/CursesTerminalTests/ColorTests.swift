import CNcurses
import Terminal
import Testing

@testable import CursesTerminal

extension Curses {
  @Suite struct ColorTests {
    private func look(
      _ style: Style, type: String, colors: Bool = true
    ) throws -> (attributes: attr_t, foreground: Int32, background: Int32) {
      let size = Size(columns: 2, rows: 1)
      let renderer = try CursesRenderer(terminalType: type, size: size, colors: colors)
      var frame = Frame(size: size)
      frame.put("x", row: 0, column: 0, style: style)
      _ = renderer.render(frame)
      return cursesLook(row: 0, column: 0)
    }

    @Test func aTerminalOf256ShowsAll() throws {
      let style = Style(foreground: .indexed(208), background: .ansi(12), attributes: [.bold, .italic])
      let look = try look(style, type: "xterm-256color")
      #expect(look.attributes == CN_BOLD | CN_ITALIC)
      #expect(look.foreground == 208 && look.background == 12)
    }

    @Test func theTerminalsOwnColorsStayItsOwn() throws {
      let look = try look(Style(foreground: .ansi(1)), type: "xterm-256color")
      #expect(look.foreground == 1 && look.background == -1)
    }

    @Test func aTerminalOf8ShowsBrightAsBold() throws {
      let bright = try look(Style(foreground: .ansi(9), background: .ansi(12)), type: "linux")
      #expect(bright.attributes == CN_BOLD)
      #expect(bright.foreground == 1 && bright.background == 4)
      let dark = try look(Style(foreground: .ansi(1)), type: "linux")
      #expect(dark.attributes == 0)
    }

    @Test func aTerminalOf8ShowsTheNearestOf256() throws {
      let orangeRed = try look(Style(foreground: .indexed(196)), type: "linux")
      #expect(orangeRed.foreground == 1)
      let navy = try look(Style(foreground: .standard, background: .indexed(18)), type: "linux")
      #expect(navy.background == 4)
    }

    @Test(arguments: [
      (16, 0), (231, 15), (232, 0), (255, 7), (196, 9), (46, 10), (226, 11), (51, 14), (3, 3), (244, 8),
    ])
    func theNearestOfSixteen(indexed: UInt8, expected: UInt8) {
      #expect(ColorDegrading.color(.indexed(indexed), colors: 16) == .ansi(expected))
    }

    @Test(arguments: ["vt100", "xterm-mono"])
    func aTerminalWithoutColorsKeepsAttributes(type: String) throws {
      let look = try look(Style(foreground: .ansi(1), attributes: [.bold, .reverse]), type: type)
      #expect(look.attributes == CN_BOLD | CN_REVERSE)
    }

    @Test func withoutColorsABackgroundIsReversed() throws {
      let look = try look(Style(foreground: .ansi(0), background: .ansi(3)), type: "vt100")
      #expect(look.attributes == CN_REVERSE)
    }

    @Test func colorsCanBeSwitchedOff() throws {
      let size = Size(columns: 2, rows: 1)
      let renderer = try CursesRenderer(terminalType: "xterm-256color", size: size, colors: false)
      #expect(renderer.colors == 0)
      var frame = Frame(size: size)
      frame.put("x", row: 0, column: 0, style: Style(foreground: .ansi(1), background: .indexed(99), attributes: .bold))
      let bytes = renderer.render(frame)
      #expect(!bytes.contains("[31") && !bytes.contains(";31") && !bytes.contains("48;5"))
    }

    @Test func moreColorsThanPairsLoseTheirColorOnly() throws {
      let size = Size(columns: 81, rows: 1)
      let renderer = try CursesRenderer(terminalType: "linux", size: size, colors: true)
      var frame = Frame(size: size)
      for foreground in UInt8(0)..<9 {
        for background in UInt8(0)..<9 {
          let style = Style(
            foreground: foreground == 8 ? .standard : .ansi(foreground),
            background: background == 8 ? .standard : .ansi(background), attributes: .reverse)
          frame.put("x", row: 0, column: Int(foreground) * 9 + Int(background), style: style)
        }
      }
      #expect(!renderer.render(frame).isEmpty)
      #expect(cursesLook(row: 0, column: 79).attributes == CN_REVERSE)
      #expect(cursesRow(0, columns: 81) == String(repeating: "x", count: 81))
    }
  }
}
