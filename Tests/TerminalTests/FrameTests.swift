import Testing

@testable import Terminal

@Suite struct FrameTests {
  private func frame(_ columns: Int = 10, _ rows: Int = 2) -> Frame { Frame(size: Size(columns: columns, rows: rows)) }

  @Test func aNewFrameIsBlankAndHidesTheCursor() {
    let frame = frame()
    #expect(frame.text == ["", ""])
    #expect(frame.cursor == nil)
    #expect(frame[0, 0] == .blank(.plain))
  }

  @Test func textStandsWhereItWasPut() {
    var frame = frame()
    #expect(frame.put("hi", row: 1, column: 3) == 5)
    #expect(frame.text == ["", "   hi"])
  }

  @Test func aWideCellTakesTwoColumnsAndAppearsOnce() {
    var frame = frame()
    #expect(frame.put("谢a", row: 0, column: 0) == 3)
    #expect(frame.text[0] == "谢a")
    #expect(frame.row(0).prefix(3).map(\.width) == [2, 0, 1])
  }

  @Test(arguments: [
    ("hello", 5, "hello", 5), ("hello", 4, "hel…", 4), ("hello", 1, "…", 1), ("hello", 0, "", 0), ("hello", -5, "", 0),
    ("谢谢", 4, "谢谢", 4), ("谢谢", 3, "谢…", 3), ("谢谢", 2, "…", 2), ("谢谢", 1, "…", 1),
  ])
  func whatDoesNotFitEndsInAnEllipsis(text: String, limit: Int, shown: String, end: Int) {
    var frame = frame()
    #expect(frame.put(text, row: 0, column: 0, limit: limit) == end)
    #expect(frame.text[0] == shown)
  }

  @Test func theRightEdgeIsALimit() {
    var frame = frame(4, 1)
    #expect(frame.put("hello", row: 0, column: 1) == 4)
    #expect(frame.text == [" he…"])
  }

  @Test func whatLiesLeftOfTheFrameIsCut() {
    var frame = frame(4, 1)
    #expect(frame.put("hello", row: 0, column: -2) == 3)
    #expect(frame.text == ["llo"])
  }

  @Test func aWideCellHalfLeftOfTheFrameIsABlank() {
    var frame = frame(4, 1)
    frame.put("谢x", row: 0, column: -1)
    #expect(frame.text == [" x"])
  }

  @Test(arguments: [
    (0, "谢cdef"), (1, "a谢cef"), (-1, " ccdef"), (-2, "cbcdef"), (4, "abcd谢"), (5, "abcde"), (6, "abcdef"),
    (-3, "abcdef"), (Int.max, "abcdef"), (Int.min, "abcdef"),
  ])
  func aFrameLaidOverAnotherIsCutAtItsEdges(column: Int, shown: String) {
    var frame = frame(6, 3)
    for row in 0..<3 { frame.put("abcdef", row: row, column: 0) }
    var other = self.frame(3, 1)
    other.put("谢c", row: 0, column: 0)
    frame.lay(other, row: 1, column: column)
    #expect(frame.text == ["abcdef", shown, "abcdef"])
  }

  @Test func aFrameLaidOverHalfOfAWideCellBlanksTheOther() {
    var frame = frame(6, 1)
    frame.put("谢谢谢", row: 0, column: 0)
    var other = self.frame(2, 1)
    other.put("xy", row: 0, column: 0)
    frame.lay(other, row: 0, column: 1)
    #expect(frame.text == [" xy 谢"])
  }

  @Test func rowsThatMovedAreFoundAndOthersAreNot() {
    func list(_ rows: [String]) -> Frame {
      var frame = frame(10, 12)
      for (row, text) in rows.enumerated() { frame.put(text, row: row, column: 0) }
      return frame
    }
    let rows = ["title"] + (0..<9).map { "row \($0)" } + ["end"]
    let before = list(rows)
    let up = list(["title"] + (1..<10).map { "row \($0)" } + ["end"])
    #expect(up.changedRows(since: before) == 1..<10)
    #expect(up.scroll(in: 1..<10, since: before) == Scroll(rows: 1..<10, distance: 1))
    #expect(before.scroll(in: 1..<10, since: up) == Scroll(rows: 1..<10, distance: -1))
    #expect([1, 8, 9, 10].map { Scroll(rows: 1..<10, distance: 1).source(of: $0) } == [2, 9, nil, 10])
    #expect([1, 2, 0].map { Scroll(rows: 1..<10, distance: -1).source(of: $0) } == [nil, 1, 0])
    #expect(list(rows.map { $0 + "!" }).scroll(in: 0..<11, since: before) == nil)
    #expect(before.changedRows(since: before) == nil)
  }

  @Test func overwritingHalfOfAWideCellBlanksTheOther() {
    var left = frame(4, 1)
    left.put("谢谢", row: 0, column: 0)
    left.put("x", row: 0, column: 0)
    #expect(left.text == ["x 谢"])
    var right = frame(4, 1)
    right.put("谢谢", row: 0, column: 0)
    right.put("x", row: 0, column: 1)
    #expect(right.text == [" x谢"])
    var across = frame(4, 1)
    across.put("谢谢", row: 0, column: 0)
    across.put("你", row: 0, column: 1)
    #expect(across.text == [" 你"])
  }

  @Test func fillWritesItsScalarInsideOnly() {
    var frame = frame(4, 3)
    frame.fill(Rect(column: 1, row: 1, columns: 9, rows: 1), with: "─")
    #expect(frame.text == ["", " ───", ""])
  }

  @Test(arguments: ["谢", "\u{1B}", "\u{301}", "\u{200B}", "\u{9B}"] as [Unicode.Scalar])
  func fillTakesNoScalarThatIsNotOneColumn(scalar: Unicode.Scalar) {
    var frame = frame(2, 1)
    frame.fill(Rect(column: 0, row: 0, columns: 2, rows: 1), with: scalar)
    #expect(frame.row(0).allSatisfy { $0.width == 1 && $0.base.value > 0x7F })
  }

  @Test func restyleKeepsTheText() {
    var frame = frame(4, 1)
    frame.put("谢e\u{301}", row: 0, column: 0)
    frame.restyle(Rect(column: 0, row: 0, columns: 4, rows: 1)) { style in
      var style = style
      style.attributes.insert(.reverse)
      return style
    }
    #expect(frame.text == ["谢e\u{301}"])
    #expect(frame.row(0).allSatisfy { $0.style.attributes == .reverse })
  }

  @Test func halvesOfAWideCellNeverLookDifferent() {
    var frame = frame(4, 1)
    frame.put("谢谢", row: 0, column: 0)
    frame.restyle(Rect(column: 1, row: 0, columns: 2, rows: 1)) { _ in Style(attributes: .bold) }
    #expect(frame.row(0).map(\.style.attributes) == [[], [], .bold, .bold])
  }

  @Test func everyStyleIsKept() {
    let colors: [Color] = [.standard] + (0...255).flatMap { [.ansi($0), .indexed($0)] }
    for foreground in colors {
      let style = Style(foreground: foreground, background: .indexed(7), attributes: Style.Attributes(rawValue: 255))
      #expect(Cell.blank(style).style == style)
      let other = Style(foreground: .ansi(3), background: foreground, attributes: .dim)
      #expect(Cell.blank(other).style == other)
    }
  }

  @Test func equalContentIsEqual() {
    var one = frame()
    var other = frame()
    one.put("hello there", row: 0, column: 0)
    one.put("bye       ", row: 0, column: 0)
    other.put("bye       ", row: 0, column: 0)
    #expect(one == other)
    other.cursor = Position(column: 0, row: 0)
    #expect(one != other)
  }

  @Test func aCellIsSmallAndHoldsNoReference() {
    #expect(MemoryLayout<Cell>.stride == 24)
    #expect(_isPOD(Cell.self))
  }

  @Test(arguments: [
    (0, 0), (1, 1), (1, 0), (0, 5), (2, 1), (3, 2), (-1, -1), (Int.min, Int.max), (Int.max, Int.max), (65535, 65535),
  ])
  func nothingTrapsAtAnySizeAndPlace(columns: Int, rows: Int) {
    var frame = frame(columns, rows)
    let places = [0, 1, -1, 2, 79, .max, .min, .max - 1, .min + 1]
    for row in places {
      for column in places {
        for limit in [nil, 0, 1, 2, -1, Int.max, .min] {
          frame.put("a谢e\u{301}👩\u{200D}👧", row: row, column: column, limit: limit)
        }
        for extent in [0, 1, -1, 3, Int.max] where extent < 4 || abs(Double(row)) > 1e6 {
          var rect = Rect(column: column, row: row, columns: extent, rows: extent)
          frame.fill(rect, with: "x")
          rect.columns = -extent
          frame.restyle(rect) { $0 }
        }
        _ = frame[row, column]
      }
      _ = frame.row(row)
    }
    #expect(frame.size.columns <= Frame.largestSize.columns)
    #expect(frame.size.rows <= Frame.largestSize.rows)
    #expect(frame.size.columns >= 0)
  }

  @Test func wideCellsStayWholeWhateverIsWritten() {
    var random = SeededGenerator(seed: 4)
    for _ in 0..<300 {
      var frame = frame(.random(in: 0...12, using: &random), 2)
      for _ in 0..<30 {
        let column = Int.random(in: -4...14, using: &random)
        let limit = Bool.random(using: &random) ? nil : Int.random(in: -1...6, using: &random)
        let text = random.text(scalars: .random(in: 0...8, using: &random))
        let end = frame.put(text, row: 0, column: column, limit: limit, style: Style(attributes: .bold))
        #expect(end >= column)
        if let limit { #expect(end <= max(column, column + limit)) }
        if Int.random(in: 0..<4, using: &random) == 0 {
          frame.fill(Rect(column: column, row: 0, columns: 2, rows: 1), with: "x")
        }
      }
      let widths = frame.row(0).map(\.width) + [1]
      for (index, width) in widths.enumerated() {
        if width == 2 { #expect(widths[index + 1] == 0) }
        if width == 0 { #expect(index > 0 && widths[index - 1] == 2) }
      }
      #expect(frame.text[1] == "")
    }
  }
}
