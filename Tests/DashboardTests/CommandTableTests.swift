import Dashboard
import SmsdashResources
import Testing

@Suite struct CommandTableTests {
  @Test func everyCommandStandsInItOnce() {
    let commands = CommandTable.sections.flatMap(\.entries).map(\.command)
    #expect(Set(commands).count == commands.count)
    #expect(Set(commands) == Set(Command.allCases))
  }

  @Test func everyCommandHasATitleAShortOneAndAPlace() {
    for entry in CommandTable.sections.flatMap(\.entries) {
      #expect(!entry.title.isEmpty && !entry.shortTitle.isEmpty)
      #expect(!entry.keys.isEmpty, "\(entry.command.rawValue) has no place")
      let isReached = entry.keys.contains { !$0.text.isEmpty || $0.modes.contains(.list) || $0.modes.contains(.input) }
      #expect(isReached, "neither a key nor the palette has \(entry.command.rawValue)")
      #expect(entry.shortTitle.count <= 12 || entry.shortTitle == entry.title, "\(entry.shortTitle)")
    }
  }

  @Test func theKeymapIsWhatTheTableSays() {
    expectUpToDate("Resources/keymap.conf", says: CommandTexts.keymap)
  }

  @Test func theReadmeListsTheKeysThatTheTableHas() {
    expectUpToDate("README.md", between: "<!-- keys -->", and: "<!-- end of keys -->", says: CommandTexts.readme)
  }

  @Test func theManualListsTheKeysThatTheTableHas() {
    expectUpToDate(
      "Resources/smsdash.1", between: ".\\\" keys", and: ".\\\" end of keys", says: CommandTexts.manual)
  }

  @Test func nothingThatSendsIsBoundOutsideTheReview() throws {
    let keymap = try Keymap(parsing: EmbeddedText.keymap)
    let sending = keymap.bindings.filter { $0.command == .send }
    #expect(sending.map(\.mode) == [.review])
  }
}
