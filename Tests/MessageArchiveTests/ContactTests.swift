import MessageArchive
import Messaging
import Testing

struct ContactTests {
  private func name(_ key: String, among contacts: Contact...) async throws -> UntrustedText? {
    var name: UntrustedText?
    try await withArchive { archive in
      try await archive.take(contacts: contacts, groups: [], complete: true, seenAt: noon)
      name = try await archive.name(for: Peer(key: key))
    }
    return name
  }

  @Test func theVeryNumberNames() async throws {
    #expect(try await name("+62811234567", among: contact(1, "Budi", "+62 811-234-567")) == "Budi")
    #expect(try await name("@bobx", among: contact(1, "Bob", "@bobx")) == "Bob")
  }

  @Test(arguments: ["0811234567", "811234567", "62811234567", "0062811234567"])
  func anotherSpellingNames(_ number: String) async throws {
    #expect(try await name("+62811234567", among: contact(1, "Budi", number)) == "Budi")
  }

  @Test func aNationalPeerIsNamedByAnInternationalContact() async throws {
    #expect(try await name("0811234567", among: contact(1, "Budi", "+62811234567")) == "Budi")
  }

  @Test func twoCompleteNumbersAreTheSameOnlyWhenEqual() async throws {
    #expect(try await name("+62811234567", among: contact(1, "Other", "+49811234567")) == nil)
    #expect(try await name("+62811234567", among: contact(1, "Other", "+811234567")) == nil)
  }

  @Test func fewerThanEightDigitsAreNoSuffix() async throws {
    #expect(try await name("+62811234567", among: contact(1, "Short", "1234567")) == nil)
    #expect(try await name("+62811234567", among: contact(1, "Eight", "11234567")) == "Eight")
  }

  @Test func disagreeingContactsNameNobody() async throws {
    let twice = [contact(1, "Budi", "0811234567"), contact(2, "Ani", "811234567")]
    #expect(try await name("+62811234567", among: twice[0], twice[1]) == nil)
    #expect(try await name("1234", among: contact(1, "A", "1234"), contact(2, "B", "1234")) == nil)
  }

  @Test func agreeingContactsName() async throws {
    #expect(
      try await name("+62811234567", among: contact(1, "Budi", "0811234567"), contact(2, "Budi", "811234567"))
        == "Budi")
  }

  @Test func theVeryNumberComesBeforeOtherSpellings() async throws {
    #expect(
      try await name("+62811234567", among: contact(1, "Office", "0811234567"), contact(2, "Budi", "+62811234567"))
        == "Budi")
  }

  /// At whatever moment: what is looked for changes with every key, and the last look is cancelled then.
  @Test func aCancelledLookAtTheContactsEnds() async throws {
    try await withArchive { archive in
      try await archive.take(contacts: [contact(1, "Óscar", "+1")], groups: [], complete: true, seenAt: noon)
      for turn in 0..<5_000 {
        let end = ContinuousClock.now + .microseconds(turn % 250)
        let task = Task { try await archive.contacts(matching: "", limit: 10).map(\.contact.id) }
        while ContinuousClock.now < end {}
        task.cancel()
        do { #expect(try await task.value == [1]) } catch { #expect(error as? ArchiveError == .cancelled) }
      }
    }
  }

  @Test func everyWindowCarriesNames() async throws {
    try await withArchive { archive in
      try await archive.takeLive(.inbox([inbox(1), inbox(2, from: "BANK")]))
      try await archive.takeLive(.outgoing([outgoing(1)]))
      try await archive.take(
        contacts: [contact(1, "Budi", "0811234567")], groups: [], complete: false, seenAt: noon)
      #expect(try await archive.conversations(.newest(count: 9)).rows.map(\.name) == [nil, "Budi"])
      #expect(try await archive.outgoing(.newest(count: 9)).rows.map(\.name) == ["Budi"])
      #expect(try await archive.details(of: .inbox(MessageID(1)))?.name == "Budi")
    }
  }

  @Test func contactsAreFoundByEveryField() async throws {
    try await withArchive { archive in
      let budi = Contact(id: 1, name: "Budi", number: "0811-234-567", email: "b@example.org", tags: "vip")
      try await archive.take(contacts: [budi, contact(2, "ani", "999")], groups: [], complete: true, seenAt: noon)
      for needle in ["bud", "BUDI", "0811-", "811234", "@example", "VIP"] {
        #expect(try await archive.contacts(matching: needle, limit: 9).map(\.contact) == [budi], "\(needle)")
      }
      #expect(try await archive.contacts(matching: "", limit: 9).map(\.contact.id) == [2, 1])
      #expect(try await archive.contacts(matching: "", limit: 1).map(\.contact.id) == [2])
      #expect(try await archive.contacts(matching: "%", limit: 9).isEmpty)
    }
  }

  @Test func accentsAndCapitalsDoNotMoveANameFromItsPlace() async throws {
    try await withArchive { archive in
      let names = ["Zoë", "Óscar", "nurse", "Peter", "张伟", "Jörg", "Joko"]
      let contacts = names.enumerated().map { contact(Int64($0 + 1), $1, "+6281100\($0)") }
      let groups = ["Zwei", "Élite", "Family"].enumerated().map {
        ContactGroup(id: Int64($0 + 1), name: UntrustedText($1), code: UntrustedText("G\($0)"))
      }
      try await archive.take(contacts: contacts, groups: groups, complete: true, seenAt: noon)
      let sorted = try await archive.contacts(matching: "", limit: 9).map(\.contact.name.raw)
      #expect(sorted == ["Joko", "Jörg", "nurse", "Óscar", "Peter", "Zoë", "张伟"])
      #expect(try await archive.contacts(matching: "", limit: 4).map(\.contact.name.raw) == Array(sorted.prefix(4)))
      #expect(try await archive.groups(matching: "").map(\.name.raw) == ["Élite", "Family", "Zwei"])
    }
  }

  @Test func aContactShowsWhenSomethingLastPassed() async throws {
    try await withArchive { archive in
      try await archive.takeLive(.inbox([inbox(1)]))
      let contacts = [contact(1, "Budi", "0811234567"), contact(2, "Nobody", "+62899999999")]
      try await archive.take(contacts: contacts, groups: [], complete: true, seenAt: noon)
      #expect(try await archive.contacts(matching: "", limit: 9).map(\.lastAt) == [noon, nil])
    }
  }

  @Test func aPartialAnswerAddsAndACompleteOneReplaces() async throws {
    try await withArchive { archive in
      let family = ContactGroup(id: 1, name: "Family", code: "FAMILY")
      try await archive.take(contacts: [contact(1, "A", "1")], groups: [family], complete: true, seenAt: noon)
      try await archive.take(contacts: [contact(2, "B", "2")], groups: [], complete: false, seenAt: noon)
      #expect(try await archive.counters().contacts == 2)
      #expect(try await archive.groups(matching: "fam") == [family])
      try await archive.take(contacts: [contact(2, "B2", "2")], groups: [], complete: true, seenAt: noon)
      #expect(try await archive.contacts(matching: "", limit: 9).map(\.contact.name) == ["B2"])
      #expect(try await archive.counters().contacts == 1)
      #expect(try await archive.groups(matching: "").isEmpty)
    }
  }
}
