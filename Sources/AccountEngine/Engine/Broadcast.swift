import Synchronization

/// Hands values to everybody who listens.
final class Broadcast<Value: Sendable>: Sendable {
  private struct State {
    var next = 0
    var latest: Value?
    var listeners: [Int: AsyncStream<Value>.Continuation] = [:]
  }

  private let state = Mutex(State())
  private let buffer: AsyncStream<Value>.Continuation.BufferingPolicy
  private let repeatsLatest: Bool

  /// - Parameter repeatsLatest: whether a new listener gets the last value at once.
  init(buffer: AsyncStream<Value>.Continuation.BufferingPolicy, repeatsLatest: Bool) {
    self.buffer = buffer
    self.repeatsLatest = repeatsLatest
  }

  /// Whether a new listener would get nothing.
  var hasSaidNothing: Bool { state.withLock { $0.latest == nil } }

  func send(_ value: Value) {
    // Yielded outside the lock: a listener that ends at that moment takes it itself.
    let listeners = state.withLock { state in
      if repeatsLatest { state.latest = value }
      return Array(state.listeners.values)
    }
    for listener in listeners { listener.yield(value) }
  }

  func listen() -> AsyncStream<Value> {
    let (stream, continuation) = AsyncStream.makeStream(of: Value.self, bufferingPolicy: buffer)
    let (number, latest) = state.withLock { state in
      state.next += 1
      state.listeners[state.next] = continuation
      return (state.next, state.latest)
    }
    continuation.onTermination = { [weak self] _ in
      self?.state.withLock { $0.listeners[number] = nil }
    }
    if let latest { continuation.yield(latest) }
    return stream
  }
}
