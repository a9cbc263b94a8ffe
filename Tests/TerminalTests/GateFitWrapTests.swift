import Testing

@testable import Terminal

@Suite struct GateFitTests {
  @Test(arguments: [
    ("hello", 5, "hello"), ("hello", 4, "hel…"), ("hello", 1, "…"), ("hello", 0, ""), ("hello", -3, ""),
    ("谢谢你", 6, "谢谢你"), ("谢谢你", 5, "谢谢…"), ("谢谢你", 4, "谢…"), ("谢谢你", 3, "谢…"), ("谢", 1, "…"),
    ("cafe\u{301}s", 4, "caf…"), ("a\nb", 3, "a␊b"), ("", 3, ""),
  ])
  func cutsAtCells(text: String, columns: Int, expected: String) {
    #expect(Gate.fit(text, columns: columns) == expected)
  }

  @Test func neverTakesMoreThanItsColumns() {
    var random = SeededGenerator(seed: 1)
    for _ in 0..<2000 {
      let text = random.text(scalars: .random(in: 0...30, using: &random))
      let columns = Int.random(in: -1...40, using: &random)
      let fitted = Gate.fit(text, columns: columns)
      #expect(Gate.width(fitted) <= max(0, columns))
      #expect(Gate.safe(fitted) == fitted)
      if Gate.width(text) <= columns { #expect(fitted == Gate.safe(text)) }
    }
  }
}

@Suite struct GateWrapTests {
  @Test(arguments: [
    ("", 10, [""]),
    ("one two three", 7, ["one two", "three"]),
    ("one two three", 8, ["one two", "three"]),
    ("one  two", 4, ["one", "two"]),
    ("trailing   ", 20, ["trailing"]),
    ("  indented text", 10, ["  indented", "text"]),
    ("extraordinarily", 5, ["extra", "ordin", "arily"]),
    ("an extraordinarily", 5, ["an", "extra", "ordin", "arily"]),
    ("a\nb", 5, ["a", "b"]),
    ("a\r\nb\n", 5, ["a", "b", ""]),
    ("a\n\nb", 5, ["a", "", "b"]),
    ("a\rb", 5, ["a␍b"]),
    ("\n\u{301}x", 5, ["", " \u{301}x"]),
    ("谢谢,收到了", 4, ["谢", "谢,", "收到", "了"]),
    ("hi 谢谢收到了", 8, ["hi 谢谢", "收到了"]),
    ("谢", 1, ["…"]),
    ("谢谢", 1, ["…", "…"]),
    ("anything", 0, [""]),
    ("anything", -1, [""]),
    ("a\tb c", 3, ["a b", "c"]),
    ("\u{1B}[2J x", 4, ["␛[2J", "x"]),
  ])
  func breaks(text: String, columns: Int, expected: [String]) {
    #expect(Gate.wrap(text, columns: columns) == expected)
  }

  @Test func linesFitAreSafeAndLoseNothingButBlanks() {
    var random = SeededGenerator(seed: 2)
    for _ in 0..<2000 {
      let text = random.text(scalars: .random(in: 0...60, using: &random))
      let columns = Int.random(in: 2...20, using: &random)
      let lines = Gate.wrap(text, columns: columns)
      for line in lines {
        #expect(Gate.width(line) <= columns)
        #expect(Gate.safe(line).unicodeScalars.elementsEqual(line.unicodeScalars))
      }
      // Pieces of an emoji that a newline parted are not joined any more, so compare without newlines.
      if !text.unicodeScalars.contains("\n") {
        let kept = lines.joined().unicodeScalars.filter { $0 != " " }
        #expect(kept.elementsEqual(Gate.safe(text).unicodeScalars.filter { $0 != " " }))
      }
    }
  }

  @Test func aWordIsBrokenOnlyIfItIsLongerThanALine() {
    var random = SeededGenerator(seed: 3)
    for _ in 0..<500 {
      let words = (0..<12).map { _ in String(repeating: "w", count: .random(in: 1...9, using: &random)) }
      let lines = Gate.wrap(words.joined(separator: " "), columns: 9)
      #expect(lines.flatMap { $0.split(separator: " ").map(String.init) } == words)
    }
  }
}
