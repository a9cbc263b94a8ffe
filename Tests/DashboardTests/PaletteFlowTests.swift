import Dashboard
import Messaging
import Terminal
import Testing

/// Commands by name, with what they take.
@Suite struct PaletteFlowTests {
  private func selected(_ person: Operator) -> Command? {
    if case .palette(let palette)? = person.dashboard.dialog { palette.selected } else { nil }
  }

  @Test func aCommandWithoutAKeyIsFoundAndAsksForWhatItNeeds() throws {
    var person = try Operator()
    person.press("1 :")
    person.type("dump")
    #expect(selected(person) == .dumpScreen)
    #expect(person.text.contains("dump-screen FILE"))
    person.press("Enter")
    #expect(person.text.contains(":dump-screen"))
    #expect(person.text.contains("FILE: a file that is not there yet"))
    _ = person.takeEffects()
    person.type("/tmp/a screen.txt")
    person.press("Enter")
    #expect(person.takeEffects() == [.dumpScreen(path: "/tmp/a screen.txt")])
    #expect(person.dashboard.dialog == nil)
  }

  @Test func whatIsNoCommandStaysToBeMended() throws {
    var person = try Operator()
    person.press("1 :")
    person.type("zzzz")
    #expect(person.text.contains("no command fits"))
    person.press("Enter")
    #expect(person.text.contains("no command is called that") && person.text.contains(":zzzz"))
    person.press("C-u Enter")
    #expect(person.dashboard.dialog == nil)
  }

  @Test func tabTakesTheChosenName() throws {
    var person = try Operator()
    person.press("1 :")
    person.type("dumpsc")
    person.press("Tab")
    #expect(person.text.contains(":dump-screen "))
    person.press("C-u")
    person.type("outb")
    person.press("Tab")
    #expect(person.text.contains(":outbox"))
  }

  @Test func whatWasCarriedOutLatelyStandsFirst() throws {
    var person = try Operator()
    for name in ["faults", "reverse", "faults"] {
      person.press("1 :")
      person.type(name)
      person.press("Enter")
    }
    person.press("1 :")
    guard case .palette(let palette)? = person.dashboard.dialog else { return #expect(Bool(false), "no palette") }
    #expect(palette.commands.prefix(2) == [.faults, .reverse])
    #expect(Set(palette.commands).count == palette.commands.count)
    #expect(palette.commands.last == .count)
  }

  @Test func anExactNameComesFirst() throws {
    var person = try Operator()
    person.press("1 :")
    person.type("quit")
    #expect(selected(person) == .quit)
    person.press("C-u")
    person.type("last")
    #expect(selected(person) == .last)
  }

  @Test(arguments: [
    ("exp", Command.export), ("export", .export), ("fil", .filter), ("arch", .archive), ("forw", .forward),
    ("next u", .nextUnread), ("nxunr", .nextUnread), ("unread", .unread),
  ])
  func theBeginningOfANameIsEnough(typed: String, command: Command) throws {
    var person = try Operator()
    person.press("1 :")
    person.type(typed)
    #expect(selected(person) == command)
  }

  @Test func whatIsBehindANameIsItsArgument() throws {
    var person = try Operator()
    person.press("1 :")
    person.type("filter from:+62811 unread")
    person.press("Enter")
    #expect(person.text.contains("[from:+62811] [unread]"))
    person.press(":")
    person.type("compose +62811900100")
    person.press("Enter")
    #expect(person.dashboard.composer?.recipients.text == "+62811900100")
  }

  @Test func aConditionThatIsNoneStaysInItsField() throws {
    var person = try Operator()
    person.press("1 :")
    person.type("filter status:lost")
    person.press("Enter")
    #expect(person.dashboard.finding == .inbox)
    #expect(person.text.contains("status: takes pending"))
  }

  @Test func exportWritesAtOnceWhereTheNameSaysHow() throws {
    var person = try Operator()
    person.press("1 :")
    person.type("export /tmp/x.jsonl")
    _ = person.takeEffects()
    person.press("Enter")
    let exports = person.takeEffects().compactMap { if case .read(.export(let export)) = $0 { export } else { nil } }
    #expect(exports.map(\.path) == ["/tmp/x.jsonl"])
    person.tell(.exportEnded(.written(Notice(at: Sample.now, level: .done, sentence: "1 row is in /tmp/x.jsonl."))))
    person.press(":")
    person.type("export /tmp/x")
    person.press("Enter")
    #expect(person.text.contains("the file's name must end in"))
  }

  @Test func aPastedLineIsTextAndNoCommand() throws {
    var person = try Operator()
    person.press("1 :")
    _ = person.takeEffects()
    person.tell(.input(.paste("dump-screen /tmp/x\nquit\n")))
    #expect(person.takeEffects().isEmpty)
    #expect(person.text.contains(":dump-screen /tmp/x quit"))
  }

  @Test func whereSomethingIsWrittenThePaletteHasIt() throws {
    var person = try Operator()
    person.press("m F3")
    person.type("dump-screen /tmp/x")
    _ = person.takeEffects()
    person.press("Enter")
    #expect(person.takeEffects() == [.dumpScreen(path: "/tmp/x")])
    #expect(person.dashboard.composer != nil)
  }
}
