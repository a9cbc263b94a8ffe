import Dashboard
import Messaging
import Terminal
import Testing

/// `A`: another account of the configuration.
@Suite struct AccountFlowTests {
  private func person(_ names: String..., isDemo: Bool = false) throws -> Operator {
    var settings = Dashboard.Settings(account: "acme", isDemo: isDemo)
    settings.configurationPath = "~/.config/smsdash/config.yaml"
    settings.accounts = names.map {
      AccountChoice(name: $0, host: "sms.example.org", user: "user-\($0)", isOpen: $0 == "acme")
    }
    var person = try Operator(settings: settings)
    person.counters = Counters()
    person.tell(.archiveChanged)
    return person
  }

  @Test func theAccountsAreListedAndEnterGoesToTheChosenOne() throws {
    var person = try person("acme", "test")
    person.press("A")
    #expect(person.text.contains("user-acme at sms.example.org  open now"))
    #expect(person.text.contains("user-test at sms.example.org"))
    person.press("j")
    _ = person.takeEffects()
    person.press("Enter")
    #expect(person.takeEffects() == [.switchAccount("test")])
  }

  @Test func whatIsNotSentIsAskedAboutFirst() throws {
    var person = try person("acme", "test")
    person.counters.held = 2
    person.tell(.archiveChanged)
    person.press("A j")
    _ = person.takeEffects()
    person.press("Enter")
    #expect(person.takeEffects().isEmpty)
    #expect(person.text.contains("2 held (anew at the next start)"))
    person.press("n")
    #expect(person.takeEffects().isEmpty)
    person.press("A j Enter")
    person.wait(Review.deafness)
    _ = person.takeEffects()
    person.press("y")
    #expect(person.takeEffects() == [.switchAccount("test")])
  }

  @Test func theOpenOneIsSaidToBeOpen() throws {
    var person = try person("acme", "test")
    person.press("A")
    _ = person.takeEffects()
    person.press("Enter")
    #expect(person.takeEffects().isEmpty)
    #expect(person.text.contains("acme is open"))
  }

  @Test func withOneAccountItSaysHowToAddAnother() throws {
    var person = try person("acme")
    person.press("A")
    #expect(person.dashboard.dialog == nil)
    #expect(person.text.contains("there is this account only; write another below accounts:"))
  }

  @Test func theDemoSaysThatItHasOne() throws {
    var person = try person(isDemo: true)
    person.press("A")
    #expect(person.text.contains("the demo has this account only"))
  }

  @Test func aNameBehindTheCommandGoesThere() throws {
    var person = try person("acme", "test")
    person.press(":")
    person.type("account.switch nobody")
    person.press("Enter")
    #expect(person.text.contains("no account is called 'nobody'"))
    person.press(":")
    person.type("switch test")
    _ = person.takeEffects()
    person.press("Enter")
    #expect(person.takeEffects() == [.switchAccount("test")])
  }
}
