import Foundation
import Testing

/// Runs each case of a test on threads of its own, where it would else compute for long on those that all tasks of the
/// process share. There are as many of these as processors: two tests that compute hold up every request over loopback,
/// every timer and every watcher of the tests beside them, a step at a time.
public struct OwnThreads: TestTrait, SuiteTrait, TestScoping {
  fileprivate let count: Int

  public var isRecursive: Bool { true }

  public func provideScope(
    for test: Test, testCase: Test.Case?, performing function: @Sendable () async throws -> Void
  ) async throws {
    guard testCase != nil else { return try await function() }
    let turns = Turns(threads: count)
    defer { turns.end() }
    try await withTaskExecutorPreference(turns, operation: function)
  }
}

extension Trait where Self == OwnThreads {
  /// For a test that computes for long, in one task or several, and waits for nothing.
  public static func ownThreads(_ count: Int = 1) -> Self { OwnThreads(count: count) }
}

/// What is to be run by threads that give way to all others: those wait for what happens in time.
private final class Turns: TaskExecutor, @unchecked Sendable {
  /// Guards what follows.
  private let condition = NSCondition()
  private var jobs: [UnownedJob] = []
  private var isOver = false

  init(threads: Int) {
    for _ in 0..<threads { Thread.detachNewThread { self.work() } }
  }

  func enqueue(_ job: consuming ExecutorJob) {
    let job = UnownedJob(job)
    condition.withLock {
      jobs.append(job)
      condition.signal()
    }
  }

  func end() {
    condition.withLock {
      isOver = true
      condition.broadcast()
    }
  }

  private func work() {
    // On Linux a thread has a priority of its own.
    setpriority(__priority_which_t(PRIO_PROCESS.rawValue), 0, 5)
    while let job = next() { job.runSynchronously(on: asUnownedTaskExecutor()) }
  }

  private func next() -> UnownedJob? {
    condition.withLock {
      while jobs.isEmpty, !isOver { condition.wait() }
      return jobs.isEmpty ? nil : jobs.removeFirst()
    }
  }
}
