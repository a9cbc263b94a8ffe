import Dashboard
import DashboardViews
import Messaging
import Terminal
import TestThreads
import Testing

/// Screens that are drawn from the one before. That each is the one that is drawn anew, ``Operator/tell(_:)`` expects
/// after everything that happens in any test; here it happens at random.
@Suite(.ownThreads()) struct PictureTests {
  private static let keys = [
    "j", "j", "j", "k", "k", "G", "g g", "C-d", "C-u", "Enter", "q", "Esc", "Tab", "1", "2", "3", "4", "5", "6",
    "Space",
    "V", "F", "s", "&", "r", "x", "u", "/ a Enter", "\\ i Enter", "\\ u n r e a d Enter", "+", "-", "Z", "?", ":", "!",
    "n", "N", "d", ", 3 j", "I", "o", "O", "F", "_", "S-Tab",
  ]

  @Test(arguments: 0..<12) func walksAtRandomDrawWhatIsDrawnAnew(seed: Int) throws {
    var chance = Chance(seed: UInt64(seed))
    let isHostile = seed.isMultiple(of: 3)
    var person =
      isHostile ? try AnySizeTests.hostileAccount(columns: 80, rows: 24) : try Operator(isASCII: seed == 1)
    let outgoing = person.outgoing
    person.items = Sample.items
    for _ in 0..<250 {
      switch chance.next(below: 20) {
      case 0:
        let size = Size(columns: 18 + chance.next(below: 160), rows: 4 + chance.next(below: 50))
        person.tell(.input(.resized(size)))
      case 1:
        person.wait(.seconds([1, 60, 5_000, 40_000, 86_400][chance.next(below: 5)]))
      case 2:
        person.conversations.swapAt(0, chance.next(below: person.conversations.count))
        person.tell(.archiveChanged)
      case 3:
        person.outgoing = Array(outgoing.shuffled(using: &chance).prefix(1 + chance.next(below: outgoing.count)))
        person.tell(.archiveChanged)
      case 4:
        person.items = Array(Sample.items.prefix(chance.next(below: Sample.items.count + 1)))
        person.tell(.outboxChanged)
      case 5:
        let text = UntrustedText(isHostile ? AnySizeTests.hostile : "something was said")
        let level: Notice.Level = [.information, .fault, .done][chance.next(below: 3)]
        person.tell(
          .noticed(Notice(at: person.now, level: level, sentence: text, isSticky: chance.next(below: 3) == 0)))
      default: person.press(Self.keys[chance.next(below: Self.keys.count)])
      }
    }
  }

  @Test func aRowThatMovedIsTakenOverAndOneThatChangedIsNot() throws {
    var person = try Operator()
    person.press("1")
    let before = person.text
    person.conversations.insert(person.conversations.remove(at: 4), at: 0)
    person.tell(.archiveChanged)
    #expect(person.text != before && person.text.contains("Priya"))
    // What it says stays, what day it was does not.
    person.wait(.seconds(86_400))
    #expect(!person.text.contains("09:41  ok, see you") && person.text.contains("ok, see you at 10"))
  }
}

/// The same numbers for the same seed.
private struct Chance: RandomNumberGenerator {
  private var state: UInt64

  init(seed: UInt64) { state = seed &* 0x9E37_79B9_7F4A_7C15 &+ 1 }

  mutating func next() -> UInt64 {
    state ^= state << 13
    state ^= state >> 7
    state ^= state << 17
    return state
  }

  mutating func next(below limit: Int) -> Int { Int(next() >> 33) % limit }
}
