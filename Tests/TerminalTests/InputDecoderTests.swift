import Testing

@testable import Terminal

/// The sequences that terminals send.
@Suite struct InputDecoderTests {
  static let sequences: [(bytes: String, events: [InputEvent])] = [
    // Characters
    ("a", [.key(.character("a"))]), ("é", [.key(.character("é"))]), ("谢", [.key(.character("谢"))]),
    ("👍", [.key(.character("👍"))]), (" ", [.key(.character(" "))]),
    // Controls
    ("\r", [.key(.enter)]), ("\n", [.key(.enter)]), ("\t", [.key(.tab)]), ("\u{7F}", [.key(.backspace)]),
    ("\u{8}", [.key(.backspace)]), ("\u{0}", [.key(.control("@"))]), ("\u{1}", [.key(.control("a"))]),
    ("\u{3}", [.key(.control("c"))]), ("\u{1A}", [.key(.control("z"))]), ("\u{1C}", [.key(.control("\\"))]),
    ("\u{1D}", [.key(.control("]"))]), ("\u{1E}", [.key(.control("^"))]), ("\u{1F}", [.key(.control("_"))]),
    // Cursor keys, plain and in application mode
    ("\u{1B}[A", [.key(.up)]), ("\u{1B}[B", [.key(.down)]), ("\u{1B}[C", [.key(.right)]), ("\u{1B}[D", [.key(.left)]),
    ("\u{1B}OA", [.key(.up)]), ("\u{1B}OB", [.key(.down)]), ("\u{1B}OC", [.key(.right)]), ("\u{1B}OD", [.key(.left)]),
    // Home and End of xterm, of xterm in application mode, of screen, tmux and the Linux console, of rxvt
    ("\u{1B}[H", [.key(.home)]), ("\u{1B}[F", [.key(.end)]), ("\u{1B}OH", [.key(.home)]), ("\u{1B}OF", [.key(.end)]),
    ("\u{1B}[1~", [.key(.home)]), ("\u{1B}[4~", [.key(.end)]), ("\u{1B}[7~", [.key(.home)]),
    ("\u{1B}[8~", [.key(.end)]),
    ("\u{1B}[2~", [.key(.insert)]), ("\u{1B}[3~", [.key(.delete)]), ("\u{1B}[5~", [.key(.pageUp)]),
    ("\u{1B}[6~", [.key(.pageDown)]), ("\u{1B}[Z", [.key(.backTab)]), ("\u{1B}\t", [.key(.backTab)]),
    // Function keys
    ("\u{1B}OP", [.key(.function(1))]), ("\u{1B}OS", [.key(.function(4))]), ("\u{1B}[11~", [.key(.function(1))]),
    ("\u{1B}[15~", [.key(.function(5))]), ("\u{1B}[17~", [.key(.function(6))]), ("\u{1B}[21~", [.key(.function(10))]),
    ("\u{1B}[23~", [.key(.function(11))]), ("\u{1B}[24~", [.key(.function(12))]), ("\u{1B}[[A", [.key(.function(1))]),
    ("\u{1B}[[E", [.key(.function(5))]), ("\u{1B}[34~", [.key(.function(20))]),
    // Keys held with others are the keys
    ("\u{1B}[1;5A", [.key(.up)]), ("\u{1B}[1;2D", [.key(.left)]), ("\u{1B}[1;3H", [.key(.home)]),
    ("\u{1B}[3;5~", [.key(.delete)]), ("\u{1B}[1;2P", [.key(.function(1))]), ("\u{1B}[15;2~", [.key(.function(5))]),
    ("\u{1B}O5A", [.key(.up)]), ("\u{1B}O1;2P", [.key(.function(1))]), ("\u{1B}[a", [.key(.up)]),
    ("\u{1B}Od", [.key(.left)]), ("\u{1B}[5^", [.key(.pageUp)]), ("\u{1B}[7$", [.key(.home)]),
    ("\u{1B}[3@", [.key(.delete)]),
    // Keypad
    ("\u{1B}OM", [.key(.enter)]), ("\u{1B}Oj", [.key(.character("*"))]), ("\u{1B}Op", [.key(.character("0"))]),
    ("\u{1B}Oy", [.key(.character("9"))]), ("\u{1B}OX", [.key(.character("="))]),
    // Alt
    ("\u{1B}a", [.key(.alt("a"))]), ("\u{1B}é", [.key(.alt("é"))]), ("\u{1B}\u{7F}", [.key(.control("w"))]),
    ("\u{1B}\r", [.key(.escape), .key(.enter)]), ("\u{1B}\u{1B}[A", [.key(.escape), .key(.up)]),
    // Mouse
    ("\u{1B}[<0;1;1M", [.mouse(MouseEvent(action: .press(button: 1), at: Position(column: 0, row: 0)))]),
    ("\u{1B}[<2;80;24M", [.mouse(MouseEvent(action: .press(button: 3), at: Position(column: 79, row: 23)))]),
    ("\u{1B}[<0;300;5m", [.mouse(MouseEvent(action: .release, at: Position(column: 299, row: 4)))]),
    ("\u{1B}[<64;2;3M", [.mouse(MouseEvent(action: .wheelUp, at: Position(column: 1, row: 2)))]),
    ("\u{1B}[<81;2;3M", [.mouse(MouseEvent(action: .wheelDown, at: Position(column: 1, row: 2)))]),
    ("\u{1B}[M !!", [.mouse(MouseEvent(action: .press(button: 1), at: Position(column: 0, row: 0)))]),
    ("\u{1B}[M#!\"", [.mouse(MouseEvent(action: .release, at: Position(column: 0, row: 1)))]),
    ("\u{1B}[<35;5;5M", []), ("\u{1B}[<0;0;0M", []), ("\u{1B}[<0;1M", []), ("\u{1B}[<;;M", []),
    // Focus and paste
    ("\u{1B}[I", [.focus(true)]), ("\u{1B}[O", [.focus(false)]),
    ("\u{1B}[200~hi\r\u{1B}[A é\u{1B}[201~x", [.paste("hi\r\u{1B}[A é"), .key(.character("x"))]),
    ("\u{1B}[200~\u{1B}[201~", [.paste("")]), ("\u{1B}[200~\u{1B}\u{1B}[20\u{1B}[201~", [.paste("\u{1B}\u{1B}[20")]),
    ("\u{1B}[201~", []),
    // What is unknown is swallowed whole
    ("\u{1B}[999~x", [.key(.character("x"))]), ("\u{1B}[?1;2cx", [.key(.character("x"))]),
    ("\u{1B}[12;40Rx", [.key(.character("x"))]), ("\u{1B}[?2026;2$yx", [.key(.character("x"))]),
    ("\u{1B}]11;rgb:0000/0000/0000\u{7}x", [.key(.character("x"))]),
    ("\u{1B}P1$r0m\u{1B}\\x", [.key(.character("x"))]), ("\u{1B}_Gi=1;OK\u{1B}\\x", [.key(.character("x"))]),
    ("\u{1B}[" + String(repeating: "1;", count: 100) + "Ax", [.key(.character("x"))]),
    // What breaks off does not take the next key with it
    ("\u{1B}[1;\u{1B}[A", [.key(.up)]), ("\u{1B}[[\u{1B}[A", [.key(.up)]), ("\u{1B}[1;5\r", [.key(.enter)]),
    ("\u{1B}O\u{1B}[A", [.key(.alt("O")), .key(.up)]), ("\u{1B}[M\u{1B}[A", [.key(.up)]),
    // C1 controls as characters
    ("\u{9B}A", [.key(.character("A"))]), ("\u{85}", []),
  ]

  static let raw: [(bytes: [UInt8], events: [InputEvent])] = [
    ([0x9B, 0x41], [.key(.character("A"))]), ([0x80], []), ([0xFF, 0x61], [.key(.character("a"))]),
    // A character cut by another, written too long, a surrogate, beyond Unicode
    ([0xC3, 0x61], [.key(.character("a"))]), ([0xE8, 0xB0, 0x1B, 0x5B, 0x41], [.key(.up)]),
    ([0xC0, 0x9B, 0x61], [.key(.character("a"))]), ([0xE0, 0x80, 0x9B, 0x61], [.key(.character("a"))]),
    ([0xED, 0xA0, 0x80, 0x61], [.key(.character("a"))]), ([0xF4, 0x90, 0x80, 0x80, 0x61], [.key(.character("a"))]),
    ([0x1B, 0xC3, 0x61], [.key(.escape), .key(.character("a"))]),
    ([0x1B, 0x9B], [.key(.escape)]),
  ]

  static let all: [(bytes: [UInt8], events: [InputEvent])] = sequences.map { (Array($0.bytes.utf8), $0.events) } + raw

  @Test(arguments: all)
  func sequenceIsDecoded(bytes: [UInt8], events: [InputEvent]) {
    var decoder = InputDecoder()
    #expect(decoder.feed(bytes) == events)
    #expect(!decoder.pending)
  }

  @Test(arguments: all)
  func everySplitGivesTheSame(bytes: [UInt8], events: [InputEvent]) {
    for cut in 0...bytes.count {
      var decoder = InputDecoder()
      #expect(decoder.feed(bytes[..<cut]) + decoder.feed(bytes[cut...]) == events)
    }
    var decoder = InputDecoder()
    #expect(bytes.flatMap { decoder.feed([$0]) } == events)
  }

  @Test func allSequencesInOneStreamSplitAnywhereGiveTheSame() {
    let stream = InputDecoderTests.all.flatMap(\.bytes)
    let events = InputDecoderTests.all.flatMap(\.events)
    var whole = InputDecoder()
    #expect(whole.feed(stream) == events)
    var random = SeededGenerator(seed: 5)
    for _ in 0..<200 {
      var decoder = InputDecoder()
      var got: [InputEvent] = []
      var rest = stream[...]
      while !rest.isEmpty {
        let count = min(rest.count, Int.random(in: 1...9, using: &random))
        got += decoder.feed(rest.prefix(count))
        rest = rest.dropFirst(count)
      }
      #expect(got == events)
    }
  }

  @Test(arguments: [
    ("\u{1B}", [InputEvent.key(.escape)]), ("\u{1B}[", [.key(.alt("["))]), ("\u{1B}O", [.key(.alt("O"))]),
    ("\u{1B}]", [.key(.alt("]"))]), ("\u{1B}P", [.key(.alt("P"))]), ("\u{1B}]11;rgb", []),
    ("\u{1B}]11\u{1B}", [.key(.escape)]),
  ])
  func whatWaitsBecomesAKeyWhenNothingFollows(bytes: String, events: [InputEvent]) {
    var decoder = InputDecoder()
    #expect(decoder.feed(bytes.utf8) == [])
    #expect(decoder.pending)
    #expect(decoder.flush() == events)
    #expect(!decoder.pending)
    #expect(decoder.feed("x".utf8) == [.key(.character("x"))])
  }

  /// Its tail would otherwise run as commands when a slow line delays it.
  @Test(arguments: ["\u{1B}[1;", "\u{1B}[[", "\u{1B}O1;", "\u{1B}[200~abc"])
  func aSequenceThatCanOnlyBeOneWaitsWithoutATimeout(bytes: String) {
    var decoder = InputDecoder()
    _ = decoder.feed(bytes.utf8)
    #expect(!decoder.pending)
    #expect(decoder.flush() == [])
  }

  @Test func aCharacterCutShortWaitsForItsRest() {
    var decoder = InputDecoder()
    #expect(decoder.feed([0xC3]) == [])
    #expect(!decoder.pending)
    #expect(decoder.flush() == [])
    #expect(decoder.feed([0xA9]) == [.key(.character("é"))])
  }

  @Test func aPasteIsCutAtItsLimitAndAtACharacter() {
    var decoder = InputDecoder()
    let text = "x" + String(repeating: "é", count: InputDecoder.pasteLimit / 2)
    let events = decoder.feed("\u{1B}[200~\(text)more\u{1B}[201~z".utf8)
    #expect(events == [.paste(String(text.dropLast())), .key(.character("z"))])
  }

  @Test func aPasteWhoseEndIsLostCanBeEnded() {
    var decoder = InputDecoder()
    #expect(decoder.feed("\u{1B}[200~half a te\u{1B}[2".utf8).isEmpty)
    #expect(decoder.isInPaste && !decoder.pending)
    #expect(decoder.endPaste() == [.paste("half a te")])
    #expect(!decoder.isInPaste && decoder.endPaste().isEmpty)
    #expect(decoder.feed("\u{3}\u{1B}[201~".utf8) == [.key(.control("c"))], "a late end is none")
  }

  @Test func randomBytesNeverTrapAndNeverMakeAControlCharacter() {
    var random = SeededGenerator(seed: 6)
    let frequent = Array("\u{1B}\u{1B}[[O<;0129~MmAP$\u{7}]\\".utf8)
    for _ in 0..<500 {
      let bytes: [UInt8] = (0..<400).map { _ in
        Bool.random(using: &random) ? frequent.randomElement(using: &random) ?? 0 : .random(in: 0...255, using: &random)
      }
      var whole = InputDecoder()
      let events = whole.feed(bytes)
      var single = InputDecoder()
      #expect(bytes.flatMap { single.feed([$0]) } == events)
      #expect(whole.flush() == single.flush())
      for case .key(let key) in events {
        switch key {
        case .character(let scalar), .alt(let scalar):
          #expect(scalar.value >= 0x20 && !(0x7F...0x9F).contains(scalar.value))
        default: break
        }
      }
    }
  }
}
