import Dashboard
import SmsdashResources
import Terminal
import Testing

@Suite struct RebindingTests {
  private func change(_ mode: String, _ keys: String, _ command: String) -> Rebinding {
    Rebinding(mode: mode, keys: keys, command: command, line: 7, column: 5)
  }

  private var standard: Keymap { get throws { try Keymap(parsing: EmbeddedText.keymap) } }

  @Test func aKeyMeansSomethingElseInItsModeOnly() throws {
    let keymap = try standard.rebound([change("list", "x", "message.copy"), change("list", "g i", "pane.inbox")])
    #expect(keymap.meaning(of: [.character("x")], in: .list) == .command(.copy))
    #expect(keymap.meaning(of: [.character("x")], in: .reader) == .nothing)
    #expect(keymap.meaning(of: [.character("g"), .character("i")], in: .list) == .command(.paneInbox))
    #expect(keymap.meaning(of: [.character("g"), .character("g")], in: .list) == .command(.first))
    #expect(keymap.sequences(for: .copy, in: .list).first == [.character("x")], "hints show the operator's own key")
  }

  @Test func whatAKeyMeantBeforeIsGivenUp() throws {
    let keymap = try standard.rebound([change("list", "j", "pane.log")])
    #expect(keymap.meaning(of: [.character("j")], in: .list) == .command(.paneLog))
    #expect(keymap.meaning(of: [.down], in: .list) == .command(.next))
  }

  @Test func noneTakesAKeyAway() throws {
    let keymap = try standard.rebound([change("list", "1", "none")])
    #expect(keymap.meaning(of: [.character("1")], in: .list) == .nothing)
  }

  @Test func nothingChangesWithoutChanges() throws {
    let (before, after) = (try standard, try standard.rebound([]))
    for mode in Mode.allCases {
      for command in Command.allCases {
        #expect(before.sequences(for: command, in: mode) == after.sequences(for: command, in: mode))
      }
    }
  }

  @Test(arguments: [
    ("lists", "x", "next", "unknown mode 'lists'"),
    ("list", "Hyper", "next", "unknown key 'Hyper'"),
    ("list", "x", "nonsense", "unknown command 'nonsense'"),
    ("list", "g", "next", "'g' is the beginning of 'g"),
    ("list", "j x", "next", "'j' already means next"),
    ("list", "x", "review.send", "review.send has no place in mode list"),
    ("input", "x", "compose.review", "'x' is for typing"),
    ("review", "Enter", "review.send", "only letters send"),
    ("review", "Space", "review.send", "only letters send"),
    ("list", "x", "none", "'x' means nothing in mode list anyway"),
  ])
  func whatIsWrongIsToldWithItsPlace(mode: String, keys: String, command: String, said: String) throws {
    let keymap = try standard
    do throws(Keymap.Fault) {
      _ = try keymap.rebound([change(mode, keys, command)])
      Issue.record("it was taken")
    } catch {
      #expect(error.sentence.hasPrefix(said), "it said: \(error.sentence)")
      #expect((error.line, error.column) == (7, 5))
    }
  }

  @Test func theSameKeyTwiceIsAConflict() throws {
    let keymap = try standard
    do throws(Keymap.Fault) {
      _ = try keymap.rebound([change("list", "x", "next"), change("list", "x", "previous")])
      Issue.record("it was taken")
    } catch {
      #expect(error.sentence == "'x' is given to next already")
    }
  }
}
