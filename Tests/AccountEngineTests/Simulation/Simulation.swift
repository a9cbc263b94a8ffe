import Foundation
import Synchronization

/// Many lives beside each other, a thread a processor.
enum Simulation {
  struct Failure: Sendable {
    let seed: UInt64
    let sentence: String
  }

  struct Outcome: Sendable {
    var counts = SimulationCounts()
    var failures: [Failure] = []
  }

  /// Lives until there were `lives` lives and `sends` broken sends, or a few failed. Each seed is drawn from `seeds`.
  static func run(lives: Int, brokenSends: Int, seeds: SeededGenerator) async throws -> Outcome {
    let state = Mutex((seeds: seeds, begun: 0, outcome: Outcome()))
    return try await run(state: Shared(state: state), lives: lives, brokenSends: brokenSends)
  }

  /// One life. Gives what happened in it, or the promise that was broken.
  static func live(seed: UInt64, empty: String, tells: Bool = false) -> (SimulationCounts, String?) {
    let folder = ArchiveFiles.base + "/\(seed)-\(UUID().uuidString)"
    defer { ArchiveFiles.remove(folder) }
    do {
      let life = try SimulatedLife(seed: seed, empty: empty, folder: folder, tells: tells)
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

  private static func run(state: Shared, lives: Int, brokenSends: Int) async throws -> Outcome {
    let empty = try ArchiveFiles.prepare()
    defer { ArchiveFiles.remove(ArchiveFiles.base) }
    await withTaskGroup(of: Void.self) { group in
      for _ in 0..<max(1, ProcessInfo.processInfo.activeProcessorCount) {
        group.addTask {
          await onThread {
            while let seed = next(state, lives, brokenSends) {
              let (counts, broken) = live(seed: seed, empty: empty)
              state.state.withLock { state in
                state.outcome.counts = state.outcome.counts + counts
                if let broken { state.outcome.failures.append(Failure(seed: seed, sentence: broken)) }
              }
            }
          }
        }
      }
    }
    return state.state.withLock { $0.outcome }
  }

  private static func next(_ state: Shared, _ lives: Int, _ brokenSends: Int) -> UInt64? {
    state.state.withLock { state in
      guard state.begun < lives || state.outcome.counts.brokenSends < brokenSends, state.outcome.failures.count < 5
      else { return nil }
      state.begun += 1
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
