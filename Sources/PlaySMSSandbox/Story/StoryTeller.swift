/// A story being lived through.
struct StoryTeller: Sendable {
  let story: SandboxStory
  /// The account it is about.
  let uid: Int64
  /// The number people write to.
  let mobile: String

  /// Everybody, and everybody known.
  private let people: [SandboxStory.Person]

  init(_ story: SandboxStory, uid: Int64, mobile: String) {
    self.story = story
    self.uid = uid
    self.mobile = mobile
    people = story.contacts.map(\.person) + story.strangers
  }

  /// Somebody who fits, or nil when nobody does.
  func somebody(_ who: SandboxStory.Who, _ random: inout SeededRandom) -> SandboxStory.Person? {
    switch who {
    case .anybody, .gateway: random.pick(people)
    case .stranger: random.pick(story.strangers)
    case .tagged(let tag): random.pick(people.filter { $0.tags.contains(tag) })
    case .address(let address): person(at: address)
    }
  }

  /// Whether a line about `who` may be said by this person.
  func fits(_ who: SandboxStory.Who, _ person: SandboxStory.Person) -> Bool {
    switch who {
    case .anybody, .gateway: true
    case .stranger: person.name.isEmpty
    case .tagged(let tag): person.tags.contains(tag)
    case .address(let address): person.number == address
    }
  }

  func person(at address: String) -> SandboxStory.Person {
    people.first { $0.number == address } ?? SandboxStory.Person(name: "", number: address, tags: [])
  }

  /// The text with `{first}`, `{name}`, `{code}`, `{n}` and the story's own words put in. What was once `chosen` stays,
  /// so that a conversation speaks of one and the same parcel; `{day2}` is another day than `{day}`.
  func fill(
    _ text: String, for person: SandboxStory.Person, _ random: inout SeededRandom, _ chosen: inout [String: String]
  ) -> String {
    var result = ""
    var rest = text[...]
    while let start = rest.firstIndex(of: "{"), let end = rest[start...].firstIndex(of: "}") {
      result += rest[..<start]
      let key = String(rest[rest.index(after: start)..<end])
      let word = chosen[key] ?? word(for: key, person, &random)
      chosen[key] = word
      result += word
      rest = rest[rest.index(after: end)...]
    }
    return result + rest
  }

  private func word(for key: String, _ person: SandboxStory.Person, _ random: inout SeededRandom) -> String {
    let base = key.last?.isNumber == true ? String(key.dropLast()) : key
    switch base {
    case "name": return person.name
    case "first": return person.name.split(separator: " ").first.map(String.init) ?? "there"
    case "n": return String(random.number(in: 1_000...9_999))
    case "code": return "\(random.number(in: 100...999)) \(random.number(in: 100...999))"
    default: return random.pick(story.words[base] ?? []) ?? "{\(key)}"
    }
  }
}
