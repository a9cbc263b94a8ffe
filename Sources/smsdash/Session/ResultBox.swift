import Synchronization

/// Carries one value from the task that made it to the thread that waits for it.
final class ResultBox<Value: Sendable>: Sendable {
  private let value = Mutex<Value?>(nil)

  func put(_ new: Value) { value.withLock { $0 = new } }

  /// The value; there is one once the maker has said so.
  func take() -> Value {
    guard let value = value.withLock({ $0 }) else { preconditionFailure("taken before anything was put") }
    return value
  }
}
