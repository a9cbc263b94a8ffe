import Dispatch
import Synchronization
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
    try await withTaskExecutorPreference(Turns(count: count), operation: function)
  }

  /// Serial queues: each gets a thread when it needs one. A concurrent queue would share those of all tasks.
  private final class Turns: TaskExecutor {
    private let queues: [DispatchQueue]
    private let last = Atomic(0)

    init(count: Int) { queues = (0..<count).map { DispatchQueue(label: "a test that computes \($0)") } }

    func enqueue(_ job: consuming ExecutorJob) {
      let job = UnownedJob(job)
      let turn = last.wrappingAdd(1, ordering: .relaxed).newValue
      queues[turn % queues.count].async { job.runSynchronously(on: self.asUnownedTaskExecutor()) }
    }
  }
}

extension Trait where Self == OwnThreads {
  /// For a test that computes for long, in one task or several, and waits for nothing.
  public static func ownThreads(_ count: Int = 1) -> Self { OwnThreads(count: count) }
}
