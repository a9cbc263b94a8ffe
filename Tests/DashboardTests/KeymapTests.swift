import Dashboard
import SmsdashResources
import Terminal
import Testing

@Suite struct KeymapTests {
  @Test func theDefaultKeymapReadsAndReachesEveryCommandThatHasAKey() throws {
    let keymap = try Keymap(parsing: EmbeddedText.keymap)
    let bound = Set(keymap.bindings.map(\.command))
    let keyless = CommandTable.sections.flatMap(\.entries).filter { $0.keys.allSatisfy(\.text.isEmpty) }.map(\.command)
    #expect(Set(Command.allCases).subtracting(bound) == Set(keyless))
  }

  @Test func sequencesAreCommandsOnlyWhenWhole() throws {
    let keymap = try Keymap(parsing: "list first g+g\nlist conversation.next-unread g+n j")
    let g = Key.character("g")
    #expect(keymap.meaning(of: [g], in: .list) == .unfinished)
    #expect(keymap.meaning(of: [g, g], in: .list) == .command(.first))
    #expect(keymap.meaning(of: [.character("j")], in: .list) == .command(.nextUnread))
    #expect(keymap.meaning(of: [g, g], in: .reader) == .nothing)
  }

  @Test(arguments: [
    ("list nonsense j", 1, 6, "unknown command 'nonsense'"),
    ("list next Hyper", 1, 11, "unknown key 'Hyper'"),
    ("# a remark\nlists next j", 2, 1, "unknown mode 'lists'"),
    ("list next", 1, 1, "expected modes, a command and its keys"),
    ("list next j\nlist previous k j", 2, 17, "'j' already means next in mode list"),
    ("list next g\nlist first g+g", 2, 12, "'g' already means next in mode list"),
    ("list first g+g\nlist next g", 2, 11, "'g' already means the beginning of other keys in mode list"),
  ])
  func whatIsWrongIsToldWithItsPlace(text: String, line: Int, column: Int, sentence: String) {
    do throws(Keymap.Fault) {
      _ = try Keymap(parsing: text)
      Issue.record("the keymap was taken")
    } catch {
      #expect(error.line == line)
      #expect(error.column == column)
      #expect(error.sentence == sentence)
    }
  }

  @Test func keysAreReadAsTheyAreWritten() {
    for text in ["j", "C-n", "M-b", "Enter", "Tab", "S-Tab", "Space", "F5", "PgDn", "?", "\\", "#"] {
      #expect(KeyNotation.key(text).map { KeyNotation.text($0) } == text)
    }
    #expect(KeyNotation.key("nope") == nil)
  }
}
