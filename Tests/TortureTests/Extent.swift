import Foundation
import Synchronization

/// How much of an enumeration is worked through: every so many-th case, ten times as many with `SMSDASH_EXTENT=large`, all
/// of them with `SMSDASH_TORTURE=all`.
enum Extent {
  private static let isWhole = ProcessInfo.processInfo.environment["SMSDASH_TORTURE"] == "all"
  private static let isLarge = ProcessInfo.processInfo.environment["SMSDASH_EXTENT"] == "large"

  static func chosen<Case>(_ cases: [Case], oneOf ordinaryShare: Int) -> [Case] {
    guard !isWhole, !cases.isEmpty else { return cases }
    let share = isLarge ? max(1, ordinaryShare / 4) : ordinaryShare * 5 / 2
    let first = Int.random(in: 0..<min(share, cases.count))
    return stride(from: first, to: cases.count, by: share).map { cases[$0] }
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
