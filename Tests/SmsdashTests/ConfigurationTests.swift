import AccountEngine
import ArgumentParser
import Dashboard
import DashboardViews
import MessageArchive
import Messaging
import SmsdashResources
import Terminal
import Testing

@testable import smsdash

@Suite struct ConfigurationTests {
  @Test func theExampleReads() throws {
    let file = try ConfigurationFile(EmbeddedText.exampleConfiguration, path: "example")
    #expect(file.accounts.map(\.name) == ["acme-prod"])
    #expect(file.accounts.first?.token == .command(["pass", "show", "sms/acme-prod"]))
  }

  @Test func everySettingIsTaken() throws {
    let text = """
      accounts:
        a:
          url: https://sms.example.org
          user: no
          token-file: ~/t
          insecure: true
          ca-file: /ca.pem
          pin-file: /pin.pem
          history: all
          archive: {keep: 365d}
          poll-idle: 20
          poll-active: 2
          poll-active-for: 90
          poll-away: 300
          poll-away-after: 1200
          poll-jitter: 0
          poll-look: 30
          follow-up-days: 14
          history-budget: 30
          hold: 0
          confirm-above: 5
          duplicate-window: 2h
          stop-words: [STOP, "NO MORE"]
          quiet-hours: 21:00-08:00
          daily-cap: 200
          country: ID
          time-zone: +07:00
        b: {}
      """
    let accounts = try ConfigurationFile(text, path: "c").accounts
    var expected = AccountConfiguration(name: "a")
    expected.url = "https://sms.example.org"
    expected.user = "no"
    expected.token = .file("~/t")
    expected.insecure = true
    expected.authoritiesFile = "/ca.pem"
    expected.pinnedCertificateFile = "/pin.pem"
    expected.history = .all
    expected.retention = .days(365)
    expected.reading = ReadingConfiguration(
      idle: 20, active: 2, activeFor: 90, away: 300, awayAfter: 1_200, jitter: 0, look: 30, followUpDays: 14,
      historyBudget: 30)
    expected.hold = 0
    expected.typedConfirmationAbove = 5
    expected.sending.sameTextWithin = .seconds(7_200)
    expected.sending.stopWords = ["STOP", "NO MORE"]
    expected.sending.quietHours = QuietHours("21:00-08:00")
    expected.sending.dailyCap = 200
    expected.sending.numbers = NumberPlan(countryCode: "62", trunkPrefix: "0")
    expected.sending.zone = ZoneRules(initialOffset: 25_200)
    #expect(accounts == [expected, AccountConfiguration(name: "b")])
  }

  @Test func keysAndMouseAreTheProgramsOwn() throws {
    let text = """
      mouse: false
      keys:
        list:
          x: message.details
          g i: pane.inbox
          O: none
      accounts:
        a: {}
      """
    let program = try ConfigurationFile(text, path: "c").program
    #expect(!program.mouse)
    let keymap = try program.keymap()
    #expect(keymap.meaning(of: [.character("x")], in: .list) == .command(.details))
    #expect(keymap.meaning(of: [.character("g"), .character("i")], in: .list) == .command(.paneInbox))
    #expect(keymap.meaning(of: [.character("O")], in: .list) == .nothing)
  }

  private func screen(_ words: String) throws -> ScreenOptions {
    try ScreenOptions.parse(words.split(separator: " ").map(String.init))
  }

  @Test func optionsWinOverTheEnvironmentAndThatOverTheFile() throws {
    let text = "theme: dark\nascii: true\nlinear: true\ncolor: false\nmouse: false"
    let program = try ConfigurationFile(text, path: "c").program
    let usual = ProgramConfiguration()
    typealias Case = (options: String, environment: [String: String], file: ProgramConfiguration, expected: Bool)
    let lines: [Case] = [
      ("", [:], program, true), ("", [:], usual, false), ("--no-linear", [:], program, false),
      ("--linear", [:], usual, true), ("", ["TERM": "dumb"], usual, true),
      ("--no-linear", ["TERM": "dumb"], program, false),
    ]
    for (options, environment, file, isLinear) in lines {
      #expect(try screen(options).isLinear(environment, file) == isLinear, "\(options) \(environment)")
    }
    let colors: [Case] = [
      ("", [:], program, false), ("", [:], usual, true), ("--color", [:], program, true),
      ("--no-color", [:], usual, false), ("", ["NO_COLOR": "1"], usual, false),
      ("--color", ["NO_COLOR": "1"], program, true),
    ]
    for (options, environment, file, hasColors) in colors {
      #expect(try screen(options).hasColors(environment, file) == hasColors, "\(options) \(environment)")
    }
    #expect(try !screen("").usesMouse(program))
    #expect(try screen("--mouse").usesMouse(program))
    func looks(_ name: String, isASCII: Bool) throws -> Appearance {
      let theme = EmbeddedText.theme(named: name) ?? "missing"
      return Appearance(theme: try Theme(parsing: theme), glyphs: Glyphs(isASCII: isASCII))
    }
    #expect(try screen("").appearance(program) == looks("dark", isASCII: true))
    #expect(try screen("--theme light --no-ascii").appearance(program) == looks("light", isASCII: false))
    #expect(try screen("").appearance(usual) == looks("default", isASCII: false))
  }

  @Test func aThemeThatIsNotThereIsToldWithItsPlace() throws {
    let program = try ConfigurationFile("mouse: true\ntheme: /no/such", path: "c").program
    let inFile = #expect(throws: ExitFailure.self) { try screen("").appearance(program) }
    #expect(inFile?.sentence == "c:2:8: theme: /no/such: there is neither a theme nor a file of that name.")
    let asOption = #expect(throws: ExitFailure.self) { try screen("--theme nope").appearance(program) }
    #expect(asOption?.sentence == "nope: there is neither a theme nor a file of that name.")
  }

  @Test(arguments: [
    ("keys:\n  list:\n    x: nonsense", "c:3:5: keys: unknown command 'nonsense'"),
    ("keys:\n  lists:\n    x: next", "c:3:5: keys: unknown mode 'lists'"),
    ("keys:\n  list:\n    g: next", "c:3:5: keys: 'g' is the beginning of 'g"),
    ("keys:\n  list:\n    y: next\n    Hyper: next", "c:4:5: keys: unknown key 'Hyper'"),
    ("keys: [x]", "c:1:7: keys: expected modes"),
    ("mouse: maybe", "c:1:8: mouse: expected true or false"),
    ("mouse: true\nascii: 7", "c:2:8: ascii: expected true or false"),
    ("color: red", "c:1:8: color: expected true or false"), ("linear: []", "c:1:9: linear: expected true or false"),
    ("theme: [dark]", "c:1:8: theme: expected a text"), ("colour: false", "c:1:1: unknown key 'colour'"),
  ])
  func wrongKeysAreToldWithTheirPlace(text: String, expected: String) {
    do throws(ExitFailure) {
      _ = try ConfigurationFile(text, path: "c")
      Issue.record("the file was taken")
    } catch {
      #expect(error.sentence.hasPrefix(expected), "it said: \(error.sentence)")
    }
  }

  @Test func switchedOffIsOff() throws {
    let text = "accounts:\n  a:\n    duplicate-window: off\n    quiet-hours: off\n    stop-words: []"
    let policy = try #require(try ConfigurationFile(text, path: "c").accounts.first).sending
    #expect(policy.sameTextWithin == nil)
    #expect(policy.quietHours == nil)
    #expect(policy.stopWords.isEmpty)
  }

  @Test func aZoneOfThisMachineIsReadByItsName() throws {
    let text = "accounts:\n  a:\n    time-zone: Asia/Jakarta"
    let zone = try #require(try ConfigurationFile(text, path: "c").accounts.first?.sending.zone)
    #expect(zone.offset(at: Timestamp(seconds: 1_795_338_000)) == 25_200)
  }

  @Test func howTheServerIsAskedReachesTheEngine() {
    let reading = ReadingConfiguration(
      idle: 20, active: 2, activeFor: 90, away: 300, awayAfter: 1_200, jitter: 50, look: 30, followUpDays: 14,
      historyBudget: 30)
    var settings = EngineSettings()
    reading.apply(to: &settings)
    #expect(settings.idleInterval == .seconds(20) && settings.activeInterval == .seconds(2))
    #expect(settings.activeFor == .seconds(90) && settings.awayInterval == .seconds(300))
    #expect(settings.awayAfter == .seconds(1_200) && settings.jitter == 0.5 && settings.lookInterval == .seconds(30))
    #expect(settings.historyPerMinute == 30)
    #expect(settings.followUp.steps.last?.upToAge == .seconds(14 * 86_400))
  }

  @Test(arguments: [
    ("accounts: [", "c:2:1: did not find expected node content"),
    ("acounts:\n  a: {}", "c:1:1: unknown key 'acounts'; known are accounts"),
    ("accounts:\n  a:\n    pol: 3", "c:3:5: unknown key 'pol'"),
    ("accounts:\n  a:\n    poll-idle: 010x", "c:3:16: accounts.a.poll-idle: expected a whole number"),
    ("accounts:\n  a:\n    archive: {keep: soon}", "c:3:21: accounts.a.archive.keep: expected all, or days"),
    ("accounts:\n  a:\n    archive: {kep: all}", "c:3:15: unknown key 'kep'"),
    ("accounts:\n  a:\n    archive: 365d", "c:3:14: accounts.a.archive: expected 'keep: all'"),
    ("accounts:\n  a:\n    poll-jitter: 51", "c:3:18: accounts.a.poll-jitter: expected a whole number from 0 to 50"),
    ("accounts:\n  a:\n    history: 3 weeks", "c:3:14: accounts.a.history: expected all, none, or days"),
    ("accounts:\n  a:\n    token-command: pass show", "c:3:20: accounts.a.token-command: expected a list"),
    ("accounts:\n  a:\n\turl: x", "c:3:1"),
    ("- a", "c:1:1: expected 'accounts:'"),
    ("accounts:\n  a:\n    duplicate-window: 5 h", "c:3:23: accounts.a.duplicate-window: expected off, or a time"),
    ("accounts:\n  a:\n    stop-words: STOP", "c:3:17: accounts.a.stop-words: expected a list"),
    ("accounts:\n  a:\n    stop-words: [STOP, '!']", "c:3:24: accounts.a.stop-words: expected a word"),
    ("accounts:\n  a:\n    quiet-hours: 21-8", "c:3:18: accounts.a.quiet-hours: expected off, or hours"),
    ("accounts:\n  a:\n    daily-cap: many", "c:3:16: accounts.a.daily-cap: expected a whole number"),
    ("accounts:\n  a:\n    country: Indonesia", "c:3:14: accounts.a.country: expected two letters"),
    ("accounts:\n  a:\n    time-zone: Mars/Olympus", "c:3:16: accounts.a.time-zone: expected a name"),
    ("accounts:\n  a:\n    time-zone: ../../etc/passwd", "c:3:16: accounts.a.time-zone: expected a name"),
  ])
  func whatIsWrongIsToldWithItsPlace(text: String, expected: String) {
    do throws(ExitFailure) {
      _ = try ConfigurationFile(text, path: "c")
      Issue.record("the file was taken")
    } catch {
      #expect(error.sentence.hasPrefix(expected), "it said: \(error.sentence)")
      #expect(error.status == .configuration)
    }
  }
}
