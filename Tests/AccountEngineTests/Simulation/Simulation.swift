import Foundation
import Synchronization

/// Many lives beside each other, two a processor: each waits for its databases now and then.
enum Simulation {
  struct Failure: Sendable {
    let seed: UInt64
    let sentence: String
  }

  struct Outcome: Sendable {
    var counts = SimulationCounts()
    var failures: [Failure] = []
  }

  /// How much is wanted: so many lives, and so many broken sends in them.
  struct Extent: Sendable {
    var lives = 0
    var brokenSends = 0
    /// Whether they are lives of nothing but sends.
    var isAllSends = false
  }

  /// Lives until there was as much as is wanted, or a few lives failed. Each seed is drawn from `seeds`.
  static func run(_ wanted: Extent, seeds: SeededGenerator) async throws -> Outcome {
    try await run(wanted, Shared(state: Mutex((seeds: seeds, begun: 0, outcome: Outcome()))))
  }

  /// One life. Gives what happened in it, or the promise that was broken.
  static func live(
    seed: UInt64, empty: String, isAllSends: Bool, tells: Bool = false
  ) -> (SimulationCounts, String?) {
    let folder = ArchiveFiles.base + "/\(seed)-\(UUID().uuidString)"
    defer { ArchiveFiles.remove(folder) }
    do {
      let life = try SimulatedLife(
        seed: seed, empty: empty, folder: folder, isAllSends: isAllSends, tells: tells)
      do {
        try life.live()
        return (life.counts, nil)
      } catch {
        life.buryProgram()
        return (life.counts, "\(error)")
      }
    } catch {
      return (SimulationCounts(), "\(error)")
    }
  }

  private final class Shared: Sendable {
    let state: Mutex<(seeds: SeededGenerator, begun: Int, outcome: Outcome)>

    init(state: consuming Mutex<(seeds: SeededGenerator, begun: Int, outcome: Outcome)>) { self.state = state }
  }

  private static func run(_ wanted: Extent, _ state: Shared) async throws -> Outcome {
    let empty = try ArchiveFiles.prepare()
    defer { ArchiveFiles.remove(ArchiveFiles.base) }
    await withTaskGroup(of: Void.self) { group in
      for _ in 0..<(2 * ProcessInfo.processInfo.activeProcessorCount) {
        group.addTask {
          await onThread {
            while let seed = next(state, wanted) {
              let (counts, broken) = live(seed: seed, empty: empty, isAllSends: wanted.isAllSends)
              state.state.withLock { state in
                state.outcome.counts = state.outcome.counts + counts
                guard let broken else { return }
                state.outcome.failures.append(Failure(seed: seed, sentence: broken))
                print("life \(seed): \(broken)")
              }
            }
          }
        }
      }
    }
    return state.state.withLock { $0.outcome }
  }

  private static func next(_ state: Shared, _ wanted: Extent) -> UInt64? {
    state.state.withLock { state in
      let isWanted = state.begun < wanted.lives || state.outcome.counts.brokenSends < wanted.brokenSends
      guard isWanted, state.outcome.failures.count < 5 else { return nil }
      state.begun += 1
      // A million take a day.
      if state.begun.isMultiple(of: 1_000) { print("life \(state.begun) begins") }
      return state.seeds.next()
    }
  }

  /// Runs something that blocks on a thread of its own.
  static func onThread(_ body: @escaping @Sendable () -> Void) async {
    await withCheckedContinuation { continuation in
      let thread = Thread {
        body()
        continuation.resume()
      }
      thread.stackSize = 8 << 20
      thread.start()
    }
  }
}
