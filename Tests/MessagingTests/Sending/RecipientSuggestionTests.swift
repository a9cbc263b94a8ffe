import Messaging
import Testing

/// Who is offered for what is typed, and in which order.
@Suite struct RecipientSuggestionTests {
  private func contact(_ id: Int64, _ name: String, _ number: String, lastAt: Int64? = nil) -> RecipientSuggestion {
    let contact = Contact(
      id: id, name: UntrustedText(name), number: UntrustedText(number), email: UntrustedText(""),
      tags: UntrustedText(""))
    return .contact(ContactSummary(contact: contact, lastAt: lastAt.map { Timestamp(seconds: $0) }))
  }

  private func names(_ all: [RecipientSuggestion], _ typed: String) -> [String] {
    RecipientSuggestion.ranked(all, for: typed).map {
      switch $0 {
      case .contact(let summary): summary.contact.name.raw
      case .group(let group): "#" + group.code.raw
      case .user(let peer, _): peer.key
      }
    }
  }

  @Test func whoWasLastInTouchComesFirstThenByName() {
    let all = [
      contact(1, "Budi Z", "+6281"), contact(2, "Budi A", "+6282"), contact(3, "Budi M", "+6283", lastAt: 5),
      contact(4, "Budi N", "+6284", lastAt: 9),
    ]
    #expect(names(all, "budi") == ["Budi N", "Budi M", "Budi A", "Budi Z"])
  }

  @Test func wordsOfTheNameInAnyOrder() {
    let all = [contact(1, "Budi Santoso", "+6281"), contact(2, "Budi Hartono", "+6282")]
    #expect(names(all, "san bud") == ["Budi Santoso"])
  }

  @Test func beginningsOfWordsGoBeforeTheMiddleAndTheMiddleBeforeScatteredLetters() {
    let all = [
      contact(1, "Anita", "+6281"), contact(2, "Diana", "+6282", lastAt: 9), contact(3, "Adrian N", "+6283", lastAt: 9),
    ]
    #expect(names(all, "ani") == ["Anita"])
    #expect(names(all, "an") == ["Anita", "Adrian N", "Diana"])
    #expect(names(all, "adn") == ["Adrian N"])
  }

  @Test(arguments: ["0811", "811 234", "+62811", "4567"])
  func partsOfTheNumber(typed: String) {
    #expect(names([contact(1, "Budi", "+62811234567"), contact(2, "Ani", "+62813777888")], typed) == ["Budi"])
  }

  @Test func groupsByNameOrCode() {
    let group = RecipientSuggestion.group(ContactGroup(id: 1, name: "Family", code: "FAM"))
    #expect(names([group], "#fa") == ["#FAM"])
    #expect(names([group], "fami") == ["#FAM"])
  }
}
