import MessageArchive
import PlaySMSSandbox

/// What somebody at the screen waits for: the first picture, and a letter that was typed.
struct Watching {
  private static let account = SandboxAccount.anna
  /// Stands in no message.
  private static let letter = "¤"
  /// Control-U.
  private static let clearing = "\u{15}"

  let meter: Meter

  /// Where the program looks for its archive when `home` is its home.
  static func location(home: String) throws -> ArchiveLocation {
    try .account(host: "127.0.0.1", username: account.username, environment: ["XDG_DATA_HOME": home])
  }

  /// From nothing to the newest message on the screen, without a server; and what the program holds then.
  func firstPaint(small: String, large: String, runs: Int) async throws {
    let few = try await firstPaint("1,000 messages", home: small, runs: runs)
    let many = try await firstPaint("all messages", home: large, runs: runs)
    let start = meter.durations("program: start to first paint, 1,000 messages", few.times)
    meter.durations("program: start to first paint, all messages", many.times, beside: start)
    let held = meter.memory("program: resident then, 1,000 messages", few.memory)
    meter.memory("program: resident then, all messages", many.memory, beside: held)
  }

  private func firstPaint(_ name: String, home: String, runs: Int) async throws -> (times: [Double], memory: [Double]) {
    var (times, memory): ([Double], [Double]) = ([], [])
    // The first one finds cold caches.
    for run in 0...runs {
      var program: ProgramOnTerminal?
      let time = try await meter.duration {
        program = try start(home: home, port: 9)
        try program?.see(Corpus.newest)
      }
      if run > 0 {
        times.append(time.milliseconds)
        memory.append(program?.residentMemory ?? 0)
      }
      program?.end()
    }
    return (times, memory)
  }

  /// From a letter in a field to its echo: while nothing happens, and while 1,000 messages of a poll are taken in.
  func echo(home: String, count: Int) async throws {
    let sandbox = Sandbox()
    sandbox.fill(messages: 10_000)
    let server = SandboxServer(sandbox)
    let program = try start(home: home, port: try await server.start())
    defer { program.end() }
    do {
      Watching.waitForHistory(program, sandbox)
      program.type(":")
      program.pass(milliseconds: 1_000)
      let quiet = try await echoes(program, count: count)
      let still = meter.durations("program: a letter to its echo", quiet)
      var busy: [Double] = []
      for drop in 1...(count / 10) {
        let before = Watching.pages(sandbox)
        sandbox.receive(1_000, src: "+6281999\(drop)") { "drop \($0)" }
        while Watching.pages(sandbox) == before { program.pass(milliseconds: 1) }
        busy += try await echoes(program, count: 10)
      }
      meter.durations("program: same, 1,000 rows just came", busy, beside: still)
    } catch {
      await server.stop()
      throw error
    }
    await server.stop()
  }

  /// Letters one after the other: one taken back and typed again may find its cell as it was.
  private func echoes(_ program: ProgramOnTerminal, count: Int) async throws -> [Double] {
    var times: [Double] = []
    for place in 1...count {
      times.append(
        try await meter.duration {
          program.type(Watching.letter)
          try program.see(Watching.letter)
        }.milliseconds)
      program.pass(milliseconds: 5)
      if place.isMultiple(of: 10) {
        program.type(Watching.clearing)
        program.pass(milliseconds: 50)
      }
    }
    return times
  }

  /// Pages of messages that were asked for.
  private static func pages(_ sandbox: Sandbox) -> Int {
    let counts = sandbox.requestCounts
    return counts["ix", default: 0] + counts["ds", default: 0]
  }

  private static func waitForHistory(_ program: ProgramOnTerminal, _ sandbox: Sandbox) {
    var before = 0
    repeat {
      before = pages(sandbox)
      program.pass(milliseconds: 4_000)
    } while pages(sandbox) != before || before == 0
  }

  private func start(home: String, port: Int) throws -> ProgramOnTerminal {
    try ProgramOnTerminal(
      ["--url", "http://127.0.0.1:\(port)/index.php?app=ws", "--user", Watching.account.username], home: home,
      token: Watching.account.token)
  }
}
