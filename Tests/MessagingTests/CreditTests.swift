import Messaging
import Testing

@Suite struct CreditTests {
  @Test(arguments: [
    ("0", 0), ("100000", 100_000_000), ("2.5", 2_500), ("12.345", 12_345), ("-4.5", -4_500), ("99.500", 99_500),
    ("0.00", 0), ("-0.5", -500), ("0.001", 1), ("0.0019", 1), ("1.05", 1_050),
  ])
  func readsWhatServersWrite(text: String, thousandths: Int64) {
    #expect(Credit(text)?.thousandths == thousandths)
  }

  @Test(arguments: [
    "", "-", ".", ".5", "abc", "1e5", "1,5", "1.2.3", "1.x", " 1", "1 ", "٣", "null", "99999999999999999999",
    "9223372036854775807",
  ])
  func takesNothingElse(text: String) {
    #expect(Credit(text) == nil)
  }

  @Test(arguments: [
    (0, "0.00"), (2_500, "2.50"), (12_345, "12.345"), (-4_500, "-4.50"), (1_204_500, "1 204.50"),
    (100_000_000, "100 000.00"), (1_234_567_890, "1 234 567.89"), (1, "0.001"), (-500, "-0.50"), (10, "0.01"),
    (999_999, "999.999"),
  ])
  func isWrittenForReading(thousandths: Int64, text: String) {
    let written = Credit(thousandths: thousandths).text
    #expect(written.map { $0.isWhitespace ? " " : $0 } == Array(text))
  }

  @Test func theExtremesCanBeWritten() {
    #expect(Credit(thousandths: .min).text.hasPrefix("-9"))
    #expect(Credit(thousandths: .max).text.hasSuffix(".807"))
  }

  @Test func moreIsGreater() {
    #expect(Credit(thousandths: -1) < Credit(thousandths: 0))
    #expect(!(Credit(thousandths: 5) < Credit(thousandths: 5)))
  }
}
