import Messaging
import Testing

@Suite struct PlainTwinTests {
  @Test(arguments: [
    ("See you. Bring the form “B7”.", "See you. Bring the form \"B7\"."),
    ("it’s ‘fine’ ‚ok‛", "it's 'fine' 'ok'"),
    ("a – b — c − d ‑ e", "a - b - c - d - e"),
    ("wait…", "wait..."),
    ("10\u{A0}000\u{202F}EUR\tnow\u{3000}", "10 000 EUR now "),
    ("• one\u{2028}‣ two", "- one\n- two"),
    ("zero\u{200B}width\u{FEFF}", "zerowidth"),
    ("«oui» ‹non›", "\"oui\" 'non'"),
    ("ＡＢＣ１２３！", "ABC123!"),
    ("ﬁne ﬂow", "fine flow"),
    ("cafe\u{301} u\u{308}ber A\u{30A}", "café über Å"),
    ("`code`", "'code'"),
  ])
  func hasAPlainTwin(original: String, plain: String) {
    let twin = PlainTwin(of: original)
    #expect(Array(twin.text.unicodeScalars) == Array(plain.unicodeScalars))
    #expect(!twin.staysUnicode)
    #expect(!Segments(twin.text).forcesUnicode)
  }

  @Test func theChangesAreToldWithTheirPlaces() {
    let twin = PlainTwin(of: "a…e\u{301}\u{200B}")
    #expect(
      twin.replacements == [
        PlainTwin.Replacement(offset: 1, original: "…", twin: "..."),
        PlainTwin.Replacement(offset: 2, original: "e\u{301}", twin: "é"),
        PlainTwin.Replacement(offset: 4, original: "\u{200B}", twin: ""),
      ])
  }

  @Test(arguments: ["", "plain", "é è ñ € [x] Δ", "line\nline\r\n"])
  func whatFitsIsLeftAlone(text: String) {
    let twin = PlainTwin(of: text)
    #expect(twin.text == text)
    #expect(twin.replacements.isEmpty)
    #expect(!twin.staysUnicode)
  }

  @Test(arguments: ["ê", "ç", "م", "😀", "25 °C", "½", "κ", "1\u{FE0F}\u{20E3}", "👩\u{200D}👧"])
  func lettersAndSignsOfTheirOwnMeaningAreNotTouched(text: String) {
    let twin = PlainTwin(of: text)
    #expect(Array(twin.text.unicodeScalars) == Array(text.unicodeScalars))
    #expect(twin.staysUnicode)
  }

  @Test func aTextThatStaysUnicodeSaysSo() {
    let twin = PlainTwin(of: "“مرحبا”")
    #expect(twin.text == "\"مرحبا\"")
    #expect(twin.replacements.count == 2)
    #expect(twin.staysUnicode)
  }

  @Test func noTwinIsSomethingThatTheServerWouldTakeAway() {
    let everything = String(
      String.UnicodeScalarView((0x80...0xFFFF as ClosedRange<UInt32>).compactMap(Unicode.Scalar.init)))
    for replacement in PlainTwin(of: everything).replacements where !replacement.twin.isEmpty {
      #expect(Segments(replacement.twin).encoding == .gsm7, "\(replacement)")
      #expect(ServerRewriting("a" + replacement.twin + "b").changes.isEmpty, "\(replacement)")
    }
  }
}
