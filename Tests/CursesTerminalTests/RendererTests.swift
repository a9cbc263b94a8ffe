import CNcurses
import Terminal
import Testing

@testable import CursesTerminal

extension Curses {
  /// Frames to bytes, without a terminal.
  @Suite struct RendererTests {
    private func renderer(
      _ columns: Int = 20, _ rows: Int = 5, type: String = "xterm-256color", colors: Bool = true
    ) throws -> CursesRenderer {
      try CursesRenderer(terminalType: type, size: Size(columns: columns, rows: rows), colors: colors)
    }

    private func frame(_ lines: String..., columns: Int = 20, rows: Int = 5, style: Style = .plain) -> Frame {
      var frame = Frame(size: Size(columns: columns, rows: rows))
      for (row, line) in lines.enumerated() { frame.put(line, row: row, column: 0, style: style) }
      return frame
    }

    @Test func cellsAreWhatTheFrameSays() throws {
      let renderer = try renderer()
      _ = renderer.render(frame("plain", "谢谢 x", "e\u{301}z", "กำ ไทย", "a\u{300}\u{301}\u{302}\u{303}b"))
      #expect(cursesRow(0, columns: 20).hasPrefix("plain "))
      #expect(cursesRow(1, columns: 20).hasPrefix("谢谢 x "))
      #expect(cursesRow(2, columns: 20).hasPrefix("e\u{301}z "))
      #expect(cursesRow(3, columns: 20).hasPrefix("กำ ไทย "))
      #expect(cursesRow(4, columns: 20).hasPrefix("a\u{300}\u{301}\u{302}\u{303}b "))
    }

    @Test func theFirstFrameTakesTheScreen() throws {
      let bytes = try renderer().render(frame("hello"))
      #expect(bytes.contains("\u{1B}[?1049h"))
      #expect(bytes.contains("\u{1B}[?25l"))
      #expect(bytes.contains("hello"))
    }

    @Test func anEqualFrameIsNoBytes() throws {
      let renderer = try renderer()
      _ = renderer.render(frame("hello"))
      #expect(renderer.render(frame("hello")) == [])
    }

    @Test func oneChangedCellIsAFewBytes() throws {
      let renderer = try renderer()
      _ = renderer.render(frame("hello", "there"))
      let bytes = renderer.render(frame("hello", "thexe"))
      #expect(bytes.count < 12, "\(bytes.readable)")
      #expect(bytes.contains("x"))
    }

    @Test func aTypedCharacterIsAtMostTenBytes() throws {
      let renderer = try renderer()
      var before = frame("to: bud")
      before.cursor = Position(column: 7, row: 0)
      var after = frame("to: budi")
      after.cursor = Position(column: 8, row: 0)
      _ = renderer.render(before)
      let bytes = renderer.render(after)
      #expect(bytes == Array("i".utf8), "\(bytes.readable)")
    }

    @Test func aScrolledListIsMovedByTheTerminal() throws {
      let renderer = try renderer(80, 24)
      func list(from first: Int) -> Frame {
        var frame = Frame(size: Size(columns: 80, rows: 24))
        frame.put("head", row: 0, column: 0)
        for row in 1..<23 {
          let number = first + row
          frame.put("message \(number * 7919) " + String(repeating: "\(number) ", count: 20), row: row, column: 0)
        }
        return frame
      }
      _ = renderer.render(list(from: 100))
      let bytes = renderer.render(list(from: 101))
      #expect(bytes.count < 200, "\(bytes.readable)")
    }

    @Test func theCursorIsShownWhereTheFrameSaysAndHiddenWithout() throws {
      let renderer = try renderer()
      var with = frame("hello")
      with.cursor = Position(column: 3, row: 2)
      _ = renderer.render(frame("hello"))
      let shown = renderer.render(with)
      #expect(shown.contains("\u{1B}[?25h"))
      #expect(getcury(cn_curscr()) == 2 && getcurx(cn_curscr()) == 3)
      #expect(renderer.render(frame("hello")).contains("\u{1B}[?25l"))
    }

    @Test(arguments: [(-1, 0), (0, -1), (Int.max, 0), (0, Int.max), (Int.min, Int.min), (99, 99)])
    func aCursorOutsideDoesNoHarm(column: Int, row: Int) throws {
      let renderer = try renderer()
      var frame = frame("x")
      frame.cursor = Position(column: column, row: row)
      #expect(renderer.render(frame).contains("x"))
    }

    @Test func aWideCellAtTheScreensEdgeIsABlank() throws {
      let renderer = try renderer(2, 1)
      _ = renderer.render(frame("abcde", columns: 5, rows: 1))
      #expect(cursesRow(0, columns: 2) == "ab")
      _ = renderer.render(frame("a谢谢", columns: 5, rows: 1))
      #expect(cursesRow(0, columns: 2) == "a ")
    }

    @Test func aFrameOfAnotherSizeLeavesNothingOfTheLast() throws {
      let renderer = try renderer(10, 3)
      _ = renderer.render(frame("aaaaaaaaaa", "bbbbbbbbbb", "cccccccccc", columns: 10, rows: 3))
      _ = renderer.render(frame("x", columns: 4, rows: 1))
      #expect((0..<3).map { cursesRow($0, columns: 10) } == ["x         ", "          ", "          "])
    }

    @Test func afterAResizeTheWholeFrameIsDrawn() throws {
      let renderer = try renderer()
      _ = renderer.render(frame("hello"))
      renderer.resize(to: Size(columns: 30, rows: 6))
      let bytes = renderer.render(frame("hello", columns: 30, rows: 6))
      #expect(bytes.contains("hello"))
      #expect(!bytes.contains("1049"))
    }

    @Test(arguments: [(0, 0), (1, 1), (1, 50), (300, 1), (2, 2)])
    func anySizeIsDrawn(columns: Int, rows: Int) throws {
      let renderer = try renderer(columns, rows)
      for size in [Size(columns: columns, rows: rows), Size(columns: 80, rows: 24), Size(columns: 0, rows: 0)] {
        var frame = Frame(size: size)
        for row in 0..<size.rows { frame.put("谢谢 hello 谢谢", row: row, column: row % 3) }
        _ = renderer.render(frame)
      }
    }

    @Test func aStormOfSizesEndsOnTheLast() throws {
      let renderer = try renderer()
      var random = SystemRandomNumberGenerator()
      for _ in 0..<300 {
        let size = Size(columns: .random(in: 1...200, using: &random), rows: .random(in: 1...60, using: &random))
        renderer.resize(to: size)
        _ = renderer.render(frame("row one", "谢谢谢谢谢谢谢谢谢谢", columns: size.columns, rows: size.rows))
      }
      renderer.resize(to: Size(columns: 20, rows: 5))
      _ = renderer.render(frame("at last"))
      #expect(cursesRow(0, columns: 20) == "at last             ")
    }

    @Test func whateverChangesNcursesKnowsTheFrame() throws {
      let renderer = try renderer(12, 3)
      let pieces = ["a", "谢", "e\u{301}", " ", "谢谢", "กำ", "xyz", "\u{1B}"]
      for round in 0..<400 {
        var frame = Frame(size: Size(columns: 12, rows: 3))
        for row in 0..<3 {
          var column = Int.random(in: -1...3)
          for _ in 0..<6 { column = frame.put(pieces.randomElement() ?? "", row: row, column: column) }
        }
        _ = renderer.render(frame)
        let known = (0..<3).map { cursesRow($0, columns: 12) }
        let wanted = (0..<3).map { row in frame.row(row).map(\.text).joined() }
        #expect(known == wanted, "round \(round)")
      }
    }
  }
}
