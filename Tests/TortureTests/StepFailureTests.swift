import MessageArchive
import Messaging
import TestThreads
import Testing

/// Every point of input and output of every scenario fails: by itself, for want of room, or with all that comes after.
///
/// All points with `SMSDASH_TORTURE=all`; else a part of them, chosen by chance.
@Suite(.serialized, .ownThreads(4)) struct StepFailureTests {
  private enum Failure: Sendable, CustomStringConvertible {
    case once
    case full
    /// The disk and the network are gone until the program starts again.
    case forGood

    var description: String {
      switch self {
      case .once: "failed"
      case .full: "found no room"
      case .forGood: "failed, and all after it"
      }
    }
  }

  private struct Case: Sendable {
    let scenario: Scenario
    let point: Int
    let words: String
    let failure: Failure
    /// How it ends then.
    let loss: Disk.Loss
  }

  @Test(arguments: Scenario.all)
  func whateverFailsNothingIsSentTwiceLostOrInvented(scenario: Scenario) async throws {
    let plain = try await Run(scenario)
    try await plain.live()
    let cases = (0..<plain.disk.points).flatMap { point in
      failures(at: point, of: plain).flatMap { failure in
        losses(after: failure).map {
          Case(
            scenario: scenario, point: point, words: plain.disk.words(at: point), failure: failure, loss: $0)
        }
      }
    }
    let chosen = Extent.chosen(cases, of: scenario, at: \.point, oneOf: 37)
    let findings = try await through(chosen) { try await judge($0) }
    print(
      "failing steps, \(scenario): \(plain.disk.points) points, \(cases.count) cases, \(chosen.count) gone through, "
        + "\(findings.count) findings")
    #expect(findings.isEmpty, "\(findings.prefix(10).joined(separator: "\n"))")
  }

  /// Everything rests on what the outbox notes right before the first byte and right after the reply: there every step
  /// fails, whatever chance chooses above.
  @Test func whateverFailsRoundTheSendItselfNothingIsSentTwiceLostOrInvented() async throws {
    let scenario = Scenario.all[0]
    let plain = try await Run(scenario)
    try await plain.live()
    let words = (0..<plain.disk.points).map { plain.disk.words(at: $0) }
    let leaves = try #require(words.firstIndex(of: "pv connects"))
    let ends = try #require(words.firstIndex(of: "pv's reply is there"))
    let points = (max(0, leaves - 40)...min(ends + 80, words.count - 1)).filter { words[$0].contains("outbox.sqlite") }
    #expect(points.contains { $0 < leaves } && points.contains { $0 > ends })
    let cases = points.map { Case(scenario: scenario, point: $0, words: words[$0], failure: .once, loss: .dropped) }
    let findings = try await through(cases) { try await judge($0) }
    #expect(findings.isEmpty, "\(findings.prefix(10).joined(separator: "\n"))")
  }

  private func failures(at point: Int, of run: Run) -> [Failure] {
    let words = run.disk.words(at: point)
    if words.hasPrefix("write") { return [.once, .full, .forGood] }
    return run.disk.changes(at: point) ? [.once, .forGood] : [.once]
  }

  /// Where the disk went on working, a loss of power is what can take most away.
  private func losses(after failure: Failure) -> [Disk.Loss] {
    switch failure {
    case .once, .full: [.dropped]
    case .forGood: [.killed, .dropped]
    }
  }

  /// Runs the scenario with its failure, and starts again from what a kill or a loss of power at the end leaves.
  private func judge(_ one: Case) async throws -> [String] {
    let run = try await Run(one.scenario)
    switch one.failure {
    case .once: run.disk.fail(from: one.point, count: 1, full: false)
    case .full: run.disk.fail(from: one.point, count: 1, full: true)
    case .forGood: run.disk.fail(from: one.point, count: .max, full: false)
    }
    let end = try Place()
    var faults = await run.live(endingIn: end, by: one.loss, isHopeless: one.failure == .forGood)
    var forms = run.wire.passages.filter { $0.isTaken(before: .max) }.map(\.form)
    if one.scenario.base == .inFlight(taken: true) { forms.insert(Run.form(of: "m1", to: Scenario.ani), at: 0) }
    let after = Aftermath(place: end, taken: forms, told: run.told, refused: run.refused)
    faults += await after.judge().map { "after the restart: \($0)" }
    return faults.map { "\(one.scenario), point \(one.point) (\(one.words)) \(one.failure), then \(one.loss): \($0)" }
  }
}
