import Testing

@testable import CursesTerminal

@Suite struct ClipboardTests {
  private func text(_ bytes: [UInt8]?) -> String? { bytes.map { String(decoding: $0, as: UTF8.self) } }

  @Test(arguments: [
    ("", ""), ("f", "Zg=="), ("fo", "Zm8="), ("foo", "Zm9v"), ("foob", "Zm9vYg=="), ("fooba", "Zm9vYmE="),
    ("foobar", "Zm9vYmFy"), ("\u{1B}]0;x\u{7}é", "G10wO3gHw6k="),
  ])
  func textGoesOutAsBase64Only(plain: String, base64: String) {
    #expect(text(Clipboard.sequence(for: plain, isInTmux: false)) == "\u{1B}]52;c;\(base64)\u{7}")
  }

  @Test func insideTmuxItIsWrapped() {
    #expect(
      text(Clipboard.sequence(for: "foo", isInTmux: true)) == "\u{1B}Ptmux;\u{1B}\u{1B}]52;c;Zm9v\u{7}\u{1B}\\")
  }

  @Test func anEmptyVariableIsOutsideTmux() {
    #expect(!Clipboard.isInTmux(nil))
    #expect(!Clipboard.isInTmux(""))
    #expect(Clipboard.isInTmux("/tmp/tmux-0/default,100,0"))
  }

  @Test func aTextThatIsTooLargeIsNotSent() {
    #expect(Clipboard.sequence(for: String(repeating: "x", count: Clipboard.most), isInTmux: false) != nil)
    #expect(Clipboard.sequence(for: String(repeating: "x", count: Clipboard.most + 1), isInTmux: false) == nil)
  }
}
