import Glibc
import Testing

@testable import smsdash

/// What cannot work is said in a sentence, on standard error, with a status of its own.
@Suite struct PlainSentenceTests {
  private func output(_ script: String) throws -> String {
    let setting = "SMSDASH=\(Program.path); cd \"$(mktemp -d)\"; export HOME=$PWD TERM=xterm-256color; "
    return try ChildProcess.output(of: ["bash", "--norc", "-c", "\(setting)\(script); echo \" status $?\""])
  }

  @Test func withoutAnAccountItSaysWhatToDo() throws {
    let said = try output("$SMSDASH 2>&1")
    #expect(said.contains("No account is configured"))
    #expect(said.contains("smsdash demo"))
    #expect(said.contains("status 78"))
  }

  @Test func intoAPipeItDoesNotDraw() throws {
    let said = try output("$SMSDASH demo 2>&1 | cat; (exit ${PIPESTATUS[0]})")
    #expect(said.contains("is not a terminal"))
    #expect(said.contains("status 1"))
    #expect(!said.contains("\u{1B}"))
  }

  @Test func httpToAnotherMachineNeedsTheWord() throws {
    let said = try output("$SMSDASH --url http://sms.example.org --user acme --token-command 'echo x' 2>&1")
    #expect(said.contains("insecure"))
    #expect(said.contains("status 78"))
  }

  @Test func anUnreadableConfigurationIsNamedWithItsPlace() throws {
    let said = try output(
      "printf 'accounts:\\n  a:\\n    url: https://x.example\\n    hold: five\\n' > c.yaml; $SMSDASH --config c.yaml 2>&1"
    )
    #expect(said.contains("c.yaml:4:11: accounts.a.hold: expected a whole number from 0 to 86400, found 'five'"))
    #expect(said.contains("status 78"))
  }

  @Test func theExampleConfigurationIsReadable() throws {
    let said = try output("$SMSDASH example-config > c.yaml; $SMSDASH --config c.yaml </dev/null 2>&1")
    #expect(said.contains("is not a terminal"))
  }

  @Test func noTokenEverStandsInAnArgument() throws {
    let said = try output("$SMSDASH --help")
    #expect(said.contains("--token-command"))
    #expect(!said.contains("--token <"))
  }

  @Test func aVersionThatNobodyRecordedIsRefused() throws {
    let said = try output("$SMSDASH sandbox --quirks 9.9 2>&1")
    #expect(said.contains("--quirks is one of 1.4.8, 1.4.7, 1.4.6, seed"))
    #expect(said.contains("status 64"))
  }

  @Test func aFaultThatNobodyKnowsIsRefused() throws {
    let said = try output("$SMSDASH sandbox --faults 'pv:explode' 2>&1")
    #expect(said.contains("--faults: "))
    #expect(said.contains("status 64"))
  }
}
