import Messaging
import Testing

@Suite struct ServerFooterTests {
  @Test(arguments: [
    ("ACME", "ACME"), ("my footer", "my footer"), ("a+b-c_d@e", "a+b-c_d@e"), (" ACME! (Ltd.) ", "ACME Ltd"),
    ("<b>x</b>", "x"), ("é م 日", "é م 日"), ("😀", ""), ("", ""),
  ])
  func keepsLettersDigitsAndAFewSigns(footer: String, kept: String) {
    let result = ServerFooter(footer)
    #expect(result.kept == kept)
    #expect(result.isChanged == (footer != kept))
    #expect(!result.isTooLong)
  }

  @Test func thirtyBytesAreTooMany() {
    #expect(!ServerFooter(String(repeating: "f", count: 29)).isTooLong)
    #expect(ServerFooter(String(repeating: "f", count: 30)).isTooLong)
    #expect(ServerFooter(String(repeating: "f", count: 60)).isTooLong)
    #expect(!ServerFooter(String(repeating: "é", count: 14)).isTooLong)
    #expect(ServerFooter(String(repeating: "é", count: 15)).isTooLong)
    #expect(!ServerFooter(String(repeating: "!", count: 60)).isTooLong)
  }
}
