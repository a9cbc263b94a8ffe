import AccountEngine
import Messaging
import PlaySMSSandbox
import Synchronization

/// The time of one life, which stands still until it is turned. The sandbox and every engine of the life go by it, so
/// hours pass in milliseconds.
final class SimulatedTime: Sendable {
  private struct Sleeper {
    let deadline: Int64
    let continuation: CheckedContinuation<Void, any Error>
  }

  private struct State {
    var now: Int64
    var next = 0
    var sleepers: [Int: Sleeper] = [:]
  }

  /// For the sandbox.
  let server = ManualSandboxClock()
  private let state: Mutex<State>

  init() { state = Mutex(State(now: server.now)) }

  /// Milliseconds since 1970.
  var now: Int64 { state.withLock { $0.now } }

  /// When the first sleeper wants to be woken.
  var nextDeadline: Int64? { state.withLock { $0.sleepers.values.map(\.deadline).min() } }

  /// Turns the clocks, and wakes who slept until then, in the order in which their time came.
  func turn(to moment: Int64) {
    server.set(to: moment)
    let due = state.withLock { state in
      state.now = moment
      let due = state.sleepers.filter { $0.value.deadline <= moment }
        .sorted { ($0.value.deadline, $0.key) < ($1.value.deadline, $1.key) }
      for (number, _) in due { state.sleepers[number] = nil }
      return due.map(\.value.continuation)
    }
    for continuation in due { continuation.resume() }
  }

  func sleep(for duration: Duration) async throws {
    let number = state.withLock { state in
      state.next += 1
      return state.next
    }
    try await withTaskCancellationHandler {
      try await withCheckedThrowingContinuation { (continuation: CheckedContinuation<Void, any Error>) in
        let isOver = state.withLock { state in
          if Task.isCancelled { return true }
          state.sleepers[number] = Sleeper(
            deadline: state.now + max(1, duration.wholeMilliseconds), continuation: continuation)
          return false
        }
        if isOver { continuation.resume(throwing: CancellationError()) }
      }
    } onCancel: {
      state.withLock { $0.sleepers.removeValue(forKey: number) }?.continuation.resume(throwing: CancellationError())
    }
  }
}

/// The clock of one engine, which may be put wrong. Once its program has ended nobody sleeps by it any more.
final class SimulatedClock: EngineClock {
  private let time: SimulatedTime
  private let state: Mutex<(skew: Int64, hasEnded: Bool)>

  init(_ time: SimulatedTime, skew: Int64) {
    self.time = time
    state = Mutex((skew, false))
  }

  /// By how many milliseconds it is put forward.
  var skew: Int64 {
    get { state.withLock { $0.skew } }
    set { state.withLock { $0.skew = newValue } }
  }

  var now: Timestamp { Timestamp(milliseconds: time.now + skew) }

  func end() { state.withLock { $0.hasEnded = true } }

  func sleep(for duration: Duration) async throws {
    if state.withLock({ $0.hasEnded }) { throw CancellationError() }
    try await time.sleep(for: duration)
  }
}
