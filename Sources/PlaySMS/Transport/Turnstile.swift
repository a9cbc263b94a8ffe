import Synchronization

/// Lets one through at a time, in the order of arrival.
///
/// The HTTP client has a queue of its own, but a request that waits in it longer than the connect timeout fails there
/// as if the server were down.
final class Turnstile: Sendable {
  private struct State {
    var isTaken = false
    var nextTicket = 0
    var waiting: [(ticket: Int, turn: CheckedContinuation<Bool, Never>)] = []
    /// Cancelled before they had begun to wait.
    var withdrawn: Set<Int> = []
  }

  private let state = Mutex(State())

  /// Runs `body` alone; throws `CancellationError` without running it when the task is cancelled while it waits.
  func pass<Value: Sendable>(_ body: () async throws -> Value) async throws -> Value {
    guard await enter() else { throw CancellationError() }
    defer { leave() }
    try Task.checkCancellation()
    return try await body()
  }

  private func enter() async -> Bool {
    let ticket = state.withLock { state in
      state.nextTicket += 1
      return state.nextTicket
    }
    // A withdrawal that came after the turn was given must not be kept.
    defer { state.withLock { _ = $0.withdrawn.remove(ticket) } }
    return await withTaskCancellationHandler {
      await withCheckedContinuation { turn in
        let answer: Bool? = state.withLock { state in
          if state.withdrawn.remove(ticket) != nil { return false }
          if !state.isTaken {
            state.isTaken = true
            return true
          }
          state.waiting.append((ticket, turn))
          return nil
        }
        if let answer { turn.resume(returning: answer) }
      }
    } onCancel: {
      withdraw(ticket)
    }
  }

  private func withdraw(_ ticket: Int) {
    let turn: CheckedContinuation<Bool, Never>? = state.withLock { state in
      guard let index = state.waiting.firstIndex(where: { $0.ticket == ticket }) else {
        state.withdrawn.insert(ticket)
        return nil
      }
      return state.waiting.remove(at: index).turn
    }
    turn?.resume(returning: false)
  }

  private func leave() {
    let next: CheckedContinuation<Bool, Never>? = state.withLock { state in
      guard !state.waiting.isEmpty else {
        state.isTaken = false
        return nil
      }
      return state.waiting.removeFirst().turn
    }
    next?.resume(returning: true)
  }
}
