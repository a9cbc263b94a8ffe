import Messaging
import Testing

@Suite struct BillingTests {
  struct Recorded: Sendable {
    let name: String
    let text: String
    let footer: String
    let unicode: Bool
    let parts: Int
    init(_ name: String, _ character: String, _ count: Int, footer: String = "", unicode: Bool = false, _ parts: Int) {
      self.name = name
      text = String(repeating: character, count: count)
      self.footer = footer
      self.unicode = unicode
      self.parts = parts
    }
  }

  /// What a 1.4.8 server charged; the account's own footer had five bytes.
  static let recorded = [
    Recorded("parts_gsm160", "a", 160, 1),
    Recorded("parts_gsm161", "a", 161, 2),
    Recorded("parts_gsm306", "a", 306, 2),
    Recorded("parts_gsm307", "a", 307, 3),
    Recorded("parts_gsm600", "a", 600, 3),
    Recorded("parts_eur160", "€", 160, 3),
    Recorded("parts_uni70", "م", 70, unicode: true, 1),
    Recorded("parts_uni71", "م", 71, unicode: true, 2),
    Recorded("parts_uni134", "م", 134, unicode: true, 2),
    Recorded("parts_uni135", "م", 135, unicode: true, 3),
    Recorded("parts_emoji35", "😀", 35, unicode: true, 1),
    Recorded("parts_emoji36", "😀", 36, unicode: true, 1),
    Recorded("long_arabic", "م", 400, footer: "AnnaC", unicode: true, 7),
    Recorded("parts_rate25", "x", 1, 1),
  ]

  @Test(arguments: recorded)
  func billsAsRecorded(row: Recorded) {
    let kept = ServerRewriting(row.text, rules: ServerRules(accountFooterBytes: 5)).kept
    #expect(Billing(kept, footer: row.footer, unicode: row.unicode).parts == row.parts, "\(row.name)")
  }

  @Test(arguments: [
    (0, 1), (1, 1), (160, 1), (161, 2), (306, 2), (307, 3), (459, 3), (460, 4), (1530, 10), (1531, 11),
  ])
  func plainText(length: Int, parts: Int) {
    #expect(Billing(String(repeating: "a", count: length), unicode: false).parts == parts)
  }

  @Test(arguments: [(1, 1), (70, 1), (71, 2), (134, 2), (135, 3), (670, 10), (671, 11)])
  func unicodeText(length: Int, parts: Int) {
    #expect(Billing(String(repeating: "م", count: length), unicode: true).parts == parts)
  }

  @Test func unicodeTextWithoutTheFlagIsBilledLikeGSM() {
    let billing = Billing(String(repeating: "م", count: 160), unicode: false)
    #expect(billing.length == 160)
    #expect(billing.parts == 1)
  }

  @Test func theFooterAndItsBlankAreBilled() {
    let text = String(repeating: "a", count: 155)
    #expect(Billing(text, footer: "ACM", unicode: false).parts == 1)
    #expect(Billing(text, footer: "ACME", unicode: false).length == 160)
    #expect(Billing(text, footer: "ACME!", unicode: false).parts == 2)
    #expect(Billing(text, footerLength: 5, unicode: false).parts == 2)
    #expect(Billing(text, footerLength: 0, unicode: false).length == 155)
  }

  @Test func accentsCountTheirBytesAndTheEuroThree() {
    #expect(Billing("é€", unicode: false).length == 5)
    #expect(Billing("é€ü", unicode: true).length == 7)
  }

  @Test func oneForeignCharacterMakesAllCountAsCharacters() {
    #expect(Billing("é€م", unicode: true).length == 3)
    #expect(Billing("é€😀", unicode: false).length == 3)
    #expect(Billing("é€", footer: "م", unicode: false).length == 4)
  }

  @Test(arguments: ["¤", "¡"])
  func theServerDoesNotKnowTwoCharactersOfTheAlphabet(sign: String) {
    #expect(Billing("é" + sign, unicode: false).length == 2)
  }

  @Test func anAccountMayPayFor140UnicodeCharacters() {
    let rules = ServerRules(creditUnicode: true)
    let text = String(repeating: "م", count: 140)
    #expect(Billing(text, unicode: true, rules: rules).parts == 1)
    #expect(Billing(text + "م", unicode: true, rules: rules).parts == 2)
    #expect(Billing(String(repeating: "م", count: 275), unicode: true, rules: rules).parts == 3)
    #expect(Billing(text, unicode: true, rules: rules).difference(onAir: Segments(text)) == .creditUnicode)
    #expect(Billing(String(repeating: "a", count: 160), unicode: false, rules: rules).parts == 1)
  }

  @Test(arguments: [
    (String(repeating: "é", count: 100), false, Billing.Difference.countsBytes),
    (String(repeating: "é", count: 40), true, .countsBytes),
    (String(repeating: "[", count: 100), false, .countsPairsOnce),
    (String(repeating: "😀", count: 36), true, .countsPairsOnce),
    (String(repeating: "م", count: 100), false, .flag),
    (String(repeating: "a", count: 100), true, .flag),
  ])
  func tellsWhyItDiffersFromTheAir(text: String, unicode: Bool, why: Billing.Difference) {
    let encoding: Encoding? = why == .countsBytes && unicode ? .ucs2 : nil
    #expect(Billing(text, unicode: unicode).difference(onAir: Segments(text, as: encoding)) == why)
  }

  @Test(arguments: ["", "a", "مرحبا", String(repeating: "a", count: 161)])
  func tellsNothingWhereBothAgree(text: String) {
    let segments = Segments(text)
    #expect(Billing(text, unicode: segments.forcesUnicode).difference(onAir: segments) == nil)
  }
}
