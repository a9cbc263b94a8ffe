import Terminal
import Testing

@Suite struct DirectionalityTests {
  @Test(arguments: ["مرحبا", "שלום", "ok שלום", "ޓ", "٤٢", "\u{FEB3}", "\u{1E900}"])
  func lettersFromRightToLeftAreKnown(text: String) { #expect(Directionality.isMixed(text)) }

  @Test(arguments: ["", "hello", "Jörg", "谢谢", "👩‍👩‍👧‍👦", "Привет", "\u{202E}", "─│", "ไทย", "नमस्ते"])
  func otherTextIsNot(text: String) { #expect(!Directionality.isMixed(text)) }

  @Test func theSignsTakeAColumnEach() {
    #expect(Gate.width(String(Directionality.opening)) == 1)
    #expect(Gate.width(String(Directionality.closing)) == 1)
    #expect(Gate.width(Directionality.marked("abc")) == 3)
    #expect(Gate.width(Directionality.marked("שלום")) == 4 + Directionality.columns)
  }

  @Test func wrappedLinesLeaveRoomForTheSigns() {
    let text = String(repeating: "שלום ", count: 20)
    #expect(Gate.wrap(text, columns: 20).allSatisfy { Gate.width($0) <= 20 - Directionality.columns })
    #expect(Gate.wrap("word " + text, columns: 1).allSatisfy { Gate.width($0) <= 1 })
  }
}
