import Glibc

/// A thread for work that waits long in a system call: on the concurrency pool it would take a place from all others.
final class DetachedThread {
  private let body: @Sendable () -> Void

  private init(_ body: @escaping @Sendable () -> Void) { self.body = body }

  /// Runs `body` on a thread of its own, or here when no thread can be had.
  static func start(_ body: @escaping @Sendable () -> Void) {
    let thread = Unmanaged.passRetained(DetachedThread(body))
    var handle = pthread_t()
    let failure = pthread_create(
      &handle, nil,
      { pointer in
        if let pointer { Unmanaged<DetachedThread>.fromOpaque(pointer).takeRetainedValue().body() }
        return nil
      }, thread.toOpaque())
    if failure == 0 { pthread_detach(handle) } else { thread.takeRetainedValue().body() }
  }
}
