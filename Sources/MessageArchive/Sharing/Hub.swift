import Synchronization

/// Hands each value to everybody who listens at that moment.
final class Hub<Value: Sendable>: Sendable {
  private struct State {
    var next = 0
    var listeners: [Int: AsyncStream<Value>.Continuation] = [:]
    var isClosed = false
  }

  private let state = Mutex(State())

  /// - Parameter first: what this listener hears before anything else.
  func subscribe(first: [Value] = []) -> AsyncStream<Value> {
    AsyncStream { continuation in
      for value in first { continuation.yield(value) }
      let number = state.withLock { state -> Int? in
        guard !state.isClosed else { return nil }
        state.next += 1
        state.listeners[state.next] = continuation
        return state.next
      }
      guard let number else { return continuation.finish() }
      continuation.onTermination = { [weak self] _ in
        self?.state.withLock { $0.listeners[number] = nil }
      }
    }
  }

  func publish(_ value: Value) {
    // Yielded outside the lock: a listener that ends at that moment takes the lock itself.
    let listeners = state.withLock { Array($0.listeners.values) }
    for listener in listeners { listener.yield(value) }
  }

  func close() {
    let listeners = state.withLock { state in
      state.isClosed = true
      return Array(state.listeners.values)
    }
    for listener in listeners { listener.finish() }
  }
}
