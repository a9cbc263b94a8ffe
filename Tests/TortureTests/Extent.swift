import Foundation
import Synchronization

/// How much of an enumeration is worked through: every so many-th case, the first by chance; a fifth to a ninth of them
/// with `SMSDASH_EXTENT=large`, all with `SMSDASH_TORTURE=all`, and with `SMSDASH_TORTURE="a lost reply:450-470x20"` of
/// the scenarios only the points of one, as often as wanted.
enum Extent {
  private static let wanted = ProcessInfo.processInfo.environment["SMSDASH_TORTURE"]
  private static let isLarge = ProcessInfo.processInfo.environment["SMSDASH_EXTENT"] == "large"
  private static let single = wanted.flatMap { Single($0) }

  static func chosen<Case>(_ cases: [Case], oneOf ordinaryShare: Int) -> [Case] {
    guard wanted != "all", !cases.isEmpty else { return cases }
    let share = isLarge ? max(1, ordinaryShare / 4) : ordinaryShare * 5 / 2
    let first = Int.random(in: 0..<min(share, cases.count))
    return stride(from: first, to: cases.count, by: share).map { cases[$0] }
  }

  /// The cases of a scenario, each at a point.
  static func chosen<Case>(
    _ cases: [Case], of scenario: Scenario, at point: KeyPath<Case, Int>, oneOf ordinaryShare: Int
  ) -> [Case] {
    guard let single else { return chosen(cases, oneOf: ordinaryShare) }
    guard single.scenario == scenario.name else { return [] }
    let wanted = cases.filter { single.points.contains($0[keyPath: point]) }
    return (0..<single.times).flatMap { _ in wanted }
  }

  /// Some points of one scenario.
  private struct Single {
    let scenario: String
    let points: ClosedRange<Int>
    var times = 1

    init?(_ words: String) {
      guard let match = words.wholeMatch(of: /(.+):([0-9]+)(?:-([0-9]+))?(?:x([0-9]+))?/),
        let first = Int(match.2), let last = Int(match.3 ?? match.2), let times = Int(match.4 ?? "1"), first <= last
      else { return nil }
      scenario = String(match.1)
      points = first...last
      self.times = times
    }
  }
}

/// Works through cases, a few at a time, and gathers what was found.
func through<Case: Sendable, Finding: Sendable>(
  _ cases: [Case], width: Int = 4, _ work: @escaping @Sendable (Case) async throws -> [Finding]
) async throws -> [Finding] {
  try await withThrowingTaskGroup(of: [Finding].self) { group in
    var left = cases[...]
    for _ in 0..<width { if let next = left.popFirst() { group.addTask { try await work(next) } } }
    var findings: [Finding] = []
    while let found = try await group.next() {
      findings += found
      if let next = left.popFirst() { group.addTask { try await work(next) } }
    }
    return findings
  }
}
