import PlaySMSSandbox
import Testing

@testable import smsdash

/// Going from one account to another and back, in one run of the program and a real terminal.
@Suite(.timeLimit(.minutes(5))) struct AccountSwitchTests {
  private func start(_ accounts: [(name: String, port: Int, token: String)]) throws -> Tmux {
    let yaml = accounts.map {
      "  \($0.name):\\n    url: http://127.0.0.1:\($0.port)\\n    user: anna\\n    token-file: ~/\($0.token)\\n"
    }.joined()
    return try Tmux(
      "mkdir -p $HOME/.config/smsdash; printf \(SandboxAccount.anna.token) > $HOME/token; chmod 600 $HOME/token; "
        + "printf 'accounts:\\n\(yaml)' > $HOME/.config/smsdash/config.yaml; $SMSDASH", columns: 100, rows: 30)
  }

  @Test func eachAccountShowsItsOwnAndADraftIsKept() async throws {
    let worlds = [Sandbox(), Sandbox()]
    let servers = worlds.map { SandboxServer($0) }
    _ = worlds[0].receive(src: "+628111111101", msg: "for the first")
    _ = worlds[1].receive(src: "+628111111102", msg: "for the second")
    let tmux = try start([
      ("one", try await servers[0].start(), "token"), ("two", try await servers[1].start(), "token"),
      ("broken", 9, "missing"),
    ])
    try await tmux.see("for the first")
    try tmux.press("m")
    try await tmux.see("Compose")
    try tmux.type("+628111111109")
    try await tmux.see("+628111111109")
    try tmux.press("Tab")
    try tmux.type("half a thought")
    try await tmux.see("half a thought")
    try tmux.press("Escape")
    try await tmux.seeNot("C-x review")
    try tmux.press("A")
    try await tmux.see("open now")
    try tmux.press("j", "Enter")
    try await tmux.see("for the second")
    #expect(try !tmux.screen().contains("for the first"))
    #expect(try tmux.screen().contains("two"))

    // One that cannot be opened leaves the one that was open.
    try tmux.press("A")
    try await tmux.see("open now")
    try tmux.press("j", "Enter")
    try await tmux.see("broken was not opened")
    try await tmux.see("for the second")
    try tmux.press("Escape")
    try await tmux.seeNot("broken was not opened")
    try tmux.press("A")
    try await tmux.see("open now")
    try tmux.press("k", "Enter")
    try await tmux.see("for the first")
    try tmux.press("3")
    // The list has no room for all of it.
    try await tmux.see("half a tho")
    try tmux.press("Q")
    try await tmux.see("ended with 0")
    for server in servers { await server.stop() }
  }

  @Test func aSignalInTheSecondAccountEndsTheProgram() async throws {
    let servers = [SandboxServer(Sandbox()), SandboxServer(Sandbox())]
    let tmux = try start([
      ("one", try await servers[0].start(), "token"), ("two", try await servers[1].start(), "token"),
    ])
    try await tmux.see("synced")
    try tmux.press("A")
    try await tmux.see("open now")
    try tmux.press("j", "Enter")
    try await tmux.seeNot("open now")
    try await tmux.see("synced")
    try tmux.press("C-c", "C-c")
    try await tmux.see("ended with 0")
    for server in servers { await server.stop() }
  }

  @Test func withOneAccountItSaysSo() async throws {
    let server = SandboxServer(Sandbox())
    let tmux = try start([("one", try await server.start(), "token")])
    try await tmux.see("synced")
    try tmux.press("A")
    try await tmux.see("there is this account only")
    try tmux.press("Q")
    try await tmux.see("ended with 0")
    await server.stop()
  }

  @Test func theTokenOfTheEnvironmentIsForTheFirstAccountAlone() throws {
    let text = "accounts:\n  one: {url: 'https://a', user: x}\n  two: {url: 'https://b', user: y, token-file: t}"
    let file = try ConfigurationFile(text, path: "c")
    let choices = AccountChoices(first: .init(name: "one", token: .environment("SMSDASH_TOKEN")), of: file.accounts)
    #expect(choices.all.map(\.token) == [.environment("SMSDASH_TOKEN"), .file("t")])
    let given = AccountChoices(first: .init(name: "", user: "z"), of: file.accounts)
    #expect(given.all.map(\.shownName) == ["z (as given)", "one", "two"])
  }
}
