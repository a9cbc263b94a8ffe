import Synchronization

/// A playSMS server in memory: accounts, messages, queues and a clock. It answers requests as the real one does, and
/// lets time pass only when somebody asks.
public final class Sandbox: Sendable {
  private let clock: any SandboxClock
  private let story: SandboxStory?
  private let world: Mutex<World>

  /// A story brings its own accounts (`admin` beside them) and a past, and goes on while the clock does.
  public init(
    _ configuration: SandboxConfiguration = SandboxConfiguration(),
    clock: any SandboxClock = SystemSandboxClock(), story: SandboxStory? = nil
  ) {
    self.clock = clock
    self.story = story
    world = Mutex(World(configuration, now: clock.now, story: story))
  }

  /// Answers one request as the server would at this moment.
  public func answer(_ request: SandboxRequest) -> SandboxResponse {
    withWorld { $0.answer(request) }
  }

  /// Forgets everything that happened since the start, as a server does whose database was lost: messages, queues,
  /// tokens, credit, lockouts, and the ids begin anew. What was chosen by `reconfigure` and `setOutcome` stays, and so
  /// does what was noted of requests and submissions.
  public func reset() {
    let story = story
    withWorld { world in
      var fresh = World(world.configuration, now: world.now, story: story)
      fresh.journal = world.journal
      fresh.outcomes = world.outcomes
      // Codes and tokens never come twice.
      fresh.secretRandom = world.secretRandom
      fresh.skew = world.skew
      world = fresh
    }
  }

  /// Puts the server's clock forward, or back for a negative time: from then on it is so much off the one it was given.
  public func jumpClock(by duration: Duration) {
    let milliseconds = duration.milliseconds
    withWorld { $0.skew += milliseconds }
  }

  /// Reads or changes the world at this moment.
  func withWorld<Answer: Sendable>(_ body: (inout World) -> Answer) -> Answer {
    world.withLock { world in
      world.catchUp(to: clock.now + world.skew)
      return body(&world)
    }
  }
}
