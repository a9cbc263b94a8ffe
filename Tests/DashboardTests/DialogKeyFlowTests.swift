import Dashboard
import DashboardViews
import Messaging
import Terminal
import Testing

/// The keys of dialogs: they stand in the table of commands, so help, hints and the configuration know them.
@Suite struct DialogKeyFlowTests {
  /// How each dialog is opened, its mode, and what help tells of it.
  static let dialogs: [(way: String, mode: Mode, told: [String])] = [
    ("!", .settle, ["it went: count it as sent", "it did not: a draft again", "ask the server once more"]),
    ("2 y", .copy, ["copy the text", "copy the number", "copy the id", "copy everything as JSON"]),
    ("3 X", .stopList, ["put somebody on it", "take the selected one off, after a question"]),
    ("3 X a", .prompt, ["take what is typed", "complete it, or the next form or field"]),
    ("3 X x", .question, ["yes; any other key says no"]),
    ("A", .accounts, ["go to the selected account"]),
    ("Q", .question, ["yes; any other key says no"]),
    ("3 G d", .question, ["yes; any other key says no"]),
    ("1 s", .prompt, ["take what is typed", "complete it, or the next form or field"]),
    ("1 :", .prompt, ["take what is typed"]),
    ("1 \\", .prompt, ["take what is typed"]),
    ("2 i", .dialog, ["page down"]),
    ("I", .dialog, ["page down"]),
  ]

  private func person(_ way: String, rebound: [Rebinding] = []) throws -> Operator {
    var settings = Dashboard.Settings(account: "acme")
    settings.accounts = ["acme", "test"].map {
      AccountChoice(name: $0, host: "sms.example.org", user: "u", isOpen: $0 == "acme")
    }
    var person = try Operator(columns: 100, rows: 40, settings: settings, rebound: rebound)
    person.items = Sample.items
    person.drafts = [Draft(id: DraftID(1), recipients: "+62813777888", text: "about", updatedAt: Sample.now)]
    person.counters.unknown = 1
    person.tell(.archiveChanged)
    person.tell(.outboxChanged)
    person.facts = Sample.facts
    person.press(way)
    person.wait(Review.deafness)
    return person
  }

  @Test(arguments: dialogs) func helpTellsItsKeysAndGoesBackToIt(way: String, mode: Mode, told: [String]) throws {
    var person = try person(way)
    let before = person.dashboard.dialog
    #expect(person.dashboard.mode == mode)
    person.press("F1")
    #expect(person.text.contains("Keys "))
    for title in told { #expect(person.text.contains(title), "\(way): \(person.text)") }
    person.press("Esc")
    #expect(person.dashboard.mode == mode)
    if mode != .settle { #expect(person.dashboard.dialog == before) }
  }

  @Test func everyAnswerHasAKeyThatTheHintLineShows() throws {
    for (way, mode, _) in Self.dialogs where mode != .prompt && mode != .dialog {
      let person = try person(way)
      for entry in CommandTable.sections.flatMap(\.entries)
      where entry.keys.contains(where: { $0.modes == [mode] })
        && entry.command != .copyLink
      {
        let key = try #require(person.dashboard.keymap.sequences(for: entry.command, in: mode).first)
        let hint = person.lines[39].split(separator: " ").map(String.init)
        #expect(hint.contains(KeyNotation.text(key)), "\(entry.command.rawValue): \(person.lines[39])")
      }
    }
  }

  @Test func whatIsReadMeanwhileIsThereAfterHelp() throws {
    var person = try person("!")
    person.press("F1")
    person.tell(.settlementLoaded(Sample.unknownItem.id, Sample.evidence))
    person.tell(.storyLoaded(Sample.unknownItem.id, Sample.story(Sample.unknownItem)))
    person.press("q")
    #expect(person.text.contains("it fits, and so does another row"))
    _ = person.takeEffects()
    person.press("w")
    #expect(person.takeEffects().isEmpty, "it is deaf anew: the key may have been for help")
    for _ in 0..<2 {
      person.wait(.milliseconds(1_100))
      person.press("w")
    }
    #expect(person.takeEffects().contains(.write(.settle(Sample.unknownItem.id, went: true))))
  }

  @Test func whatIsSettledMeanwhileIsNoQuestionAfterHelp() throws {
    var person = try person("!")
    person.press("F1")
    person.tell(.settlementLoaded(Sample.unknownItem.id, nil))
    person.press("q")
    #expect(person.dashboard.dialog == nil)
  }

  @Test func helpIsSearchedInADialogToo() throws {
    var person = try person("2 y")
    person.press("? /")
    person.type("json")
    person.press("Enter")
    #expect(person.text.contains("copy everything as JSON") && !person.text.contains("copy the number"))
    person.press("Esc Esc")
    #expect(person.dashboard.mode == .copy)
  }

  @Test func answersAreBoundByTheConfiguration() throws {
    func change(_ mode: String, _ keys: String, _ command: String) -> Rebinding {
      Rebinding(mode: mode, keys: keys, command: command, line: 1, column: 1)
    }
    var person = try person(
      "2 y", rebound: [change("copy", "x", "copy.number"), change("copy", "n", "none"), change("dialog", "J", "next")])
    #expect(person.lines[39].contains("x number"))
    person.press("n")
    #expect(person.dashboard.mode == .copy)
    person.press("x")
    #expect(person.takeEffects().contains { if case .copy = $0 { true } else { false } })
    person.press("I J")
    #expect(person.dashboard.dialog == .account(scroll: 1), "a key of all dialogs holds in each of them")
  }

  @Test(arguments: [
    ("copy", "Enter", "settle.went", "settle.went has no place in mode copy, only in settle"),
    ("question", "Enter", "question.yes", "only letters answer this: Enter and the like are pressed by accident"),
    ("settle", "Space", "settle.went", "only letters answer this: Enter and the like are pressed by accident"),
    ("prompt", "x", "prompt.accept", "'x' is for typing; in mode prompt a command needs another key"),
  ])
  func whatNoDialogMayHaveIsRefused(mode: String, keys: String, command: String, said: String) throws {
    let change = Rebinding(mode: mode, keys: keys, command: command, line: 3, column: 9)
    let fault = #expect(throws: Keymap.Fault.self) { try person("", rebound: [change]) }
    #expect(fault?.sentence == said)
    #expect(fault?.line == 3 && fault?.column == 9)
  }

  @Test(arguments: ["Q", "3 G d", "3 X x"]) func everyKeyButYesSaysNo(way: String) throws {
    for key in ["n", "Enter", "j", "5", "Space", "q", "Esc"] {
      var person = try person(way)
      _ = person.takeEffects()
      person.press(key)
      #expect(person.dashboard.mode != .question, "\(way) \(key)")
      #expect(person.takeEffects().isEmpty, "\(way) \(key)")
    }
  }

  @Test(arguments: ["Q", "3 G d", "3 X x"]) func aHeldKeySaysNotYes(way: String) throws {
    var person = try person("3 X q")
    person.press(way.replacing("3 ", with: ""))
    _ = person.takeEffects()
    for _ in 0..<20 {
      person.now = person.now + .milliseconds(30)
      person.press("y")
    }
    #expect(person.takeEffects().isEmpty && person.dashboard.mode == .question)
    person.wait(Review.deafness)
    person.press("y")
    #expect(!person.takeEffects().isEmpty)
  }

  @Test(arguments: ["1 y", "1 s", "Q", "A"]) func aSmallQuestionLeavesTheListsInSight(way: String) throws {
    let person = try person(way)
    #expect(person.text.contains("STOP") && person.text.contains("Budi Santoso"))
    let title = try #require(
      person.lines.firstIndex { line in
        ["Copy", "Export", "Leave?", "Accounts"].contains { line.contains("─ \($0) ─") }
      })
    #expect(title > 20 && title < 38)
    #expect(person.lines.count { $0.contains("Inbox ─") } == 1)
  }

  @Test func panesThatThisVersionHasNotSaySo() throws {
    var person = try Operator()
    person.press("1 5")
    #expect(person.text.contains("what came in by a keyword stands in the inbox"))
    person.press("6")
    #expect(person.text.contains("this version has no such pane"))
    #expect(person.dashboard.pane == .inbox && person.dashboard.pendingCount == nil)
  }
}
