import Glibc
import Messaging

/// Where an engine takes its time from.
public protocol EngineClock: Sendable {
  var now: Timestamp { get }
  /// Returns after `duration`, or throws as soon as the task is cancelled.
  func sleep(for duration: Duration) async throws
}

/// The machine's own clock.
public struct SystemClock: EngineClock {
  public init() {}

  public var now: Timestamp {
    var time = timespec()
    clock_gettime(CLOCK_REALTIME, &time)
    return Timestamp(milliseconds: Int64(time.tv_sec) * 1_000 + Int64(time.tv_nsec) / 1_000_000)
  }

  public func sleep(for duration: Duration) async throws { try await Task.sleep(for: duration) }
}
