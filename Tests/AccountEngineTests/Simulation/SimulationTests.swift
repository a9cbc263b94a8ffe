import Foundation
import Testing

@testable import AccountEngine

/// Lives of a program with a server in memory, under a turned clock: arrivals, sends, deletions, faults of the network
/// and the server, kills and restarts by chance. What it found once stands below with its seed.
///
/// `swift test` lives 30 of them, with `SMSDASH_EXTENT=large` 10,000, or as many as `SMSDASH_LIVES` says:
///
///     SMSDASH_LIVES=1000000 swift test --filter SimulationTests
///
/// Lives of nothing but sends, each of which breaks in some way, follow: 300 broken sends, 10,000 with
/// `SMSDASH_EXTENT=large`, or as many as `SMSDASH_SENDS` says.
///
/// The seed of a run is printed; `SMSDASH_SEED` repeats the run, and a failure names the seed of its life, which
/// `SMSDASH_LIFE` repeats alone.
@Suite(.serialized) struct SimulationTests {
  private static let environment = ProcessInfo.processInfo.environment

  @Test(.enabled(if: environment["SMSDASH_LIFE"] == nil))
  func nothingIsLostAndNothingIsSentTwiceInRandomLives() async throws {
    let wanted = Self.extent("SMSDASH_LIVES", ordinary: 30, large: 10_000)
    try await Self.live(.init(lives: wanted), called: "\(wanted) lives", as: "")
  }

  @Test(.enabled(if: environment["SMSDASH_LIFE"] == nil))
  func nothingIsSentTwiceLostOrWronglySettledHoweverSendsBreak() async throws {
    let wanted = Self.extent("SMSDASH_SENDS", ordinary: 300, large: 10_000)
    try await Self.live(
      .init(brokenSends: wanted, isAllSends: true), called: "\(wanted) broken sends", as: "sends:")
  }

  private static func extent(_ variable: String, ordinary: Int, large: Int) -> Int {
    environment[variable].flatMap { Int($0) } ?? (environment["SMSDASH_EXTENT"] == "large" ? large : ordinary)
  }

  private static func live(_ wanted: Simulation.Extent, called name: String, as kind: String) async throws {
    let seed = environment["SMSDASH_SEED"].flatMap { UInt64($0) } ?? UInt64.random(in: 0...UInt64.max)
    print("simulation of \(name), SMSDASH_SEED=\(seed)")
    let began = ContinuousClock().now
    let outcome = try await Simulation.run(wanted, seeds: SeededGenerator(state: seed))
    print("simulation of \(name) took \(ContinuousClock().now - began)\n\(outcome.counts)")
    for failure in outcome.failures { Issue.record("SMSDASH_LIFE=\(kind)\(failure.seed): \(failure.sentence)") }
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
