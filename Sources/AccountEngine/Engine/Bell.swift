import Messaging
import Synchronization

/// Wakes a loop that sleeps. A ring while nobody sleeps is kept for the next sleep.
final class Bell: Sendable {
  private struct State {
    var hasRung = false
    var sleeper: CheckedContinuation<Void, Never>?
  }

  private let state = Mutex(State())

  /// Whether somebody sleeps and nothing has woken them yet.
  var hasSleeper: Bool { state.withLock { $0.sleeper != nil } }

  func ring() {
    let sleeper = state.withLock { state in
      defer { state.sleeper = nil }
      if state.sleeper == nil { state.hasRung = true }
      return state.sleeper
    }
    sleeper?.resume()
  }

  /// Sleeps until the bell rings, the task is cancelled, or `limit` has passed; nil for no limit. One sleeper at a time.
  func wait(atMost limit: Duration?, by clock: any EngineClock) async {
    guard let limit else { return await waitForRing() }
    await withTaskGroup(of: Void.self) { group in
      group.addTask { await self.waitForRing() }
      group.addTask { try? await clock.sleep(for: max(limit, .milliseconds(1))) }
      await group.next()
      group.cancelAll()
    }
  }

  private func waitForRing() async {
    await withTaskCancellationHandler {
      await withCheckedContinuation { continuation in
        let isOver = state.withLock { state in
          if state.hasRung || Task.isCancelled {
            state.hasRung = false
            return true
          }
          state.sleeper = continuation
          return false
        }
        if isOver { continuation.resume() }
      }
    } onCancel: {
      let sleeper = state.withLock { state in
        defer { state.sleeper = nil }
        return state.sleeper
      }
      sleeper?.resume()
    }
  }
}
