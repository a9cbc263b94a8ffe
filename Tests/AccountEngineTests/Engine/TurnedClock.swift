import Messaging
import PlaySMS
import PlaySMSSandbox
import Synchronization
import Testing

@testable import AccountEngine

/// A clock for engine and sandbox that stands still until a test turns it, so that an hour passes in milliseconds.
final class TurnedClock: EngineClock {
  private struct Sleeper {
    let deadline: Int64
    let continuation: CheckedContinuation<Void, any Error>
  }

  private struct State {
    var next = 0
    var sleepers: [Int: Sleeper] = [:]
    /// What the machine's own clock shows beside the server's, in milliseconds.
    var skew: Int64 = 0
  }

  private let server: ManualSandboxClock
  private let state = Mutex(State())

  init(_ server: ManualSandboxClock) { self.server = server }

  var now: Timestamp { Timestamp(milliseconds: server.now + state.withLock { $0.skew }) }

  /// Sets this machine's clock forward or back, not the server's.
  func set(off skew: Duration) { state.withLock { $0.skew += skew.wholeMilliseconds } }

  func sleep(for duration: Duration) async throws {
    let number = state.withLock { state in
      state.next += 1
      return state.next
    }
    try await withTaskCancellationHandler {
      try await withCheckedThrowingContinuation { (continuation: CheckedContinuation<Void, any Error>) in
        let isOver = state.withLock { state in
          if Task.isCancelled { return true }
          let deadline = server.now + max(1, duration.wholeMilliseconds)
          state.sleepers[number] = Sleeper(deadline: deadline, continuation: continuation)
          return false
        }
        if isOver { continuation.resume(throwing: CancellationError()) }
      }
    } onCancel: {
      state.withLock { $0.sleepers.removeValue(forKey: number) }?.continuation.resume(throwing: CancellationError())
    }
  }

  /// Whether something sleeps until then.
  func wakes(at moment: Timestamp) -> Bool {
    state.withLock { state in
      state.sleepers.values.contains { $0.deadline + state.skew == moment.milliseconds }
    }
  }

  /// Waits until the engine sleeps.
  func rest() async throws {
    try await eventually("the engine sleeps") { state.withLock { !$0.sleepers.isEmpty } }
  }

  /// Lets so much time pass, from one moment at which the engine wants to be woken to the next.
  func pass(_ duration: Duration) async throws {
    let end = server.now + duration.wholeMilliseconds
    while true {
      try await rest()
      let deadline = state.withLock { $0.sleepers.values.map(\.deadline).min() } ?? end
      guard deadline < end else { break }
      turn(to: max(deadline, server.now))
    }
    turn(to: end)
    try await rest()
  }

  /// Lets so much time pass at once, as for a machine that slept.
  func leap(_ duration: Duration) async throws {
    try await rest()
    turn(to: server.now + duration.wholeMilliseconds)
    try await rest()
  }

  private func turn(to moment: Int64) {
    server.set(to: moment)
    let due = state.withLock { state in
      let due = state.sleepers.filter { $0.value.deadline <= moment }
      for number in due.keys { state.sleepers[number] = nil }
      return due.values.map(\.continuation)
    }
    for continuation in due { continuation.resume() }
  }
}

extension Harness {
  /// Runs an engine by a clock that the test turns, and stops it then.
  func withTurnedEngine(
    _ settings: EngineSettings = EngineSettings(), token: String = SandboxAccount.anna.token,
    _ body: (RunningEngine, TurnedClock) async throws -> Void
  ) async throws {
    let transport = try transport()
    let turned = TurnedClock(clock)
    let running = engine(over: transport, settings, token: token, clock: turned)
    let result: Result<Void, any Error>
    do { result = .success(try await body(running, turned)) } catch { result = .failure(error) }
    await running.stop()
    await transport.close()
    try result.get()
  }

  /// How many requests came, whatever they asked for.
  var requestCount: Int { sandbox.requestCounts.values.reduce(0, +) }
}
