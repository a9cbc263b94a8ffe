import Testing

@testable import Terminal

@Suite struct PlainFrameTests {
  private func plain(_ text: String) -> String {
    var frame = Frame(size: Size(columns: 30, rows: 1))
    frame.put(text, row: 0, column: 0)
    frame.reduceToASCII()
    return frame.text[0]
  }

  @Test(arguments: [
    ("plain ~!", "plain ~!"), ("Jörg Ñandú", "Jorg Nandu"), ("Łódź", "Lodz"), ("ok…", "ok~"),
    ("“B7” – ‘x’", "\"B7\" - 'x'"),
    ("e\u{301}", "e"), ("谢x", "??x"), ("مرحبا", "?????"), ("\u{1B}[2J", "^[2J"), ("\u{202E}a", "?a"), ("└┼", "?+"),
  ])
  func everyCharacterHasAStandInOfItsWidth(text: String, shown: String) {
    #expect(plain(text) == shown)
    #expect(Gate.width(plain(text)) == Gate.width(text))
  }

  @Test func nothingBeyondASCIIRemains() {
    var random = SeededGenerator(seed: 77)
    for _ in 0..<500 {
      let text = plain(random.text(scalars: 30))
      #expect(text.unicodeScalars.allSatisfy { (0x20...0x7E).contains($0.value) }, "\(text)")
    }
  }
}

@Suite struct FrameDumpTests {
  @Test func aTwinHasALetterForEachLookAndSaysWhatItMeans() {
    var frame = Frame(size: Size(columns: 8, rows: 2))
    frame.put("ab", row: 0, column: 0, style: Style(foreground: .ansi(9), attributes: .bold))
    frame.put("cd", row: 1, column: 2, style: Style(foreground: .indexed(81), background: .ansi(3)))
    #expect(frame.styleTwin() == ["aa", "  bb", "", "a bold bright-red", "b 81 on yellow"])
    #expect(frame.styleTwin(colors: false) == ["aa", "  bb", "", "a bold", "b reverse"])
  }

  @Test func aBackgroundShowsEvenWhereNothingIsWritten() {
    var frame = Frame(size: Size(columns: 4, rows: 1))
    frame.fill(Rect(column: 1, row: 0, columns: 2, rows: 1), style: Style(background: .ansi(4)))
    #expect(frame.text == [""])
    #expect(frame.styleTwin() == [" aa", "", "a on blue"])
  }
}
