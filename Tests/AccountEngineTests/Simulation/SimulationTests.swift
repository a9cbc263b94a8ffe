import Foundation
import Testing

@testable import AccountEngine

/// Lives of a program with a server in memory, under a turned clock: arrivals, sends, deletions, faults of the network
/// and the server, kills and restarts by chance. What it found once stands below with its seed.
///
/// `swift test` lives some, with `SMSDASH_EXTENT=large` 1,000 lives and 1,000 broken sends, and as many of both as
/// `SMSDASH_LIVES` says:
///
///     SMSDASH_LIVES=1000000 swift test --filter SimulationTests
///
/// Lives of nothing but sends, each of which breaks in some way, follow: 300 broken sends, 2,000 with
/// `SMSDASH_EXTENT=large`, or as many as `SMSDASH_SENDS` says.
///
/// The seed of a run is printed; `SMSDASH_SEED` repeats the run, and a failure names the seed of its life, which
/// `SMSDASH_LIFE` repeats alone.
@Suite(.serialized) struct SimulationTests {
  private static let environment = ProcessInfo.processInfo.environment

  @Test(.enabled(if: environment["SMSDASH_LIFE"] == nil))
  func nothingIsLostAndNothingIsSentTwiceInRandomLives() async throws {
    let wanted =
      Self.environment["SMSDASH_LIVES"].flatMap { Int($0) } ?? (Self.environment["SMSDASH_EXTENT"] == nil ? 30 : 1_000)
    let seed = Self.environment["SMSDASH_SEED"].flatMap { UInt64($0) } ?? UInt64.random(in: 0...UInt64.max)
    print("simulation of \(wanted) lives, SMSDASH_SEED=\(seed)")
    let began = ContinuousClock().now
    let outcome = try await Simulation.run(
      .init(lives: wanted, brokenSends: wanted), seeds: SeededGenerator(state: seed))
    print("simulation took \(ContinuousClock().now - began)\n\(outcome.counts)")
    for failure in outcome.failures {
      Issue.record("SMSDASH_LIFE=\(failure.seed): \(failure.sentence)")
    }
  }

  @Test(.enabled(if: environment["SMSDASH_LIFE"] == nil))
  func nothingIsSentTwiceLostOrWronglySettledHoweverSendsBreak() async throws {
    let wanted =
      Self.environment["SMSDASH_SENDS"].flatMap { Int($0) }
      ?? (Self.environment["SMSDASH_EXTENT"] == nil ? 300 : 2_000)
    let seed = Self.environment["SMSDASH_SEED"].flatMap { UInt64($0) } ?? UInt64.random(in: 0...UInt64.max)
    print("simulation of \(wanted) broken sends, SMSDASH_SEED=\(seed)")
    let began = ContinuousClock().now
    let outcome = try await Simulation.run(
      .init(brokenSends: wanted, isAllSends: true), seeds: SeededGenerator(state: seed))
    print("broken sends took \(ContinuousClock().now - began)\n\(outcome.counts)")
    for failure in outcome.failures {
      Issue.record("SMSDASH_LIFE=sends:\(failure.seed): \(failure.sentence)")
    }
  }

  @Test(.enabled(if: environment["SMSDASH_LIFE"] != nil)) func theLifeThatWasAskedForKeepsItsPromises() async throws {
    let name = try #require(Self.environment["SMSDASH_LIFE"])
    let seed = try #require(name.split(separator: ":").last.flatMap { UInt64($0) })
    let empty = try ArchiveFiles.prepare()
    let (counts, broken) = Simulation.live(
      seed: seed, empty: empty, isAllSends: name.hasPrefix("sends:"), tells: true)
    print(counts)
    #expect(broken == nil, "\(broken ?? "")")
  }
}
