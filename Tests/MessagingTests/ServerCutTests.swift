import Messaging
import Testing

/// The recorded account: `sms_max_count` 3 and a footer of five bytes, so 453.
@Suite struct ServerCutTests {
  let rules = ServerRules(smsMaxCount: 3, accountFooterBytes: 5)

  @Test func plainTextIsCutToTheLimit() {
    let rewriting = ServerRewriting(String(repeating: "a", count: 600), rules: rules)
    #expect(rewriting.kept == String(repeating: "a", count: 453))
    #expect(rewriting.changes == [.cut])
    #expect(rewriting.refusal == nil)
  }

  @Test func textOfExactlyTheLimitIsWhole() {
    let rewriting = ServerRewriting(String(repeating: "a", count: 453), rules: rules)
    #expect(rewriting.kept.count == 453)
    #expect(rewriting.changes.isEmpty)
  }

  @Test func euroSignsAreCutByTheirThreeBytes() {
    let rewriting = ServerRewriting(String(repeating: "€", count: 160), rules: rules)
    #expect(rewriting.kept == String(repeating: "€", count: 151))
    #expect(rewriting.changes == [.cut])
    #expect(rewriting.refusal == nil)
  }

  @Test func aCutInsideACharacterIsRefused() {
    let rewriting = ServerRewriting("a" + String(repeating: "€", count: 160), rules: rules)
    #expect(rewriting.refusal == .cutInsideCharacter(limit: 453))
    #expect(rewriting.kept == "a" + String(repeating: "€", count: 150))
  }

  @Test(arguments: [400, 453])
  func unicodeUpToTheLimitIsWhole(count: Int) {
    let rewriting = ServerRewriting(String(repeating: "م", count: count), rules: rules)
    #expect(rewriting.kept.unicodeScalars.count == count)
    #expect(rewriting.refusal == nil)
  }

  @Test(arguments: [454, 459, 500])
  func longerUnicodeIsRefused(count: Int) {
    let rewriting = ServerRewriting(String(repeating: "م", count: count), rules: rules)
    #expect(rewriting.refusal == .unicodeTooLong(limit: 453))
  }

  @Test func theCutComesBeforeTheLastBackslashesGo() {
    let rewriting = ServerRewriting(String(repeating: "\\\\\\\\a", count: 300), rules: rules)
    // Two backslashes for each letter are still there when it is cut: 151 groups of three bytes.
    #expect(rewriting.kept == String(repeating: "a", count: 151))
    #expect(rewriting.changes == [.backslashes, .cut])
  }

  @Test func withoutAFooterTheLimitIsWhole() {
    #expect(ServerRules(accountFooterBytes: 0).textLimit == 459...459)
    #expect(ServerRules(accountFooterBytes: 30).textLimit == 428...428)
    #expect(ServerRules(smsMaxCount: 1, accountFooterBytes: 0).textLimit == 160...160)
    #expect(ServerRules(smsMaxCount: 0, accountFooterBytes: 200).textLimit == 0...0)
  }

  @Test func anUnknownFooterMakesTheLimitARange() {
    #expect(ServerRules().textLimit == 428...459)
    #expect(ServerRewriting(String(repeating: "a", count: 428)).changes.isEmpty)
    #expect(ServerRewriting(String(repeating: "a", count: 429)).changes == [.mayBeCut])
    #expect(ServerRewriting(String(repeating: "م", count: 459)).changes == [.mayBeCut])
    #expect(ServerRewriting(String(repeating: "م", count: 459)).refusal == nil)
    #expect(ServerRewriting(String(repeating: "a", count: 460)).kept.count == 459)
  }
}
