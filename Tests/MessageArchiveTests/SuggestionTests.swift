import MessageArchive
import Messaging
import Testing

/// Who the archive offers for what is typed as a recipient.
struct SuggestionTests {
  private func offered(_ typed: String, limit: Int = 9) async throws -> [String] {
    var found: [RecipientSuggestion] = []
    try await withArchive { archive in
      try await archive.takeLive(.inbox([inbox(1)]))
      let contacts = [
        contact(1, "Budi Santoso", "+62811234567"), contact(2, "Budi Hartono", "+62877000111"),
        contact(3, "Ani Wijaya", "+62813777888"), contact(4, "Élodie", "+33611223344"),
        contact(5, "Per 100% Cent", "+62855"),
      ]
      let groups = [ContactGroup(id: 1, name: "Family", code: "FAMILY")]
      try await archive.take(contacts: contacts, groups: groups, complete: true, seenAt: noon)
      found = try await archive.suggestions(for: typed, limit: limit)
    }
    return found.map {
      switch $0 {
      case .contact(let summary): summary.contact.name.raw
      case .group(let group): "#" + group.code.raw
      case .user(let peer, _): peer.key
      }
    }
  }

  @Test func whoWroteLatelyComesFirst() async throws {
    #expect(try await offered("budi") == ["Budi Santoso", "Budi Hartono"])
  }

  @Test(arguments: [
    ("har bud", "Budi Hartono"), ("0813", "Ani Wijaya"), ("777 888", "Ani Wijaya"), ("bdhrt", "Budi Hartono"),
    ("élo", "Élodie"), ("ÉLO", "Élodie"), ("100%", "Per 100% Cent"), ("fam", "#FAMILY"), ("#f", "#FAMILY"),
  ])
  func partsOfNamesAndNumbersFind(typed: String, name: String) async throws {
    #expect(try await offered(typed) == [name])
  }

  @Test func noMoreThanAskedFor() async throws {
    #expect(try await offered("budi", limit: 1).count == 1)
    #expect(try await offered("zzz").isEmpty)
  }
}
