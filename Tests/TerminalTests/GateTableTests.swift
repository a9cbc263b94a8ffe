import Testing

@testable import Terminal

/// What the gate makes of each kind of text.
@Suite struct GateTableTests {
  struct Sample: Sendable, CustomTestStringConvertible {
    let name: String
    let text: String
    let safe: String
    let width: Int

    var testDescription: String { name }

    init(_ name: String, _ text: String, _ safe: String, _ width: Int) {
      (self.name, self.text, self.safe, self.width) = (name, text, safe, width)
    }
  }

  static let samples = [
    Sample("plain", "Hello, world", "Hello, world", 12),
    Sample("tab is one blank", "a\tb", "a b", 3),
    Sample("newline is its picture", "a\nb", "a␊b", 3),
    Sample("CR LF, one character to Swift, is two pictures", "a\r\nb", "a␍␊b", 4),
    Sample("escape sequence", "\u{1B}[31mred", "␛[31mred", 8),
    Sample("operating system command", "\u{1B}]0;title\u{7}", "␛]0;title␇", 10),
    Sample("8-bit control sequence", "\u{9B}31m", "\u{FFFD}31m", 4),
    Sample("NUL and DEL", "\u{0}\u{7F}", "␀␡", 2),
    Sample("next line, a C1", "a\u{85}b", "a\u{FFFD}b", 3),
    Sample("line and paragraph separator", "a\u{2028}b\u{2029}c", "a\u{FFFD}b\u{FFFD}c", 5),
    Sample("bidi override", "abc\u{202E}fed\u{202C}", "abc\u{FFFD}fed\u{FFFD}", 8),
    Sample("bidi isolate", "\u{2067}a\u{2069}", "\u{FFFD}a\u{FFFD}", 3),
    Sample("direction marks", "a\u{200E}\u{200F}\u{61C}", "a\u{FFFD}\u{FFFD}\u{FFFD}", 4),
    Sample("zero-width space, joiner, word joiner, byte order mark", "a\u{200B}b\u{200C}c\u{2060}d\u{FEFF}", "abcd", 4),
    Sample("soft hyphen", "co\u{AD}op", "coop", 4),
    Sample("combining grapheme joiner", "a\u{34F}b", "ab", 2),
    Sample("Hangul filler", "a\u{3164}\u{115F}b", "ab", 2),
    Sample("composed letter", "cafe\u{301}", "cafe\u{301}", 4),
    Sample("mark with nothing before it stands on a blank", "\u{301}a", " \u{301}a", 2),
    Sample("mark after a newline stands on its picture", "\n\u{301}", "␊\u{301}", 1),
    Sample("a fifth mark is dropped", "a\u{300}\u{301}\u{302}\u{303}\u{304}b", "a\u{300}\u{301}\u{302}\u{303}b", 2),
    Sample("CJK", "谢谢,收到了", "谢谢,收到了", 11),
    Sample("fullwidth", "ＡＢ", "ＡＢ", 4),
    Sample("Hangul", "한국", "한국", 4),
    Sample("Hangul of conjoining letters", "\u{1112}\u{1161}\u{11AB}", "\u{1112}\u{1161}\u{11AB}", 2),
    Sample("Thai, of which one character is two columns", "กำ", "กำ", 2),
    Sample("Devanagari conjunct", "क्षि", "क्षि", 3),
    Sample("Arabic with vowels", "مَرْحَبًا", "مَرْحَبًا", 5),
    Sample("emoji", "👍", "👍", 2),
    Sample("skin tone", "👍🏽!", "👍!", 3),
    Sample("family, joined", "👨\u{200D}👩\u{200D}👧\u{200D}👦 x", "👨 x", 4),
    Sample("joined through a narrow heart", "👩\u{200D}❤\u{FE0F}\u{200D}👨x", "👩x", 3),
    Sample("rainbow flag", "🏳\u{FE0F}\u{200D}🌈", "🏳", 1),
    Sample("joiner between letters joins nothing", "क\u{200D}ष", "कष", 2),
    Sample("emoji after a joined one", "👨\u{200D}👩👧", "👨👧", 4),
    Sample("flag of a country shows its letters", "🇩🇪", "DE", 2),
    Sample("heart with emoji selector", "❤\u{FE0F}", "❤", 1),
    Sample("keycap", "1\u{FE0F}\u{20E3}", "1\u{20E3}", 1),
    Sample("flag of tag letters", "🏴\u{E0067}\u{E0062}\u{E007F}", "🏴", 2),
    Sample("unassigned", "\u{378}\u{E1000}", "\u{FFFD}\u{FFFD}", 2),
    Sample("private use, as wide as glibc says", "\u{E0B0}", "\u{E0B0}", 1),
    Sample("annotation marks", "a\u{FFF9}b\u{FFFA}c\u{FFFB}", "a\u{FFFD}b\u{FFFD}c\u{FFFD}", 6),
    Sample("box drawing", "─│▏●", "─│▏●", 4),
    Sample("empty", "", "", 0),
  ]

  @Test(arguments: samples)
  func isShownAs(sample: Sample) {
    #expect(Gate.safe(sample.text).unicodeScalars.elementsEqual(sample.safe.unicodeScalars))
    #expect(Gate.width(sample.text) == sample.width)
  }

  @Test(arguments: samples)
  func passesAgainUnchanged(sample: Sample) {
    let once = Gate.safe(sample.text)
    #expect(Gate.safe(once).unicodeScalars.elementsEqual(once.unicodeScalars))
  }

  @Test func everyC0IsItsPicture() throws {
    for value in UInt32(0)..<0x20 where value != 9 {
      let picture = try #require(Unicode.Scalar(0x2400 + value))
      let scalar = try #require(Unicode.Scalar(value))
      #expect(Gate.safe(String(scalar)) == String(picture))
    }
  }

  @Test func everyC1IsAReplacement() throws {
    for value in UInt32(0x80)...0x9F {
      let scalar = try #require(Unicode.Scalar(value))
      #expect(Gate.safe(String(scalar)) == "\u{FFFD}")
    }
  }

  @Test func everyBidiControlIsVisible() throws {
    for value in [0x61C, 0x200E, 0x200F] + Array(0x202A...0x202E) + Array(0x2066...0x2069) {
      let scalar = try #require(Unicode.Scalar(UInt32(value)))
      #expect(Gate.safe(String(scalar)) == "\u{FFFD}")
    }
  }

  /// The compiler takes no such literal.
  @Test(arguments: [0xFDD0, 0xFFFE, 0xFFFF, 0x1FFFE, 0x10FFFF] as [UInt32])
  func aNoncharacterIsAReplacement(value: UInt32) throws {
    let scalar = try #require(Unicode.Scalar(value))
    #expect(Gate.safe(String(scalar)) == "\u{FFFD}")
  }

  @Test func hundredsOfMarksLeaveFour() {
    let zalgo = "Z" + String(repeating: "\u{301}\u{489}", count: 300) + "a"
    let cells = Gate.cells(zalgo, style: .plain)
    #expect(cells.map(\.markCount) == [4, 0])
  }

  @Test func aSubstringIsReadAsItStands() {
    let whole = "x\u{1B}[y"
    #expect(Gate.safe(whole.dropFirst()) == "␛[y")
  }
}
