import Dashboard
import Terminal
import Testing

@Suite struct TextFieldTests {
  private func press(_ field: inout TextField, _ keys: String) {
    for word in keys.split(separator: " ") { if let key = KeyNotation.key(word) { _ = field.handle(key) } }
  }

  @Test func typingGoesInAtTheCursor() {
    var field = TextField("ac")
    press(&field, "Left b")
    #expect(field.text == "abc")
    #expect(field.cursor == 2)
  }

  @Test func readlineKeysKillAndYank() {
    var field = TextField("one two three")
    press(&field, "C-w")
    #expect(field.text == "one two ")
    press(&field, "C-a C-y")
    #expect(field.text == "threeone two ")
    press(&field, "C-k")
    #expect(field.text == "three")
    press(&field, "C-u")
    #expect(field.text.isEmpty)
  }

  @Test func whatStandsBetweenBlanksIsTakenAwayWhole() {
    var field = TextField("see \"B7\".Y, +62-811  ")
    press(&field, "C-w")
    #expect(field.text == "see \"B7\".Y, ")
    press(&field, "C-w")
    #expect(field.text == "see ")
  }

  @Test func wordsAreSteppedOver() {
    var field = TextField("one two")
    press(&field, "M-b")
    #expect(field.cursor == 4)
    press(&field, "M-b M-d")
    #expect(field.text == " two")
  }

  @Test func aMarkGoesWithItsBase() {
    var field = TextField("e\u{301}x")
    press(&field, "Left Backspace")
    #expect(field.text == "x")
  }

  @Test func enterIsALineEndOnlyWhereThereAreLines() {
    var one = TextField("a")
    let wasTaken = one.handle(.enter)
    #expect(!wasTaken)
    var many = TextField("a", isMultiline: true)
    _ = many.handle(.enter)
    #expect(many.text == "a\n")
  }

  @Test func upAndDownKeepTheColumn() {
    var field = TextField("abc\nde\nfghi", isMultiline: true)
    press(&field, "Home Right Up")
    #expect(field.cursor == 5)
    press(&field, "Up Up")
    #expect(field.cursor == 1)
    press(&field, "Down Down Down")
    #expect(field.cursor == 8)
  }

  @Test func pastedLineEndsBecomeBlanksInOneLine() {
    var field = TextField()
    field.paste("a\r\nb\rc")
    #expect(field.text == "a b c")
    var many = TextField(isMultiline: true)
    many.paste("a\r\nb\rc")
    #expect(many.text == "a\nb\nc")
  }

  @Test func noKeysEverLeaveTheText() {
    var random = SystemRandomNumberGenerator()
    let keys: [Key] = [
      .left, .right, .up, .down, .home, .end, .backspace, .delete, .enter, .character("x"), .character("\u{301}"),
      .control("a"), .control("e"), .control("k"), .control("u"), .control("w"), .control("y"), .control("d"),
      .alt("b"), .alt("f"), .alt("d"), .control("p"), .control("n"),
    ]
    var field = TextField("one two\nthree", isMultiline: true)
    for _ in 0..<20_000 {
      _ = field.handle(keys.randomElement(using: &random) ?? .left)
      #expect((0...field.scalars.count).contains(field.cursor))
      if field.scalars.count > 200 { field = TextField("x", isMultiline: true) }
    }
  }
}
