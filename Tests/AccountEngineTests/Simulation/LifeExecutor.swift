import Dispatch
import Synchronization

/// Runs the work of one life on the thread that lives it, one job after the other, in the order in which they became
/// ready.
///
/// Not everything of an engine runs here: SQLite works on threads of its own, and the one unstructured task that
/// carries a `pv` on the shared pool. Both come back here, and the life stands still until they did; only the order of
/// two database accesses of the same instant is left to chance.
final class LifeExecutor: TaskExecutor {
  private let jobs = Mutex<[UnownedJob]>([])
  private let bell = DispatchSemaphore(value: 0)

  func enqueue(_ job: consuming ExecutorJob) {
    let job = UnownedJob(job)
    jobs.withLock { $0.append(job) }
    bell.signal()
  }

  /// Something happened elsewhere that the life may wait for.
  func poke() { bell.signal() }

  var isEmpty: Bool { jobs.withLock { $0.isEmpty } }

  /// Waits for something to do, but no longer than `limit`. False when nothing came.
  func wait(atMost limit: DispatchTimeInterval) -> Bool { bell.wait(timeout: .now() + limit) == .success }

  /// Waits until a job waits to be done, but no longer than `limit`: the bell rings for those that are done, too.
  func waitForJob(atMost limit: DispatchTimeInterval) {
    let end = DispatchTime.now() + limit
    while isEmpty, bell.wait(timeout: end) == .success {}
  }

  /// Does what has waited longest. False when nothing waits.
  func runNext() -> Bool {
    guard let job = jobs.withLock({ $0.isEmpty ? nil : $0.removeFirst() }) else { return false }
    job.runSynchronously(on: asUnownedTaskExecutor())
    return true
  }

  /// Does asynchronous work to its end, and whatever else becomes ready meanwhile.
  func perform<Value: Sendable>(_ work: @escaping @Sendable () async throws -> Value) throws -> Value {
    let outcome = Outcome<Value>()
    Task(executorPreference: self) {
      let result: Result<Value, any Error>
      do { result = .success(try await work()) } catch { result = .failure(error) }
      outcome.result.withLock { $0 = result }
      self.poke()
    }
    while true {
      while runNext() {}
      if let result = outcome.result.withLock({ $0 }) { return try result.get() }
      _ = wait(atMost: .seconds(60))
    }
  }

  private final class Outcome<Value: Sendable>: Sendable {
    let result = Mutex<Result<Value, any Error>?>(nil)
  }
}
