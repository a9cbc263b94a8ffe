import Dashboard
import Testing

/// Where what was typed and what the server keeps differ.
@Suite struct TextDifferenceTests {
  private func own(_ side: TextDifference.Side) -> String {
    String(String.UnicodeScalarView(side.own.sorted().map { side.scalars[$0] }))
  }

  private func lines(_ side: TextDifference.Side) -> [String] {
    side.differingLines.map { String(String.UnicodeScalarView(side.scalars[$0])) }
  }

  @Test func whatIsDroppedIsMarkedInWhatWasTyped() {
    let difference = TextDifference(from: "C:\\forms\\b7.pdf", to: "C:formsb7.pdf")
    #expect(own(difference.before) == "\\\\")
    #expect(difference.after.own.isEmpty)
    #expect(difference.after.gaps == [2, 7])
  }

  @Test func whatIsDecodedKeepsWhatBothHave() {
    let difference = TextDifference(from: "a &amp; b", to: "a & b")
    #expect(own(difference.before) == "amp;")
    #expect(difference.after.own.isEmpty)
  }

  @Test func whatIsCutIsTheEnd() {
    let difference = TextDifference(from: "one two three", to: "one two")
    #expect(own(difference.before) == " three")
    #expect(difference.after.gaps == [7])
  }

  @Test func onlyTheLinesThatDifferAreTold() {
    let difference = TextDifference(from: "first\nC:\\b\nlast", to: "first\nC:b\nlast")
    #expect(lines(difference.before) == ["C:\\b"])
    #expect(lines(difference.after) == ["C:b"])
  }

  @Test func equalTextsDifferNowhere() {
    let difference = TextDifference(from: "same", to: "same")
    #expect(difference.isEmpty)
    #expect(difference.after.differingLines.isEmpty)
  }

  @Test func aTextThatOthersReplaceWhollyIsMarkedWhole() {
    let difference = TextDifference(from: "abc", to: "xyz")
    #expect(own(difference.before) == "abc")
    #expect(own(difference.after) == "xyz")
  }

  @Test func longTextsAreComparedQuickly() {
    let long = String(repeating: "\\a", count: 50_000)
    let difference = TextDifference(from: long + "x", to: String(repeating: "a", count: 50_000))
    #expect(difference.before.own.count > 50_000)
  }
}
