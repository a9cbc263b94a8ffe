import ArgumentParser
import Glibc
import PlaySMS
import Testing

@testable import smsdash

@Suite struct TokenTests {
  private func withFile(_ text: String, mode: mode_t, _ body: (String) throws -> Void) throws {
    var template = Array("/tmp/smsdash-token-XXXXXX".utf8CString)
    let descriptor = mkstemp(&template)
    try #require(descriptor >= 0)
    let path = String(decoding: template.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
    defer { unlink(path) }
    var text = text
    text.withUTF8 { _ = write(descriptor, $0.baseAddress, $0.count) }
    fchmod(descriptor, mode)
    close(descriptor)
    try body(path)
  }

  private func failure(_ source: TokenSource) -> ExitFailure? {
    do throws(ExitFailure) {
      _ = try source.read([:])
      return nil
    } catch { return error }
  }

  @Test func theFirstLineOfAPrivateFileIsTheToken() throws {
    try withFile("  abc123 \nmore\n", mode: 0o600) { path in
      let token = try TokenSource.file(path).read([:]).reveal()
      #expect(token == "abc123")
    }
  }

  @Test(arguments: [0o644, 0o640, 0o604, 0o660] as [mode_t])
  func aFileThatOthersCanReadIsRefused(mode: mode_t) throws {
    try withFile("abc123", mode: mode) { path in
      let failure = failure(.file(path))
      #expect(failure?.status == .notPrivate)
      #expect(failure?.sentence.contains("can be read by others") == true)
      #expect(failure?.sentence.contains("abc123") == false)
    }
  }

  @Test func aMissingFileIsNamed() {
    #expect(failure(.file("/nowhere/token"))?.sentence.contains("/nowhere/token") == true)
  }

  @Test func aCommandIsRunWithoutAShell() throws {
    let token = try TokenSource.command(["echo", "$HOME; x"]).read([:]).reveal()
    #expect(token == "$HOME; x")
  }

  @Test func aCommandThatFailsIsToldWithItsStatus() {
    #expect(failure(.command(["false"]))?.sentence.contains("ended with status 1") == true)
    #expect(failure(.command(["/nowhere/program"]))?.sentence.contains("could not be started") == true)
    #expect(failure(.command(["true"]))?.sentence.contains("gave nothing") == true)
  }

  @Test func theEnvironmentIsTakenToo() throws {
    let token = try TokenSource.environment("T").read(["T": "abc"]).reveal()
    #expect(token == "abc")
  }

  @Test func wordsOfACommandAreSplitLikeAShellDoes() {
    #expect(AccountOptions.words("pass show sms/acme") == ["pass", "show", "sms/acme"])
    #expect(AccountOptions.words("a 'b c' \"d e\" f\\ g ''") == ["a", "b c", "d e", "f g", ""])
    #expect(AccountOptions.words("  ").isEmpty)
  }

  @Test func anotherServerOrUserGetsNothingOfTheFilesAccount() throws {
    try withFile("accounts:\n  a:\n    url: https://a.example\n    user: a\n    token-file: /t\n", mode: 0o600) {
      path in
      let own = try AccountOptions.parse(["--config", path]).resolved([:])
      #expect(own.token == .file("/t"))
      let other = try AccountOptions.parse(["--config", path, "--url", "https://b.example", "--user", "b"]).resolved([:]
      )
      #expect(other.token == nil)
      #expect(other.name.isEmpty)
    }
  }

  @Test func anEmptyTokenCommandIsRefused() {
    #expect(throws: ExitFailure.self) { try AccountOptions.parse(["--token-command", " "]).resolved([:]) }
  }
}
