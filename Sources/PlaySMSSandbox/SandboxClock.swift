import Glibc
import Synchronization

/// What the sandbox takes for the present.
public protocol SandboxClock: Sendable {
  /// Milliseconds since 1970-01-01 00:00:00 UTC.
  var now: Int64 { get }
}

/// The machine's own clock.
public struct SystemSandboxClock: SandboxClock {
  public init() {}

  public var now: Int64 {
    var time = timespec()
    clock_gettime(CLOCK_REALTIME, &time)
    return Int64(time.tv_sec) * 1_000 + Int64(time.tv_nsec) / 1_000_000
  }
}

/// A clock that stands still until it is turned.
public final class ManualSandboxClock: SandboxClock {
  private let time: Mutex<Int64>

  /// Starts at `now` milliseconds since 1970; the default is 2026-11-22 08:00:00 UTC, a Sunday.
  public init(now: Int64 = 1_795_334_400_000) { time = Mutex(now) }

  public var now: Int64 { time.withLock { $0 } }

  /// Turns the clock, backwards too.
  public func advance(by duration: Duration) {
    let milliseconds = duration.milliseconds
    time.withLock { $0 += milliseconds }
  }

  /// Sets the clock to `now` milliseconds since 1970.
  public func set(to now: Int64) { time.withLock { $0 = now } }
}

extension Duration {
  /// Whole milliseconds.
  var milliseconds: Int64 { components.seconds * 1_000 + components.attoseconds / 1_000_000_000_000_000 }
}
