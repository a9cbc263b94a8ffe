import Synchronization

/// A playSMS server in memory: accounts, messages, queues and a clock. It answers requests as the real one does, and
/// lets time pass only when somebody asks.
public final class Sandbox: Sendable {
  private let clock: any SandboxClock
  private let world: Mutex<World>

  /// A story brings its own accounts (`admin` beside them) and a past, and goes on while the clock does.
  public init(
    _ configuration: SandboxConfiguration = SandboxConfiguration(),
    clock: any SandboxClock = SystemSandboxClock(), story: SandboxStory? = nil
  ) {
    self.clock = clock
    var world = World(configuration, now: clock.now)
    if let story { world.begin(story) }
    self.world = Mutex(world)
  }

  /// Answers one request as the server would at this moment.
  public func answer(_ request: SandboxRequest) -> SandboxResponse {
    withWorld { $0.answer(request) }
  }

  /// Reads or changes the world at this moment.
  func withWorld<Answer: Sendable>(_ body: (inout World) -> Answer) -> Answer {
    world.withLock { world in
      world.catchUp(to: clock.now)
      return body(&world)
    }
  }
}
