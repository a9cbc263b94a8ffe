import Glibc
import PlaySMSSandbox
import Testing

@testable import smsdash

/// Several of the program itself on one account. Each has an address of its own for the server, so that it is known
/// which of them asks.
@Suite(.serialized, .timeLimit(.minutes(5))) struct SeveralInstancesTests {
  @Test func theSecondAsksNothingAndShowsWhatTheFirstHears() async throws {
    let scene = try Scene()
    let (world, unasked) = (Sandbox(), Sandbox())
    let servers = [SandboxServer(world), SandboxServer(unasked)]
    let first = try await scene.start(servers[0].start())
    try await first.see("synced")
    let second = try await scene.start(servers[1].start())
    let name = "smsdash \(try scene.process(of: first))"
    try await second.see("via \(name)")
    try await second.see("synced")
    let delays = try await scene.delays(of: ["one", "two", "three", "four", "five"], world, first, second)
    // Each includes a look at a screen, so on a busy machine the quickest tells.
    #expect(delays.second.min() ?? .seconds(60) < .seconds(1), "a new message on the second screen, after the first")
    #expect(delays.both.min() ?? .seconds(60) < .seconds(1) + .milliseconds(1_100), "on both, a poll included")
    print("a new message stood on the second screen \(delays.second) after it was seen on the first")
    try second.press("R")
    try await second.see("Asked \(name) to poll.")
    try await scene.send("from the second", with: second)
    try await second.see("D ●")
    try await first.see("from the second")
    #expect(world.acceptedSubmissions.map(\.msg) == ["from the second"])
    #expect(unasked.requestCounts.isEmpty)
    try second.press("Q")
    try await second.see("ended with 0")
    try first.press("Q")
    try await first.see("ended with 0")
    for server in servers { await server.stop() }
  }

  @Test func whenTheFirstIsKilledExactlyOneOfTheOthersGoesOn() async throws {
    let scene = try Scene()
    let world = Sandbox()
    let server = SandboxServer(world)
    let port = try await server.start()
    var instances = [try scene.start(port)]
    try await instances[0].see("synced")
    for _ in 0..<2 {
      let next = try scene.start(port)
      try await next.see("via smsdash")
      instances.append(next)
    }
    var texts: [String] = []
    while let poller = try await scene.poller(among: instances) {
      texts.append("with \(instances.count) there")
      try await scene.send(texts[texts.count - 1], with: instances[instances.count - 1])
      for instance in instances { try await instance.see(texts[texts.count - 1]) }
      try await scene.wait { world.acceptedSubmissions.count == texts.count }
      kill(try scene.process(of: instances[poller]), SIGKILL)
      // It leaves the cursor anywhere, so the word may be broken over two lines.
      try await instances.remove(at: poller).see("nded with 137")
      guard !instances.isEmpty else { break }
      _ = world.receive(src: "+628111111109", msg: "after death \(instances.count)")
      for instance in instances { try await instance.see("after death \(instances.count)") }
    }
    #expect(texts.count == 3)
    #expect(!(try TextFile.read("\(scene.home.path)/.local/state/smsdash/smsdash.log").contains("nother version")))
    #expect(world.acceptedSubmissions.map(\.msg) == texts)
    await server.stop()
  }

  /// A machine may be so busy that a program hardly runs, so it may try a few times.
  @Test func whenThePollerIsKilledTheOtherAsksWithinATick() async throws {
    let tick = 4
    var waits: [Int64] = []
    for _ in 0..<4 where waits.allSatisfy({ $0 > Int64(tick) * 1_100 }) {
      let scene = try Scene()
      let world = Sandbox()
      let server = SandboxServer(world)
      let port = try await server.start()
      let (first, second) = try await scene.startTwo(port, poll: tick)
      try await second.see("synced")
      // Just after it asked, so that nothing of it is under way.
      let before = world.requests.count
      try await scene.wait { world.requests.count > before }
      try await Task.sleep(for: .milliseconds(300))
      kill(try scene.process(of: first), SIGKILL)
      let (asked, end) = (world.requests.count, world.now)
      try await scene.wait { world.requests.count > asked }
      waits.append((world.requests.dropFirst(asked).first?.at ?? .max) - end)
      try await second.seeNot("via smsdash")
      await server.stop()
    }
    print("the first question after the poller was killed came after \(waits) ms; a tick takes \(tick) s")
    #expect((waits.last ?? .max) <= Int64(tick) * 1_100)
  }

  @Test func whoTakesOverAfterARefusedLoginAsksNothingBeforeTheOperatorResumes() async throws {
    let scene = try Scene()
    let world = Sandbox()
    let server = SandboxServer(world)
    let port = try await server.start()
    let (first, second) = try await scene.startTwo(port)
    try await second.see("synced")
    world.change(SandboxAccount.anna.username) { $0.token = "0123456789abcdef" }
    try await first.see("paused")
    try await second.see("paused")
    let asked = world.requestCounts
    kill(try scene.process(of: first), SIGKILL)
    try await second.seeNot("via smsdash")
    try await second.see("paused")
    // Longer than it waits between two polls.
    try await Task.sleep(for: .seconds(3))
    #expect(world.requestCounts == asked)
    world.change(SandboxAccount.anna.username) { $0.token = SandboxAccount.anna.token }
    try second.press("R")
    try await second.see("synced")
    await server.stop()
  }

  @Test func whatTheKilledOneWasSendingIsNotSentAgain() async throws {
    let scene = try Scene()
    let world = Sandbox()
    let server = SandboxServer(world)
    let port = try await server.start()
    let (first, second) = try await scene.startTwo(port)
    // The server takes it and lets the answer wait: it is on its way for as long as that lasts.
    server.arm(.delay(.seconds(60)), op: "pv")
    try await scene.send("only once", with: second)
    try await scene.wait { !world.acceptedSubmissions.isEmpty }
    kill(try scene.process(of: first), SIGKILL)
    try await second.seeNot("via smsdash")
    // Nobody knows what became of it, until its row is seen.
    try await second.see("D ●")
    try await second.see("only once")
    #expect(world.acceptedSubmissions.map(\.msg) == ["only once"])
    #expect(world.requestCounts["pv"] == 1)
    await server.stop()
  }

  @Test func whatBothSendAtOnceIsTakenOnceEachAlsoWhenThePollerIsKilledMeanwhile() async throws {
    let scene = try Scene()
    let world = Sandbox()
    let server = SandboxServer(world)
    let port = try await server.start()
    let (first, second) = try await scene.startTwo(port, hold: 10)
    server.arm(.delay(.milliseconds(400)), op: "pv", times: .max)
    var texts: [String] = []
    for (round, number) in ["+628111111102", "+628111111103"].enumerated() {
      // One number for both, so that they stand in each other's way.
      for (name, instance) in [("first", first), ("second", second)] {
        texts.append("round \(round) of the \(name)")
        try await scene.write(texts[texts.count - 1], to: number, with: instance)
      }
      for instance in [first, second] { try await scene.confirm(with: instance) }
    }
    // One is on its way, the others are held or wait for it.
    try await scene.wait { !world.acceptedSubmissions.isEmpty }
    kill(try scene.process(of: first), SIGKILL)
    try await second.seeNot("via smsdash")
    try await scene.wait { Set(world.acceptedSubmissions.map(\.msg)).count == texts.count }
    #expect(world.acceptedSubmissions.map(\.msg).sorted() == texts.sorted())
    #expect(world.requestCounts["pv"] == texts.count)
    await server.stop()
  }
}

extension Sandbox {
  /// As it dates requests.
  fileprivate var now: Int64 { SystemSandboxClock().now }
}

/// What the instances have in common.
private struct Scene {
  let home: ScratchFolder

  init() throws { home = try ScratchFolder() }

  /// Starts one more, which asks a server on this machine. All of those are one to the archive: it goes by the host's
  /// name.
  func start(_ port: Int, hold: Int = 1, poll: Int = 1) throws -> Tmux {
    let settings = """
      accounts:
        a:
          url: http://127.0.0.1:\(port)
          user: anna
          poll-idle: \(poll)
          poll-active: \(poll)
          hold: \(hold)
      """
    let file = "\(home.path)/\(port).yaml"
    guard let stream = fopen(file, "w") else { throw WaitedInVain() }
    fputs(settings, stream)
    fclose(stream)
    return try Tmux(
      "export HOME=\(home.path) SMSDASH_TOKEN=\(SandboxAccount.anna.token); "
        + "bash -c 'echo $$ > $SCENE/pid; exec $SMSDASH --config \(file)'", columns: 120, rows: 40)
  }

  /// One that polls, and one that is attached to it.
  func startTwo(_ port: Int, hold: Int = 1, poll: Int = 1) async throws -> (first: Tmux, second: Tmux) {
    let first = try start(port, hold: hold, poll: poll)
    try await first.see("synced")
    let second = try start(port, hold: hold, poll: poll)
    try await second.see("via smsdash")
    return (first, second)
  }

  /// How long after they stood on the first screen messages stood on the second, and how long after they came on both.
  func delays(
    of texts: [String], _ world: Sandbox, _ first: Tmux, _ second: Tmux
  ) async throws -> (second: [Duration], both: [Duration]) {
    let clock = ContinuousClock()
    var delays: (second: [Duration], both: [Duration]) = ([], [])
    for text in texts {
      let start = clock.now
      _ = world.receive(src: "+628111111101", msg: "seen by both: \(text)")
      try await first.see("seen by both: \(text)")
      let seen = clock.now
      try await second.see("seen by both: \(text)")
      delays.second.append(clock.now - seen)
      delays.both.append(clock.now - start)
    }
    return delays
  }

  func wait(until condition: () -> Bool) async throws {
    for _ in 0..<1_200 where !condition() { try await Task.sleep(for: .milliseconds(50)) }
  }

  func process(of tmux: Tmux) throws -> pid_t {
    try #require(pid_t(try TextFile.read(tmux.path("pid")).filter(\.isNumber)))
  }

  /// The one that polls, once the others say that they are attached to it.
  func poller(among instances: [Tmux]) async throws -> Int? {
    for _ in 0..<1_200 {
      let screens = try instances.map { try $0.screen() }
      let free = screens.indices.filter { !screens[$0].contains("via smsdash") && screens[$0].contains("synced") }
      if free.count == 1, let one = free.first {
        let words = "via smsdash \(try process(of: instances[one]))"
        if screens.indices.allSatisfy({ $0 == one || screens[$0].contains(words) }) { return one }
      }
      try await Task.sleep(for: .milliseconds(50))
    }
    return nil
  }

  func send(_ text: String, with instance: Tmux) async throws {
    try await write(text, to: "+628111111102", with: instance)
    try await confirm(with: instance)
  }

  func confirm(with instance: Tmux) async throws {
    try await instance.confirm()
    try instance.press("0")
  }

  /// Goes as far as the review, where only a `y` is left.
  func write(_ text: String, to number: String, with instance: Tmux) async throws {
    try instance.press("m")
    try await instance.see("Compose")
    try instance.type(number)
    try instance.press("Tab")
    try instance.type(text)
    try instance.press("C-x")
    try await instance.see("Review")
  }
}
