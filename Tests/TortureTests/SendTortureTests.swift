import MessageArchive
import Messaging
import PlaySMS
import Synchronization
import TestThreads
import Testing

/// Every point of input and output from the operator's `y` to what became of it: killed there, the power lost there,
/// failed there. Judged by the server's own books and by what the operator had seen.
///
/// All points and all cases with `SMSDASH_TORTURE=all`; else a part of them, chosen by chance.
@Suite(.serialized, .ownThreads(4)) struct SendTortureTests {
  /// One way in which a recorded run ends.
  private struct End: Sendable {
    let point: Int
    let loss: Disk.Loss
    /// Whether a form that had left the machine reaches the server after all.
    let arrives: Bool
  }

  @Test(arguments: Scenario.all)
  func killedOrWithoutPowerAtAnyPointNothingIsSentTwiceLostOrInvented(scenario: Scenario) async throws {
    let run = try await Run(scenario)
    try await run.live()
    let points = (0...run.disk.points).filter { $0 == 0 || run.disk.changes(at: $0 - 1) }
    let ends = points.flatMap { self.ends(at: $0, of: run) }
    let chosen = Extent.chosen(ends, of: scenario, at: \.point, oneOf: 29)
    let seen = Seen()
    let findings = try await through(chosen) { end in try await judge(end, of: run, seen) }
    print(
      "torture, \(scenario): \(run.disk.points) points, \(points.count) of them leave something, \(ends.count) cases, "
        + "\(chosen.count) looked at, \(seen.count) of them different and gone through, \(findings.count) findings")
    #expect(findings.isEmpty, "\(findings.prefix(10).joined(separator: "\n"))")
  }

  /// What was gone through already: equal files, with as much at the server and in the operator's memory.
  private final class Seen: Sendable {
    private struct Image: Hashable {
      let digest: UInt64
      let taken: Int
      let told: Int
    }

    private let images = Mutex<Set<Image>>([])

    var count: Int { images.withLock { $0.count } }

    func isNew(_ digest: UInt64, _ taken: Int, _ told: Int) -> Bool {
      images.withLock { $0.insert(Image(digest: digest, taken: taken, told: told)).inserted }
    }
  }

  private func ends(at point: Int, of run: Run) -> [End] {
    let losses: [Disk.Loss] = [.killed, .dropped] + (0..<4).map { .reordered(seed: UInt64($0)) }
    let isOnItsWay = run.wire.passages.contains { $0.mayArrive(after: point) }
    return losses.flatMap { loss in
      (isOnItsWay ? [false, true] : [false]).map { End(point: point, loss: loss, arrives: $0) }
    }
  }

  private func judge(_ end: End, of run: Run, _ seen: Seen) async throws -> [String] {
    let place = try Place()
    let digest = try run.disk.image(before: end.point, end.loss, in: place.account)
    let told = run.told.filter { $0.point <= end.point }
    let taken = run.wire.passages.filter { passage in
      passage.isTaken(before: end.point) || (end.arrives && passage.mayArrive(after: end.point))
    }
    var forms = taken.map(\.form)
    if run.scenario.base == .inFlight(taken: true) { forms.insert(Run.form(of: "m1", to: Scenario.ani), at: 0) }
    guard seen.isNew(digest, forms.count, told.count) else { return [] }
    let after = Aftermath(place: place, taken: forms, told: told)
    return await after.judge().map { fault in
      "\(run.scenario), \(end.loss) before point \(end.point) (\(run.disk.words(at: end.point)))"
        + "\(end.arrives ? ", the form arrives all the same" : ""): \(fault)"
    }
  }
}
