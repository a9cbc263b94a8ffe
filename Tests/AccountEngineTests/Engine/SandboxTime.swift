import AccountEngine
import Messaging
import PlaySMSSandbox

/// A clock that goes on as the machine's does, from the moment at which a sandbox's stands: what a test dates is as old
/// tomorrow as it is today.
struct SandboxTime: EngineClock {
  private static let behind = SystemClock().now.since(Timestamp(milliseconds: ManualSandboxClock().now))

  var now: Timestamp { SystemClock().now - Self.behind }

  func sleep(for duration: Duration) async throws { try await SystemClock().sleep(for: duration) }
}
