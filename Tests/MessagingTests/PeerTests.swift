import Messaging
import Testing

@Suite struct PeerTests {
  @Test(arguments: [
    ("+62811234567", "+62811234567"), ("+62 811-234.567", "+62811234567"), ("0062811234567", "+62811234567"),
    (" +62 (811) 234/567 ", "+62811234567"), ("+62\u{A0}811", "+62811"), ("08111111101", "08111111101"),
    ("12345", "12345"), ("00123", "00123"), ("ACMEBANK", "ACMEBANK"), (" Acme Bank ", "Acme Bank"),
    ("@bobx", "@bobx"), ("#FAMILY", "#FAMILY"), ("4YOU", "4YOU"), ("", ""), ("+", "+"),
  ])
  func oneSpellingForEachAddress(address: String, key: String) {
    #expect(Peer(address: address).key == key)
  }

  @Test(arguments: ["+62811234567", "12345", "1"])
  func numbersCanBeWrittenTo(key: String) {
    #expect(Peer(key: key).isNumber)
  }

  @Test(arguments: ["", "+", "ACMEBANK", "@bobx", "#FAMILY", "4YOU", "+62a", "６２"])
  func whatIsNoNumberSaysSo(key: String) {
    #expect(!Peer(key: key).isNumber)
  }

  @Test func theSameNumberMeetsHoweverItIsWritten() {
    #expect(Peer(address: "+62 811 234 567") == Peer(address: "0062811234567"))
    #expect(Peer(address: "+62811234567") != Peer(address: "62811234567"))
  }

  @Test(arguments: [
    (" a ", "a"), ("\t\r\n a b \r\n", "a b"), ("\u{A0}a\u{A0}", "a"), ("", ""), ("  ", ""), ("a", "a"),
  ])
  func blanksAtTheEndsGo(text: String, trimmed: String) {
    #expect(text.trimmingBlanks() == trimmed)
  }
}
