import Dashboard
import Messaging
import Terminal
import Testing

/// Addresses of the web in messages: shown whole, copied, never opened.
@Suite struct LinkTests {
  @Test(arguments: [
    ("see https://example.org/a?b=c.", ["https://example.org/a?b=c"]),
    ("(HTTP://Example.org), www.example.net!", ["HTTP://Example.org", "www.example.net"]),
    ("twice www.a.org www.a.org", ["www.a.org"]),
    ("İhttps://example.org", ["https://example.org"]),
    ("https:// is none, nor is www. or ftp://a.org", []),
  ])
  func theyAreFoundWithoutWhatEndsTheSentence(text: String, links: [String]) {
    #expect(Links.found(in: text) == links)
  }

  private func person(_ text: String) throws -> Operator {
    var person = try Operator(columns: 60, rows: 24)
    person.outgoing = [
      OutgoingSummary(
        id: MessageID(7), peer: Peer(key: "+62811"), name: nil, src: "1234", text: UntrustedText(text), at: Sample.now,
        serverDate: ServerDate(""), update: ServerDate(""), status: .sent)
    ]
    person.facts = MessageFacts(origin: .outgoing(MessageID(7)), sections: [], text: UntrustedText(text))
    person.tell(.archiveChanged)
    return person
  }

  @Test func theDetailsShowThemWholeAndWhatOnlyLooksLikeAName() throws {
    var person = try person("Your parcel waits, pay at https://\u{430}pple.com/pay")
    person.press("2 i")
    #expect(person.lines.contains { $0.contains("link") && $0.contains("https://\u{430}pple.com/pay") })
    #expect(person.text.contains("https://\\u{430}pple.com/pay"))
  }

  @Test func theCopyMenuHasThemWhereThereAreSome() throws {
    var person = try person("pay at https://example.org/pay, now")
    person.press("2 y")
    #expect(person.text.contains("l  link: https://example.org/pay"))
    person.press("l")
    #expect(person.takeEffects() == [.copy("https://example.org/pay")])
    person = try self.person("no link")
    person.press("2 y")
    #expect(!person.text.contains("link:"))
    person.press("l")
    #expect(person.takeEffects().isEmpty && person.text.contains("there is no link to copy"))
  }
}
